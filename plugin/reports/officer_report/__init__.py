"""The officer's report: its content, and how it is written for a word processor. How it looks on paper is the layout's affair."""
