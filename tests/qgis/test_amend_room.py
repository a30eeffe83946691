"""While a line is amended the panel stays beside the map: nothing widens it, and no word of it is cut."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import shapely
from qgis.PyQt.QtCore import QRect, Qt
from qgis.PyQt.QtGui import QFont
from qgis.PyQt.QtWidgets import QApplication, QPushButton

from plugin.gui.amend.question import Question
from tests.qgis.cases_of_nowhere import until

#: Pixels for the panel in a window of 1280, beside a map of 500 and the list of cases.
WIDE, HIGH = 432, 614
#: The most that the dock of a case may need.
DOCK = 440
FOUR = ("Use it instead", "Add this land", "Take this land out", "Cancel")


@pytest.fixture(autouse=True)
def usual_letters(qgis_app: Any) -> Iterator[None]:
    """As large as they are on a usual screen; where there is none, Qt takes larger ones."""
    before = QApplication.font()
    QApplication.setFont(QFont("DejaVu Sans", 9))
    yield
    QApplication.setFont(before)


@pytest.fixture
def amending(window: Any, usual_letters: None) -> Any:
    amending = window().begin()
    amending.panel.resize(WIDE, HIGH)
    amending.panel.show()
    amending.draw(shapely.box(530000, 180000, 530100, 180099.5))
    until(lambda: amending.place.panel.changesTree.topLevelItemCount() > 0)
    return amending


def test_no_state_of_an_amendment_widens_the_panel(amending: Any) -> None:
    panel = amending.place.panel
    panel.keepButton.show()
    panel.factsButton.show()
    panel.show_notice("The red line has become version 12, agreed, since this draft was begun over version 1.", "Compare with version 12")
    panel.planPanel.show()
    panel._show_question(Question("lines.csv, 26-00001-HAPP, 1,200 m².", tuple((words, lambda: None) for words in FOUR)))
    QApplication.processEvents()

    assert panel.minimumSizeHint().width() <= WIDE


def test_answers_stand_in_as_many_rows_as_they_need(amending: Any) -> None:
    panel = amending.place.panel
    panel._show_question(Question("lines.csv", tuple((words, lambda: None) for words in FOUR)))
    rows = {panel.answersLayout.getItemPosition(number)[0] for number in range(panel.answersLayout.count())}
    panel._show_question(Question("Outwards by", (("Move it", lambda: None), ("Cancel", lambda: None))))

    assert rows == {0, 1}
    assert {panel.answersLayout.getItemPosition(number)[0] for number in range(panel.answersLayout.count())} == {0}


def test_the_head_of_a_case_with_many_requests_fits_beside_the_map(window: Any) -> None:
    case = window().panel
    case.resize(WIDE, HIGH)
    case.show()
    for words in ("Amend boundary", "Go on amending"):
        case.amendButton.setText(words)
        case.requestsButton.setText("Requests 12")
        case.openButton.show()
        QApplication.processEvents()

        assert case.headHolder.minimumSizeHint().width() <= DOCK


def test_a_line_of_what_changes_is_as_high_as_its_words(amending: Any) -> None:
    tree = amending.place.panel.changesTree
    cells = 0
    for heading in (tree.topLevelItem(number) for number in range(tree.topLevelItemCount())):
        for item in (heading.child(number) for number in range(heading.childCount() if heading.isExpanded() else 0)):
            for column in range(3):
                index = tree.indexFromItem(item, column)
                cell = tree.visualRect(index)
                beside = 8 + (tree.iconSize().width() if not item.icon(column).isNull() else 0)
                needed = tree.fontMetrics().boundingRect(
                    QRect(0, 0, cell.width() - beside, 1000), Qt.TextFlag.TextWordWrap, item.text(column)
                )
                assert needed.height() <= cell.height(), item.text(column)
                cells += 1
    assert cells > 6
    assert any(tree.visualRect(tree.indexFromItem(tree.topLevelItem(0).child(row))).height() > 24 for row in range(3))


def test_a_button_that_offers_to_keep_the_line_is_no_wider_than_its_words(amending: Any) -> None:
    panel = amending.place.panel
    panel.keepButton.show()
    QApplication.processEvents()

    assert isinstance(panel.keepButton, QPushButton)
    assert panel.keepButton.width() <= panel.keepButton.sizeHint().width()
