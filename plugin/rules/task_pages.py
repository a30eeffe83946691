"""Where an officer works on a task: a page of the Assess tab, another tab, or the back office (resources/casework/task_pages.csv)."""

from __future__ import annotations

import csv
from functools import lru_cache
from typing import NamedTuple

from ..domain.task import Task
from ..resources_path import resources_path


class TaskPage(NamedTuple):
    """``kind`` names the page: "tab" is another tab, "nothing" where Redline has none. ``of`` says which, ``hint`` what to do."""

    kind: str
    of: str = ""
    hint: str = ""


_NOTHING = TaskPage("nothing", "", "There is no page for this task: note here how far it is.")


def page_of(task: Task) -> TaskPage:
    """The page of a task; one that the table does not have is noted only."""
    return _pages().get(task.code.rsplit("/", 1)[-1], _NOTHING)


@lru_cache(maxsize=1)
def _pages() -> dict[str, TaskPage]:
    with resources_path("casework", "task_pages.csv").open(encoding="utf-8", newline="") as table:
        return {row["task"]: TaskPage(row["page"], row["of"], row["hint"]) for row in csv.DictReader(table)}
