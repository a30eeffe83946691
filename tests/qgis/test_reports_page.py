"""The page of reports: a wrong constraint is found on the map, dealt with in a word, and its officer sees it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import shapely
from qgis.core import QgsSettings

from plugin.casefile.casework.wrong_constraints import write_reports
from plugin.constraints.store.local_store import LocalStore
from plugin.domain.casework.wrong_constraint import Fault, ReportState, WrongConstraint
from plugin.domain.clock import Clock
from plugin.gui.case_list.cases_desk import CasesDesk
from plugin.gui.constraint_layers.constraint_layers_dialog import ConstraintLayersDialog
from plugin.gui.constraint_layers.reports_page import ReportsPage
from plugin.gui.settings import StoredSettings
from tests.qgis.cases_of_nowhere import OpenDesk, pulled, until
from tests.qgis.fake_iface import FakeIface
from tests.qgis.small_borough import build

Reports = tuple[ConstraintLayersDialog, ReportsPage, CasesDesk]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("borough"))


@pytest.fixture
def area(store: Path) -> WrongConstraint:
    """A report of a record that the store has."""
    with LocalStore(store) as opened:
        entity = next(iter(opened.records("conservation-area"))).entity
    told = (entity.dataset, entity.number, entity.reference, entity.name)
    return WrongConstraint(*told, Fault.WRONG_PLACE, "The map of 1990", "s", 1, 530_010.0, 180_015.0)


@pytest.fixture
def opened(iface: FakeIface, open_desk: OpenDesk, stored: StoredSettings, clock: Clock, store: Path) -> Iterator[Callable[..., Reports]]:
    made: list[ConstraintLayersDialog] = []

    def open_with(*reports: WrongConstraint) -> Reports:
        QgsSettings().setValue("redline/store", str(store))
        desk = open_desk(pulled(1))
        assert desk.file is not None
        with desk.file.for_this_thread() as file:
            for report in reports:
                file.keep_casework(desk.rows[0].uuid, report)
        dialog = ConstraintLayersDialog(stored, clock, desk, iface.mapCanvas(), iface.mainWindow())
        made.append(dialog)
        dialog.show()
        (page,) = [each for each in dialog.added if isinstance(each, ReportsPage)]
        return dialog, page, desk

    yield open_with
    for each in made:
        each.close_for_good()


def choose(page: ReportsPage, row: int = 0) -> None:
    page.tree.setCurrentItem(page.tree.topLevelItem(row))


def title(dialog: ConstraintLayersDialog, page: ReportsPage) -> str:
    return str(dialog.tabs.tabText(dialog.tabs.indexOf(page)))


def test_where_nothing_was_reported_it_says_how_a_report_arrives(opened: Callable[..., Reports]) -> None:
    dialog, page, _ = opened()
    dialog.tabs.setCurrentWidget(page)

    assert page.headLabel.text().startswith("Nobody has reported a wrong constraint.")
    assert not page.tree.isVisible()
    assert title(dialog, page) == "Reports"


def test_the_tab_counts_what_waits_before_anybody_looks(opened: Callable[..., Reports], area: WrongConstraint) -> None:
    dialog, page, _ = opened(area, replace(area, fault=Fault.TWICE))

    assert title(dialog, page) == "Reports (2)"


def test_a_chosen_report_is_shown_where_the_store_has_its_record(
    opened: Callable[..., Reports], area: WrongConstraint, iface: FakeIface
) -> None:
    dialog, page, _ = opened(area)
    dialog.tabs.setCurrentWidget(page)
    choose(page)

    until(lambda: page.map.hintLabel.text() == "The record as it is in the store.")
    assert page.map.bands["now"].asGeometry().area() > 0
    dialog.tabs.setCurrentIndex(0)
    assert page.map.bands["now"].asGeometry().isEmpty()


def test_a_record_that_the_store_has_no_more_is_shown_at_the_officers_site(opened: Callable[..., Reports], area: WrongConstraint) -> None:
    dialog, page, _ = opened(replace(area, reference="GONE"))
    dialog.tabs.setCurrentWidget(page)
    choose(page)

    until(lambda: page.map.hintLabel.text().startswith("The store has this record no more; this is"))
    assert shapely.from_wkt(page.map.bands["site"].asGeometry().asWkt()).bounds == (530_010.0, 180_015.0, 530_010.0, 180_015.0)


def test_a_report_that_names_no_place_says_so(opened: Callable[..., Reports], area: WrongConstraint) -> None:
    dialog, page, _ = opened(replace(area, reference="GONE", easting=None, northing=None))
    dialog.tabs.setCurrentWidget(page)
    choose(page)

    until(lambda: "names no place" in page.map.hintLabel.text())


def test_without_a_word_a_report_stays_and_says_why(opened: Callable[..., Reports], area: WrongConstraint) -> None:
    dialog, page, _ = opened(area)
    dialog.tabs.setCurrentWidget(page)
    choose(page)
    page.form.dealtButton.click()

    until(lambda: page.saidLabel.text().startswith("Say in a word what was done"))
    assert title(dialog, page) == "Reports (1)"


def test_a_report_is_dealt_with_in_a_word_and_can_be_taken_up_again(opened: Callable[..., Reports], area: WrongConstraint) -> None:
    dialog, page, desk = opened(area)
    dialog.tabs.setCurrentWidget(page)
    choose(page)
    page.form.stateBox.setCurrentIndex(page.form.stateBox.findData(ReportState.PASSED_ON))
    page.form.wordEdit.setText("Told Historic England")
    page.form.wordEdit.returnPressed.emit()

    # The list may have read what was kept before the act itself came back
    until(lambda: title(dialog, page) == "Reports" and page.form.isEnabled())
    assert page.tree.topLevelItem(0).text(5) == "passed on to whoever publishes it"
    assert page.form.answerLabel.text().startswith("Passed on to whoever publishes it: “Told Historic England”")
    assert desk.reader is not None
    assert desk.reader.row(desk.rows[0].uuid).changed_fields[-1] == "wrong_constraint"
    page.form.takeUpButton.click()
    until(lambda: title(dialog, page) == "Reports (1)")
    assert page.form.dealtButton.isVisible()


def test_what_officers_saved_elsewhere_is_added_and_is_for_looking_at(
    opened: Callable[..., Reports], area: WrongConstraint, tmp_path: Path
) -> None:
    dialog, page, desk = opened(area)
    assert desk.reader is not None
    write_reports(desk.reader.casework_of_kind("wrong_constraint"), tmp_path / "mine.csv")
    text = (tmp_path / "mine.csv").read_text(encoding="utf-8")
    uuid = text.splitlines()[1].split(",")[0]
    (tmp_path / "theirs.csv").write_text(text.replace(uuid, "other"), encoding="utf-8")
    dialog.tabs.setCurrentWidget(page)

    page.open_saved([tmp_path / "mine.csv", tmp_path / "theirs.csv", tmp_path / "gone.csv"])

    assert title(dialog, page) == "Reports (2)"
    assert page.tree.topLevelItem(1).text(0).endswith("theirs.csv")
    assert "gone.csv can't be read" in page.saidLabel.text()
    choose(page, 1)
    assert not page.form.dealtButton.isVisible()
    assert "From theirs.csv" in page.form.answerLabel.text()
