"""Writes lists of requests into the case file beside the window, one act at a time; also those of cases that are open no more."""

from __future__ import annotations

from collections.abc import Callable

from qgis.PyQt.QtCore import QObject, pyqtSignal
from qgis.PyQt.QtWidgets import QWidget

from ..case_list.cases_desk import CasesDesk
from ..tasks.act_runner import ActRunner
from .unkept_lists import UnkeptLists
from .working_list import WorkingList

_NOT_KEPT = "Drafts of requests of {reference} were not kept: {why} They wait in this window: open the case again."


class ListKeeper(QObject):
    """``kept`` says that an act is written; ``refused`` brings the list that was to be written, None for another act, and a sentence.

    ``shown`` gives the list that is shown; acts grey ``widget`` meanwhile. Of a list that is ``writing`` it is told once it has been.
    """

    kept = pyqtSignal()
    refused = pyqtSignal(object, str)

    def __init__(self, desk: CasesDesk, shown: Callable[[], WorkingList | None], widget: QWidget) -> None:
        super().__init__(widget)
        self._desk = desk
        self._shown = shown
        self._unkept = UnkeptLists()
        self._then: Callable[[], None] = lambda: None
        self._acts = ActRunner(widget, self._was_kept, self._was_refused)
        self.writing: WorkingList | None = None

    def run(self, words: str, act: Callable[..., object], then: Callable[[], None], working: WorkingList | None = None) -> None:
        """Does an act, which writes a list if one is given; ``then`` follows once it is written. Nothing while another is under way."""
        if self._acts.run(self._desk.file, words, act):
            self._then, self.writing = then, working

    def keep(self, working: WorkingList, then: Callable[[], None] = lambda: None) -> None:
        """Keeps what is written in a list."""
        uuid, edit = working.case.uuid, working.edit()
        self.run("keeping drafts", lambda file: file.keep_requests(uuid, edit), then, working)

    def leave(self, working: WorkingList | None) -> None:
        """Another case takes the place of the one whose list this is: it is kept when its turn comes."""
        if working is not None:
            self._unkept.leave(working)

    def take(self, uuid: str) -> WorkingList | None:
        """The list of a case that is opened again, where it is not kept yet."""
        return self._unkept.take(uuid)

    def keep_next(self) -> None:
        """Keeps what was written of a case that is not open any more, once nothing else is being written."""
        working = self._unkept.next
        if working is not None and self.writing is None:
            self.keep(working)

    def close_down(self, working: WorkingList | None) -> None:
        """Keeps at once what is written, of every case: the window closes."""
        self.leave(working)
        if self._desk.file is not None:
            for sentence in self._unkept.keep_at_once(self._desk.file):
                self._desk.failed.emit(sentence)

    def _was_kept(self) -> None:
        """Another case may be open by now."""
        self.kept.emit()
        working, self.writing = self.writing, None
        if working is not None:
            working.kept()
            if working is not self._shown():
                self._unkept.kept(working)
        self._desk.read_again()
        self._then()
        self.keep_next()

    def _was_refused(self, sentence: str) -> None:
        """What was written waits, be another case open by now."""
        working, self.writing = self.writing, None
        if working is not None and working is not self._shown():
            self._unkept.refused(working)
            self._desk.failed.emit(_NOT_KEPT.format(reference=working.case.reference, why=sentence))
        else:
            self._desk.read_again()
            self.refused.emit(working, sentence)
        self.keep_next()
