"""The sample borough in the back office: its applications taken in, and what has happened to each since."""
