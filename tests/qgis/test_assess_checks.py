"""In the Assess tab an officer says that the red line is right, that the constraints are checked, and what was decided before."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from qgis.PyQt.QtWidgets import QPushButton

from plugin.casefile.earlier_applications import EarlierApplications
from plugin.domain.application import Application
from plugin.domain.casework.boundary_check import BoundaryCheck
from plugin.domain.casework.constraints_check import ConstraintsCheck
from plugin.domain.casework.site_history import SiteHistory
from plugin.domain.casework.task_progress import TaskProgress
from plugin.domain.clock import Clock
from plugin.domain.constraint_answer import AnsweredRecord, AnswerKind, GivenAnswer
from plugin.domain.finding import Relation
from plugin.domain.outbox_verbs import CHECK_BOUNDARY, CHECK_CONSTRAINTS
from plugin.domain.placed_application import PlacedApplication
from plugin.domain.task import TaskState
from plugin.gui.assess.check_page import CheckPage
from plugin.gui.assess.history_page import HistoryPage
from plugin.gui.assess.records_page import RecordsPage
from plugin.gui.assess.tick_dialog import TickDialog
from plugin.gui.session import Session
from plugin.reports.enquiry.placed_history import HistorySource, PlaceHistory
from plugin.reports.site_history import HistoryEntry
from tests.qgis.assessing import Assessing
from tests.qgis.cases_of_nowhere import OpenDesk, until
from tests.qgis.fake_iface import FakeIface

OUT = Path(__file__).parents[2] / "out"


@pytest.fixture
def assessing(open_desk: OpenDesk, session: Session, clock: Clock, iface: FakeIface) -> Assessing:
    return Assessing(open_desk, session, clock, iface)


def shown(assessing: Assessing, task: str) -> CheckPage:
    assessing.view.open_task(task)
    page = assessing.view.page
    assert isinstance(page, CheckPage)
    return page


def press(page: CheckPage, words: str) -> None:
    button = next(each for each in page.findChildren(QPushButton) if words in each.text().replace("&", ""))
    button.click()


def waiting(assessing: Assessing) -> list[str]:
    assert assessing.desk.reader is not None
    return [each.verb for each in assessing.desk.reader.case(assessing.uuid).outbox]


def test_one_press_says_that_the_red_line_is_right_and_completes_the_task(assessing: Assessing) -> None:
    page = shown(assessing, "check-red-line-boundary")
    assert "Version 1" in page.tellsLabel.text()
    assert not page.saidLabel.isVisibleTo(page)

    press(page, "The red line is right")
    until(lambda: waiting(assessing) == [CHECK_BOUNDARY])

    (said,) = assessing.records(BoundaryCheck)
    assert (said.right, said.version) == (True, 1)
    assert [each.state for each in assessing.records(TaskProgress)] == [TaskState.COMPLETED]
    until(lambda: "The red line is right: " in page.saidLabel.text())
    assert "Not in the back office yet" in page.saidLabel.text()


def test_a_line_that_is_not_right_leaves_its_task_in_progress(assessing: Assessing) -> None:
    press(shown(assessing, "check-red-line-boundary"), "It is not right")
    until(lambda: assessing.records(BoundaryCheck))

    assert [each.state for each in assessing.records(TaskProgress)] == [TaskState.IN_PROGRESS]


def test_constraints_that_wait_for_an_answer_are_named_and_nobody_says_that_all_are_checked(assessing: Assessing) -> None:
    page = shown(assessing, "check-constraints")
    assert "for an answer" in page.tellsLabel.text()

    press(page, "All are checked")
    until(lambda: page.problemLabel.isVisibleTo(page))

    assert "for an answer" in page.problemLabel.text()
    assert waiting(assessing) == []


def test_answered_constraints_are_said_to_be_checked_with_a_press(assessing: Assessing) -> None:
    case = assessing.desk.case
    assert case is not None
    assert case.screening is not None
    with assessing.file() as file:
        for each in case.screening.findings:
            records = (AnsweredRecord.of(each.entity),)
            file.answer_constraint(assessing.uuid, GivenAnswer(each.entity.dataset, AnswerKind.APPLIES, records, found=each.relation))
    assessing.desk.read_again()
    page = shown(assessing, "check-constraints")
    assert "Not checked, and not said where it was checked instead" in page.tellsLabel.text()
    press(page, "All are checked")
    until(lambda: page.problemLabel.isVisibleTo(page))
    assert "1 dataset was not checked" in page.problemLabel.text()
    assert waiting(assessing) == []

    with assessing.file() as file:
        for result in case.screening.datasets:
            if not result.fully_checked:
                where = GivenAnswer(result.dataset, AnswerKind.CHECKED_ELSEWHERE, source="The web map", checked_on=date(2026, 11, 20))
                file.answer_constraint(assessing.uuid, where)
    assessing.desk.read_again()
    assert page.tellsLabel.text() == (
        "Every constraint that meets the site is answered. With the constraints that are sent the back office may ask further "
        "consultees: the rules suggest Historic England. See Assess, Consultees."
    )

    press(page, "All are checked")
    until(lambda: CHECK_CONSTRAINTS in waiting(assessing))

    assert len(assessing.records(ConstraintsCheck)) == 1


def ticking(words: str, seen: list[TickDialog]) -> Callable[[TickDialog], object]:
    """Stands in for an officer who ticks what has some words, and takes it."""

    def taken(dialog: TickDialog) -> object:
        seen.append(dialog)
        dialog.grab().save(str(OUT / "assess-history.png"))
        dialog.tick(words)
        return TickDialog.DialogCode.Accepted

    return taken


def test_what_was_applied_for_on_the_site_is_found_and_noted_by_a_tick(assessing: Assessing, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[TickDialog] = []
    OUT.mkdir(exist_ok=True)
    monkeypatch.setattr(TickDialog, "exec", ticking("26-00002-HAPP", seen))
    assessing.view.open_task("check-site-history")
    page = assessing.view.page
    assert isinstance(page, HistoryPage)

    page.findButton.click()
    assert not page.findButton.isEnabled()
    until(lambda: assessing.records(SiteHistory))

    assert [(each.reference, each.description) for each in assessing.records(SiteHistory)] == [
        ("26-00002-HAPP", "Single-storey rear extension")
    ]
    assert "(on all of the site)" in seen[0].lines()[0].text(0)
    assert not any("26-00001-HAPP" in line.text(0) for line in seen[0].lines())
    until(page.findButton.isEnabled)


def test_where_nothing_is_found_the_page_says_where_was_looked(assessing: Assessing, monkeypatch: pytest.MonkeyPatch) -> None:
    looked = PlaceHistory(
        (), (HistorySource("the case file cases.redline", 2, 1), HistorySource("the layer Decided", problem="It is gone."))
    )
    monkeypatch.setattr(EarlierApplications, "at", lambda *_, **__: looked)
    assessing.view.open_task("check-site-history")
    page = assessing.view.page
    assert isinstance(page, HistoryPage)

    page.findButton.click()
    until(lambda: page.problemLabel.isVisibleTo(page))

    assert page.problemLabel.text().startswith("None is known here or within 50 m. Looked in the case file cases.redline (2 applications).")
    assert "Not looked in: It is gone." in page.problemLabel.text()
    assert "Nobody knows where 1 application of these lies." in page.problemLabel.text()
    assert assessing.records(SiteHistory) == []


def test_what_has_no_reference_is_not_offered_and_keeps_nothing_else_from_being_noted(
    assessing: Assessing, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[TickDialog] = []
    found = [PlacedApplication(Application(reference, description="A rear extension"), None, "a test") for reference in ("", "19/AP/0417")]
    entries = tuple(HistoryEntry("", each, Relation.NEAR, 9.0, 0.0, 0.0) for each in found)
    monkeypatch.setattr(EarlierApplications, "at", lambda *_, **__: PlaceHistory(entries, (HistorySource("the layer Decided"),)))
    monkeypatch.setattr(TickDialog, "exec", ticking("19/AP/0417", seen))
    assessing.view.open_task("check-site-history")
    page = assessing.view.page
    assert isinstance(page, HistoryPage)

    page.findButton.click()
    until(lambda: assessing.records(SiteHistory))

    assert [each.reference for each in assessing.records(SiteHistory)] == ["19/AP/0417"]
    assert len(seen[0].lines()) == 1


def test_what_was_decided_before_is_kept_with_its_reference_and_day(assessing: Assessing) -> None:
    assessing.view.open_task("check-site-history")
    page = assessing.view.page
    assert isinstance(page, RecordsPage)
    page.add()
    page.form.put("reference", "19/AP/0417")
    page.form.put("description", "A rear extension")
    page.form.put("decided_on", date(2019, 6, 3))
    page.keep()
    until(lambda: assessing.records(SiteHistory))

    assert assessing.records(SiteHistory) == [SiteHistory("19/AP/0417", "A rear extension", decided_on=date(2019, 6, 3))]
