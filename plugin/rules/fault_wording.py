"""How a check that failed is put to the applicant: in plain words, without coordinates (resources/casework/fault_wording.csv)."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from functools import lru_cache

from ..domain.check import Check
from ..resources_path import resources_path


def fault_wording(checks: Iterable[Check]) -> str:
    """What these checks found, each thing once; "" for checks whose question says it all.

    "{fact}" stands in the table for what a check says without its last sentence, which asks something of the officer.
    """
    words = [_words()[check.code].format(fact=_fact(check.message)) for check in checks if check.code in _words()]
    return " ".join(dict.fromkeys(words))


def _fact(message: str) -> str:
    fact, _, _last = message.rpartition(". ")
    return f"{fact or message.rstrip('.')}."


@lru_cache(maxsize=1)
def _words() -> Mapping[str, str]:
    with resources_path("casework", "fault_wording.csv").open(encoding="utf-8", newline="") as table:
        return {row["check"]: row["words"] for row in csv.DictReader(table)}
