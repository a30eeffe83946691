"""Drawing on a red line, in EPSG:27700, one verb a file: it does all of what it says, or raises and has done nothing."""
