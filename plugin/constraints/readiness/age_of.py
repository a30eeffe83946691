"""How old a dataset is, beside how old it may be."""

from __future__ import annotations

from datetime import date

from ...domain.dataset import Snapshot, kind_of
from ...domain.errors import RedlineError
from ...domain.moments import day_of
from ...rules.rules import Rules
from .dataset_readiness import Age


def age_of(snapshot: Snapshot, on: date, rules: Rules) -> Age:
    """The age of a dataset on a day. A day that is still to come, as by a clock that was wrong, counts as today.

    Source: the rules ``freshness.loaded`` and ``freshness.data`` of the dataset, else of any. Raises RedlineError where there is none.
    """
    loaded, data = day_of(snapshot.fetched_at), day_of(snapshot.data_date)
    kind = kind_of(snapshot.dataset)
    return Age(loaded, data, _days(loaded, on), _days(data, on), _allowed(rules, "loaded", kind), _allowed(rules, "data", kind))


def _days(day: date | None, on: date) -> int | None:
    return None if day is None else max((on - day).days, 0)


def _allowed(rules: Rules, what: str, kind: str) -> int:
    row = rules.most_specific(f"freshness.{what}", kind)
    if row is None:
        raise RedlineError(f"No rule says how old a dataset may be (freshness.{what}). Mend resources/rules/freshness.csv.")
    return int(row.number)
