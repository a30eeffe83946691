"""Hands a task to QGIS, and holds on to it until it has ended.

QGIS keeps a task's C++ side only. Where nobody else holds the Python side, Python forgets it while it waits or runs, and takes apart its
signals while QGIS emits them.

QGIS also loses tasks: when it puts away one that has ended, it takes what stands in the queue at the address that the ended one had. A
task that is queued just then may have been given that address; it would wait for ever. So a task is held back until none is being put away,
and none comes to its end while another is queued.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from threading import RLock
from weakref import WeakSet

from qgis.core import QgsApplication, QgsTask
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.sip import isdeleted

_UNDER_WAY: set[QgsTask] = set()
_ENDED = (QgsTask.TaskStatus.Complete, QgsTask.TaskStatus.Terminated)
#: Turns of the event loop after which a task is let go whatever lies about: one turn puts away all that has ended.
_MOST_TURNS = 1000
#: Taken to queue a task and to end one: what is put away and what is queued then never share an address.
_QUEUE = RLock()
#: The tasks whose work is over: QGIS calls them running until the window's next turn, but their place in the queue is gone.
_DONE: WeakSet[QgsTask] = WeakSet()


def start_task(task: QgsTask, priority: int = 0) -> None:
    """Queues ``task``; tasks of a higher ``priority`` go first."""
    _UNDER_WAY.add(task)
    forget = partial(_UNDER_WAY.discard, task)
    task.taskCompleted.connect(forget)
    task.taskTerminated.connect(forget)
    setattr(task, "run", partial(_work, task, task.run))  # noqa: B010  # QGIS calls what it finds by this name, the object's before the class's
    with _QUEUE:
        held = _one_is_put_away()
        if held:
            task.hold()
        QgsApplication.taskManager().addTask(task, priority)
    if held:
        _let_go_later(task, _MOST_TURNS)


def _work(task: QgsTask, run: Callable[[], bool]) -> bool:
    """Does the work of ``task`` and ends while nothing is being queued."""
    try:
        return run()
    finally:
        with _QUEUE:
            _DONE.add(task)


def _one_is_put_away() -> bool:
    """Whether QGIS still knows a task that is done or was cancelled."""
    return any(each in _DONE or each.status() in _ENDED for each in QgsApplication.taskManager().tasks())


def _let_go_later(task: QgsTask, turns: int) -> None:
    QTimer.singleShot(0, partial(_let_go, task, turns))


def _let_go(task: QgsTask, turns: int) -> None:
    with _QUEUE:
        if isdeleted(task) or task.status() != QgsTask.TaskStatus.OnHold:
            return
        if not turns or not _one_is_put_away():
            task.unhold()
            return
    _let_go_later(task, turns - 1)
