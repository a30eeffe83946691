"""Every task of every list has a page, and how far the tasks are is told by group."""

from __future__ import annotations

import pytest

from plugin.domain.casework.condition import Condition
from plugin.domain.casework.head_of_terms import HeadOfTerms
from plugin.domain.casework.kept_record import CaseworkRecord, KeptRecord
from plugin.domain.casework.task_progress import TaskProgress
from plugin.domain.task import TaskState
from plugin.rules.task_board import task_groups
from plugin.rules.task_lists import tasks_of
from plugin.rules.task_pages import page_of

from .places import rules

RULES = rules()
TYPES = ("pp.full.householder", "pa.part1.classA", "ldc.existing", "ldc.proposed", "preApp", "listed")


def listed(type_code: str, *records: CaseworkRecord) -> dict[str, str]:
    """The pages of the tasks of an application by the tasks' names."""
    casework = [KeptRecord("uuid", record, 1, "Ada", "2026-11-22T09:00:00Z", 1) for record in records]
    groups = task_groups(type_code, casework, RULES)
    return {each.task.name: page_of(each.task).kind for group in groups for each in group.tasks}


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
    groups = task_groups("pp.full.householder", [kept(code, TaskState.COMPLETED)], RULES)
    group = next(each for each in groups if each.title == "Assessment summaries")
    standing = next(each for each in group.tasks if each.task.code == code)

    assert (group.completed, standing.state, standing.seen) == (1, TaskState.COMPLETED, 3)


def test_drawing_a_red_line_is_a_task_only_where_there_is_none():
    def names(boundary):
        return [each.task.name for group in task_groups("pp.full", [], RULES, boundary=boundary) for each in group.tasks]

    assert "Draw red line boundary" not in names(boundary=True)
    assert "Draw red line boundary" in names(boundary=False)


def test_what_only_some_applications_need_is_listed_once_it_was_begun():
    code = next(task.code for task in tasks_of("preApp") if task.name == "Add and assign consultees")

    assert code not in [each.task.code for group in task_groups("preApp", [], RULES) for each in group.tasks]
    begun = task_groups("preApp", [kept(code, TaskState.IN_PROGRESS)], RULES)
    assert code in [each.task.code for group in begun for each in group.tasks]


@pytest.mark.parametrize(
    "type_code", ["pa.part1.classA", "pa.part3.classMA", "listed", "advertConsent", "wtt.consent", "approval.reservedMatters"]
)
def test_conditions_have_a_page_wherever_a_decision_can_bear_them_though_the_back_office_has_no_task_for_them(type_code):
    assert "Add conditions" not in [task.name for task in tasks_of(type_code)]
    assert listed(type_code)["Add conditions"] == "all_conditions"


def test_that_task_stands_before_the_draft_is_redline_s_own_and_says_so():
    groups = task_groups("listed", [], RULES)
    group = next(each for each in groups if each.title == "Complete assessment")
    names = [each.task.name for each in group.tasks]
    own = next(each.task for each in group.tasks if each.task.is_own)

    assert names.index(own.name) + 1 == names.index("Make draft recommendation")
    assert "The back office has no task for conditions on this type" in page_of(own).hint
    assert [task.code for task in tasks_of("listed") if task.is_own] == []


def test_a_permission_has_the_back_office_s_own_tasks_for_conditions_and_no_other():
    assert {name: kind for name, kind in listed("pp.full").items() if "conditions" in name} == {
        "Add conditions": "conditions",
        "Add pre-commencement conditions": "pre_commencement",
    }


@pytest.mark.parametrize("type_code", ["ldc.proposed", "ldc.existing", "wtt.notice", "preApp", "unheard.of"])
def test_what_bears_no_conditions_has_no_page_for_them_unless_one_is_written(type_code):
    assert "Add conditions" not in listed(type_code)
    assert listed(type_code, Condition("Materials", "", ""))["Add conditions"] == "all_conditions"


@pytest.mark.parametrize("type_code", ["ldc.proposed", "ldc.existing", "wtt.notice", "wtt.consent", "advertConsent"])
def test_heads_of_terms_are_left_out_where_nothing_can_be_agreed_unless_one_is_written(type_code):
    assert "Add heads of terms" not in listed(type_code)
    assert listed(type_code, HeadOfTerms("Trees", ""))["Add heads of terms"] == "heads_of_terms"


@pytest.mark.parametrize("type_code", ["pp.full.householder", "pa.part3.classMA", "listed", "unheard.of"])
def test_heads_of_terms_stay_where_they_can_be_agreed_or_nothing_is_known_of_the_type(type_code):
    assert "Add heads of terms" in listed(type_code)


def test_a_task_for_heads_of_terms_that_was_begun_stays_whatever_the_type():
    code = next(task.code for task in tasks_of("ldc.existing") if task.code.endswith("add-heads-of-terms"))

    begun = {each.task.code for group in task_groups("ldc.existing", [kept(code, TaskState.COMPLETED)], rules()) for each in group.tasks}

    assert code in begun
