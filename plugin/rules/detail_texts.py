"""The texts of an assessment by category: what each is called and what it should say (resources/casework/assessment_details.csv)."""

from __future__ import annotations

import csv
from functools import lru_cache
from typing import NamedTuple

from ..domain.casework.assessment_detail import DetailCategory
from ..resources_path import resources_path


class DetailText(NamedTuple):
    """``asks`` is what an officer should write there."""

    name: str
    asks: str


def detail_text(category: DetailCategory) -> DetailText:
    """What a category is called and asks for."""
    return _texts()[category]


@lru_cache(maxsize=1)
def _texts() -> dict[DetailCategory, DetailText]:
    with resources_path("casework", "assessment_details.csv").open(encoding="utf-8", newline="") as table:
        return {DetailCategory(row["category"]): DetailText(row["name"], row["asks"]) for row in csv.DictReader(table)}
