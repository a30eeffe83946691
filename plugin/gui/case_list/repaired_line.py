"""The officer's yes to the repair that is offered for a red line is written beside the window."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QObject, pyqtSignal

from ..tasks.start_task import start_task

if TYPE_CHECKING:
    from ...casefile.case_file import CaseFile
    from ...domain.boundary_version import BoundaryVersion
    from ..tasks.act_task import ActTask


class RepairedLine(QObject):
    """``kept`` names the case whose repaired line is a version of its own now, ``failed`` why it is not; ``task`` is the run, or None."""

    kept = pyqtSignal(str)
    failed = pyqtSignal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.task: ActTask | None = None

    def confirm(self, file: CaseFile, version: BoundaryVersion) -> None:
        """Keeps the repair of a version that is shown."""
        from ..tasks.act_task import ActTask

        uuid, shown = version.application_uuid, version.uuid
        self.task = ActTask(file, "keeping the repaired line", lambda file: file.confirm_repair(uuid, shown))
        self.task.done.connect(partial(self._was_kept, uuid))
        self.task.failed.connect(self._was_refused)
        start_task(self.task)

    def _was_kept(self, uuid: str, _version: object) -> None:
        # QGIS deletes a task that has ended
        self.task = None
        self.kept.emit(uuid)

    def _was_refused(self, sentence: str) -> None:
        self.task = None
        self.failed.emit(sentence)
