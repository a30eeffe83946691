"""Places as people say them: coordinates in every usual form, a link to a map."""
