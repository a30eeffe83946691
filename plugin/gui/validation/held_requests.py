"""What an officer does with a request that the back office holds, or that waits to be sent there: each a press, some with a form."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from qgis.PyQt.QtWidgets import QWidget

from ...domain.case import Case
from ...domain.clock import today
from ..case_list.cases_desk import CasesDesk
from .cancel_dialog import ask_why
from .change_dialog import ChangeDialog

if TYPE_CHECKING:
    from ...domain.casework.drafted_request import DraftedRequest
    from ...reports.request_list import ListedRequest

#: Runs an act: what it is called, the act, and what follows once it is written.
Run = Callable[[str, Callable[..., object], Callable[[], None]], None]


class HeldRequests:
    """Acts through ``run``; ``dialog`` is the form that is open, if one is."""

    def __init__(self, desk: CasesDesk, run: Run, parent: QWidget) -> None:
        self._desk = desk
        self._run = run
        self._parent = parent
        self.dialog: QWidget | None = None

    def ask_why(self, row: ListedRequest) -> None:
        """Asks for the reason, and takes the request back."""
        case = self._desk.case
        if case is not None:
            self.dialog = ask_why(row.title, partial(self._cancel, case.uuid, row.key), self._parent)

    def ask_how(self, row: ListedRequest) -> None:
        """Asks for other words, and changes the request."""
        case, theirs = self._desk.case, row.theirs
        if case is not None and theirs is not None:
            from ...casefile.requests.changing_requests import request_as_drafted

            words = row.changed or request_as_drafted(theirs)
            change = partial(self._change, case.uuid, row.key)
            dialog = ChangeDialog(words, file_names(case), self.until(case), change, self._parent)
            self.dialog = dialog
            dialog.open()

    def leave(self, row: ListedRequest) -> None:
        """Calls off what was to become of a request: one that the back office holds stands, one that waits here is a draft again."""
        case = self._desk.case
        if case is None:
            return
        uuid, key = case.uuid, row.key
        if row.theirs is not None:
            self._run("leaving a request", lambda file: file.let_told_stand(uuid, key), self._desk.update_case)
        else:
            self._run("taking a request back", lambda file: file.take_back_unsent(uuid, key), lambda: None)

    def try_again(self) -> None:
        """Sends what the back office did not take once more."""
        case = self._desk.case
        if case is not None:
            uuid = case.uuid
            self._run("trying once more", lambda file: file.try_requests_again(uuid), self._desk.update_case)

    def until(self, case: Case) -> date:
        """The day until which the decision is due now."""
        on = today(self._desk.clock)
        return max(case.row.expiry_date or on, on)

    def _cancel(self, uuid: str, key: str, reason: str) -> None:
        self._run("taking a request back", lambda file: file.cancel_told_request(uuid, key, reason), self._desk.update_case)

    def _change(self, uuid: str, key: str, changed: DraftedRequest) -> None:
        self._run("changing a request", lambda file: file.change_told_request(uuid, key, changed), self._desk.update_case)


def file_names(case: Case) -> list[str]:
    """The names of the documents that a request may be about."""
    return [each.name for each in case.documents if not each.gone]
