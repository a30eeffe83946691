SELECT name, type FROM pragma_table_info(?, 'previous') WHERE name NOT IN ('fid', 'geom') ORDER BY cid
