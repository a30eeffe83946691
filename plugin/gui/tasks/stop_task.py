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
    """Cancels ``task`` where it has not ended: at once where it runs, as soon as it runs where it still waits.

    QGIS takes a task that is cancelled while it waits for ended, and deletes it, though a thread may have begun to run it that moment.
    """
    if task is None or not is_under_way(task):
        return
    task.begun.connect(task.cancel)
    # It may have begun before there was somebody to hear of it
    if task.status() == QgsTask.TaskStatus.Running:
        task.cancel()
