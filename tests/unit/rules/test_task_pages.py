"""Every task of every list has a page, and how far the tasks are is told by group."""

from __future__ import annotations

import pytest

from plugin.domain.casework.kept_record import KeptRecord
from plugin.domain.casework.task_progress import TaskProgress
from plugin.domain.task import TaskState
from plugin.rules.task_board import task_groups
from plugin.rules.task_lists import tasks_of
from plugin.rules.task_pages import page_of

TYPES = ("pp.full.householder", "pa.part1.classA", "ldc.existing", "ldc.proposed", "preApp", "listed")


def kept(code: str, state: TaskState) -> KeptRecord:
    return KeptRecord("uuid", TaskProgress(code, state), 1, "Ada", "2026-11-22T09:00:00Z", 3)


@pytest.mark.parametrize("type_code", TYPES)
def test_every_task_has_a_page_or_says_where_it_is_done(type_code):
    for task in tasks_of(type_code):
        page = page_of(task)
        assert page.kind != "nothing" or page.hint, task.code
        assert page.kind != "tab" or page.of, task.code


def test_a_task_of_no_table_is_noted_only():
    task = tasks_of("listed")[0]
    odd = type(task)("check/odd-one", "Odd one", task.section, task.stage)

    assert page_of(odd).kind == "nothing"
    assert page_of(odd).hint


def test_a_group_counts_what_is_complete_and_a_standing_has_the_revision_that_was_seen():
    code = "check-and-assess/assessment-summaries/site-description"
    groups = task_groups("pp.full.householder", [kept(code, TaskState.COMPLETED)])
    group = next(each for each in groups if each.title == "Assessment summaries")
    standing = next(each for each in group.tasks if each.task.code == code)

    assert (group.completed, standing.state, standing.seen) == (1, TaskState.COMPLETED, 3)


def test_drawing_a_red_line_is_a_task_only_where_there_is_none():
    def names(boundary):
        return [each.task.name for group in task_groups("pp.full", [], boundary=boundary) for each in group.tasks]

    assert "Draw red line boundary" not in names(boundary=True)
    assert "Draw red line boundary" in names(boundary=False)


def test_what_only_some_applications_need_is_listed_once_it_was_begun():
    code = next(task.code for task in tasks_of("preApp") if task.name == "Add and assign consultees")

    assert code not in [each.task.code for group in task_groups("preApp", []) for each in group.tasks]
    begun = task_groups("preApp", [kept(code, TaskState.IN_PROGRESS)])
    assert code in [each.task.code for group in begun for each in group.tasks]
