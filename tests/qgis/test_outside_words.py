"""Words from outside never become markup, wherever they are shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QLabel

from plugin.casefile.case_file import CaseFile
from plugin.domain.application import Designation
from plugin.domain.case import PulledDetails
from plugin.domain.clock import Clock
from plugin.domain.document import Document
from plugin.gui.case.case_panel import CasePanel
from plugin.gui.session import Session
from plugin.gui.settings import StoredSettings
from plugin.gui.setup.first_run import FirstRun
from tests.qgis.cases_of_nowhere import OFFICER, OpenDesk, panel_of, pulled, until
from tests.qgis.fake_iface import FakeIface

IMAGE = "<img src='http://example.org/x'>"


@pytest.fixture
def panel(open_desk: OpenDesk, session: Session, clock: Clock, iface: FakeIface) -> CasePanel:
    desk = open_desk(pulled(1, officer=IMAGE, full_reference=IMAGE, shown_constraints=(IMAGE,)))
    with CaseFile.open(desk.file.path, clock=clock, identity=OFFICER) as file:  # type: ignore[union-attr]  # the desk is open
        uuid = file.cases()[0].uuid
        document = Document(f"{IMAGE}.pdf", "http://127.0.0.1:9/files/A", description=IMAGE)
        file.record_details(uuid, PulledDetails(documents=(document,), designations=(Designation("x", IMAGE, True),)))
    panel = panel_of(desk, session, iface)
    desk.open(uuid)
    until(lambda: desk.case is not None and not desk.case.row.changed)
    return panel


@pytest.mark.parametrize(
    "shown",
    [
        lambda panel: panel.documents.tree.topLevelItem(0).toolTip(0),
        lambda panel: panel.referenceLabel.toolTip(),
        lambda panel: panel.statusLabel.toolTip(),
        lambda panel: panel.comparison.tree.topLevelItem(0).child(0).toolTip(0),
    ],
)
def test_a_tooltip_shows_markup_from_outside_as_it_reads(panel: CasePanel, shown: Callable[[CasePanel], str]) -> None:
    for tab in (panel.documents, panel.comparison):
        panel.tabs.setCurrentWidget(tab)

    words = shown(panel)

    assert words.startswith("<qt>")
    assert "&lt;img" in words
    assert "<img" not in words


def test_the_sentence_below_the_three_sources_is_plain(panel: CasePanel) -> None:
    panel.tabs.setCurrentWidget(panel.comparison)
    tree = panel.comparison.tree

    tree.setCurrentItem(tree.topLevelItem(0).child(0))

    assert IMAGE in panel.comparison.detail.text()
    assert panel.comparison.detail.textFormat() == Qt.TextFormat.PlainText


def test_the_tooltips_of_history_are_escaped(panel: CasePanel) -> None:
    panel.tabs.setCurrentWidget(panel.history)
    tree = panel.history.tree

    assert all(tree.topLevelItem(row).toolTip(1).startswith("<qt>") for row in range(tree.topLevelItemCount()))


def test_what_a_server_says_in_the_first_steps_is_plain(stored: StoredSettings) -> None:
    wizard = FirstRun(stored)

    for page in (wizard.authority, wizard.credentials):
        assert all(label.textFormat() == Qt.TextFormat.PlainText for label in page.findChildren(QLabel))


def test_the_tooltip_of_the_counts_counts_the_errors_that_are_shown(panel: CasePanel) -> None:
    desk = panel._desk
    assert desk.case is not None
    desk.case = replace(desk.case, row=desk.case.row._replace(red_line_errors=1))

    panel.show_case()

    assert panel.counts.text().startswith("1 error,")
    assert panel.counts.toolTip().startswith("1 red-line error,")
