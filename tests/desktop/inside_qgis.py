"""Runs inside QGIS (--code), which knows no folder of its own for it: what it does stands in ``inside/telling.py``."""

from __future__ import annotations

import importlib
import os
import sys

sys.path.insert(0, os.environ["REDLINE_INSIDE"])
importlib.import_module("telling")
