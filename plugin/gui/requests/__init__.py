"""The applicant's agreement in the window: requests, the letter, what officers record of replies."""
