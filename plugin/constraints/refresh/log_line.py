"""One line of the log of a refresh: what was asked, and what came of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from urllib.parse import urlsplit

_ADDRESS = re.compile(r"https?://[^\s“”\"'<>]+", re.IGNORECASE)
_CELLS = 5


class LogKind(Enum):
    """What a line tells."""

    BEGUN = "begun"
    LICENCE = "licence"
    QUESTION = "question"
    PAGE = "page"
    FILE = "file"
    WAIT = "wait"
    COUNT = "count"
    FETCHED = "fetched"
    SAME = "as it was"
    REFUSED = "refused"
    FAILED = "not fetched"
    ENDED = "ended"
    BROKEN_OFF = "broken off"


@dataclass(frozen=True)
class LogLine:
    """``moment`` is ISO 8601 in UTC; ``dataset`` "" where the line speaks of the refresh as a whole.

    ``figure`` counts the records of a page, a count or an outcome, and the seconds of a wait; 0 where there is nothing to count.
    """

    moment: str
    dataset: str
    kind: LogKind
    figure: int
    words: str

    @property
    def as_text(self) -> str:
        """The line of the file, without its end: five cells with tabs between them."""
        return "\t".join((self.moment, self.dataset or "-", self.kind.value, str(self.figure), self.words))


def log_line_of(text: str) -> LogLine | None:
    """The line that a line of the file holds; None where it is none, cut off or of a newer Redline."""
    cells = text.rstrip("\n").split("\t")
    kinds = {kind.value: kind for kind in LogKind}
    if len(cells) != _CELLS or cells[2] not in kinds or not (cells[3].isascii() and cells[3].isdigit()):
        return None
    return LogLine(cells[0], "" if cells[1] == "-" else cells[1], kinds[cells[2]], int(cells[3]), cells[4])


def loggable(words: str) -> str:
    """Words on one line, of an address its path alone: what stands before it and behind it may be a secret."""
    paths = _ADDRESS.sub(lambda found: _path(found[0]), words)
    return "".join(letter for letter in " ".join(paths.split()) if letter.isprintable())


def _path(address: str) -> str:
    try:
        return urlsplit(address).path or "its address"
    except ValueError:
        return "its address"
