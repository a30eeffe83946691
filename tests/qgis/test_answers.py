"""The officer answers constraints in the Case dock: at one press, over the next screening, and never without what the answer needs."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from plugin.casefile.case_file import CaseFile
from plugin.domain.casework.recommendation import Recommendation, RecommendationState
from plugin.domain.clock import Clock
from plugin.domain.constraint_answer import AnswerKind, ConstraintAnswer
from plugin.domain.finding import Relation
from plugin.gui.case.case_panel import CasePanel
from plugin.gui.case.case_place import show_in_session
from plugin.gui.session import Session
from plugin.gui.site.findings_tree import FINDING, finding_items
from tests.qgis.cases_of_nowhere import OFFICER, OpenDesk, panel_of, pulled, until
from tests.qgis.conftest import finding, screening
from tests.qgis.fake_iface import FakeIface

AREA = "High Street Conservation Area"


@pytest.fixture
def panel(open_desk: OpenDesk, session: Session, clock: Clock, iface: FakeIface) -> CasePanel:
    """One screened case, open, its Constraints tab in front."""
    desk = open_desk(pulled(1))
    assert desk.file is not None
    with CaseFile.open(desk.file.path, clock=clock, identity=OFFICER) as file:
        uuid = file.cases()[0].uuid
        file.record_screening(uuid, file.boundary_versions(uuid)[0].uuid, screening("26-00001-HAPP"))
    desk.case_changed.connect(partial(show_in_session, desk, session))
    shown = panel_of(desk, session, iface)
    desk.open(uuid)
    # What the case's own task reads again would change what the officer saw
    until(lambda: desk.case is not None and not desk.refreshes_case)
    shown.tabs.setCurrentWidget(shown.comparison)
    shown.show()
    return shown


def choose(panel: CasePanel, name: str) -> None:
    tree = panel.constraints.findingsTree
    tree.setCurrentItem(next(item for item in finding_items(tree) if item.data(0, FINDING).entity.name == name))


def standing(panel: CasePanel) -> tuple[ConstraintAnswer, ...]:
    case = panel._desk.case
    return case.answers if case is not None else ()


def test_nothing_can_be_answered_before_something_is_chosen(panel: CasePanel) -> None:
    bar = panel.answers

    assert "Choose a constraint" in bar.saidLabel.text()
    assert not bar.appliesButton.isVisibleTo(bar)
    assert not bar.checkedButton.isVisibleTo(bar)


def test_that_it_does_not_apply_needs_a_reason_and_the_field_waits_for_it(panel: CasePanel) -> None:
    choose(panel, AREA)
    panel.answers.doesNotButton.click()

    until(lambda: "Say why" in panel.answers.saidLabel.text())
    assert standing(panel) == ()
    assert not panel.answers.doesNotButton.isChecked()

    panel.answers.reasonEdit.setText("De-designated in 2019")
    panel.answers.doesNotButton.click()

    until(lambda: standing(panel))
    assert standing(panel)[0].given.reason == "De-designated in 2019"


def test_one_press_answers_the_chosen_constraint_and_the_line_stays_chosen(panel: CasePanel) -> None:
    choose(panel, AREA)
    panel.answers.appliesButton.click()

    until(lambda: standing(panel))
    assert panel.constraints.finding is not None
    assert panel.constraints.finding.entity.name == AREA
    assert panel.answers.appliesButton.isChecked()
    assert panel.answers.saidLabel.text().startswith("Applies. ")
    marked = [item for item in finding_items(panel.constraints.findingsTree) if not item.icon(0).isNull()]
    assert [item.data(0, FINDING).entity.name for item in marked] == [AREA]


def test_whichever_record_of_a_constraint_is_chosen_the_answer_is_to_the_one_that_stands_closest(panel: CasePanel, clock: Clock) -> None:
    near, over = finding(AREA, Relation.NEAR), finding("Its other part", number=44000009)
    over = replace(over, entity=replace(over.entity, constraint=near.entity.constraint))
    desk = panel._desk
    assert desk.file is not None
    assert desk.case is not None
    with CaseFile.open(Path(desk.file.path), clock=clock, identity=OFFICER) as file:
        version = file.boundary_versions(desk.case.uuid)[0].uuid
        file.record_screening(desk.case.uuid, version, screening(findings=(near, over), engine="newer"))
    desk.read_again()

    panel.answers._choose_finding(near)
    panel.answers.appliesButton.click()
    until(lambda: standing(panel))

    assert standing(panel)[-1].given.found is Relation.OVERLAPS
    for chosen in (near, over):
        panel.answers._choose_finding(chosen)
        assert panel.answers.saidLabel.text().startswith("Applies.")
        assert "Look at it again" not in panel.answers.saidLabel.text()


def test_an_answer_is_taken_back(panel: CasePanel) -> None:
    choose(panel, AREA)
    panel.answers.confirmButton.click()
    until(lambda: standing(panel))

    panel.answers.takeBackButton.click()

    until(lambda: not standing(panel))
    assert "Not answered yet" in panel.answers.saidLabel.text()


def test_a_dataset_that_was_not_checked_is_answered_by_source_and_day(panel: CasePanel) -> None:
    panel.constraints.show_dataset("green-belt")
    assert panel.answers.checkedButton.isVisibleTo(panel.answers)

    panel.answers.sourceEdit.setText("The council's policies map")
    panel.answers.allCasesBox.setChecked(True)
    panel.answers.checkedButton.click()

    until(lambda: standing(panel))
    given = standing(panel)[0].given
    assert (given.kind, given.source, given.for_authority) == (AnswerKind.CHECKED_ELSEWHERE, "The council's policies map", True)
    assert "The council's policies map on" in panel.answers.saidLabel.text()


def test_a_reason_that_is_being_written_outlives_a_reading_of_the_case(panel: CasePanel) -> None:
    choose(panel, AREA)
    panel.answers.reasonEdit.setText("The site lies outside the")

    panel._desk.read_again()

    assert panel.answers.reasonEdit.text() == "The site lies outside the"
    choose(
        panel,
        next(
            item.data(0, FINDING).entity.name
            for item in finding_items(panel.constraints.findingsTree)
            if item.data(0, FINDING).entity.name != AREA
        ),
    )
    assert panel.answers.reasonEdit.text() == ""


def test_an_answer_for_all_cases_is_given_for_one_dataset_only(panel: CasePanel) -> None:
    panel.constraints.show_dataset("green-belt")
    panel.answers.sourceEdit.setText("The council's policies map")
    panel.answers.allCasesBox.setChecked(True)
    panel.constraints.show_dataset("ancient-woodland")

    panel.constraints.show_dataset("green-belt")

    assert not panel.answers.allCasesBox.isChecked()
    assert panel.answers.sourceEdit.text() == ""


def test_a_dataset_that_was_checked_asks_for_no_answer(panel: CasePanel) -> None:
    panel.constraints.show_dataset("ancient-woodland")

    assert not panel.answers.checkedButton.isVisibleTo(panel.answers)


def test_an_answer_stands_over_the_next_screening_and_says_to_look_again(panel: CasePanel, clock: Clock) -> None:
    choose(panel, AREA)
    panel.answers.appliesButton.click()
    until(lambda: standing(panel))
    desk = panel._desk
    assert desk.file is not None
    assert desk.case is not None
    with CaseFile.open(Path(desk.file.path), clock=clock, identity=OFFICER) as file:
        version = file.boundary_versions(desk.case.uuid)[0].uuid
        file.record_screening(desk.case.uuid, version, screening(findings=(finding(AREA, Relation.TOUCHES),), engine="newer"))

    desk.read_again()
    choose(panel, AREA)

    assert "by newer data it touches that line now. Look at it again." in panel.answers.saidLabel.text()


def test_an_answer_can_only_be_read_while_the_reviewer_has_the_recommendation(panel: CasePanel, clock: Clock) -> None:
    case, file = panel._desk.case, panel._desk.file
    assert case is not None
    assert file is not None
    with CaseFile.open(file.path, clock=clock, identity=OFFICER) as other:
        other.keep_casework(case.uuid, Recommendation("granted", "It complies.", state=RecommendationState.SUBMITTED))
    panel._desk.read_again()

    choose(panel, AREA)

    assert not panel.answers.appliesButton.isEnabled()
    assert "withdraw it under Decide" in panel.answers.saidLabel.text()
