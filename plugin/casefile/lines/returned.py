"""Knowing a line again that was proposed here and came back from the back office."""

from __future__ import annotations

import sqlite3

from shapely.geometry.base import BaseGeometry

from ...boundary.returned_line import ReturnedLine, match_returned
from ...rules.rules import Rules
from ..requests.red_line_requests import requests_made
from .lines_in_force import Line, red_lines


def nearest_proposed(
    connection: sqlite3.Connection, application_uuid: str, returned: BaseGeometry, rules: Rules
) -> tuple[Line, ReturnedLine] | None:
    """The line of a request made here that ``returned`` (EPSG:27700) is, or is most like, matched in metres; None where nobody asked."""
    lines = red_lines(connection, application_uuid)
    asked = [lines[request.version_uuid] for request in reversed(requests_made(connection, application_uuid))]
    matches = [(line, match_returned(line.geometry, returned, rules)) for line in asked if line.geometry is not None]
    return min(matches, key=lambda found: (not found[1].unchanged, found[1].farthest_m), default=None)
