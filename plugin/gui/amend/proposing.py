"""What comes of a line that is drawn: a saved version, one that the applicant is asked to agree to, or the reason why neither."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QEventLoop, QObject, pyqtSignal

from ...domain.boundary_version import LineKind
from ...domain.clock import today
from ...domain.errors import RedlineError
from ..case_list.cases_desk import CasesDesk
from ..environment.transformer_of import transformer_of
from ..messages import Messages
from ..tasks.start_task import start_task
from ..tasks.stop_task import stop_task
from .amend_panel import AmendPanel
from .workbench import Workbench

if TYPE_CHECKING:
    from collections.abc import Callable

    from shapely.geometry.base import BaseGeometry

    from ...domain.boundary_version import BoundaryVersion
    from ...domain.case import Case
    from ...domain.draft import Draft
    from ...domain.reading import SiteReading
    from ...domain.red_line_request import Grounds
    from ..tasks.screen_version_task import ScreenVersionTask


class Proposing(QObject):
    """Follows one amendment at a time, from ``begin`` to ``end``. ``saved`` names the version that came of it.

    ``send_wanted`` carries what an officer is about to ask (ToAsk); ``asked`` and ``not_asked`` tell what came of it. ``overtaken`` says
    that the line in force is another one than the draft was begun over. ``warning`` gives what there is to know of amending this case.
    """

    saved = pyqtSignal(str)
    send_wanted = pyqtSignal(object)
    asked = pyqtSignal()
    not_asked = pyqtSignal(object)
    overtaken = pyqtSignal()

    def __init__(self, desk: CasesDesk, panel: AmendPanel, messages: Messages, warning: Callable[[], str]) -> None:
        super().__init__()
        self._desk = desk
        self._panel = panel
        self._messages = messages
        self._warning = warning
        self._bench: Workbench | None = None
        self._case: Case | None = None
        self._asking = False
        self._screening: ScreenVersionTask | None = None

    def begin(self, bench: Workbench, case: Case) -> None:
        """Follows the draft of a workbench, over a line of this case."""
        self._bench, self._case = bench, case
        bench.draft.proposed.connect(self._proposed)
        bench.draft.asked.connect(self._asked)
        bench.draft.refused.connect(self._refused)

    def rest_on(self, case: Case) -> None:
        """The draft is compared with a line of the case as it is by now."""
        self._case = case

    def end(self) -> None:
        """Nothing is being drawn any more."""
        self._bench = self._case = None

    def stop(self) -> None:
        """Ends what runs beside the window."""
        stop_task(self._screening)

    def save(self, reason: str) -> bool:
        """Begins to save what is drawn as a version."""
        read = self._reader()
        if self._bench is None or read is None:
            return False
        self._bench.draft.propose(read, reason)
        return True

    def save_now(self) -> None:
        """Saves before QGIS goes on. What stands in the way is said in the panel, and the amendment goes on."""
        bench = self._bench
        if bench is None or not self._panel.reason:
            self._panel.ask_reason()
            return
        over = QEventLoop()
        bench.draft.ended.connect(over.quit)
        bench.draft.refused.connect(over.quit)
        if self.save(self._panel.reason):
            over.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)

    def offer(self, reason: str) -> None:
        """What is drawn, offered to whoever asks the applicant."""
        from ...boundary.editing.soundness import soundness
        from ...reports.to_ask import ToAsk

        bench, case, base = self._bench, self._desk.case, self._base()
        if bench is None or case is None or base is None:
            return
        line = soundness(bench.draft.geometry).geometry
        if line is None:
            return
        number = max(version.number for version in case.boundary_versions if version.kind is LineKind.RED) + 1
        on, warning = today(self._desk.clock), self._warning()
        self.send_wanted.emit(ToAsk(case, base, line, number, on, self._panel.consequences, reason, warning))

    def ask(self, grounds: Grounds) -> None:
        """Saves what is drawn and asks the applicant to agree to it, in one act."""
        from ...boundary.geojson_writer import to_geojson

        read, settings = self._reader(), self._desk.settings
        if self._bench is None or read is None:
            self.not_asked.emit(RedlineError("The line is not being drawn any more, so nobody was asked. Amend the boundary again."))
        else:
            self._asking = True
            self._bench.draft.ask(read, grounds, lambda line: to_geojson(line, transformer_of(settings)))

    def _base(self) -> BoundaryVersion | None:
        case, bench = self._desk.case, self._bench
        return base_of(case, bench.draft.draft) if case is not None and bench is not None else None

    def _reader(self) -> Callable[[BaseGeometry], SiteReading] | None:
        """What checks and measures the line as drawn; called beside the window."""
        from ...boundary.proposed import read_proposed
        from ...rules.rules import Rules

        bench, case, base = self._bench, self._case, self._base()
        if bench is None or case is None or base is None:
            return None
        over = replace(base.reading, site=case.reference, application=case.application)
        settings, on, said = self._desk.settings, today(self._desk.clock), bench.plan.said()
        return lambda line: read_proposed(line, over, transformer_of(settings), Rules(on), said=said)

    def _asked(self, version: str, _request: str, _outbox: str) -> None:
        self._asking = False
        self._screen(version)
        self.asked.emit()

    def _proposed(self, version: str) -> None:
        self._desk.read_again()
        case = self._desk.case
        self._screen(version)
        if case is not None:
            number = case.boundary_versions[-1].number
            self._messages.information(f"Saved as version {number}, proposed. Nothing has been sent.")
        self.saved.emit(version)

    def _refused(self, error: RedlineError) -> None:
        from ...casefile.errors import NotProposed

        if self._asking:
            self._asking = False
            self.not_asked.emit(error)
        field = error.field if isinstance(error, NotProposed) else "line"
        self._panel.show_refusal(field, str(error))
        if field == "base":
            self.overtaken.emit()

    def _screen(self, version: str) -> None:
        """What applies to the proposed version is kept with it."""
        from ..tasks.screen_version_task import ScreenVersionTask

        case, file, settings = self._desk.case, self._desk.file, self._desk.settings
        if case is None or file is None or not settings.store:
            return
        self._screening = ScreenVersionTask(file, case.uuid, version, settings, self._desk.clock)
        self._screening.ended.connect(self._screened)
        start_task(self._screening)

    def _screened(self, failure: str) -> None:
        self._screening = None
        if failure:
            self._messages.warning(failure)
        self._desk.read_again()


def base_of(case: Case, draft: Draft) -> BoundaryVersion | None:
    """The version that a draft was begun over, or is compared with by now."""
    return next((version for version in case.boundary_versions if version.uuid == draft.base_uuid), None)
