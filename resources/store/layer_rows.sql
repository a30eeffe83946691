SELECT {columns} FROM {table} ORDER BY fid
