"""QGIS and Qt: the only room, with processing, that knows them."""
