"""The authority's own standard texts: conditions, informatives, heads of terms, policy areas, reasons for a committee.

They come with Redline as tables (resources/casework/*.csv). A table of the same name in a folder "casework" beside the authority's profile
takes its place.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ..domain.casework.condition import Condition
from ..domain.casework.head_of_terms import HeadOfTerms
from ..domain.casework.informative import Informative
from ..domain.errors import RedlineError
from ..resources_path import resources_path

CONDITIONS, INFORMATIVES, TERMS, POLICY_AREAS = "standard_conditions", "standard_informatives", "standard_heads_of_terms", "policy_areas"
COMMITTEE_REASONS = "committee_reasons"
_COLUMNS = {
    CONDITIONS: ("title", "text", "reason", "pre_commencement"),
    INFORMATIVES: ("title", "text"),
    TERMS: ("title", "text"),
    POLICY_AREAS: ("policy_area", "references", "guidance"),
    COMMITTEE_REASONS: ("reason",),
}
_YES = frozenset({"yes", "true", "1", "y"})


class PolicyArea(NamedTuple):
    """An area of policy, with the policies and the guidance that are usually weighed there."""

    name: str
    references: tuple[str, ...]
    guidance: tuple[str, ...]


def standard_conditions(folder: Path | None = None) -> tuple[Condition, ...]:
    """The conditions of ``folder``, or those of Redline; RedlineError names the file and the line that can't be read."""
    return tuple(
        Condition(row["title"], row["text"], row["reason"], True, row["pre_commencement"].lower() in _YES)
        for row in _rows(CONDITIONS, folder)
    )


def standard_informatives(folder: Path | None = None) -> tuple[Informative, ...]:
    """The informatives, as above."""
    return tuple(Informative(row["title"], row["text"]) for row in _rows(INFORMATIVES, folder))


def standard_heads_of_terms(folder: Path | None = None) -> tuple[HeadOfTerms, ...]:
    """The heads of terms, as above."""
    return tuple(HeadOfTerms(row["title"], row["text"]) for row in _rows(TERMS, folder))


def committee_reasons(folder: Path | None = None) -> tuple[str, ...]:
    """Why a committee has to decide, as above: BOPS's own list, until the authority has one by its scheme of delegation."""
    return tuple(row["reason"] for row in _rows(COMMITTEE_REASONS, folder))


def policy_areas(folder: Path | None = None) -> tuple[PolicyArea, ...]:
    """The areas of policy, as above; references and guidance stand in one cell each, with ";" between them."""
    return tuple(PolicyArea(row["policy_area"], parted(row["references"]), parted(row["guidance"])) for row in _rows(POLICY_AREAS, folder))


def parted(text: str) -> tuple[str, ...]:
    """What stands between the ";" or on the lines of a text."""
    return tuple(part.strip() for part in text.replace("\n", ";").split(";") if part.strip())


def table_path(name: str, folder: Path | None) -> Path:
    """Where a table is read: the authority's own where it has one."""
    own = folder / f"{name}.csv" if folder is not None else None
    return own if own is not None and own.is_file() else resources_path("casework", f"{name}.csv")


def _rows(name: str, folder: Path | None) -> Iterator[dict[str, str]]:
    path, columns = table_path(name, folder), _COLUMNS[name]
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            table = csv.DictReader(file)
            missing = [column for column in columns if column not in (table.fieldnames or ())]
            if missing:
                raise RedlineError(f"The table {path} has no column {', '.join(missing)}: name its columns {', '.join(columns)}.")
            for row in table:
                told = {column: (row[column] or "").strip() for column in columns}
                if any(told.values()):
                    if not told[columns[0]]:
                        raise RedlineError(f"Line {table.line_num} of {path} has no {columns[0]}: write one, or take the line away.")
                    yield told
    except UnicodeDecodeError as error:
        raise RedlineError(f"The table {path} can't be read: save it as CSV in UTF-8.") from error
    except OSError as error:
        raise RedlineError(f"The table {path} can't be read: {error.strerror or error}.") from error
