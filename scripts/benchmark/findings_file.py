"""Reads the findings that `redline screen` wrote, as answers to compare."""

from __future__ import annotations

import csv
import re
from array import array
from pathlib import Path

from .answers import Answers

_MEETS = ("overlaps", "touches")
_SITE = re.compile(r"S(\d+)$")


def findings(path: Path) -> Answers:
    """The overlaps and touches in a CSV of findings; made sites are called S000001 and so on in the order of their file."""
    sites, entities, areas = array("q"), array("q"), array("d")
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row.get("relation") in _MEETS:
                number = _SITE.search(row["site"])
                if number is None:
                    raise ValueError(f"{path} has a finding of {row['site']}, which is no made site.")
                sites.append(int(number.group(1)) - 1)
                entities.append(int(row["entity"]))
                areas.append(float(row["overlap_m2"]))
    return Answers.of(sites, entities, areas)
