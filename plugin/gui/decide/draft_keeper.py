"""Keeps what the officer writes of a recommendation a moment after it was written, beside the window, so that nothing is ever lost."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ...casefile.errors import CaseFileError, WordsPutAside
from ...domain.casework.written_draft import DraftSeen
from ..case_list.cases_desk import CasesDesk
from ..tasks.act_thread import ActThread

if TYPE_CHECKING:
    from ...casefile.case_file import CaseFile

    #: Keeps a draft of which revisions were seen, and gives the revisions that it has then.
    Keep = Callable[[CaseFile, DraftSeen], DraftSeen]

#: Milliseconds of quiet after the last letter.
_QUIET = 700
#: Milliseconds until words are tried again of a case that is shown no more.
_AGAIN = 3000


class Revision:
    """The revisions of a draft that the next act goes by; each act moves them on, also one that puts the words aside."""

    def __init__(self, seen: DraftSeen) -> None:
        self.seen = seen

    def keep(self, file: CaseFile, keep: Keep) -> None:
        """Do one act; on the thread of the acts, where they come one after the other."""
        try:
            self.seen = keep(file, self.seen)
        except WordsPutAside as aside:
            self.seen = aside.seen
            raise


class DraftKeeper(QObject):
    """``kept`` says that the last draft is in the case file, ``failed`` why it is not. ``revision`` is that of the draft that is shown.

    ``refused`` says that the case file could not be written: the words wait in the fields until it can be, or the officer gives them up.
    Words of a draft that is shown no more are tried again and again until they are written. ``left`` tells which case put them aside.
    """

    kept = pyqtSignal()
    failed = pyqtSignal(str)
    left = pyqtSignal(str)
    #: Another act than keeping is over: why it was refused, "" where it was done.
    acted = pyqtSignal(str)

    def __init__(self, desk: CasesDesk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._thread: ActThread | None = None
        self._file: CaseFile | None = None
        self._draft: Callable[[], Keep] | None = None
        self._under_way: dict[int, tuple[Revision, Callable[[], Keep] | None, Keep]] = {}
        self._behind: list[tuple[Revision, Keep]] = []
        self.revision = Revision(DraftSeen())
        self.refused = False
        self._acting: tuple[int, Revision, Callable[[], Keep] | None] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_QUIET)
        self._timer.timeout.connect(self.keep_now)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(_AGAIN)
        self._again.timeout.connect(self._keep_behind)

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
        self._put(thread, revision, draft, draft())

    def _keep_behind(self) -> None:
        thread = self._of(self._desk.file)
        if thread is not None:
            behind, self._behind = self._behind, []
            for revision, keep in behind:
                self._put(thread, revision, None, keep)

    def _put(self, thread: ActThread, revision: Revision, draft: Callable[[], Keep] | None, keep: Keep) -> None:
        self._under_way[thread.put(lambda file: revision.keep(file, keep))] = (revision, draft, keep)

    def act(self, act: Callable[[CaseFile, DraftSeen], object], draft: Callable[[], Keep] | None = None) -> bool:
        """Do another act behind what is under way, by the revisions that there are then; False while one is under way, or without a file.

        ``draft`` is what this act keeps as well: where the act is refused it is kept by itself at once.
        """
        thread, revision = self._of(self._desk.file), self.revision
        if thread is None or self._acting is not None:
            return False
        keep = draft() if draft is not None else None
        if draft is not None:
            self.forget()
        self._acting = (thread.put(lambda file: _act_or_keep(file, act, revision, keep)), revision, draft)
        return True

    def forget(self) -> None:
        """What waits is kept by another act, or given up."""
        self._timer.stop()
        self._draft = None
        self.refused = False

    def finish(self) -> None:
        """Keep what waits, and end; called before the case file is let go."""
        self.keep_now()
        self._keep_behind()
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
        revision, _draft, _keep = self._under_way.pop(number, (None, None, None))
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
        revision, draft, keep = self._under_way.pop(number, (None, None, None))
        if isinstance(error, WordsPutAside):
            self._were_put_aside(error, shown=revision is self.revision)
            return
        if revision is self.revision:
            self._draft, self.refused = self._draft or draft, True
        elif revision is not None and keep is not None:
            self._behind.append((revision, keep))
            self._again.start()
        self.failed.emit(str(error))

    def _were_put_aside(self, error: WordsPutAside, *, shown: bool) -> None:
        if shown:
            self.failed.emit(str(error))
        else:
            told = "was not taken, because somebody else has written there. It waits in its fields: open the application again."
            self.left.emit(f"What you wrote on {error.reference} {told}")


def _act_or_keep(file: CaseFile, act: Callable[[CaseFile, DraftSeen], object], revision: Revision, keep: Keep | None) -> object:
    """The act; where it is refused, what it would have kept is kept by itself, or put aside."""
    try:
        return act(file, revision.seen)
    except CaseFileError:
        if keep is not None:
            with suppress(WordsPutAside):
                revision.keep(file, keep)
        raise
