"""Which tasks an application has, by its type: BOPS's own lists (resources/casework/task_lists.csv)."""

from __future__ import annotations

import csv
from functools import lru_cache

from ..domain.task import Stage, Task
from ..resources_path import resources_path

#: The list of a type by the longest beginning of its code. Source: BOPS's workflows, one for each name of a type, and one for one code.
_LISTS = {
    "ldc.existing": "ldc_existing",
    "ldc": "lawfulness_certificate",
    "pa": "prior_approval",
    "pp": "planning_permission",
    "preApp": "pre_application",
}
_OTHER = "other"


def tasks_of(type_code: str) -> tuple[Task, ...]:
    """Every task of a type ("pp.full.householder") in order; a type that BOPS has no list for has that of "other"."""
    parts = type_code.split(".")
    for length in range(len(parts), 0, -1):
        name = _LISTS.get(".".join(parts[:length]))
        if name is not None:
            return _lists()[name]
    return _lists()[_OTHER]


@lru_cache(maxsize=1)
def _lists() -> dict[str, tuple[Task, ...]]:
    lists: dict[str, list[Task]] = {}
    with resources_path("casework", "task_lists.csv").open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            task = Task(row["code"], row["task"], row["section"], Stage(row["stage"]), row["shown"] == "always")
            lists.setdefault(row["list"], []).append(task)
    return {name: tuple(tasks) for name, tasks in lists.items()}
