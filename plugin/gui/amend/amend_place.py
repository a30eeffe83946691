"""The place of amending in one QGIS window: from "Amend boundary" to a saved version, a kept draft, or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import QgsProject
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ...domain.amending import Amendable, amendable
from ...domain.errors import RedlineError
from ...reports.version_words import version_words
from ..case_list.cases_desk import CasesDesk
from ..messages import Messages
from ..settings import Settings
from ..tasks.act_thread import ActThread
from .address_view import look_at_address
from .amend_panel import AmendPanel
from .leave_guard import LeaveGuard
from .leave_question import Leaving, ask_before_leaving
from .open_draft import OpenDraft
from .opening_act import opening_act
from .plan_place import PlanPlace
from .proposed_layer import remove_strays
from .proposing import Proposing, base_of
from .rehearsal import rehearse
from .waiting_drafts import tell_of_drafts, tell_of_kept
from .what_changes import WhatChanges
from .workbench import Workbench

if TYPE_CHECKING:
    from ...domain.boundary_version import BoundaryVersion
    from ...domain.case import Case
    from ...domain.draft import Draft
    from ...domain.red_line_request import Grounds


class AmendPlace(QObject):
    """Follows the desk's open case. ``changed`` says that an amendment has begun or ended, ``saved`` names the version that came of one.

    ``send_wanted`` carries what an officer is about to ask (ToAsk); whoever then calls ``ask`` hears of ``asked`` or ``not_asked``.
    """

    changed = pyqtSignal()
    saved = pyqtSignal(str)
    send_wanted = pyqtSignal(object)
    asked = pyqtSignal()
    not_asked = pyqtSignal(object)

    def __init__(self, iface: QgisInterface, desk: CasesDesk, messages: Messages) -> None:
        super().__init__()
        self._iface = iface
        self._desk = desk
        self._messages = messages
        self._opening: ActThread | None = None
        self._case: Case | None = None
        self.bench: Workbench | None = None
        self.panel = AmendPanel()
        self._proposing = Proposing(desk, self.panel, messages, lambda: self.amendable().warning)
        self._proposing.saved.connect(self.saved)
        self._proposing.send_wanted.connect(self.send_wanted)
        self._proposing.asked.connect(self.asked)
        self._proposing.not_asked.connect(self.not_asked)
        self._proposing.overtaken.connect(self._overtaken)
        self.panel.save_wanted.connect(self._proposing.save)
        self.panel.send_wanted.connect(self._proposing.offer)
        self.panel.leave_wanted.connect(self.leave)
        self.panel.rebase_wanted.connect(self._rebase)
        self.panel.import_wanted.connect(self._import)
        self.panel.facts_wanted.connect(self._tell_facts)
        self.plans = PlanPlace(iface.mainWindow(), desk, self.panel.planPanel)
        self.panel.plan_wanted.connect(self.plans.offer)
        desk.case_changed.connect(self._follow_case)
        desk.may_leave = self.may_leave
        desk.file_opened.connect(self._tell_of_drafts)
        self._guard = LeaveGuard(iface.mainWindow(), QgsProject.instance(), self.may_leave, self._project_goes)
        self._closed = False
        QgsProject.instance().readProject.connect(self._tidy)

    @property
    def open(self) -> bool:
        """Whether a line is being amended."""
        return self.bench is not None

    def amendable(self) -> Amendable:
        """Whether the line of the open case may be amended, and why not."""
        case, file = self._desk.case, self._desk.file
        if case is None or file is None:
            return Amendable("Choose a case first.")
        if case.boundary is None:
            return Amendable("The back office has not told yet whether this case has a red line.")
        row = case.row
        return amendable(row.status, gone=row.gone, officer=row.officer, identity=file.identity)

    def has_draft(self) -> bool:
        """Whether an amendment of the open case was begun and waits to be gone on with."""
        case, reader = self._desk.case, self._desk.reader
        return case is not None and reader is not None and any(each.application_uuid == case.uuid for each in reader.drafts())

    def begin(self) -> None:
        """Opens the draft of the open case, beginning one where there is none."""
        case, file = self._desk.case, self._desk.file
        if case is None or file is None or self.bench is not None or self._opening is not None:
            return
        permission = self.amendable()
        version = case.boundary
        if permission.refusal or version is None:
            self._messages.warning(permission.refusal)
            return
        self._opening = ActThread(file)
        self._opening.done.connect(lambda _number, draft: self._opened(case, draft))
        self._opening.failed.connect(lambda _number, error: self._not_opened(error))
        self._opening.put(opening_act(case.uuid, version))

    def leave(self) -> None:
        """Asks what is to become of the draft, and leaves."""
        self.may_leave()

    def may_leave(self) -> bool:
        """Whether the open case may be left: asks where something is drawn that is not saved."""
        bench = self.bench
        if bench is None:
            return True
        if len(bench.draft.draft.steps) == 1 and bench.draft.unfinished is None:
            bench.draft.discard()
            return True
        reference = self._case.reference if self._case is not None else ""
        leaving = ask_before_leaving(self._iface.mainWindow(), reference, bench.draft.problem)
        if leaving is Leaving.SAVE:
            self._proposing.save_now()
            return self.bench is None
        if leaving is Leaving.KEEP:
            bench.draft.close()
        elif leaving is Leaving.DISCARD:
            bench.draft.discard()
        return leaving is not Leaving.STAY

    def close(self) -> None:
        """Leaves an open draft as it is; it is in the case file."""
        self._guard.end()
        if not self._closed:
            self._closed = True
            QgsProject.instance().readProject.disconnect(self._tidy)
        if self._opening is not None:
            self._opening.finish()
            self._opening = None
        self._proposing.stop()
        if self.bench is not None:
            self.bench.draft.close()

    def _project_goes(self) -> None:
        """Another project is opened, and QGIS was told not to ask before it: the lines of this one's map go with it."""
        bench, case = self.bench, self._case
        if bench is None:
            return
        draft = bench.draft
        if len(draft.draft.steps) == 1 and draft.unfinished is None:
            draft.discard()
            return
        draft.close()
        if case is not None:
            tell_of_kept(case.reference, case.uuid, self._messages, self.go_on)

    def _tidy(self) -> None:
        if self.bench is None:
            remove_strays(QgsProject.instance())

    def _opened(self, case: Case, draft: Draft) -> None:
        thread, self._opening = self._opening, None
        settings = self._desk.settings
        base = base_of(case, draft)
        if thread is None or base is None or self._desk.case is None or self._desk.case.uuid != case.uuid:
            if thread is not None:
                thread.finish()
            return
        self._case = case
        # From here on its acts are the draft's
        thread.done.disconnect()
        thread.failed.disconnect()
        opened = OpenDraft(thread, draft, QgsProject.instance())
        self.bench = self._bench_of(case, base, opened, settings)
        self.plans.attach(self.bench)
        opened.ended.connect(self._ended)
        self._proposing.begin(self.bench, case)
        self.panel.show_bench(self.bench, _title(base))
        self._show_notice(base)
        self._guard.begin()
        self.changed.emit()
        self.bench.start()
        if draft.geometry.is_empty:
            look_at_address(self._iface.mapCanvas(), case.application.address, QgsProject.instance())

    def _bench_of(self, case: Case, base: BoundaryVersion, opened: OpenDraft, settings: Settings) -> Workbench:
        changes = WhatChanges(case, base, opened.draft.begun_at, settings, self._desk.clock)
        bench = Workbench(self._iface, opened, changes, QgsProject.instance(), settings.tolerance)
        changes.rehearsal.connect(lambda told: rehearse(told, self._iface.mapCanvas(), bench.bands, self.panel))
        return bench

    def _not_opened(self, error: RedlineError) -> None:
        thread, self._opening = self._opening, None
        if thread is not None:
            thread.finish()
        self._messages.error(str(error))

    def _show_notice(self, base: BoundaryVersion) -> None:
        """What the officer has to know before drawing: another line came meanwhile, or the case is somebody else's."""
        current = self._desk.case.boundary if self._desk.case is not None else None
        if current is not None and current.uuid != base.uuid:
            words = f"The red line has become version {version_words(current)}, since this draft was begun over version {base.number}."
            self.panel.show_notice(words, f"Compare with version {current.number}")
        else:
            self.panel.show_notice(self.amendable().warning, "")

    def ask(self, grounds: Grounds) -> None:
        """Saves what is drawn and asks the applicant to agree to it, in one act."""
        self._proposing.ask(grounds)

    def _base(self) -> BoundaryVersion | None:
        """The version that the draft is compared with."""
        case, bench = self._desk.case, self.bench
        if case is None or bench is None:
            return None
        return base_of(case, bench.draft.draft)

    def _rebase(self) -> None:
        if self.bench is not None:
            self.bench.draft.rebase(self._rebased)

    def _rebased(self) -> None:
        """Everything that the panel says is about another pair of lines now."""
        base, bench, case = self._base(), self.bench, self._desk.case
        if base is None or bench is None or case is None:
            return
        self._case = case
        self._proposing.rest_on(case)
        bench.compare_with(WhatChanges(case, base, bench.draft.draft.begun_at, self._desk.settings, self._desk.clock))
        self.panel.name_base(_title(base))
        self._show_notice(base)

    def _import(self) -> None:
        from .import_shape import ShapeImport

        if self.bench is not None:
            ShapeImport(self._iface.mainWindow(), self._desk.settings, self.bench, self._messages).ask()

    def _overtaken(self) -> None:
        """The line in force is another one by now: the officer sees which."""
        base = self._base()
        if base is not None:
            self._desk.read_again()
            self._show_notice(base)

    def _ended(self) -> None:
        bench, self.bench, self._case = self.bench, None, None
        self._proposing.end()
        self._guard.end()
        self.plans.detach()
        self.panel.leave_bench()
        if bench is not None:
            bench.close()
            bench.deleteLater()
        self.changed.emit()

    def _follow_case(self) -> None:
        """Another case is open, or none: what was drawn is kept."""
        case = self._desk.case
        if self.bench is None or self._case is None:
            self.changed.emit()
            return
        if case is None or case.uuid != self._case.uuid:
            self.bench.draft.close()
            return
        self.bench.know(case)
        base = self._base()
        if base is not None:
            self._show_notice(base)

    def _tell_facts(self, names: tuple[str, ...]) -> None:
        """Opens the form in which the officer tells what a line asks for."""
        from ..facts.facts_dialog import FactsDialog

        if self._desk.case is not None and self._desk.file is not None:
            FactsDialog(self._desk, self._desk.case, names, self._iface.mainWindow()).exec()

    def _tell_of_drafts(self) -> None:
        tell_of_drafts(self._desk.reader, self._messages, self.go_on)

    def go_on(self, uuid: str) -> None:
        """Opens a case and the draft of its line."""
        self._desk.open(uuid)
        if self._desk.case is not None and self._desk.case.uuid == uuid:
            self.begin()


def _title(base: BoundaryVersion) -> str:
    if base.boundary is None:
        return f"Drawing the red line: version {base.number} has none that can be used"
    return f"Amending the red line, over version {version_words(base)}"
