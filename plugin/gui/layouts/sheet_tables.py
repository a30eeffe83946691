"""The tables of a screening sheet: its rows as cells, in the colours of the four states."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from ...reports.sheet_rows import SheetCheck, SheetFact, SheetFinding, SheetSnapshot, SheetState
from .flow import Cell, TableRow
from .text_style import BODY, SMALL, STRONG

#: Overlaps, touches, clear and not checked look the same on paper and on screen; the word always stands on the colour.
_COLOURS = {
    "overlaps": "#b3001b",
    "touches": "#6f5500",
    "clear": "#00703c",
    "not checked": "#5b3a8c",
    "near": "#56606a",
    "surrounded": "#56606a",
    "error": "#b3001b",
    "warning": "#a35200",
    "information": "#1d5e8c",
}
_OTHER = "#56606a"

FACT_WIDTHS = (31.0, 62.0)
FINDING_WIDTHS = (23.0, 43.0, 120.0)
STATE_WIDTHS = (23.0, 47.0, 14.0, 18.0, 29.0, 55.0)
SNAPSHOT_WIDTHS = (40.0, 48.0, 31.0, 16.0, 51.0)
CHECK_WIDTHS = (23.0, 163.0)

STATE_TITLES = ("State", "Dataset", "Found", "Coverage", "Loaded", "Why")
SNAPSHOT_TITLES = ("Dataset", "Source and snapshot", "Loaded", "Records", "Position")


def chip(word: str) -> Cell:
    """A state, relation or severity on its colour."""
    return Cell(chip=word, chip_colour=_COLOURS.get(word, _OTHER))


def fact_rows(facts: Sequence[SheetFact]) -> list[TableRow]:
    """Label and value."""
    return [TableRow((Cell.of(fact.label, SMALL), Cell.of(fact.value))) for fact in facts]


def check_rows(checks: Sequence[SheetCheck]) -> list[TableRow]:
    """Severity and message."""
    return [TableRow((chip(check.severity), Cell.of(check.message))) for check in checks]


def finding_rows(findings: Sequence[SheetFinding], colours: Mapping[str, str]) -> list[TableRow]:
    """A row for each; the entities of one constraint stand together without a rule between them."""
    rows = []
    before = ""
    for finding in findings:
        joined = finding.constraint == before
        before = finding.constraint
        words = ((finding.sentence, BODY), *((remark, STRONG) for remark in finding.remarks))
        name = ((finding.dataset_name, STRONG), *((("same constraint", SMALL),) if joined else ()))
        rows.append(TableRow((chip(finding.relation), Cell(name, swatch=colours.get(finding.dataset, "")), Cell(words)), joined))
    return rows


def state_rows(states: Sequence[SheetState]) -> list[TableRow]:
    """Every dataset, checked or not, in the columns of STATE_TITLES."""
    return [
        TableRow(
            (
                chip(state.state),
                Cell(((state.name, STRONG),), swatch=state.colour),
                Cell.of(str(state.count) if state.state != "not checked" else "-"),
                Cell.of(state.coverage),
                Cell.of(state.loaded or "-"),
                Cell.of(state.why),
            )
        )
        for state in states
    ]


def shared_position(snapshots: Sequence[SheetSnapshot]) -> str:
    """How most of the data came to the British National Grid, where several datasets share it: said once, above the table; else ""."""
    counted = Counter(row.accuracy for row in snapshots).most_common(1)
    return counted[0][0] if counted and counted[0][1] > 1 else ""


def snapshot_rows(snapshots: Sequence[SheetSnapshot], said_above: str = "") -> list[TableRow]:
    """Where the data came from, in the columns of SNAPSHOT_TITLES; a position that was ``said_above`` is not said again."""
    return [
        TableRow(
            (
                Cell(((row.name, STRONG),)),
                Cell(((row.source, BODY), (row.identifier, SMALL))),
                Cell.of(row.fetched),
                Cell.of(f"{row.count:,}"),
                Cell.of("as above" if row.accuracy == said_above else row.accuracy, SMALL),
            )
        )
        for row in snapshots
    ]
