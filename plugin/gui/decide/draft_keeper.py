"""Keeps what the officer writes of a recommendation a moment after it was written, beside the window, so that nothing is ever lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ..case_list.cases_desk import CasesDesk
from ..tasks.act_thread import ActThread

if TYPE_CHECKING:
    from ...casefile.case_file import CaseFile

    #: Keeps a draft of which a revision was seen, and gives the revision that it has then.
    Keep = Callable[[CaseFile, int], int]

#: Milliseconds of quiet after the last letter.
_QUIET = 700


class Revision:
    """The revision of a draft that the next act goes by; each act moves it on."""

    def __init__(self, seen: int) -> None:
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

    def __init__(self, desk: CasesDesk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._thread: ActThread | None = None
        self._file: CaseFile | None = None
        self._draft: Callable[[], Keep] | None = None
        self._under_way: dict[int, tuple[Revision, Callable[[], Keep]]] = {}
        self.revision = Revision(0)
        self.refused = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_QUIET)
        self._timer.timeout.connect(self.keep_now)

    @property
    def pending(self) -> bool:
        """Whether words wait to be kept, or are being kept."""
        return self._draft is not None or bool(self._under_way)

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
        self._thread = self._file = None
        self._under_way.clear()

    def _of(self, file: CaseFile | None) -> ActThread | None:
        if file is None or file is self._file:
            return self._thread if file is not None else None
        if self._thread is not None:
            self._thread.finish()
        self._thread, self._file = ActThread(file), file
        self._under_way.clear()
        self._thread.done.connect(self._was_kept)
        self._thread.failed.connect(self._was_refused)
        return self._thread

    def _was_kept(self, number: int, _given: object) -> None:
        revision, _draft = self._under_way.pop(number, (None, None))
        if revision is self.revision and self.refused and not self._timer.isActive():
            # What was refused before it is in what was kept now
            self.forget()
        self.kept.emit()

    def _was_refused(self, number: int, error: object) -> None:
        revision, draft = self._under_way.pop(number, (None, None))
        if revision is self.revision:
            self._draft, self.refused = self._draft or draft, True
        self.failed.emit(str(error))
