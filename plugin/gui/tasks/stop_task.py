"""Whether a task still waits or runs, and its end; QGIS deletes a task that has ended, and only the wrapper of it stays."""

from __future__ import annotations

from qgis.core import QgsTask
from qgis.PyQt import sip


def is_under_way(task: QgsTask | None) -> bool:
    """Whether ``task`` waits for its turn or runs. A task that waits is not "active" in QGIS's sense, but it will run."""
    if task is None or sip.isdeleted(task):
        return False
    return task.status() in (QgsTask.TaskStatus.Queued, QgsTask.TaskStatus.OnHold, QgsTask.TaskStatus.Running)


def stop_task(task: QgsTask | None) -> None:
    """Cancels ``task`` where it has not ended."""
    if task is not None and is_under_way(task):
        task.cancel()
