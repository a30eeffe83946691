"""The reasons for a press notice, in BOPS's vocabulary (resources/casework/press_notice_reasons.csv)."""

from __future__ import annotations

import csv
from functools import lru_cache

from ..resources_path import resources_path


@lru_cache(maxsize=1)
def press_reasons() -> dict[str, str]:
    """What each reason is called, by its code, in order."""
    with resources_path("casework", "press_notice_reasons.csv").open(encoding="utf-8", newline="") as table:
        return {row["code"]: row["words"] for row in csv.DictReader(table)}
