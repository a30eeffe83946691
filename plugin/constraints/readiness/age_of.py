"""How old a dataset is, beside how old it may be."""

from __future__ import annotations

from datetime import date

from ...domain.dataset import Coverage, Dataset, Snapshot, kind_of
from ...domain.errors import RedlineError
from ...domain.moments import day_of
from ...rules.rules import Rules
from .dataset_readiness import Age


def age_of(snapshot: Snapshot, dataset: Dataset, on: date, rules: Rules) -> Age:
    """The age of a dataset on a day. A day that is still to come, as by a clock that was wrong, counts as today.

    Source: the rules ``freshness.loaded`` and ``freshness.data`` of the dataset, else of what is complete for the whole country, else of
    any. Raises RedlineError where there is none.
    """
    loaded, data = day_of(snapshot.fetched_at), day_of(snapshot.data_date)
    return Age(loaded, data, _days(loaded, on), _days(data, on), _allowed(rules, "loaded", dataset), _allowed(rules, "data", dataset))


def _days(day: date | None, on: date) -> int | None:
    return None if day is None else max((on - day).days, 0)


def _allowed(rules: Rules, what: str, dataset: Dataset) -> int:
    national = ["national"] if dataset.coverage is Coverage.FULL else []
    rows = (rules.find(f"freshness.{what}.{code}") for code in (kind_of(dataset.slug), *national, "any"))
    row = next((each for each in rows if each is not None), None)
    if row is None:
        raise RedlineError(f"No rule says how old a dataset may be (freshness.{what}). Mend resources/rules/freshness.csv.")
    return int(row.number)
