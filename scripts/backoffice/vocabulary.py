"""The back office's own lists: types of application, and the constraints that it knows."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

_DATA = Path(__file__).parent / "data"
#: The type of a constraint for which the authority has none: its description says what it is.
OTHER = "other"


@dataclass(frozen=True)
class ApplicationType:
    """``code`` is PlanX's, ``name`` BOPS's kind, ``suffix`` ends a reference."""

    code: str
    name: str
    suffix: str


@lru_cache(maxsize=1)
def application_types() -> Mapping[str, ApplicationType]:
    """By code, in the order of the codes."""
    with (_DATA / "application_types.csv").open(encoding="utf-8", newline="") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: row["code"])
    return {row["code"]: ApplicationType(**row) for row in rows}


@dataclass(frozen=True)
class ConstraintType:
    """``type`` is the authority's own key, ``label`` what is shown, ``category`` where it belongs."""

    type: str
    label: str
    category: str


@lru_cache(maxsize=1)
def constraint_types() -> Mapping[str, ConstraintType]:
    """By key."""
    with (_DATA / "constraint_types.csv").open(encoding="utf-8", newline="") as file:
        return {row["type"]: ConstraintType(**row) for row in csv.DictReader(file)}


def told_constraints(designations: list[dict[str, Any]]) -> list[str]:
    """The keys of the constraints that BOPS keeps of what the applicant was told.

    BOPS looks a PlanX key up in its own list by letter; ``articleFour``, ``greenBelt``, ``flood`` and all grades are not found,
    and lost without a word.
    """
    told = [re.sub(r"[^a-z0-9]+", "_", str(item["value"]).lower()) for item in designations if item.get("intersects")]
    return [key for key in told if key in constraint_types()]
