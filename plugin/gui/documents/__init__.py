"""Documents beside the map: fetched, named safely, shown page by page."""
