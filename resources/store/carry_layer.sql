INSERT INTO main.{table} ({columns}) SELECT {columns} FROM previous.{source}
