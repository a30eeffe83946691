SELECT {columns} FROM {table} WHERE fid = ?
