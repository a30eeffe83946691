"""The council's own constraint layers: any file, folder or layer of QGIS, declared once and read again with every refresh."""
