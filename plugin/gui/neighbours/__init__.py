"""The council's own addresses, parcels and highways in the window."""
