"""A page that is also printed: who prints it is told from outside, because only QGIS (Qt) has the letters of every script."""

from __future__ import annotations

from collections.abc import Callable

#: A title, and HTML that is safe already, as a PDF on A4. None stands where there is no QGIS.
PrintPage = Callable[[str, str], bytes]
