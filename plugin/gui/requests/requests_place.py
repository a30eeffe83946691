"""The place of requests in one QGIS window: from a line as drawn to the applicant's answer, and all that officers do in between."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QObject, pyqtSignal
from qgis.PyQt.QtWidgets import QDialog, QFileDialog, QWidget

from ...domain.clock import today
from ...domain.errors import RedlineError
from ...reports.request_standing import Deed
from ...reports.to_ask import ToAsk
from ..amend.amend_place import AmendPlace
from ..case_list.cases_desk import CasesDesk
from ..environment.transformer_of import transformer_of
from ..messages import Messages
from ..tasks.act_thread import ActThread
from ..tasks.start_task import start_task
from .correspondence import Correspondence
from .entry_dialog import EntryDialog
from .reply_dialog import ReplyDialog
from .requests_view import RequestsView
from .send_dialog import SendDialog

if TYPE_CHECKING:
    from ...casefile.case_file import CaseFile
    from ...casefile.requests.replying import ReplyToRecord
    from ...domain.case import Case
    from ...domain.judged_request import JudgedRequest
    from ...domain.red_line_request import Grounds
    from ..tasks.letter_task import LetterTask

    Act = Callable[[CaseFile], Any]


class RequestsPlace(QObject):
    """``changed`` says that something was done about a request of the open case."""

    changed = pyqtSignal()

    def __init__(self, iface: QgisInterface, desk: CasesDesk, amend: AmendPlace, view: RequestsView, messages: Messages) -> None:
        super().__init__()
        self._iface = iface
        self._desk = desk
        self._amend = amend
        self._messages = messages
        self._threads: list[ActThread] = []
        self._writing: list[LetterTask] = []
        self._letters = Correspondence(iface, desk)
        self.dialog: QDialog | None = None
        view.wanted.connect(self._do)
        amend.send_wanted.connect(self._ask_with_draft)
        amend.asked.connect(self._asked)
        amend.not_asked.connect(self._refused)

    def close(self) -> None:
        """Ends what is open; what was under way is written first."""
        if self.dialog is not None:
            self.dialog.close()
        for thread in self._threads:
            thread.finish()

    def _do(self, uuid: str, deed: Deed) -> None:
        case = self._desk.case
        if case is None:
            return
        deeds: dict[Deed, Callable[[Case, str], None]] = {
            Deed.SEND: self._send_version,
            Deed.ASK_AGAIN: self._ask_again,
            Deed.TRY_AGAIN: self._try_again,
            Deed.LET_STAND: self._let_stand,
            Deed.LETTER: self._letter,
            Deed.LETTER_SENT: self._letter_sent,
            Deed.REPLY: self._reply,
            Deed.ACCEPT: partial(self._with_reason, "accept_line", _ACCEPT),
            Deed.KEEP: partial(self._with_reason, "keep_line", _KEEP),
            Deed.CANCEL: partial(self._with_reason, "cancel_request", _CANCEL),
        }
        deeds[deed](case, uuid)

    def _ask_with_draft(self, ask: ToAsk) -> None:
        self._open_send_dialog(ask, self._amend.ask)

    def send_with_others(self, version_uuid: str, reason: str) -> None:
        """Opens the form for a proposed version of the open case; all requests that are drafted go out in the same act."""
        case = self._desk.case
        ask = self._letters.of_version(case, version_uuid) if case is not None else None
        if ask is None:
            self._messages.warning("This version has no line that can be sent.")
            return
        asked = replace(ask, reason=reason or ask.reason)
        settings, line, uuid = self._desk.settings, ask.proposed, ask.case.uuid

        def send(grounds: Grounds) -> None:
            def act(file: CaseFile) -> None:
                from ...boundary.geojson_writer import to_geojson
                from ...casefile.requests.requesting import RequestsEdit

                file.send_requests_with_line(uuid, RequestsEdit(), version_uuid, grounds, to_geojson(line, transformer_of(settings)))

            self._act(act, lambda _done: self._asked())

        self._open_send_dialog(asked, send)

    def _send_version(self, case: Case, version_uuid: str, instead_of: str = "") -> None:
        ask = self._letters.of_version(case, version_uuid)
        if ask is None:
            self._messages.warning("This version has no line that can be sent.")
            return
        self._open_send_dialog(ask, lambda grounds: self._ask_with_version(ask, version_uuid, instead_of, grounds))

    def _ask_again(self, case: Case, uuid: str) -> None:
        self._send_version(case, self._judged(case, uuid).version_uuid, uuid)

    def _ask_with_version(self, ask: ToAsk, version_uuid: str, instead_of: str, grounds: Grounds) -> None:
        settings, case_uuid, line = self._desk.settings, ask.case.uuid, ask.proposed

        def act(file: CaseFile) -> None:
            from ...boundary.geojson_writer import to_geojson

            written = to_geojson(line, transformer_of(settings))
            file.ask_with_version(case_uuid, version_uuid, grounds, written, instead_of=instead_of)

        self._act(act, lambda _done: self._asked())

    def _open_send_dialog(self, ask: ToAsk, send: Callable[[Grounds], None]) -> None:
        try:
            terms, writer, ground = self._letters.terms(ask.on), self._letters.writer(), self._letters.ground()
        except RedlineError as error:
            self._messages.error(f"The letter can't be written: {error}")
            return
        dialog = SendDialog(ask, terms, writer, ground, self._iface.mainWindow())
        dialog.letter_wanted.connect(lambda grounds: self._write(ask, grounds))
        dialog.send_wanted.connect(send)
        self._shown(dialog).open()

    def _asked(self) -> None:
        """The act is in the case file: what the back office takes goes out now."""
        from ...reports.letter import Route

        dialog, terms = self.dialog, self._letters.terms(today(self._desk.clock))
        by_letter = terms.route is Route.LETTER
        if isinstance(dialog, SendDialog):
            if by_letter:
                self._write(dialog.ask, dialog.grounds())
            dialog.accept()
        words = (
            "Saved. Send the letter, then record the day on which it went out." if by_letter else "Saved; it goes to the back office now."
        )
        self._messages.information(words)
        self._done()

    def _refused(self, error: RedlineError) -> None:
        field = getattr(error, "field", "line")
        if self.dialog is not None and hasattr(self.dialog, "show_refusal"):
            self.dialog.show_refusal(field, str(error))
        else:
            self._messages.error(str(error))

    def _letter(self, case: Case, uuid: str) -> None:
        found = self._letters.of_request(case, self._judged(case, uuid))
        if found is None:
            self._messages.warning("The line of this request is not here, so its letter can't be written.")
            return
        self._write(*found)

    def _write(self, ask: ToAsk, grounds: Grounds) -> None:
        parent = self.dialog or self._iface.mainWindow()
        folder = QFileDialog.getExistingDirectory(parent, "Folder for the letter, the page and the line as GeoJSON")
        if not folder:
            return
        try:
            task = self._letters.writing(ask, grounds, Path(folder))
        except RedlineError as error:
            self._refused(error)
            return
        task.written.connect(partial(self._written, task, folder))
        task.failed.connect(partial(self._not_written, task))
        # Kept, because Python takes away a task that nothing refers to
        self._writing.append(task)
        start_task(task)

    def _written(self, task: LetterTask, folder: str, made: list[Path]) -> None:
        self._writing.remove(task)
        self._messages.information(f"Written to {folder}: {', '.join(path.name for path in made)}.")

    def _not_written(self, task: LetterTask, error: RedlineError) -> None:
        self._writing.remove(task)
        self._refused(error)

    def _letter_sent(self, case: Case, uuid: str) -> None:
        dialog = EntryDialog(
            "The letter went out",
            "On which day did the letter go out? The request then no longer waits in the outbox.",
            "Record",
            day=today(self._desk.clock),
            parent=self._iface.mainWindow(),
        )
        dialog.entered.connect(lambda _text, day: self._act(lambda file: file.sent_as_letter(case.uuid, uuid, day), self._closing))
        self._shown(dialog).open()

    def _reply(self, case: Case, uuid: str) -> None:
        judged = self._judged(case, uuid)
        number = next((version.number for version in case.boundary_versions if version.uuid == judged.version_uuid), 0)
        who = next((contact.name for contact in case.contacts if contact.name and not contact.gone), "")
        dialog = ReplyDialog(
            f"{case.reference}, version {number}" if number else case.reference,
            today(self._desk.clock),
            by_letter=judged.request.theirs is None,
            who=who,
            parent=self._iface.mainWindow(),
        )
        dialog.entered.connect(lambda told: self._record(case.uuid, uuid, told))
        self._shown(dialog).open()

    def _record(self, case_uuid: str, uuid: str, told: ReplyToRecord) -> None:
        self._act(lambda file: file.record_reply(case_uuid, uuid, told), self._closing)

    def _with_reason(self, verb: str, words: tuple[str, str, str, str], case: Case, uuid: str) -> None:
        title, explains, does, text = words
        dialog = EntryDialog(title, explains, does, text=text, parent=self._iface.mainWindow())
        dialog.entered.connect(lambda reason, _day: self._act(lambda file: getattr(file, verb)(case.uuid, uuid, reason), self._closing))
        self._shown(dialog).open()

    def _try_again(self, case: Case, uuid: str) -> None:
        """What waits for the officer may be tried once more."""
        self._act(lambda file: file.try_again(case.uuid, uuid), lambda _done: self._done())

    def _let_stand(self, case: Case, uuid: str) -> None:
        self._act(lambda file: file.let_stand(case.uuid, uuid), lambda _done: self._done())

    def _judged(self, case: Case, uuid: str) -> JudgedRequest:
        return next(each for each in case.judged_requests if each.uuid == uuid)

    def _closing(self, _given: object) -> None:
        if self.dialog is not None:
            self.dialog.accept()
        self._done()

    def _done(self) -> None:
        """The window shows what was done; the back office hears of it and is read again."""
        self._desk.update_case()
        self._desk.reload()
        self.changed.emit()

    def _act(self, act: Act, then: Callable[[Any], None]) -> None:
        """Does one act in the case file beside the window."""
        if self._desk.file is None:
            self._refused(RedlineError("No case file is open any more, so nothing was kept. Open it again."))
            return
        thread = ActThread(self._desk.file)
        self._threads.append(thread)

        def ended(tell: Callable[[Any], None], _number: int, given: object) -> None:
            thread.finish()
            if thread in self._threads:
                self._threads.remove(thread)
            tell(given)

        thread.done.connect(partial(ended, then))
        thread.failed.connect(partial(ended, self._refused))
        thread.put(act)

    def _shown(self, dialog: Any) -> Any:
        """The one dialog that is open; another one takes its place."""
        if self.dialog is not None:
            self.dialog.close()
        self.dialog = dialog
        dialog.finished.connect(partial(self._left, dialog))
        return dialog

    def _left(self, dialog: QWidget, _result: int) -> None:
        if self.dialog is dialog:
            self.dialog = None
        dialog.deleteLater()


_ACCEPT = (
    "Accept this line",
    "The line comes into force here by your hand: nobody's yes stands behind it, or the yes was to another line.",
    "Accept",
    "Why it is accepted; kept in the history",
)
_KEEP = (
    "Keep the earlier line",
    "The earlier line stays in force here. The back office keeps its own until it is changed there.",
    "Keep",
    "Why the earlier line stays; kept in the history",
)
_CANCEL = (
    "Take the request back",
    "The applicant's link stops working. A line that was agreed to stays in force.",
    "Take back",
    "Reason, told to the applicant",
)
