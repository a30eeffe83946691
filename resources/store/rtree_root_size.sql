SELECT length(data) FROM {nodes} WHERE nodeno = 1
