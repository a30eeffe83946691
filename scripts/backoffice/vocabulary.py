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


@lru_cache(maxsize=1)
def _constraint_labels() -> Mapping[str, str]:
    with (_DATA / "constraint_types.csv").open(encoding="utf-8", newline="") as file:
        return {row["type"]: row["label"] for row in csv.DictReader(file)}


def constraint_labels(designations: list[dict[str, Any]]) -> list[str]:
    """What BOPS shows of what the applicant was told.

    BOPS looks a PlanX key up in its own list by letter; ``articleFour``, ``greenBelt``, ``flood`` and all grades are not found,
    and lost without a word.
    """
    labels = _constraint_labels()
    told = [re.sub(r"[^a-z0-9]+", "_", str(item["value"]).lower()) for item in designations if item.get("intersects")]
    return [labels[key] for key in told if key in labels]
