"""A task is stopped while it waits and while it runs; one that QGIS has deleted is no task any more."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from qgis.core import QgsApplication, QgsTask
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QCoreApplication, QEvent

from plugin.gui.tasks.put_back_task import PutBackTask
from plugin.gui.tasks.stop_task import is_under_way, stop_task


class _Waiting(QgsTask):
    """Runs until it is cancelled."""

    def __init__(self) -> None:
        super().__init__("a task of a test", QgsTask.Flag.CanCancel)

    def run(self) -> bool:
        while not self.isCanceled():
            time.sleep(0.005)
        return False


def _until(told: Callable[[], bool], seconds: float = 10.0) -> bool:
    end = time.monotonic() + seconds
    while not told() and time.monotonic() < end:
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        time.sleep(0.005)
    return told()


def _ended() -> QgsTask:
    task = _Waiting()
    QgsApplication.taskManager().addTask(task)
    stop_task(task)
    if not _until(lambda: sip.isdeleted(task)):
        pytest.fail("QGIS keeps a task that has ended; these tests are about one that is gone.")
    return task


def test_a_task_that_was_never_made_is_not_under_way(qgis_app: QgsApplication) -> None:
    assert not is_under_way(None)
    stop_task(None)


def test_a_task_that_waits_for_its_turn_is_under_way_and_can_be_stopped(qgis_app: QgsApplication) -> None:
    task = _Waiting()

    assert is_under_way(task)

    stop_task(task)
    QgsApplication.taskManager().addTask(task)

    assert _until(lambda: not is_under_way(task))


def test_tasks_that_are_stopped_at_the_moment_they_are_begun_are_never_deleted_while_they_run(qgis_app: QgsApplication) -> None:
    tasks = [_Waiting() for _ in range(40)]
    for task in tasks:
        QgsApplication.taskManager().addTask(task)
        stop_task(task)

    assert _until(lambda: not any(is_under_way(task) for task in tasks))


def test_a_task_that_runs_is_stopped(qgis_app: QgsApplication) -> None:
    task = _Waiting()
    QgsApplication.taskManager().addTask(task)
    assert _until(lambda: task.status() == QgsTask.TaskStatus.Running)

    stop_task(task)

    assert _until(lambda: not is_under_way(task))


def test_a_task_that_qgis_has_deleted_is_neither_asked_nor_stopped(qgis_app: QgsApplication) -> None:
    task = _ended()

    assert not is_under_way(task)
    stop_task(task)


def test_a_copy_is_put_back_although_the_tasks_before_it_are_gone(qgis_app: QgsApplication, tmp_path: Path) -> None:
    putting = PutBackTask(tmp_path / "cases.gpkg", tmp_path / "no copy.gpkg", [_ended()])

    assert putting.run() is False
    assert "no copy.gpkg" in putting._failure
