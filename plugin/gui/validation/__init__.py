"""The Validation tab of the Case panel: the questions, what is asked of the applicant, and valid or invalid."""
