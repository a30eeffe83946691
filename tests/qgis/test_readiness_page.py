"""The page "Readiness" of the Constraint layers window: looked at beside the window, told at a glance and in words, saved as a page."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor, QPalette
from qgis.PyQt.QtWidgets import QTreeWidget

from plugin.constraints.store.local_store import LocalStore
from plugin.domain.clock import Clock
from plugin.gui.constraint_layers.range_bars import RANGE
from plugin.gui.constraint_layers.readiness_page import ReadinessPage
from plugin.gui.constraint_layers.readiness_view import colours_of
from plugin.gui.constraint_layers.surroundings import Surroundings
from plugin.gui.settings import StoredSettings
from tests.qgis.cases_of_nowhere import OpenDesk, fill, pulled, until
from tests.qgis.fake_iface import FakeIface
from tests.unit.constraints.store.making import build, collection, feature, square

GRID = {"crs": {"type": "name", "properties": {"name": "EPSG:27700"}}}
HOSTILE = "<b>Old</b> Town\u202e"


def made(folder: Path, clock: Clock, *areas: dict[str, Any]) -> Path:
    """A store of conservation areas, loaded now."""
    file = collection(folder / "conservation-area.geojson", *areas, **GRID)
    build(folder / "store", file, clock=clock, coverage="full")
    return folder / "store"


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Path:
    good = feature(square(530000, 180000), reference="CA1", name="Old Town")
    return made(
        tmp_path, clock, good, feature(None, reference="CA2", name=HOSTILE), feature(square(531000, 180000), reference="CA1", name="Quay")
    )


@pytest.fixture
def page(iface: FakeIface, open_desk: OpenDesk, stored: StoredSettings, clock: Clock) -> Iterator[Callable[..., ReadinessPage]]:
    opened: list[ReadinessPage] = []

    def open_page(address: object, *cases: Any) -> ReadinessPage:
        desk = open_desk(*cases or (pulled(1),))
        stored.save(replace(stored.load(), store=str(address)))
        found = ReadinessPage(Surroundings(stored, clock, desk, iface.mapCanvas()))
        found.resize(900, 520)
        found.show()
        opened.append(found)
        return found

    yield open_page
    for each in opened:
        each.close_for_good()
        each.close()


def looked(found: ReadinessPage) -> ReadinessPage:
    found.show_again()
    until(lambda: not found.bar.isVisible(), 30)
    return found


def lines(tree: QTreeWidget) -> list[list[str]]:
    items = [tree.topLevelItem(number) for number in range(tree.topLevelItemCount())]
    return [[item.text(column) for column in range(tree.columnCount())] for item in items]


def test_without_a_store_in_the_options_it_says_so_and_shows_nothing(page: Callable[..., ReadinessPage]) -> None:
    found = looked(page(""))

    assert "options name no constraint store" in found.saidLabel.text()
    assert (found.tabs.isVisible(), found.saveButton.isVisible(), found.againButton.isVisible()) == (False, False, True)


def test_a_folder_without_a_store_is_told_in_a_sentence(page: Callable[..., ReadinessPage], tmp_path: Path) -> None:
    found = looked(page(tmp_path))

    assert "no constraint store" in found.saidLabel.text()
    assert not found.tabs.isVisible()


def test_a_profile_that_can_t_be_read_is_told_in_a_sentence(
    page: Callable[..., ReadinessPage], store: Path, stored: StoredSettings, tmp_path: Path
) -> None:
    found = page(store)
    stored.save(replace(stored.load(), profile=str(tmp_path / "nothing.json")))

    assert "nothing.json" in looked(found).saidLabel.text()


def test_what_the_store_has_is_told_with_its_faults_beneath(page: Callable[..., ReadinessPage], store: Path) -> None:
    found = looked(page(store))

    (area, absent) = lines(found.table)
    assert area[:2] == ["Conservation area", "full"]
    assert (area[2], area[3], area[5]) == ("up to date", "3", "not yet met: 1 fault to mend, 1 more that should be")
    assert area[6].startswith("Mend 1 fault that must be mended (reference, reference stands twice)")
    assert absent[0].startswith("Not in the store (")
    assert found.table.topLevelItem(0).childCount() == 3
    assert "National standard: met by 0 of 1 dataset" in found.headLabel.text()
    assert found.saidLabel.text() == ""


def test_words_from_outside_stay_words(page: Callable[..., ReadinessPage], store: Path) -> None:
    found = looked(page(store))

    area = found.table.topLevelItem(0)
    told = " ".join(area.child(number).text(0) + area.child(number).toolTip(0) for number in range(area.childCount()))
    assert "\u202e" not in told
    assert found.headLabel.textFormat() == Qt.TextFormat.PlainText


def test_the_picture_is_drawn_and_read_out(page: Callable[..., ReadinessPage], store: Path) -> None:
    found = looked(page(store))
    picture = found.view.picture

    image = picture.grab().toImage()
    colours = {QColor(image.pixel(x, y)).name() for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)}
    assert len(colours) > 5
    assert "Fresh: all of 1 dataset" in picture.accessibleDescription()
    high = picture.height()
    found.resize(600, 520)
    until(lambda: picture.height() < high)


def test_the_signs_can_be_told_from_a_dark_window_and_a_light_one() -> None:
    for ground in ("#ffffff", "#1e1e1e"):
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.Window, QColor(ground))
        palette.setColor(QPalette.ColorRole.WindowText, QColor("#000000" if ground == "#ffffff" else "#ffffff"))
        colours = colours_of(palette)
        for colour in (colours.ink, colours.good, colours.doubtful, colours.bad):
            assert abs(QColor(colour).lightness() - QColor(ground).lightness()) > 60, (colour, ground)


def test_the_page_is_saved_where_it_is_wanted_and_a_fault_is_told(page: Callable[..., ReadinessPage], store: Path, tmp_path: Path) -> None:
    found = looked(page(store))

    found.save(tmp_path / "nowhere" / "readiness.html")
    assert "could not be written" in found.saidLabel.text()
    found.save(tmp_path / "readiness.html")

    written = (tmp_path / "readiness.html").read_text(encoding="utf-8")
    assert "Conservation area" in written
    assert "How long acts took" in written
    assert "<b>Old</b>" not in written


def test_the_times_of_acts_are_those_of_the_case_file_by_quarter_or_month(page: Callable[..., ReadinessPage], store: Path) -> None:
    cases = [pulled(number, received_on=date(2026, 11, 2), valid_on=date(2026, 11, 4)) for number in range(6)]
    found = looked(page(store, *cases))

    (measure,) = [found.times.topLevelItem(number) for number in range(found.times.topLevelItemCount())]
    assert measure.text(0) == "Received to valid (working days)"
    assert [measure.child(0).text(column) for column in range(4)] == [
        "October to December 2026, so far",
        "6",
        "2",
        "2",
    ]
    assert measure.child(0).data(5, RANGE) == (2.0, 2.0, 2.0, 2.0)
    found.tabs.setCurrentIndex(2)
    assert not found.times.grab().isNull()
    found.periodBox.setCurrentIndex(1)
    assert found.times.topLevelItem(0).child(0).text(0) == "November 2026, so far"


def test_case_files_of_other_officers_are_counted_together_with_the_open_one_and_only_read(
    page: Callable[..., ReadinessPage], store: Path, clock: Clock, tmp_path: Path
) -> None:
    days = {"received_on": date(2026, 11, 2), "valid_on": date(2026, 11, 4)}
    found = looked(page(store, *[pulled(number, **days) for number in range(3)]))
    assert not found.onlyButton.isVisibleTo(found)
    assert found.times.topLevelItem(0).child(0).text(1) == "fewer than 5"
    other = tmp_path / "other.redline"
    fill(other, clock, *[pulled(number, **days) for number in range(10, 14)])
    before = other.read_bytes()

    found.look_at([other])
    until(lambda: not found.bar.isVisible(), 30)

    assert found.times.topLevelItem(0).child(0).text(1) == "7"
    assert "of 2 case files were read together" in found.aboutLabel.text()
    assert other.read_bytes() == before
    found.onlyButton.click()
    until(lambda: not found.bar.isVisible(), 30)
    assert found.times.topLevelItem(0).child(0).text(1) == "fewer than 5"


def test_the_open_case_file_is_not_counted_a_second_time_by_its_name(page: Callable[..., ReadinessPage], store: Path) -> None:
    found = page(store, *[pulled(number, received_on=date(2026, 11, 2), valid_on=date(2026, 11, 4)) for number in range(6)])
    assert found.around.desk.file is not None

    found.look_at([found.around.desk.file.path])
    until(lambda: not found.bar.isVisible(), 30)

    assert "of one case file" in found.aboutLabel.text()


def test_what_is_no_case_file_is_told_and_the_others_are_counted(page: Callable[..., ReadinessPage], store: Path, tmp_path: Path) -> None:
    found = looked(page(store))
    words = tmp_path / "words.redline"
    words.write_text("not a case file", encoding="utf-8")

    found.look_at([tmp_path / "gone.redline", words])
    until(lambda: not found.bar.isVisible(), 30)

    assert "There is no case file" in found.saidLabel.text()
    assert "words.redline" in found.saidLabel.text()
    assert found.others == ()
    assert found.tabs.isVisible()


def test_a_look_that_is_stopped_says_so_and_keeps_what_was_shown(
    page: Callable[..., ReadinessPage], store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = looked(page(store))
    began, goes_on = threading.Event(), threading.Event()
    records = LocalStore.records

    def waiting(self: LocalStore, dataset: str) -> Any:
        began.set()
        goes_on.wait(30)
        return records(self, dataset)

    monkeypatch.setattr(LocalStore, "records", waiting)
    found.look()
    until(began.is_set, 30)
    assert (found.bar.isVisible(), found.stopButton.isVisible()) == (True, True)
    found.stopButton.click()
    goes_on.set()
    until(lambda: not found.bar.isVisible(), 30)

    assert found.saidLabel.text() == "Stopped."
    assert lines(found.table)[0][0] == "Conservation area"


def test_every_button_is_reached_by_its_letter(page: Callable[..., ReadinessPage], store: Path) -> None:
    found = page(store)
    buttons = (found.saveButton, found.againButton, found.stopButton, found.checkButton, found.addButton, found.onlyButton)
    texts = [button.text() for button in buttons]

    assert len({text[text.index("&") + 1].lower() for text in texts}) == len(buttons)
