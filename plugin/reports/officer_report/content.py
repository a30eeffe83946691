"""What a report is made of: headings, and below them paragraphs, facts, tables and maps; plain text throughout."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Union


class MapKind(Enum):
    """SITE shows where it is, CONSTRAINTS what lies on it and around."""

    SITE = "site"
    CONSTRAINTS = "constraints"


@dataclass(frozen=True)
class Paragraph:
    """``strong`` is what is read first, ``small`` what is looked up."""

    text: str
    strong: bool = False
    small: bool = False


@dataclass(frozen=True)
class Facts:
    """Labels and values."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Table:
    """``widths`` are shares of the page's width; every row has a cell for each title, and a cell may have several lines."""

    titles: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class MapPart:
    """A map of the site; ``title`` stands above it."""

    kind: MapKind
    title: str


Part = Union[Paragraph, Facts, Table, MapPart]


@dataclass(frozen=True)
class Section:
    """One heading and what stands below it."""

    heading: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class OfficerReport:
    """``sample`` is a banner, "" for a real one; ``foot`` stands on every page: which case, version and day. ``attributions`` end it.

    The same inputs give an equal report.
    """

    title: str
    authority: str
    reference: str
    address: str
    sample: str
    foot: str
    sections: tuple[Section, ...]
    attributions: tuple[str, ...] = field(default=())
