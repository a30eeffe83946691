"""Run by QGIS's Python before anything else: makes shapely's wheel use the GEOS that it brings.

The desktop program and qgis_process are linked to the system's GEOS, whose functions take the place of those of the same name
that the wheel was built with: to_wkb then fails and contains_xy ends QGIS (measured with QGIS 3.40.6, GEOS 3.11, shapely 2.1.2).
Bound deeply, the wheel sees its own first. The interpreter itself is linked to no GEOS, so scripts and tests don't need this.
"""

import importlib
import os
import sys

if hasattr(os, "RTLD_DEEPBIND"):
    usual = sys.getdlopenflags()
    sys.setdlopenflags(usual | os.RTLD_DEEPBIND)
    try:
        importlib.import_module("shapely")
    finally:
        sys.setdlopenflags(usual)
