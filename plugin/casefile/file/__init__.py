"""The file itself: where it may lie, how it is opened, one transaction an act, its copies and its versions."""
