"""The Decide tab: the recommendation, its review, the officer's report, and what becomes public."""
