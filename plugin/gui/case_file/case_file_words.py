"""What the Case file dialog says; plain text, no Qt."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from ...reports.wording import recent_words

_NAMED = re.compile(r"-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z-\d+-(.+)$")
_WHY = {"pull": "before an update"}
#: Broken places that are shown; the rest is a count.
_SHOWN = 5


def trail_words(entries: int, breaks: Sequence[str]) -> str:
    """What became of a check of the audit trail."""
    if not breaks:
        return f"The trail holds: {entries:,} {'entry' if entries == 1 else 'entries'}, none changed, none missing."
    more = len(breaks) - _SHOWN
    said = " ".join(breaks[:_SHOWN])
    return f"The trail does not hold. {said}" + (f" {more:,} more." if more > 0 else "")


def copy_words(copy: Path, now: datetime) -> str:
    """ "today 09:05, before an update": when and why a copy was made; its name where that does not say so."""
    found = _NAMED.search(copy.stem)
    if found is None:
        return copy.name
    year, month, day, hour, minute, second, why = found.groups()
    when = recent_words(f"{year}-{month}-{day}T{hour}:{minute}:{second}Z", now)
    return f"{when}, {_WHY.get(why, why.replace('-', ' '))}{size_words(copy)}"


def size_words(path: Path) -> str:
    """ ", 51.2 MB"; "" for a file that is not there."""
    try:
        return f", {path.stat().st_size / 1_000_000:,.1f} MB"
    except OSError:
        return ""
