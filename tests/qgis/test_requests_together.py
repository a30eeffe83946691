"""A proposed red line and everything else that is asked of the applicant go out in one act."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import shapely
from qgis.core import QgsApplication
from qgis.PyQt.QtWidgets import QFileDialog

from plugin.casefile.requests.requesting import RequestsEdit
from plugin.domain.casework.drafted_request import DraftedRequest
from plugin.domain.outbox_verbs import ASK, REQUEST
from plugin.domain.validation_request import RED_LINE_CHANGE
from plugin.gui.session import Session
from tests.qgis.asking import REASON, Asking
from tests.qgis.cases_of_nowhere import OpenDesk, until
from tests.qgis.fake_iface import FakeIface

FEE = DraftedRequest("FeeChangeValidationRequest", "The fee is 258.", {"suggestion": "Pay 52 more."})
LINE = DraftedRequest(RED_LINE_CHANGE, "Leave out the lane.")


@pytest.fixture
def asking(iface: FakeIface, open_desk: OpenDesk, session: Session) -> Iterator[Asking]:
    opened = Asking(iface, open_desk, session)
    yield opened
    opened.requests.close()
    opened.place.close()
    until(lambda: QgsApplication.taskManager().countActiveTasks() == 0)


def test_a_line_and_all_requests_that_are_drafted_go_out_in_one_act(
    asking: Asking, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    asking.begin()
    asking.draw(shapely.box(530000, 180000, 530030, 180040))
    asking.place.panel.reasonEdit.setPlainText(REASON)
    asking.place.panel.saveButton.click()
    until(lambda: len(asking.versions()) == 2 and not asking.place.open)
    with asking.desk.file.for_this_thread() as file:
        file.keep_requests(asking.uuid, RequestsEdit((("", 0, FEE), ("", 0, LINE))))
    asking.desk.read_again()

    asking.requests.send_with_others(asking.versions()[1].uuid, LINE.reason)
    assert asking.dialog.reasonEdit.toPlainText() == LINE.reason
    asking.dialog.sendButton.click()

    until(lambda: len(asking.desk.case.outbox) == 2)
    assert [each.verb for each in asking.desk.case.outbox] == [ASK, REQUEST]
    assert not [each for each in asking.desk.case.casework if isinstance(each.record, DraftedRequest) and not each.record.outbox]
