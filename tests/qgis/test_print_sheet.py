"""The sheet of the site that is shown, printed from the window: the same content as without one, and the window goes on meanwhile."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

import pytest
import shapely
from qgis.core import QgsSettings
from qgis.PyQt.QtCore import QCoreApplication, QElapsedTimer, Qt

from plugin.domain.clock import Clock
from plugin.gui.messages import Messages
from plugin.gui.session import Session
from plugin.gui.site.sheet_place import SheetPlace
from plugin.gui.site.site_panel import SitePanel
from tests.qgis.conftest import SQUARE, reading
from tests.qgis.fake_iface import FakeIface
from tests.qgis.small_borough import build

#: Milliseconds; more than this and the window would be felt to stand still.
LONGEST_STANDSTILL = 700


@pytest.fixture
def said(iface: FakeIface) -> Messages:
    return Messages(iface.messageBar())


@pytest.fixture
def place(said: Messages, session: Session, clock: Clock, tmp_path: Path) -> SheetPlace:
    QgsSettings().setValue("redline/store", str(build(tmp_path)))
    return SheetPlace(session, clock, said)


def printed(place: SheetPlace, path: Path, patience: float = 90) -> int:
    """Prints and gives the longest standstill of the window in milliseconds."""
    longest, watch = 0, QElapsedTimer()
    place.print(path)
    watch.start()
    end = time.monotonic() + patience
    while place.printing is not None and time.monotonic() < end:
        QCoreApplication.processEvents()
        longest = max(longest, watch.restart())
        time.sleep(0.002)
    assert place.printing is None
    return longest


def text(path: Path) -> str:
    told = subprocess.run(["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True, timeout=60)
    return " ".join(told.stdout.decode().split())


def test_the_sheet_of_a_case_is_printed_for_the_version_shown_and_the_window_goes_on(
    place: SheetPlace, session: Session, tmp_path: Path
) -> None:
    session.show_case(reading("26-00001-HAPP"), None, "2, as submitted, repaired")

    standstill = printed(place, tmp_path / "sheet.pdf")

    sheet = text(tmp_path / "sheet.pdf")
    assert "red line 2, as submitted, repaired" in sheet
    assert "A conservation-area" in sheet
    assert standstill < LONGEST_STANDSTILL


def test_a_site_without_a_line_has_a_sheet_too(place: SheetPlace, session: Session, tmp_path: Path) -> None:
    session.readings = {"A": reading("A", None, offer=SQUARE)}
    session.select("A")

    printed(place, tmp_path / "sheet")

    assert "No map: the application has no red line that can be used" in text(tmp_path / "sheet.pdf")


def test_what_stands_in_the_way_is_said_and_nothing_is_written(place: SheetPlace, session: Session, said: Messages, tmp_path: Path) -> None:
    assert place.refused()

    session.show_case(reading("A"), None, "1, as submitted")
    session.store_problem = "QGIS and Redline put the same point 1.75 m apart."
    place.print(tmp_path / "sheet.pdf")

    assert place.printing is None
    assert not (tmp_path / "sheet.pdf").exists()
    assert "1.75 m apart" in said.said[-1]


def test_a_folder_that_is_not_there_is_named(place: SheetPlace, session: Session, said: Messages, tmp_path: Path) -> None:
    session.show_case(reading("A"), None, "1, as submitted")

    printed(place, tmp_path / "nowhere" / "sheet.pdf")

    assert f"the folder {tmp_path / 'nowhere'} is not there" in said.said[-1]


def test_the_button_is_there_with_a_site_and_reached_by_the_keyboard(session: Session, place: SheetPlace) -> None:
    panel = SitePanel(session)
    asked: list[bool] = []
    panel.print_wanted.connect(lambda: asked.append(True))
    assert panel.printButton.isHidden()

    session.show_case(reading("A"), None, "1, as submitted")
    panel.printButton.click()

    assert not panel.printButton.isHidden()
    assert panel.printButton.toolTip()
    assert not panel.printButton.icon().isNull()
    assert panel.printButton.focusPolicy() == Qt.FocusPolicy.StrongFocus
    assert asked == [True]


def test_other_land_of_the_applicant_is_named_on_the_sheet(place: SheetPlace, session: Session, tmp_path: Path) -> None:
    session.show_case(reading("26-00001-HAPP"), None, "1, as submitted", other_land=shapely.box(530060, 180000, 530100, 180040))

    printed(place, tmp_path / "sheet.pdf")

    assert "Other land of the applicant" in text(tmp_path / "sheet.pdf")
