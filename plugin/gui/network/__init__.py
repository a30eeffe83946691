"""QGIS's network as a transport of requests, and the credentials it keeps."""
