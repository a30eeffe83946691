"""What an applicant meets: a letter with a secret link, and the page behind it."""
