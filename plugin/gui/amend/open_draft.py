"""The draft that is open in this window: what is drawn, on the map and in the case file, always the same."""

from __future__ import annotations

from dataclasses import replace
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ...domain.draft import Draft, DraftStep, UnfinishedShape
from ...domain.errors import RedlineError
from ..tasks.act_thread import ActThread
from .proposed_layer import ProposedLayer

if TYPE_CHECKING:
    from collections.abc import Callable

    from shapely.geometry.base import BaseGeometry

    from ...boundary.editing.drawn import Drawn
    from ...casefile.case_file import CaseFile
    from ...domain.reading import SiteReading
    from ...domain.red_line_request import Grounds

#: Milliseconds until a change that could not be written is tried again.
_PATIENCE = 3000

_BY_QGIS = "Changed with a tool of QGIS"


class OpenDraft(QObject):
    """One draft from its opening to its end; every change goes through here. The thread that it is given ends with it.

    ``changed`` says that another line is drawn; ``moving`` brings the line as it would be while the mouse is moved, None when it is given
    back; ``unkept`` says why a change could not be written, "" once it could; ``proposed`` carries the uuid of the version, ``asked``
    those of the version, the request and the outbox entry; ``refused`` the error that stood in the way; ``ended`` that the draft is no
    longer open here.
    """

    changed = pyqtSignal()
    moving = pyqtSignal(object)
    unkept = pyqtSignal(str)
    proposed = pyqtSignal(str)
    asked = pyqtSignal(str, str, str)
    refused = pyqtSignal(object)
    ended = pyqtSignal()

    def __init__(self, thread: ActThread, draft: Draft, project: QgsProject, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.draft = draft
        self.unfinished = draft.unfinished
        self._kept = draft
        self._thread = thread
        self._thread.done.connect(self._done)
        self._thread.failed.connect(self._failed)
        self._waiting: dict[int, Callable[[Any], None]] = {}
        self._following = 0
        self._corners = 0
        self._ending = False
        self._closed = False
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(_PATIENCE)
        self._again.timeout.connect(self._follow)
        self.problem = ""
        self.shown = ProposedLayer(project, self)
        self.shown.changed.connect(self._layer_changed)
        self.shown.lost.connect(self._show)
        self._show()

    @property
    def geometry(self) -> BaseGeometry:
        """The line as drawn, EPSG:27700; it may cross itself."""
        return self.draft.geometry

    @property
    def all_kept(self) -> bool:
        """Whether the case file has everything that is drawn."""
        return self._kept is self.draft

    def draw(self, drawn: Drawn) -> None:
        """Take what a verb of drawing gave."""
        self.moving.emit(None)
        self.shown.write(drawn.geometry, drawn.said)
        self._take(self.draft.drawn(DraftStep(drawn.said, drawn.geometry)))

    def keep_unfinished(self, shape: UnfinishedShape | None) -> None:
        """Keep the corners of a shape that is being drawn, so that neither a crash nor leaving loses them; None gives it up."""
        self.unfinished = shape
        uuid = self.draft.application_uuid
        self._corners = self._ask(lambda file: file.keep_unfinished(uuid, shape), lambda _nothing: None)

    def undo(self) -> None:
        self._go(self.draft.position - 1)

    def redo(self) -> None:
        self._go(self.draft.position + 1)

    def rebase(self, then: Callable[[], None]) -> None:
        """Compare the draft with the line that is in force now; ``then`` is called once that is so."""
        uuid = self.draft.application_uuid

        def rebased(file: CaseFile) -> str:
            file.rebase_draft(uuid)
            draft = file.draft(uuid)
            return draft.base_uuid if draft is not None else ""

        self._ask(rebased, lambda base_uuid: self._rebased(base_uuid, then))

    def propose(self, read: Callable[[BaseGeometry], SiteReading], reason: str) -> None:
        """Save what is drawn as a proposed version; ``read``, which checks and measures it, is called beside the window."""
        uuid, geometry = self.draft.application_uuid, self.draft.geometry
        self._ending = True
        self._ask(lambda file: file.propose(uuid, read(geometry), reason), self._proposed)

    def ask(self, read: Callable[[BaseGeometry], SiteReading], grounds: Grounds, written: Callable[[BaseGeometry], dict[str, Any]]) -> None:
        """Save what is drawn and ask the applicant to agree to it, in one act; ``written`` gives the line as GeoJSON, beside the window."""
        uuid, geometry = self.draft.application_uuid, self.draft.geometry
        self._ending = True
        self._ask(lambda file: file.ask_with_draft(uuid, read(geometry), grounds, written(geometry)), self._asked)

    def discard(self) -> None:
        """Give the draft up."""
        uuid = self.draft.application_uuid
        self._ending = True
        self._ask(lambda file: file.discard_draft(uuid), lambda _nothing: self.close())

    def close(self) -> None:
        """Leave the draft as it is drawn; it is in the case file and can be gone on with. Called again it does nothing."""
        if self._closed:
            return
        self._closed = True
        self._again.stop()
        self._thread.finish()
        self.shown.close()
        self.ended.emit()

    def _go(self, position: int) -> None:
        if 0 <= position < len(self.draft.steps):
            self.moving.emit(None)
            self.shown.show_step(position)
            self._take(self.draft.at(position))

    def _show(self) -> None:
        self.shown.load(self.draft)
        self.changed.emit()

    def _layer_changed(self) -> None:
        """Somebody edited the layer with QGIS's own tools, undid or did again."""
        position, geometry = self.shown.index, self.shown.geometry()
        steps = self.draft.steps
        if position < len(steps) and _same(geometry, steps[position].geometry):
            if position != self.draft.position:
                self._take(self.draft.at(position))
            return
        before = self.draft.at(min(position, len(steps)) - 1) if position else self.draft
        self._take(before.drawn(DraftStep(self._words(position), geometry)))
        if self.draft.position != position:
            self._show()

    def _words(self, position: int) -> str:
        layer = self.shown.layer
        return (layer.undoStack().text(position - 1) if layer is not None and position else "") or _BY_QGIS

    def _take(self, draft: Draft) -> None:
        if draft.steps is not self.draft.steps:
            # Another step takes the place of a shape that was begun; undo and redo do not
            self.unfinished = None
        self.draft = draft
        self.changed.emit()
        self._follow()

    def _follow(self) -> None:
        """Write what the case file does not have; what is drawn meanwhile goes with the next."""
        if self._following or self._ending or self.all_kept:
            return
        from ...casefile.lines.draft_follow import follow

        kept, drawn = self._kept, self.draft
        self._following = self._ask(lambda file: follow(file, kept, drawn), self._now_kept)

    def _now_kept(self, draft: Draft) -> None:
        self._kept, self._following = draft, 0
        self._say("")
        self._follow()

    def _ask(self, act: Callable[[CaseFile], Any], then: Callable[[Any], None]) -> int:
        number = self._thread.put(act)
        self._waiting[number] = then
        return number

    def _done(self, number: int, given: object) -> None:
        self._waiting.pop(number)(given)

    def _failed(self, number: int, error: RedlineError) -> None:
        self._waiting.pop(number)
        if number == self._following:
            self._following = 0
            self._say(str(error))
            self._again.start()
        elif number == self._corners:
            # Kept with the next click; the line itself stands in the file
            self._say(str(error))
        else:
            self._ending = False
            self.refused.emit(error)
            self._follow()

    def _rebased(self, base_uuid: str, then: Callable[[], None]) -> None:
        same = self.all_kept
        self.draft = replace(self.draft, base_uuid=base_uuid)
        self._kept = self.draft if same else replace(self._kept, base_uuid=base_uuid)
        then()
        self.changed.emit()

    def _proposed(self, version: str) -> None:
        self.close()
        self.proposed.emit(version)

    def _asked(self, names: tuple[str, str, str]) -> None:
        self.close()
        self.asked.emit(*names)

    def _say(self, problem: str) -> None:
        if problem != self.problem:
            self.problem = problem
            self.unkept.emit(problem)


def _same(one: BaseGeometry, other: BaseGeometry) -> bool:
    """Whether two lines have the same vertices in the same order."""
    import shapely

    from ...boundary.editing.rings import parts_of

    parts = list(zip_longest(parts_of(one), parts_of(other)))
    return all(a is not None and b is not None and bool(shapely.equals_exact(a, b)) for a, b in parts)
