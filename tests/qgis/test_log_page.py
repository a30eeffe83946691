"""The page of the log: a GIS officer reads in it what was asked, how long was waited, and why a dataset was refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from qgis.core import QgsApplication, QgsSettings
from qgis.PyQt.QtWidgets import QTreeWidgetItem

from plugin.constraints.refresh.log_line import LogKind, LogLine
from plugin.constraints.refresh.refresh_log import RefreshLog, log_path
from plugin.domain.clock import Clock
from plugin.gui.constraint_layers.log_page import LogPage
from plugin.gui.constraint_layers.surroundings import Surroundings
from plugin.gui.settings import StoredSettings
from tests.qgis.cases_of_nowhere import OpenDesk, until
from tests.qgis.fake_iface import FakeIface

AREAS = "conservation-area"


@pytest.fixture
def page(iface: FakeIface, open_desk: OpenDesk, stored: StoredSettings, clock: Clock, tmp_path: Path) -> LogPage:
    (tmp_path / "store").mkdir()
    QgsSettings().setValue("redline/store", str(tmp_path / "store"))
    made = LogPage(Surroundings(stored, clock, open_desk(), iface.mapCanvas()), {AREAS: "Conservation area"}, iface.mainWindow())
    made.resize(800, 400)
    return made


def write(folder: Path, clock: Clock, *, ended: bool = True) -> None:
    with RefreshLog(folder / "store", clock, 1_000_000, 2) as log:
        log.tell(LogKind.BEGUN, "A refresh for “SWK”: 1 datasets are wanted.", 1)
        log.about = AREAS
        log.tell(LogKind.PAGE, "By place, records 1 to 3 of 3: sent.", 3)
        log.tell(LogKind.WAIT, "The platform is too busy. Asked again after 8 s, try 2 of 4.", 8)
        log.tell(LogKind.REFUSED, "conservation-area has 10 records in the store and 3 on the platform.", 3)
        log.about = ""
        if ended:
            log.tell(LogKind.ENDED, "Nothing is new: the store stays as it was.")


def row(item: QTreeWidgetItem) -> list[str]:
    return [item.text(column) for column in range(5)]


def test_before_the_first_refresh_it_says_what_will_stand_here(page: LogPage) -> None:
    page.show_again()

    assert page.headLabel.text().startswith("Nothing has been fetched")
    assert page.tree.isHidden()


def test_without_a_folder_it_says_so(page: LogPage) -> None:
    QgsSettings().setValue("redline/store", "")
    page.show_again()

    assert "name no folder" in page.headLabel.text()


def test_a_log_that_cannot_be_read_is_told(page: LogPage, tmp_path: Path) -> None:
    log_path(tmp_path / "store").mkdir()
    page.show_again()

    assert "can't be read" in page.headLabel.text()


def test_a_refused_dataset_is_told_with_its_waits_and_the_figures(page: LogPage, tmp_path: Path, clock: Clock) -> None:
    write(tmp_path, clock)
    page.show_again()

    top = page.tree.topLevelItem(0)
    assert (top.text(4), top.isExpanded()) == ("1 refused", True)
    dataset = top.child(1)
    assert row(dataset)[:4] == ["Conservation area", "1", "3", "1 time, 8 s"]
    assert row(dataset)[4] == "refused"
    assert dataset.isExpanded()
    assert dataset.child(0).text(0).endswith("By place, records 1 to 3 of 3: sent.")
    assert dataset.child(2).text(0).endswith("conservation-area has 10 records in the store and 3 on the platform.")


def test_what_the_officer_closed_stays_closed_when_it_is_read_again(page: LogPage, tmp_path: Path, clock: Clock) -> None:
    write(tmp_path, clock)
    page.show_again()
    page.tree.topLevelItem(0).child(1).setExpanded(False)

    page.show_again()

    assert not page.tree.topLevelItem(0).child(1).isExpanded()


def test_a_refresh_that_was_broken_off_says_so(page: LogPage, tmp_path: Path, clock: Clock) -> None:
    write(tmp_path, clock, ended=False)
    page.show_again()

    assert page.tree.topLevelItem(0).text(4) == "1 refused, not finished"


def test_lines_of_a_refresh_that_runs_are_shown_while_the_page_is_in_sight(page: LogPage) -> None:
    page.show_again()
    page.hear(LogLine("2026-11-27T09:00:00Z", "", LogKind.BEGUN, 1, "A refresh for “Atlantis”."))
    page.hear(LogLine("2026-11-27T09:00:01Z", "", LogKind.BROKEN_OFF, 0, "On the platform no local authority is called “Atlantis”."))

    until(lambda: page.tree.topLevelItemCount() == 1)
    assert page.tree.topLevelItem(0).child(1).text(0).endswith("no local authority is called “Atlantis”.")
    page.leave()


def test_a_refresh_is_copied_as_text(page: LogPage, tmp_path: Path, clock: Clock) -> None:
    write(tmp_path, clock)
    page.show_again()
    page.copyButton.click()

    assert QgsApplication.clipboard().text().splitlines() == log_path(tmp_path / "store").read_text(encoding="utf-8").splitlines()
