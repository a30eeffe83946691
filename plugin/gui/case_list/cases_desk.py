"""The officer's cases in one window: the list, the case that is open, and the tasks that keep both up to date."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from qgis.core import QgsTask
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ...domain.case import Case, CaseChoices, CaseQuery, CaseRow
from ...domain.clock import Clock
from ...domain.errors import RedlineError
from ...domain.identity import Identity
from ..network.credentials import unlock_credentials, why_locked
from ..settings import Settings, StoredSettings
from ..tasks.stop_task import stop_task
from .back_office_update import BackOfficeUpdate, Updated
from .case_file_opening import CaseFileOpening
from .case_refresh import CaseRefresh, Refreshed
from .cases_state import CasesState, State, begun_by, place_of
from .repaired_line import RepairedLine
from .report_words import report_words
from .shown_list import ShownList
from .unscreened_cases import UnscreenedCases
from .who_acts import who_acts

if TYPE_CHECKING:
    from ...casefile.case_file import CaseFile
    from ...casefile.reader import CaseFileReader
    from ...domain.pull_state import PullState


class CasesDesk(QObject):
    """Lives on the GUI thread: it reads single cases by a reader of its own, in a few milliseconds; everything else is done beside it.

    ``case`` is the open case, None before one is; ``case_problem`` says why it could not be read again, else "". ``state`` says what the
    list is to show.
    """

    rows_changed = pyqtSignal()
    case_opened = pyqtSignal()
    case_changed = pyqtSignal()
    state_changed = pyqtSignal()
    pulled = pyqtSignal()
    file_opened = pyqtSignal()
    failed = pyqtSignal(str)

    def __init__(self, stored: StoredSettings, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stored = stored
        self.clock = clock
        self.file: CaseFile | None = None
        self.reader: CaseFileReader | None = None
        self._list = ShownList(lambda: self.source, self)
        self._list.changed.connect(self._list_changed)
        self._list.failed.connect(self.failed)
        self.case: Case | None = None
        self.state = CasesState()
        self._opening = CaseFileOpening(clock, self)
        self._opening.opened.connect(self._file_opened)
        self._opening.refused.connect(lambda sentence: self._state(State.ERROR, sentence))
        self._repaired = RepairedLine(self)
        self._repaired.kept.connect(self._line_repaired)
        self._repaired.failed.connect(self.failed)
        self._update = BackOfficeUpdate(clock, self)
        self._update.came.connect(self._updated_some)
        self._update.ended.connect(self._updated)
        self._screening = UnscreenedCases(clock, self)
        self._screening.came.connect(self._list.reload_soon)
        self._screening.ended.connect(self._screening_ended)
        self._refresh = CaseRefresh(clock, self)
        self._refresh.came.connect(self._case_read)
        self._refresh.ended.connect(self._case_ended)
        self._wanted = self._again = ""
        self._locked = False
        self._begun_with: Settings | None = None
        self.case_problem = ""
        #: Asked before another case takes the open one's place; whoever has something unsaved of it may say no.
        self.may_leave: Callable[[], bool] = lambda: True

    @property
    def settings(self) -> Settings:
        return self._stored.load()

    @property
    def source(self) -> str:
        """The name of the back office in the case file, "" where none is set or its address can't be read."""
        from ...backoffice.connection import Connection

        try:
            return Connection(self.settings.authority_url).source
        except RedlineError:
            return ""

    def start(self) -> None:
        """Opens the case file beside the window, then asks the back office what is new."""
        settings = self.settings
        path = settings.case_file_path()
        if self.file is not None and not self._moved(settings):
            self.reload()
            self.update()
            return
        same = self._begun_with is not None and place_of(self._begun_with) == place_of(settings)
        again = self.case.uuid if self.case is not None and same else ""
        self.let_go()
        self._begun_with, self._again = settings, again
        if not settings.authority_url and not path.is_file():
            self._state(State.NOT_SET)
            return
        self._state(State.LOADING, "Opening the case file ...")
        self._opening.begin(path, self.identity(settings))

    def settings_changed(self) -> None:
        """Begins anew where what was begun with has changed; a case of another back office does not stay open."""
        if self._begun_with is not None and self._moved(self.settings):
            self.start()

    def _moved(self, settings: Settings) -> bool:
        return self._begun_with is None or begun_by(self._begun_with) != begun_by(settings)

    def identity(self, settings: Settings) -> Identity:
        """Who acts, as far as the back office has told."""
        return who_acts(settings, self.reader, self.source)

    @property
    def query(self) -> CaseQuery:
        return self._list.query

    @property
    def rows(self) -> list[CaseRow]:
        return self._list.rows

    @property
    def choices(self) -> CaseChoices:
        return self._list.choices

    @property
    def listed(self) -> bool:
        """Whether ``rows`` are the answer to the last question, and not yet those of an earlier one."""
        return self._list.answers_query

    def search(self, query: CaseQuery) -> None:
        """Lists what a query asks for; ``rows_changed`` says that it is there."""
        self._list.query = query
        self.reload()

    def reload(self) -> None:
        """Has the list read again, beside the window; ``rows_changed`` says that it is there."""
        self._list.reload()

    def _list_changed(self) -> None:
        self.rows_changed.emit()
        self.state_changed.emit()

    def pull_state(self) -> PullState | None:
        """How far the last pull came, None without a case file or back office."""
        source = self.source
        return self.reader.pull_state(source) if self.reader is not None and source else None

    def open(self, uuid: str) -> None:
        """Shows a case from the case file at once, then reads it again from the back office and screens it, beside the window."""
        if self.reader is None or not uuid or (self.case is not None and self.case.uuid == uuid):
            return
        if not self.may_leave():
            return
        self.case_problem = ""
        self._show(uuid)
        if self.case is not None:
            self.case_opened.emit()
            self._refresh_case(self.case.uuid)

    def read_again(self) -> None:
        """Shows the open case as the case file has it now."""
        if self.case is not None:
            self._show(self.case.uuid)

    def update_case(self) -> None:
        """Sends what waits of the open case, reads it again from the back office and screens it, beside the window."""
        if self.case is not None:
            self._show(self.case.uuid)
            self._refresh_case(self.case.uuid)

    def confirm_repair(self) -> None:
        """The officer's yes to the repair that is offered for the open case: kept as a version of its own, which is then screened."""
        version = self.case.boundary if self.case is not None else None
        if self.file is not None and version is not None:
            self._repaired.confirm(self.file, version)

    def _line_repaired(self, uuid: str) -> None:
        self.reload()
        if self.case is not None and self.case.uuid == uuid:
            self._show(uuid)
            self._refresh_case(uuid)

    @property
    def refreshes_case(self) -> bool:
        """Whether the open case is being read again, or screened, at this moment."""
        return self._refresh.task is not None

    def find(self, reference: str) -> str:
        """The uuid of the case with a reference, "" where there is none."""
        return (self.reader.find(reference) or "") if self.reader is not None else ""

    def update(self) -> None:
        """Asks the back office what is new; says so where it can't."""
        self._ask_back_office(afresh=False)

    def read_everything(self) -> None:
        """Reads every case again, also what the back office says has not changed."""
        self._ask_back_office(afresh=True)

    def _ask_back_office(self, *, afresh: bool) -> None:
        settings = self.settings
        if self.file is None or self._update.task is not None:
            return
        if not settings.authority_url:
            self._state(State.READY)
            self.screen_unscreened()
            return
        locked = why_locked(settings.authcfg, settings.authority_url)
        self._locked = bool(locked)
        if locked:
            self._state(State.OFFLINE, locked)
            return
        self._state(State.UPDATING, "Asking the back office ...")
        self._update.begin(self.file, settings, afresh=afresh)

    def stop(self) -> None:
        """Ends what runs; what has arrived stays."""
        for task in self.tasks():
            if task is not self._repaired.task:
                stop_task(task)

    def tasks(self) -> list[QgsTask]:
        """What may have the case file open at this moment."""
        runs = (self._update, self._screening, self._refresh, self._opening, self._repaired)
        return [run.task for run in runs if run.task is not None]

    def show_again(self) -> None:
        """Shows the open case and the list as they are in the case file now."""
        self.read_again()
        self.reload()

    def let_go(self) -> None:
        """Stops everything and lets go of the case file."""
        self.stop()
        self._opening.task = self._update.task = self._screening.task = self._refresh.task = None
        self.close_file()

    def close_file(self) -> None:
        were_listed, was_open = self._list.end(), self.case is not None
        if self.reader is not None:
            self.reader.close()
        self.file = self.reader = None
        self.case, self.case_problem, self._wanted = None, "", ""
        if were_listed:
            self.rows_changed.emit()
        if was_open:
            self.case_changed.emit()

    def _file_opened(self, file: CaseFile) -> None:
        self.file = file
        self.reader = file.reader()
        self._list.begin(file)
        self._state(State.READY)
        self.file_opened.emit()
        self.reload()
        self.open(self._again)
        self._again = ""
        self.update()

    def _show(self, uuid: str) -> None:
        if self.reader is None:
            return
        try:
            self.case = self.reader.case(uuid)
        except RedlineError as error:
            self.failed.emit(str(error))
            return
        if self.file is not None:
            self.file.identity = self.identity(self.settings)
        self.case_changed.emit()

    def _refresh_case(self, uuid: str) -> None:
        self._wanted = uuid
        self._refresh.stop()
        if self.file is None:
            return
        settings = self.settings
        # Off line or not: only asking tells; a master password or a sign-in that was refused is not asked for at every case
        if settings.authority_url and not self._locked:
            self._locked = not unlock_credentials(settings.authcfg, settings.authority_url)
        online = bool(settings.authority_url) and not self._locked
        self._refresh.begin(self.file, uuid, settings, online=online)

    def _case_read(self, uuid: str) -> None:
        if uuid == self._wanted:
            self._show(uuid)
            if self.case is not None and self.case.uuid == uuid:
                self._refresh.note_shown(self.case.row)

    def _case_ended(self, refreshed: Refreshed) -> None:
        if refreshed.uuid == self._wanted:
            self._show(refreshed.uuid)
        self.case_problem = refreshed.failure
        self.state_changed.emit()
        self.reload()
        self._tell_not_sent(refreshed.not_sent)
        if refreshed.unreachable and not self.state.busy:
            self._state(State.OFFLINE, refreshed.unreachable)
        elif refreshed.answered and self.state.state is State.OFFLINE:
            self._state(State.READY)
            self.update()

    def _updated_some(self, sentence: str, percent: float) -> None:
        self._state(State.UPDATING, sentence, percent)
        self._list.reload_soon()

    def _updated(self, updated: Updated) -> None:
        failure = updated.failure
        state = (State.OFFLINE if updated.offline else State.ERROR) if failure else State.READY
        self._state(state, " ".join(part for part in (failure, *report_words(updated.report, self.reader)) if part))
        self.reload()
        self._tell_not_sent(updated.not_sent)
        if updated.brought_news:
            self.pulled.emit()
        # The back office is there again: the open case, which it could not tell, is read as well
        (self.update_case if self.case_problem and not failure else self.read_again)()
        self.screen_unscreened()

    def _tell_not_sent(self, sentences: list[str]) -> None:
        for sentence in sentences:
            self.failed.emit(sentence)

    def screen_unscreened(self) -> None:
        """Screens beside the window what has no answer yet, or one of older data."""
        self._screening.screen(self.file, self.settings)

    def _screening_ended(self, failure: str) -> None:
        if failure:
            self.failed.emit(failure)
        self.reload()
        # A line that came into force with the update has its findings now
        if self.case is not None and self.case.row.overlaps is None:
            self._show(self.case.uuid)

    def _state(self, state: State, sentence: str = "", progress: float = 0.0) -> None:
        self.state = CasesState(state, sentence, progress)
        self.state_changed.emit()
