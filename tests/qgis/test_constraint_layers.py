"""The Constraint layers window: a refresh that waits for a yes, what changed and which cases it touches, and the way back."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from qgis.core import QgsSettings
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QTreeWidget

from plugin.casefile.case_file import CaseFile
from plugin.constraints.store.generations import has_store
from plugin.domain.clock import Clock
from plugin.gui.constraint_layers.constraint_layers_dialog import ConstraintLayersDialog
from plugin.gui.constraint_layers.surroundings import Surroundings
from plugin.gui.constraint_layers.window_page import WindowPage
from plugin.gui.environment.store_place import StorePlace
from plugin.gui.network.platform_web import QgisPlatformWeb
from plugin.gui.settings import StoredSettings
from tests.platform_stand_in import Fault, Platform, StandIn, district, record
from tests.qgis.cases_of_nowhere import OpenDesk, pulled, until
from tests.qgis.fake_iface import FakeIface
from tests.qgis.small_borough import build

#: Round the sites of the cases of nowhere, EPSG:27700 530000 180000.
GROUND = "MULTIPOLYGON (((-0.2 51.4, -0.05 51.4, -0.05 51.6, -0.2 51.6, -0.2 51.4)))"
THERE = "MULTIPOLYGON (((-0.14 51.49, -0.12 51.49, -0.12 51.51, -0.14 51.51, -0.14 51.49)))"
ELSEWHERE = "MULTIPOLYGON (((-0.10 51.55, -0.09 51.55, -0.09 51.56, -0.10 51.56, -0.10 51.55)))"
AREAS = "conservation-area"


class Ticking:
    """A minute passes each time it is asked: generations are told apart by their moment."""

    def __init__(self, clock: Clock) -> None:
        self._moment = clock.now()

    def now(self) -> datetime:
        self._moment += timedelta(minutes=1)
        return self._moment


class Layers:
    """The window on a stand-in of the platform, with a case file of one case."""

    def __init__(self, iface: FakeIface, desk: Any, stored: StoredSettings, clock: Clock, platform: Platform) -> None:
        self.platform = platform
        self.desk = desk
        self.dialog = ConstraintLayersDialog(stored, Ticking(clock), desk, iface.mapCanvas(), iface.mainWindow())
        self.moved = 0
        self.dialog.moved.connect(self._count)
        self.dialog.show()
        tree = self.dialog.layers.tree
        for item in map(tree.topLevelItem, range(tree.topLevelItemCount())):
            if item.text(0) not in ("Conservation area", "Tree"):
                item.setCheckState(0, Qt.CheckState.Unchecked)

    def _count(self) -> None:
        self.moved += 1

    def refresh(self, authority: str = "SWK") -> None:
        self.dialog.layers.authorityEdit.setText(authority)
        self.dialog.layers.refreshButton.click()
        until(lambda: not self.dialog.layers.stopButton.isVisible(), 60)

    def put_back(self) -> None:
        self.dialog.layers.putBackButton.click()
        until(lambda: not self.dialog.layers.stopButton.isVisible(), 60)

    def accept(self) -> None:
        self.dialog.layers.reviewButton.click()
        self.dialog.changes.acceptButton.click()
        until(self.dialog.changes.isEnabled)


@pytest.fixture
def layers(
    iface: FakeIface, open_desk: OpenDesk, stored: StoredSettings, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Layers]:
    # The pause between two questions is the platform's comfort, not what is tested
    monkeypatch.setattr(QgisPlatformWeb, "wait", lambda self, _seconds: self._stop())
    areas = [record(number, AREAS, ELSEWHERE, name=f"Quay {number}") for number in range(2, 14)]
    platform = Platform([district(GROUND), record(1, AREAS, THERE, name="Old Town"), *areas], licences={AREAS: "ogl3", "tree": "ogl3"})
    desk = open_desk(pulled(1))
    with StandIn(platform) as stand_in:
        QgsSettings().setValue("redline/store", str(tmp_path / "store"))
        QgsSettings().setValue("redline/platform/url", stand_in.address)
        QgsSettings().setValue("redline/platform/files", stand_in.files)
        made = Layers(iface, desk, stored, clock, platform)
        yield made
        made.dialog.close_for_good()


def lines(tree: QTreeWidget) -> list[list[str]]:
    """Every row of a tree, groups and what is in them."""
    found = []
    for group in (tree.topLevelItem(number) for number in range(tree.topLevelItemCount())):
        if not group.isHidden():
            rows = [group, *(group.child(row) for row in range(group.childCount()))]
            found += [[row.text(column) for column in range(tree.columnCount())] for row in rows]
    return found


def row_of(layers: Layers, dataset: str) -> list[str]:
    return next(row for row in lines(layers.dialog.layers.tree) if row[0] == dataset)


def test_without_an_authority_nothing_is_asked(layers: Layers) -> None:
    layers.dialog.layers.authorityEdit.setText("")
    layers.dialog.layers.refreshButton.click()

    assert layers.dialog.layers.saidLabel.text().startswith("Say whose data is wanted")
    assert layers.platform.asked == []


def test_without_a_dataset_nothing_is_asked(layers: Layers) -> None:
    tree = layers.dialog.layers.tree
    for item in map(tree.topLevelItem, range(tree.topLevelItemCount())):
        item.setCheckState(0, Qt.CheckState.Unchecked)

    layers.dialog.layers.authorityEdit.setText("SWK")
    layers.dialog.layers.refreshButton.click()

    assert layers.dialog.layers.saidLabel.text().startswith("No dataset is ticked")
    assert layers.platform.asked == []


def test_an_authority_that_is_not_there_is_told_and_can_be_tried_again(layers: Layers, tmp_path: Path) -> None:
    layers.refresh("Atlantis")

    assert "no local authority is called “Atlantis”" in layers.dialog.layers.saidLabel.text()
    assert layers.dialog.layers.refreshButton.isEnabled()
    assert not has_store(tmp_path / "store")


def test_what_came_is_not_in_use_until_it_is_accepted(layers: Layers, tmp_path: Path) -> None:
    layers.refresh()

    assert not has_store(tmp_path / "store")
    assert layers.dialog.layers.reviewButton.isVisible()
    assert layers.moved == 0
    layers.accept()
    assert has_store(tmp_path / "store")
    assert layers.moved == 1
    assert row_of(layers, "Conservation area")[1] == "13"


def test_the_review_shows_what_changed_and_the_cases_that_it_touches_and_the_list_tells_their_officers(
    layers: Layers, tmp_path: Path
) -> None:
    layers.refresh()
    layers.accept()
    layers.platform.records[1].update({"name": "Old Town and Quay", "entry-date": "2026-11-20"})
    layers.platform.records[2].update({"end-date": "2026-11-19", "entry-date": "2026-11-20"})

    layers.refresh()
    layers.dialog.layers.reviewButton.click()

    told = lines(layers.dialog.changes.tree)
    assert ["Cases touched (1)", ""] in told
    assert any(row[0] == "26-00001-HAPP" and "Old Town and Quay" in row[1] for row in told)
    assert ["Conservation area: 1 ended, 1 re-worded", ""] in told
    assert ["R1 Old Town and Quay", "re-worded, name “Old Town” is now “Old Town and Quay”"] in told
    layers.dialog.changes.acceptButton.click()
    until(lambda: layers.desk.rows and layers.desk.rows[0].changed and "constraints" in layers.desk.rows[0].changed_fields)


def test_a_dataset_that_shrank_is_refused_with_the_figures_until_somebody_lets_it(layers: Layers) -> None:
    layers.refresh()
    layers.accept()
    del layers.platform.records[3:]

    layers.refresh()

    first = lines(layers.dialog.layers.tree)[0]
    assert first[0] == "Conservation area"
    assert "refused: conservation-area has 13 records in the store and 2 on the platform" in first[4]
    assert not layers.dialog.layers.reviewButton.isVisible()
    layers.dialog.layers.shrinkButton.click()
    until(lambda: not layers.dialog.layers.stopButton.isVisible(), 60)
    assert layers.dialog.layers.reviewButton.isVisible()


def test_a_review_that_waits_is_within_reach_again_after_a_push_that_failed(layers: Layers) -> None:
    layers.refresh()
    layers.dialog.team.push(StorePlace("postgresql://gis@127.0.0.1:1/planning"))
    assert not layers.dialog.layers.reviewButton.isVisible()
    until(lambda: not layers.dialog.layers.stopButton.isVisible(), 60)

    assert layers.dialog.review is not None
    assert layers.dialog.layers.reviewButton.isVisible()


def test_a_review_against_what_is_in_use_no_more_is_offered_no_more(layers: Layers) -> None:
    layers.refresh()
    layers.accept()
    layers.platform.records[1].update({"name": "Old Town and Quay", "entry-date": "2026-11-20"})
    layers.refresh()
    layers.accept()
    layers.platform.records[1].update({"name": "Quay", "entry-date": "2026-11-21"})
    layers.refresh()
    assert layers.dialog.layers.reviewButton.isVisible()

    layers.put_back()

    assert layers.dialog.layers.saidLabel.text().startswith("Put back.")
    assert layers.dialog.review is None
    assert not layers.dialog.layers.reviewButton.isVisible()


def test_a_refresh_that_is_stopped_leaves_everything_as_it_was(layers: Layers, tmp_path: Path) -> None:
    reached, go_on = threading.Event(), threading.Event()

    def hold(asked: str) -> Fault | None:
        if "dataset=tree&" in asked:
            reached.set()
            go_on.wait(20)
        return None

    layers.platform.fault = hold
    layers.dialog.layers.authorityEdit.setText("SWK")
    layers.dialog.layers.refreshButton.click()
    until(reached.is_set)

    layers.dialog.layers.stopButton.click()
    go_on.set()
    until(lambda: not layers.dialog.layers.stopButton.isVisible())

    assert layers.dialog.layers.saidLabel.text().startswith("Stopped.")
    assert not has_store(tmp_path / "store")


def test_a_platform_that_fails_is_told_beside_each_dataset_and_the_others_come(layers: Layers) -> None:
    layers.platform.fault = lambda asked: Fault(404) if "/dataset/tree.json" in asked else None

    layers.refresh()

    assert row_of(layers, "Tree")[4].startswith("not fetched: The platform has nothing at")
    assert "1 dataset of 3 was not taken" in layers.dialog.layers.saidLabel.text()
    assert layers.dialog.layers.reviewButton.isVisible()


def test_a_chosen_change_is_shown_on_the_map_and_leaves_it_with_the_page(layers: Layers, iface: FakeIface) -> None:
    layers.refresh()
    layers.accept()
    layers.platform.records[1].update({"geometry": ELSEWHERE.replace("51.5", "51.4"), "entry-date": "2026-11-20"})
    layers.refresh()
    layers.dialog.layers.reviewButton.click()
    tree = layers.dialog.changes.tree
    group = next(group for group in map(tree.topLevelItem, range(tree.topLevelItemCount())) if group.text(0).startswith("Conservation"))

    tree.setCurrentItem(group.child(0))

    bands = layers.dialog.changes.map.bands
    assert bands["was"].asGeometry().area() > 0
    assert bands["now"].asGeometry().area() > 0
    layers.dialog.changes.backButton.click()
    assert bands["was"].asGeometry().isEmpty()


def test_what_constraints_changed_stands_in_the_history_of_a_case(tmp_path: Path, clock: Clock) -> None:
    from tests.qgis.cases_of_nowhere import OFFICER, fill

    (uuid,) = fill(tmp_path / "cases.redline", clock, pulled(1), looked_at=(0,))
    with CaseFile.open(tmp_path / "cases.redline", clock=clock, identity=OFFICER) as file:
        file.note_constraints_changed({uuid: ["conservation-area CA1: added"]})

        row = file.reader().row(uuid)
        assert (row.changed, row.changed_fields) == (True, ("constraints",))
        assert not file.verify_audit()


def test_every_button_is_reached_by_its_letter(layers: Layers) -> None:
    buttons: list[Callable[[], str]] = [
        getattr(layers.dialog.layers, name).text
        for name in ("refreshButton", "stopButton", "reviewButton", "putBackButton", "shrinkButton")
    ]

    letters = [text()[text().index("&") + 1].lower() for text in buttons]

    assert len(set(letters)) == len(letters)


class Telling(WindowPage):
    """A page that writes down what the window tells it."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        self.heard: list[str] = []

    def show_again(self) -> None:
        self.heard.append("in sight")

    def leave(self) -> None:
        self.heard.append("left")

    def close_for_good(self) -> None:
        self.heard.append("closed")


def test_a_page_is_told_when_it_comes_into_sight_when_it_leaves_and_when_all_ends(layers: Layers) -> None:
    page = Telling(layers.dialog.around)
    layers.dialog.add_page(page, "Reports")
    tabs = layers.dialog.tabs

    tabs.setCurrentWidget(page)
    tabs.setCurrentIndex(0)
    tabs.setCurrentWidget(page)
    layers.dialog.hide()
    layers.dialog.show()
    page.titled.emit("Reports (3)")
    layers.dialog.close_for_good()

    assert page.heard == ["in sight", "left", "in sight", "left", "in sight", "left", "closed"]
    assert tabs.tabText(tabs.indexOf(page)) == "Reports (3)"


def test_a_page_in_sight_reads_again_when_another_generation_is_in_use(layers: Layers) -> None:
    page = Telling(layers.dialog.around)
    layers.dialog.add_page(page, "Reports")
    layers.dialog.tabs.setCurrentWidget(page)

    layers.dialog.moved.emit()

    assert page.heard == ["in sight", "in sight"]


def test_the_window_fits_a_small_screen(layers: Layers) -> None:
    least = layers.dialog.minimumSizeHint()

    assert (least.width() <= 900, least.height() <= 600) == (True, True)


def test_the_first_time_all_datasets_are_ticked_and_later_those_that_the_store_has(
    iface: FakeIface, open_desk: OpenDesk, stored: StoredSettings, clock: Clock, tmp_path: Path
) -> None:
    def wanted() -> list[str]:
        made = ConstraintLayersDialog(stored, clock, open_desk(), iface.mapCanvas(), iface.mainWindow())
        found = made.layers.wanted
        made.close_for_good()
        return found

    assert "green-belt" in wanted()
    QgsSettings().setValue("redline/store", str(build(tmp_path)))
    assert wanted() == ["conservation-area", "listed-building"]


def test_without_a_case_file_the_review_says_that_nobody_knows_which_cases_are_touched(layers: Layers) -> None:
    layers.refresh()
    layers.accept()
    layers.platform.records[1].update({"name": "Old Town and Quay", "entry-date": "2026-11-20"})
    layers.desk.file = None
    QgsSettings().setValue("redline/case_file", "/nowhere/cases.redline")

    layers.refresh()
    layers.dialog.layers.reviewButton.click()

    assert "Which cases that touches is not known, because there is no case file." in layers.dialog.changes.headLabel.text()


def test_cases_of_a_file_that_the_window_has_not_opened_are_touched_all_the_same(layers: Layers, tmp_path: Path) -> None:
    layers.refresh()
    layers.accept()
    layers.platform.records[1].update({"name": "Old Town and Quay", "entry-date": "2026-11-20"})
    uuid, file, layers.desk.file = layers.desk.rows[0].uuid, layers.desk.file, None

    layers.refresh()
    layers.accept()

    assert layers.dialog.layers.saidLabel.text().startswith("In use. 1 case shows as changed.")
    with file.for_this_thread() as opened:
        assert "constraints" in opened.reader().row(uuid).changed_fields


def test_what_cannot_be_put_into_use_says_why_and_can_be_accepted_later(layers: Layers, tmp_path: Path) -> None:
    layers.refresh()
    layers.dialog.layers.reviewButton.click()
    store = tmp_path / "store"
    (made,) = (store / "generations").glob("*.gpkg")
    made.rename(tmp_path / "aside.gpkg")

    layers.dialog.changes.acceptButton.click()
    until(layers.dialog.changes.isEnabled)

    assert "There is no constraint store" in layers.dialog.changes.headLabel.text()
    assert layers.dialog.pages.currentWidget() is layers.dialog.changes
    assert not has_store(store)
    (tmp_path / "aside.gpkg").rename(made)
    layers.dialog.changes.acceptButton.click()
    until(lambda: has_store(store))
