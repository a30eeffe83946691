"""A window in which an officer asks an applicant for another red line, for the tests of requests."""

from __future__ import annotations

from typing import Any

from plugin.gui.messages import Messages
from plugin.gui.requests.requests_place import RequestsPlace
from plugin.gui.session import Session
from plugin.reports.request_standing import Deed
from tests.qgis.amending import WIDER, Amending
from tests.qgis.cases_of_nowhere import OpenDesk, until
from tests.qgis.fake_iface import FakeIface

REASON = "The drive belongs to the site."


class Asking(Amending):
    """A window with one case open, and the place of its requests."""

    def __init__(self, iface: FakeIface, open_desk: OpenDesk, session: Session, **case: Any) -> None:
        super().__init__(iface, open_desk, session, **case)
        self.requests = RequestsPlace(iface, self.desk, self.place, self.panel.requests, Messages(iface.messageBar()))
        self.requests.changed.connect(self.panel.show_requests)

    @property
    def dialog(self) -> Any:
        return self.requests.dialog

    @property
    def view(self) -> Any:
        return self.panel.requests

    def preview(self, geometry: Any = WIDER) -> Any:
        """Amend, draw, press the button."""
        self.begin()
        self.draw(geometry)
        self.place.panel.sendButton.click()
        return self.dialog

    def send(self, geometry: Any = WIDER) -> None:
        dialog = self.preview(geometry)
        dialog.reasonEdit.setPlainText(REASON)
        dialog.knownRadio.setChecked(True)
        dialog.sendButton.click()
        until(lambda: not self.place.open and not self.desk.refreshes_case)

    def rows(self) -> list[tuple[str, str, str]]:
        tree = self.view.list
        return [tuple(tree.topLevelItem(row).text(column) for column in range(3)) for row in range(tree.topLevelItemCount())]

    def press(self, deed: Deed) -> None:
        button = self.view.button(deed)
        assert button is not None, deed
        button.click()
