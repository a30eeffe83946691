"""Why a committee has to decide: BOPS's own list, which an authority edits by its scheme of delegation (resources/casework)."""

from __future__ import annotations

import csv
from functools import lru_cache

from ..resources_path import resources_path


@lru_cache(maxsize=1)
def committee_reasons() -> tuple[str, ...]:
    """The reasons in order, as they are stored and sent."""
    with resources_path("casework", "committee_reasons.csv").open(encoding="utf-8", newline="") as table:
        return tuple(row["reason"] for row in csv.DictReader(table))
