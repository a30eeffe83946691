"""What would be mailed to an applicant: a file in a folder, because nothing is sent from here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

_SAMPLE = "SAMPLE - written by Redline's local back office and sent to nobody."


@dataclass(frozen=True)
class Letter:
    """To one applicant about one request. ``paragraphs`` are plain sentences; a link stands in one of its own."""

    reference: str
    request_id: int
    what: str
    to: str
    written_on: date
    subject: str
    paragraphs: tuple[str, ...]


class Letters:
    """The folder of letters. Whoever can read it can answer as the applicant."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def write(self, letter: Letter) -> Path:
        """Keep a letter; gives its path."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self._folder / f"{_safe(letter.reference)}-request-{letter.request_id}-{letter.what}.txt"
        head = (f"To: {letter.to}", f"Date: {letter.written_on.isoformat()}", f"Subject: {letter.subject}")
        path.write_text("\n".join(head) + "\n\n" + "\n\n".join((*letter.paragraphs, _SAMPLE)) + "\n", encoding="utf-8")
        return path

    def paths(self) -> list[Path]:
        """All of them, by name."""
        return sorted(self._folder.glob("*.txt"))


def _safe(reference: str) -> str:
    return re.sub(r"[^A-Za-z0-9-]", "_", reference)
