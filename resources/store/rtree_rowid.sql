INSERT INTO {rowids} (rowid, nodeno) VALUES (?, ?)
