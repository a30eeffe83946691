INSERT INTO {nodes} (nodeno, data) VALUES (?, ?)
