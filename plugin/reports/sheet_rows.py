"""The rows that a screening sheet is made of: plain text and figures, no layout, no markup."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class SheetFact:
    """One label and what stands beside it; an empty ``value`` never occurs."""

    label: str
    value: str


@dataclass(frozen=True)
class SheetCheck:
    """One check of the red line; ``severity`` is "error", "warning" or "information"."""

    code: str
    severity: str
    message: str


@dataclass(frozen=True)
class SheetFinding:
    """One entity that meets the site or is near it, in words for a person.

    ``relation`` is the value of the relation ("overlaps", ...); ``figures`` is the short text for a table's column; ``constraint`` is
    equal for the entities of one constraint, which stand side by side.
    """

    dataset: str
    dataset_name: str
    entity: int
    reference: str
    name: str
    relation: str
    figures: str
    sentence: str
    constraint: str
    snapshot: str
    remarks: tuple[str, ...] = field(default=())


@dataclass(frozen=True)
class SheetCategory:
    """The findings under one heading that officers know ("Heritage and conservation")."""

    heading: str
    findings: tuple[SheetFinding, ...]


@dataclass(frozen=True)
class SheetState:
    """The state of one dataset.

    ``state`` is "overlaps", "touches", "clear" or "not checked"; ``loaded`` is the day of loading in words, and the date of the data
    where the source gave one, "" where there is none; ``colour`` is the catalogue's ("#1A2B3C"), "" without one.
    """

    dataset: str
    name: str
    category: str
    state: str
    coverage: str
    why: str
    count: int
    snapshot: str
    loaded: str
    sentence: str
    colour: str


@dataclass(frozen=True)
class SheetSnapshot:
    """Where the data of one dataset came from; ``accuracy`` is a sentence, ``attribution`` and ``licence`` are the lines to print."""

    dataset: str
    name: str
    identifier: str
    source: str
    fetched: str
    count: int
    sha256: str
    accuracy: str
    licence: str
    attribution: str
