-- The case file, version 9: the corners of a shape that is being drawn are kept click by click, so that a crash loses none of them.

-- JSON: {"verb": "add", "corners": [[easting, northing], ...]}; '' where no shape is begun.
ALTER TABLE draft ADD COLUMN unfinished TEXT NOT NULL DEFAULT '';

PRAGMA user_version = 9;
