"""Why datasets were not taken in a refresh, in sentences: what is true of several alike is said once."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..constraints.refresh.refreshed import DatasetRefresh, Outcome
from ..domain.plain_figures import counted
from ..domain.plain_lists import listed

#: Stands for the dataset in what is said of several.
_EACH = "NAME"


@dataclass(frozen=True)
class NotTaken:
    """``datasets`` were not taken for one reason, which ``sentence`` says."""

    datasets: tuple[DatasetRefresh, ...]
    sentence: str


def not_taken(datasets: Sequence[DatasetRefresh], name_of: Callable[[str], str] = str) -> tuple[NotTaken, ...]:
    """Those that have a reason, those that could not be fetched for the same one together, in their order.

    Two reasons are the same where they differ by the dataset only, as in the address of a question. One that was refused stands alone: its
    figures are its own. ``name_of`` gives what a dataset is called by whoever reads it.
    """
    alike: dict[str, list[DatasetRefresh]] = {}
    for each in datasets:
        if each.sentence:
            alone = each.outcome is not Outcome.FAILED
            alike.setdefault(each.dataset if alone else _of_each(each), []).append(each)
    return tuple(_told(reason, together, name_of) for reason, together in alike.items())


def _of_each(each: DatasetRefresh) -> str:
    return re.sub(rf"(?<![\w-]){re.escape(each.dataset)}(?![\w-])", _EACH, each.sentence)


def _told(reason: str, together: Sequence[DatasetRefresh], name_of: Callable[[str], str]) -> NotTaken:
    if len(together) == 1:
        return NotTaken(tuple(together), together[0].sentence)
    names = listed([name_of(each.dataset) for each in together])
    return NotTaken(tuple(together), f"{reason} For that reason {counted(len(together), 'dataset')} were not fetched: {names}.")
