"""The Planning Data platform: fetches an authority's constraint data, politely, whole, and without harm to what is there."""
