"""The blue line in the window: other land of the applicant, beside the red line."""
