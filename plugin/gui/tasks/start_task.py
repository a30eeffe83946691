"""Hands a task to QGIS, and holds on to it until it has ended.

QGIS keeps a task's C++ side only. Where nobody else holds the Python side, Python forgets it while it waits or runs, and takes apart its
signals while QGIS emits them.
"""

from __future__ import annotations

from functools import partial

from qgis.core import QgsApplication, QgsTask

_UNDER_WAY: set[QgsTask] = set()


def start_task(task: QgsTask, priority: int = 0) -> None:
    """Queues ``task``; tasks of a higher ``priority`` go first."""
    _UNDER_WAY.add(task)
    forget = partial(_UNDER_WAY.discard, task)
    task.taskCompleted.connect(forget)
    task.taskTerminated.connect(forget)
    QgsApplication.taskManager().addTask(task, priority)
