"""Where in BOPS's own pages an act is done by hand: the page of the case, or of the task that it belongs to (hand_pages.csv).

Source: BOPS serves each task of a case at /planning_applications/REFERENCE/TASK (app/controllers/tasks_controller.rb).
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from ..domain.outbox_verbs import PUT_DETAIL, PUT_TASK
from ..resources_path import resources_path
from .task_lists import tasks_of
from .task_pages import page_of


def hand_page(verb: str, path: Mapping[str, Any], type_code: str, web_page: str) -> str:
    """The address for an act on a case of a type; the case's own page where its type has no task for it, "" where that is not known.

    ``path`` is what the act names beside the case: the task itself, or the category of a text.
    """
    if not web_page.startswith(("https://", "http://")):
        return ""
    tasks = tasks_of(type_code)
    if verb == PUT_TASK:
        found = next((task.code for task in tasks if task.code == path.get("slug")), "")
    elif verb == PUT_DETAIL:
        found = next((task.code for task in tasks if page_of(task)[:2] == ("text", path.get("category"))), "")
    else:
        wanted = _tasks().get(verb, ())
        codes = {task.code.rsplit("/", 1)[-1]: task.code for task in reversed(tasks)}
        found = next((codes[each] for each in wanted if each in codes), "")
    return f"{web_page}/{quote(found)}" if found else web_page


@lru_cache(maxsize=1)
def _tasks() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    with resources_path("casework", "hand_pages.csv").open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            found[row["act"]] = (*found.get(row["act"], ()), row["task"])
    return found
