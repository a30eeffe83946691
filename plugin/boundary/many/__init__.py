"""Reading tables of many red lines quickly: what is sound is taken in arrays, everything else is read as a single red line is."""
