"""Keeps what the officer writes of a recommendation a moment after it was written, beside the window, so that nothing is ever lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ...domain.casework.written_draft import DraftSeen
from ..case_list.cases_desk import CasesDesk
from ..tasks.act_thread import ActThread

if TYPE_CHECKING:
    from ...casefile.case_file import CaseFile

    #: Keeps a draft of which revisions were seen, and gives the revisions that it has then.
    Keep = Callable[[CaseFile, DraftSeen], DraftSeen]

#: Milliseconds of quiet after the last letter.
_QUIET = 700


class Revision:
    """The revisions of a draft that the next act goes by; each act moves them on."""

    def __init__(self, seen: DraftSeen) -> None:
        self.seen = seen

    def keep(self, file: CaseFile, keep: Keep) -> None:
        """Do one act; on the thread of the acts, where they come one after the other."""
        self.seen = keep(file, self.seen)


class DraftKeeper(QObject):
    """``kept`` says that the last draft is in the case file, ``failed`` why it is not. ``revision`` is that of the draft that is shown.

    ``refused`` says that the case file has not taken the words in the fields: they wait until it takes them, or the officer gives them up.
    """

    kept = pyqtSignal()
    failed = pyqtSignal(str)
    #: Another act than keeping is over: why it was refused, "" where it was done.
    acted = pyqtSignal(str)

    def __init__(self, desk: CasesDesk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._thread: ActThread | None = None
        self._file: CaseFile | None = None
        self._draft: Callable[[], Keep] | None = None
        self._under_way: dict[int, tuple[Revision, Callable[[], Keep]]] = {}
        self.revision = Revision(DraftSeen())
        self.refused = False
        self._acting: tuple[int, Revision, Callable[[], Keep] | None] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_QUIET)
        self._timer.timeout.connect(self.keep_now)

    @property
    def pending(self) -> bool:
        """Whether words wait to be kept, or are being kept."""
        return self._draft is not None or bool(self._under_way) or self._acting is not None

    def changed(self, draft: Callable[[], Keep]) -> None:
        """The officer has written: ``draft`` gives the act that keeps what stands in the fields when it is called."""
        self._draft = draft
        self._timer.start()

    def keep_now(self) -> None:
        """Keep what waits without waiting longer."""
        self._timer.stop()
        thread = self._of(self._desk.file)
        if self._draft is None or thread is None:
            return
        draft, self._draft, revision = self._draft, None, self.revision
        self.refused = False
        keep = draft()
        self._under_way[thread.put(lambda file: revision.keep(file, keep))] = (revision, draft)

    def act(self, act: Callable[[CaseFile, DraftSeen], object], draft: Callable[[], Keep] | None = None) -> bool:
        """Do another act behind what is under way, by the revisions that there are then; False while one is under way, or without a file.

        ``draft`` is what this act keeps as well: where the act is refused it is kept by itself.
        """
        thread, revision = self._of(self._desk.file), self.revision
        if thread is None or self._acting is not None:
            return False
        if draft is not None:
            self.forget()
        self._acting = (thread.put(lambda file: act(file, revision.seen)), revision, draft)
        return True

    def forget(self) -> None:
        """What waits is kept by another act, or given up."""
        self._timer.stop()
        self._draft = None
        self.refused = False

    def finish(self) -> None:
        """Keep what waits, and end; called before the case file is let go."""
        self.keep_now()
        if self._thread is not None:
            self._thread.finish()
        self._thread = self._file = self._acting = None
        self._under_way.clear()

    def _of(self, file: CaseFile | None) -> ActThread | None:
        if file is None or file is self._file:
            return self._thread if file is not None else None
        if self._thread is not None:
            self._thread.finish()
        self._thread, self._file, self._acting = ActThread(file), file, None
        self._under_way.clear()
        self._thread.done.connect(self._was_kept)
        self._thread.failed.connect(self._was_refused)
        return self._thread

    def _was_kept(self, number: int, _given: object) -> None:
        if self._acting is not None and self._acting[0] == number:
            self._acting = None
            self.acted.emit("")
            return
        revision, _draft = self._under_way.pop(number, (None, None))
        if revision is self.revision and self.refused and not self._timer.isActive():
            # What was refused before it is in what was kept now
            self.forget()
        self.kept.emit()

    def _was_refused(self, number: int, error: object) -> None:
        if self._acting is not None and self._acting[0] == number:
            _number, went_by, together = self._acting
            self._acting = None
            if together is not None and went_by is self.revision:
                self.changed(together)
            self.acted.emit(str(error))
            return
        revision, draft = self._under_way.pop(number, (None, None))
        if revision is self.revision:
            self._draft, self.refused = self._draft or draft, True
        self.failed.emit(str(error))
