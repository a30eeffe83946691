"""Each type of application has BOPS's own list of tasks."""

from __future__ import annotations

import re

import pytest
import yaml

from plugin.domain.task import Stage, TaskState
from plugin.rules.task_lists import tasks_of
from tests.shared import shared_path

RED_LINE = "check-and-validate/check-application-details/check-red-line-boundary"


def names(type_code, stage=None):
    return [task.name for task in tasks_of(type_code) if stage in (None, task.stage)]


@pytest.mark.parametrize("type_code", ["pp.full.householder", "pa.part1.classA", "ldc.proposed", "ldc.existing", "preApp", "listed", ""])
def test_every_type_checks_its_red_line_and_its_constraints(type_code):
    codes = [task.code for task in tasks_of(type_code)]

    assert RED_LINE in codes
    assert RED_LINE.replace("red-line-boundary", "constraints") in codes
    assert len(codes) == len(set(codes))


def test_a_line_is_drawn_only_where_none_was_supplied():
    hidden = [task.name for task in tasks_of("pp.full") if not task.always]

    assert hidden == ["Draw red line boundary"]


def test_permissions_have_conditions_and_certificates_have_none():
    assert "Add conditions" in names("pp.full.householder")
    assert "Add conditions" not in names("ldc.proposed")
    assert "Assess against legislation" in names("ldc.proposed")


def test_only_an_existing_use_asks_for_immunity():
    assert "Assess immunity" in names("ldc.existing")
    assert "Assess immunity" not in names("ldc.proposed")


def test_certificates_are_not_consulted_on():
    assert names("ldc.existing", Stage.CONSULTATION) == ["Consultees, neighbours and publicity"]
    assert "Site notice" in names("pa.part1.classA", Stage.CONSULTATION)


def test_a_type_without_a_list_of_its_own_has_the_general_one():
    assert names("advertConsent") == names("hedgerowRemovalNotice")
    assert "Add conditions" not in names("advertConsent")


def test_codes_are_the_paths_of_their_names():
    for task in tasks_of("pp.full"):
        assert task.code.split("/")[-1] == re.sub(r"[^a-z0-9]+", "-", task.name.lower()).strip("-")


def test_states_are_said_in_words():
    assert TaskState.CANNOT_START_YET.words == "cannot start yet"


def test_the_lists_are_those_of_bops():
    vocabulary = shared_path("vectors/bops/vocabulary")

    for type_code, name in (("pp", "planning_permission"), ("pa", "prior_approval"), ("ldc", "lawfulness_certificate"), ("x", "other")):
        told = yaml.safe_load((vocabulary / f"{name}.yml").read_text(encoding="utf-8"))
        assert names(type_code) == list(_leaves(told))


def _leaves(tasks):
    for task in tasks:
        if task.get("tasks"):
            yield from _leaves(task["tasks"])
        else:
            yield task["name"]
