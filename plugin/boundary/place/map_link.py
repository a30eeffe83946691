"""The coordinates in a link that was copied out of a web map: read off the text of the link, which is never followed."""

from __future__ import annotations

import re
from urllib.parse import unquote_plus

from ...domain.place import PlaceRefused

_IS_LINK = re.compile(r"(?:[a-z][a-z0-9+.-]*://|geo:|www\.|maps?\.)", re.IGNORECASE)
_ANGLE = r"([-+]?\d{1,3}\.\d+)"
_METRES = r"(\d{5,7}(?:\.\d+)?)"
#: What names a place stands before what only names the view, whose middle is rarely what was meant.
_DEGREES = (
    re.compile(rf"!3d{_ANGLE}!4d{_ANGLE}"),
    re.compile(rf"\bmlat={_ANGLE}.*?\bmlon={_ANGLE}"),
    re.compile(rf"\b(?:q|query|ll|sll|daddr|destination|center|centre|cp|pin|loc|marker|point)=(?:[a-z.:]*)?{_ANGLE}\s*[,~ ]\s*{_ANGLE}"),
    re.compile(rf"\blat(?:itude)?={_ANGLE}.*?\b(?:lon|lng|long|longitude)={_ANGLE}"),
    re.compile(rf"geo:{_ANGLE},{_ANGLE}"),
    re.compile(rf"@{_ANGLE},{_ANGLE}"),
    re.compile(rf"#(?:map=)?\d{{1,2}}(?:\.\d+)?/{_ANGLE}/{_ANGLE}"),
)
_GRID = (
    re.compile(rf"\be(?:asting|ast)?={_METRES}.*?\bn(?:orthing|orth)?={_METRES}"),
    re.compile(rf"\bx={_METRES}.*?\by={_METRES}"),
)


def coordinates_in_link(text: str) -> str | None:
    """The coordinates of a link as one would type them ("51.5014, -0.1419"); None for a text that is no link.

    Raises PlaceRefused for a link that holds none.
    """
    if not _IS_LINK.match(text.strip()):
        return None
    link = unquote_plus(text.strip())
    for form in (*_DEGREES, *_GRID):
        match = form.search(link if form in _DEGREES else link.lower())
        if match is not None:
            return f"{match[1]}, {match[2]}"
    raise PlaceRefused(
        "This link holds no coordinates, and Redline does not follow links. "
        "Open it in a browser, and copy the long address or the coordinates from there."
    )
