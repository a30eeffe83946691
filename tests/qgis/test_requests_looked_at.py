"""Requests on another officer's case, and on one whose line may only be looked at."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from qgis.core import QgsApplication
from qgis.PyQt.QtWidgets import QFileDialog

from plugin.gui.session import Session
from plugin.reports.request_standing import Deed
from tests.qgis.asking import Asking
from tests.qgis.cases_of_nowhere import OpenDesk, pulled, until
from tests.qgis.fake_iface import FakeIface


@pytest.fixture
def asking(iface: FakeIface, open_desk: OpenDesk, session: Session, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A window for a case of this officer, in which no folder is chosen for the letter."""
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    opened: list[Asking] = []

    def make(officer: str) -> Asking:
        opened.append(Asking(iface, open_desk, session, officer=officer))
        return opened[0]

    yield make
    for each in opened:
        each.requests.close()
        each.place.close()
    until(lambda: QgsApplication.taskManager().countActiveTasks() == 0)


def test_on_another_officer_s_case_the_form_says_whose_it_is(asking: Any) -> None:
    dialog = asking("Tom <b>Other</b>").preview()

    assert not dialog.warningFrame.isHidden()
    assert dialog.warningLabel.text() == "This is Tom <b>Other</b>'s case; the history says that you amend it."


def test_a_case_that_was_determined_meanwhile_offers_no_button_and_says_why(asking: Any) -> None:
    opened = asking("")
    opened.send()
    with opened.desk.file.for_this_thread() as file:
        case = file.case(opened.uuid)
        file.sent_as_letter(opened.uuid, case.asked_requests[0].uuid, date(2026, 11, 22))
        opened.view.show_case(file.case(opened.uuid))
        assert opened.view.button(Deed.REPLY) is not None
        file.take_in([pulled(1, status="determined")], case.source)
        opened.view.show_case(file.case(opened.uuid))

    assert [deed for deed in Deed if opened.view.button(deed) is not None] == []
    assert "This case is determined, so its red line can only be looked at." in opened.view.factsLabel.text()
