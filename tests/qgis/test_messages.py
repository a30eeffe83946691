"""A message stands on one line of QGIS's bar, however long it is; all of it is one press away."""

from __future__ import annotations

import pytest
from qgis.gui import QgsMessageBarItem
from qgis.PyQt.QtWidgets import QMessageBox, QPushButton
from qgis.PyQt.sip import delete

from plugin.gui.messages import Messages
from tests.qgis.conftest import settle
from tests.qgis.fake_iface import FakeIface

LONG = "The act was not sent: the back office has a newer boundary. Compare the two, then send again, and tell the applicant why."
NARROW = 500


@pytest.fixture
def narrow(iface: FakeIface) -> FakeIface:
    iface.mainWindow().resize(NARROW, 600)
    return iface


def item(iface: FakeIface) -> QgsMessageBarItem:
    return iface.messageBar().items()[0]


def words_of_buttons(iface: FakeIface) -> list[str]:
    return [button.text() for button in item(iface).findChildren(QPushButton)]


def test_what_is_said_after_the_window_has_gone_stands_in_the_log(iface: FakeIface) -> None:
    messages = Messages(iface.messageBar())
    delete(iface.messageBar())

    messages.information("Written to the folder: letter.pdf.")

    assert messages.said == ["Note: Written to the folder: letter.pdf."]


def test_a_short_sentence_stands_as_it_is(narrow: FakeIface) -> None:
    Messages(narrow.messageBar()).information("Copied to the clipboard.")

    assert item(narrow).text() == "Copied to the clipboard."
    assert words_of_buttons(narrow) == []


@pytest.mark.parametrize("sentence", [LONG, "Saved as version 2, proposed. Nothing has been sent to anybody yet.", "word " * 60])
def test_a_long_one_is_cut_to_one_line_and_told_in_full(narrow: FakeIface, sentence: str) -> None:
    messages = Messages(narrow.messageBar())

    messages.warning(sentence, "Go on", lambda: None)

    shown = item(narrow).text()
    assert narrow.messageBar().fontMetrics().horizontalAdvance(shown) < NARROW - 2 * 90
    assert sentence.startswith(shown.rstrip(". …"))
    assert words_of_buttons(narrow) == ["Go on", "Details"]
    assert messages.said == [f"Warning: {sentence}"]
    item(narrow).findChildren(QPushButton)[1].click()
    (box,) = narrow.mainWindow().findChildren(QMessageBox)
    assert box.text() == sentence
    box.done(0)
    settle()


def test_in_a_wide_window_the_same_sentence_needs_no_details(iface: FakeIface) -> None:
    Messages(iface.messageBar()).information("Saved as version 2, proposed. Nothing has been sent to anybody yet.")

    assert words_of_buttons(iface) == []


def test_what_comes_from_outside_is_shown_as_it_reads(narrow: FakeIface) -> None:
    Messages(narrow.messageBar()).error("<b>Bold</b> is not read.")

    assert item(narrow).text() == "&lt;b&gt;Bold&lt;/b&gt; is not read."


def test_where_one_button_has_room_it_is_the_one_that_leads_on_and_a_reference_alone_says_nothing(narrow: FakeIface) -> None:
    messages = Messages(narrow.messageBar())
    messages.warning("Something else that stands there already.")

    messages.warning("26-00108-PA3MA: 1 record changed here and in the back office.", "Conflicts", lambda: None)

    assert words_of_buttons(narrow) == ["Conflicts"]
    assert item(narrow).text() != "26-00108-PA3MA."


def test_what_is_no_longer_so_is_taken_off_the_bar_and_the_rest_stays(iface: FakeIface) -> None:
    messages = Messages(iface.messageBar())
    messages.warning("The first.")
    messages.warning("The second.")

    messages.take_back("The first.")
    messages.take_back("Something that was never said.")

    assert iface.sentences() == ["The second."]
