"""Documents beside the map: pages are turned, what can't be drawn is said, another case puts them away."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest

from plugin.gui.case.document_dock import DocumentDock
from plugin.gui.documents.plan_pages import can_draw_pdf
from tests.qgis.cases_of_nowhere import until
from tests.qgis.fake_iface import FakeIface
from tests.qgis.plans import plan

needs_pdf = pytest.mark.skipif(not can_draw_pdf(), reason="the GDAL of this QGIS can't draw PDFs")


@pytest.fixture
def dock(iface: FakeIface) -> Iterator[DocumentDock]:
    shown = DocumentDock(iface)
    yield shown
    shown.put_away()
    shown.dock.deleteLater()


@needs_pdf
def test_the_pages_of_a_plan_are_turned_and_counted(dock: DocumentDock, tmp_path: Path) -> None:
    dock.show_document(str(plan(tmp_path / "plan.pdf", colours=("red", "green"))), "26-00001-HAPP, Site plan")
    until(lambda: dock.page == 1)
    assert dock.pageLabel.text() == "Page 1 of 2"
    assert not dock.previousButton.isEnabled()

    dock.nextButton.click()
    until(lambda: dock.page == 2)

    assert dock.pageLabel.text() == "Page 2 of 2"
    assert not dock.nextButton.isEnabled()
    assert not dock.view.is_empty

    QTest.keyClick(dock.view, Qt.Key.Key_PageUp)
    until(lambda: dock.page == 1)


@needs_pdf
def test_a_document_of_one_page_has_nothing_to_turn(dock: DocumentDock, tmp_path: Path) -> None:
    dock.show_document(str(plan(tmp_path / "plan.pdf", colours=("red",))), "Site plan")
    until(lambda: dock.page == 1)

    assert dock.pageLabel.text() == ""
    assert dock.nextButton.isHidden()


def test_what_can_not_be_drawn_is_said_in_its_place(dock: DocumentDock, tmp_path: Path) -> None:
    path = tmp_path / "photo.jpg"
    path.write_bytes(b"\xff\xd8\xff")

    dock.show_document(str(path), "A photograph")
    until(lambda: "can't be shown" in dock.stateLabel.text())

    assert dock.view.is_empty
    assert not dock.outsideButton.isHidden()


@needs_pdf
def test_a_page_that_is_still_being_drawn_does_not_come_over_the_next_document(dock: DocumentDock, tmp_path: Path) -> None:
    dock.show_document(str(plan(tmp_path / "one.pdf", colours=("red",) * 3)), "One")
    dock.show_document(str(plan(tmp_path / "two.pdf", colours=("blue",) * 2)), "Two")
    until(lambda: dock.page == 1)

    assert dock.pageLabel.text() == "Page 1 of 2"


@needs_pdf
def test_zooming_ends_where_nothing_more_is_to_be_seen(dock: DocumentDock, tmp_path: Path) -> None:
    dock.show_document(str(plan(tmp_path / "plan.pdf", colours=("red",))), "Site plan")
    until(lambda: dock.page == 1)

    for _ in range(60):
        dock.largerButton.click()
    assert dock.view.transform().m11() <= 16
    for _ in range(120):
        dock.smallerButton.click()
    assert dock.view.transform().m11() > 0
