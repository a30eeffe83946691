"""A date that an officer works to, by its own name: no two clocks are ever run together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .citation import Citation


@dataclass(frozen=True)
class NamedDate:
    """``says`` is how it is reckoned; ``citation`` is None for a date that a back office gave.

    ``confirm`` says what has to be confirmed, "" where nothing has to; ``warns`` marks a date after which something happens by itself.
    """

    name: str
    day: date
    says: str
    citation: Citation | None = None
    confirm: str = ""
    warns: bool = False


@dataclass(frozen=True)
class AgreedExtension:
    """More time that the applicant agreed to in writing, on a day, until a day; ``doubt`` is why that is not certain, "" where it is."""

    agreed_on: date
    until: date
    doubt: str = ""


@dataclass(frozen=True)
class BackOfficeDates:
    """The dates that a back office gives, under its name ("BOPS")."""

    name: str = "BOPS"
    valid_from: date | None = None
    expiry: date | None = None
    target: date | None = None
    consultation_end: date | None = None
