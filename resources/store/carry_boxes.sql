SELECT id, minx, miny, maxx, maxy FROM previous.{rtree}
