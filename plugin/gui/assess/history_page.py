"""The page of a site's history: what was applied for before is looked for, and noted by a tick."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QPushButton, QWidget
from qgis.PyQt.sip import isdeleted

from ...domain.case import Case
from ...domain.casework.site_history import SiteHistory
from ...domain.place import Place
from ...reports.plain_text import plain_text
from ..case_list.cases_desk import CasesDesk
from ..enquiry.council_places import CouncilPlaces
from ..session import Session
from ..tasks.site_history_task import SiteHistoryTask
from ..tasks.start_task import start_task
from ..tasks.stop_task import stop_task
from .record_sorts import SORTS
from .records_page import RecordsPage
from .tick_dialog import Choice, TickDialog

if TYPE_CHECKING:
    from ...domain.application import Application
    from ...reports.enquiry.answer_history import AnswerHistory
    from ...reports.enquiry.placed_history import PlaceHistory

_NO_LINE = "The case has no red line in force that can be used, so nothing can be looked for round it. Note what you know by “Add”."
_NOTED = "Noted already"


class HistoryPage(RecordsPage):
    """``looking`` is the task at work."""

    def __init__(self, desk: CasesDesk, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(desk, session, SORTS["site_history"], parent)
        self.looking: SiteHistoryTask | None = None
        self.findButton = QPushButton("&Find…")
        self.findButton.setToolTip("Looks in the case file and in the council's layer of earlier applications, round the red line in force")
        self.actions.insertWidget(1, self.findButton)
        self.findButton.clicked.connect(lambda _checked=False: self.find())

    def show_case(self, case: Case) -> None:
        if self.looking is not None and self.looking.property("case") != case.uuid:
            self._stop()
        super().show_case(case)

    def set_locked(self, locked: bool) -> None:
        super().set_locked(locked)
        self.findButton.setEnabled(not locked and self.looking is None)

    def leave(self) -> None:
        self._stop()
        super().leave()

    def close_down(self) -> None:
        self._stop()
        super().close_down()

    def find(self) -> None:
        """Looks beside the window, and then asks which of the found are to be noted."""
        case, file = self.desk.case, self.desk.file
        line = case.boundary.boundary if case is not None and case.boundary is not None else None
        if case is None or file is None or line is None:
            self.refused(_NO_LINE)
            return
        settings = self.desk.settings
        middle = line.geometry.point_on_surface()
        place = Place(middle.x, middle.y, case.reference, "", plot=line.geometry, application=case.reference)
        task = SiteHistoryTask(place, CouncilPlaces(settings.neighbours(), QgsProject.instance()), settings, file)
        task.setProperty("case", case.uuid)
        task.came.connect(partial(self._came, task, settings.near))
        task.failed.connect(partial(self._failed, task))
        self._stop()
        self.looking = task
        self.findButton.setEnabled(False)
        start_task(task)

    def take(self, applications: list[Application]) -> None:
        """Notes earlier applications as pieces of the case."""
        self.take_standard([_noted(each) for each in applications])

    def dialog(self, history: PlaceHistory, told: AnswerHistory) -> TickDialog:
        """Asks which are to be noted; where was looked stands beneath until a line is chosen."""
        noted = {getattr(kept.record, "reference", "") for kept in self._records.values()}
        choices = [
            Choice(
                _NOTED if row.reference in noted else told.heading,
                f"{row.title} ({row.figure})",
                f"{row.title}\n{row.about}\n{row.known_from}",
            )
            for row in told.rows
        ]
        dialog = TickDialog("Earlier applications", choices, "&Note", told.none, self)
        dialog.preview.setPlainText(told.said)
        return dialog

    def _came(self, task: SiteHistoryTask, near: float, history: PlaceHistory) -> None:
        from ...reports.enquiry.answer_history import answer_history

        if task is not self.looking:
            return
        self._stop()
        # A piece of the case without a reference is none, and would keep all others from being noted
        history = replace(history, entries=tuple(each for each in history.entries if plain_text(each.application.reference)))
        told = answer_history(history, near, plot=True, public=False)
        if not told.rows:
            self.refused(" ".join(part for part in (told.none, told.said) if part))
            return
        self.problemLabel.hide()
        # QGIS puts the task away first: whatever begins meanwhile would wait for the officer's choice
        QTimer.singleShot(0, partial(self._choose, str(task.property("case")), history, told))

    def _choose(self, uuid: str, history: PlaceHistory, told: AnswerHistory) -> None:
        if isdeleted(self) or self.desk.case is None or self.desk.case.uuid != uuid:
            return
        dialog = self.dialog(history, told)
        if dialog.exec() == TickDialog.DialogCode.Accepted:
            self.take([history.entries[place].application.application for place in dialog.chosen])

    def _failed(self, task: SiteHistoryTask, why: str) -> None:
        if task is self.looking:
            self._stop()
            if why:
                self.refused(why)

    def _stop(self) -> None:
        stop_task(self.looking)
        self.looking = None
        self.findButton.setEnabled(not self._locked)


def _noted(told: Application) -> SiteHistory:
    from ...reports.enquiry.answer_history import made_decision

    kind = plain_text(told.type_description or told.type_code).replace("_", " ")
    return SiteHistory(
        reference=plain_text(told.reference),
        description=plain_text(told.description) or kind or "Not told",
        decision=made_decision(told),
        decided_on=told.decided_on,
        address=plain_text(told.address.text),
    )
