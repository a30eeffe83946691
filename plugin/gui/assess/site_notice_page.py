"""Site notices: printed with the map and a code, then recorded where, when and by which photograph they were put up."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QFileDialog, QPushButton, QWidget

from ...domain.case import Case
from ...domain.casework.press_notice import PressNotice
from ...domain.clock import today
from ...domain.errors import RedlineError
from ...reports.press_notice_advice import press_notice_advice
from ...reports.site_notice import NoticeTerms, site_notice
from ...reports.version_words import version_words
from ..case_list.cases_desk import CasesDesk
from ..session import Session
from ..tasks.notice_task import NoticeTask
from ..tasks.start_task import start_task
from .case_rules import assessed
from .notice_dialog import NoticeDialog
from .record_sorts import SORTS
from .records_page import RecordsPage

_NO_LINE = "The case has no red line in force that can be used: a notice needs its map."


class SiteNoticePage(RecordsPage):
    """``dialog`` is the form of a notice while it is open."""

    def __init__(self, desk: CasesDesk, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(desk, session, SORTS["site_notice"], parent)
        self._task: NoticeTask | None = None
        self.dialog: NoticeDialog | None = None
        self.printButton = QPushButton("&Print notice…")
        self.printButton.clicked.connect(self.ask)
        self.actions.insertWidget(0, self.printButton)

    def ask(self) -> None:
        """Asks what the notice has to say."""
        case = self.desk.case
        if case is None:
            return
        try:
            known = assessed(self.desk, case)
            advice = press_notice_advice(known)
        except RedlineError as error:
            self.refused(str(error))
            return
        decided = next((each.record for each in case.casework if isinstance(each.record, PressNotice)), None)
        suggested = advice.sure | frozenset(decided.reasons if decided is not None and decided.required else ())
        self.dialog = NoticeDialog(case.reference, known, today(self.desk.clock), suggested, advice.reasons, self)
        self.dialog.print_wanted.connect(partial(self._choose, case))
        self.dialog.open()

    def print_to(self, case: Case, terms: NoticeTerms, path: Path) -> None:
        """Prints the notice into a file, beside the window."""
        from ...reports.letter import Writer
        from ..environment.profile_of import profile_of

        profile, problem = profile_of(self.desk.settings)
        version = case.boundary
        if problem or version is None or version.boundary is None:
            self._not_printed(problem or _NO_LINE)
            return
        writer = Writer(profile.authority_name, self.desk.identity(self.desk.settings).name, sample=profile.sample)
        notice = site_notice(case, terms, writer, version.boundary.geometry, version_words(version))
        layers, attribution = self.ground.copies(self.desk.settings) if self.ground is not None else ([], "")
        task = NoticeTask(notice, path, layers, attribution)
        task.ended.connect(partial(self._ended, task))
        self._task = task
        start_task(task)

    def _choose(self, case: Case, terms: NoticeTerms) -> None:
        name = "".join(each if each.isalnum() or each == "-" else "_" for each in case.reference)
        chosen, _ = QFileDialog.getSaveFileName(self, "Print the site notice", f"{name}-site-notice.pdf", "PDF (*.pdf)")
        if chosen:
            path = Path(chosen)
            self.print_to(case, terms, path if path.suffix else path.with_suffix(".pdf"))

    def _ended(self, task: NoticeTask, path: str, why: str) -> None:
        if task is not self._task:
            return
        self._task = None
        if why:
            self._not_printed(why)
            return
        if self.dialog is not None:
            self.dialog.accept()
            self.dialog = None
        self.stateLabel.setVisible(True)
        self.stateLabel.setText(f"Printed to {Path(path).name}. Put it up, then record where.")
        QDesktopServices.openUrl(QUrl.fromLocalFile(path))

    def _not_printed(self, why: str) -> None:
        if self.dialog is not None:
            self.dialog.refuse(why)
        else:
            self.refused(why)
