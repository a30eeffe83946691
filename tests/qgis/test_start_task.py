"""A task that nobody in Python holds waits, runs and ends like any other."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable

from qgis.core import QgsApplication, QgsTask
from qgis.PyQt.QtCore import QCoreApplication, QEvent, QThreadPool, pyqtSignal

from plugin.gui.tasks import start_task as starting
from plugin.gui.tasks.start_task import start_task
from plugin.gui.tasks.stop_task import stop_task


class _Waiting(QgsTask):
    """Runs until it is cancelled."""

    def __init__(self) -> None:
        super().__init__("a task of a test", QgsTask.Flag.CanCancel)

    def run(self) -> bool:
        while not self.isCanceled():
            time.sleep(0.005)
        return False


class _Remembering(QgsTask):
    """Is about a word, and is held by itself alone."""

    came = pyqtSignal(str)

    def __init__(self, word: str, heard: list[str]) -> None:
        super().__init__("a task of a test", QgsTask.Flag.CanCancel)
        self._word = word
        self.came.connect(heard.append)
        self.taskCompleted.connect(self._ended)

    def run(self) -> bool:
        return bool(self._word)

    def finished(self, result: bool) -> None:
        self.came.emit(self._word if result else "")

    def _ended(self) -> None:
        self._word = ""


def _until(told: Callable[[], bool], seconds: float = 10.0) -> bool:
    end = time.monotonic() + seconds
    while not told() and time.monotonic() < end:
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        time.sleep(0.005)
    return told()


def _every_thread_taken() -> list[QgsTask]:
    tasks: list[QgsTask] = [_Waiting() for _ in range(QThreadPool.globalInstance().maxThreadCount())]
    for task in tasks:
        start_task(task)
    assert _until(lambda: all(task.status() == QgsTask.TaskStatus.Running for task in tasks))
    return tasks


def test_a_task_that_waits_is_not_forgotten_although_only_qgis_has_it(qgis_app: QgsApplication) -> None:
    before = _every_thread_taken()
    heard: list[str] = []
    for number in range(5):
        start_task(_Remembering(f"word {number}", heard))

    gc.collect()
    for task in before:
        stop_task(task)

    assert _until(lambda: len(heard) == 5)
    assert sorted(heard) == [f"word {number}" for number in range(5)]


def test_a_task_that_has_ended_is_held_no_longer(qgis_app: QgsApplication) -> None:
    heard: list[str] = []
    start_task(_Remembering("word", heard))

    assert _until(lambda: bool(heard))
    assert _until(lambda: not any(isinstance(task, _Remembering) for task in starting._UNDER_WAY))


def test_a_task_that_was_cancelled_is_held_no_longer(qgis_app: QgsApplication) -> None:
    task = _Waiting()
    start_task(task)

    stop_task(task)

    assert _until(lambda: task not in starting._UNDER_WAY)


class _Chained(QgsTask):
    """Begins others when it ends, in the moment in which QGIS puts it away."""

    def __init__(self, ended: Callable[[], None]) -> None:
        super().__init__("a task of a test", QgsTask.Flag.CanCancel)
        self._ended = ended

    def run(self) -> bool:
        return True

    def finished(self, result: bool) -> None:
        self._ended()


def test_a_task_that_is_begun_while_another_is_put_away_waits_until_that_is_gone(qgis_app: QgsApplication) -> None:
    begun: list[QgsTask] = []
    standing: list[QgsTask.TaskStatus] = []
    over: list[bool] = []

    def begin_another() -> None:
        begun.append(_Chained(lambda: over.append(True)))
        start_task(begun[0])
        standing.append(begun[0].status())

    start_task(_Chained(begin_another))

    assert _until(lambda: bool(over))
    assert standing == [QgsTask.TaskStatus.OnHold]


class _Held(QgsTask):
    """Works until it is let go."""

    def __init__(self) -> None:
        super().__init__("a task of a test", QgsTask.Flag.CanCancel)
        self.let_go = threading.Event()
        self.works = threading.Event()

    def run(self) -> bool:
        self.works.set()
        return self.let_go.wait(30)


def test_no_task_ends_while_another_is_queued(qgis_app: QgsApplication) -> None:
    """The ended one's memory would be free for the one that is queued."""
    first, second = _Held(), _Held()
    start_task(first)
    assert first.works.wait(30)
    done: list[bool] = []

    def queued() -> None:
        first.let_go.set()
        time.sleep(0.1)
        done.append(first in starting._DONE)

    manager = QgsApplication.taskManager()
    manager.taskAdded.connect(queued)
    start_task(second)
    manager.taskAdded.disconnect(queued)

    assert done == [False]
    second.let_go.set()
    assert _until(lambda: first not in starting._UNDER_WAY and second not in starting._UNDER_WAY)


def test_a_task_is_held_back_while_qgis_has_yet_to_hear_that_another_is_done(qgis_app: QgsApplication) -> None:
    """QGIS calls that one running until the window's next turn, but its place in the queue is gone."""
    first, second = _Held(), _Held()
    start_task(first)
    assert first.works.wait(30)
    first.let_go.set()
    time.sleep(0.2)
    assert first.status() == QgsTask.TaskStatus.Running

    start_task(second)

    assert second.status() == QgsTask.TaskStatus.OnHold
    second.let_go.set()
    assert _until(lambda: first not in starting._UNDER_WAY and second not in starting._UNDER_WAY)


def test_none_is_lost_where_memory_is_used_again_at_once() -> None:
    """The same thousands in a program whose threads keep no freed memory for themselves, which loses one every other time."""
    thousands = f"{__file__}::{test_of_thousands_of_tasks_that_begin_one_another_none_is_lost.__name__}"

    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", thousands],
        env={**os.environ, "GLIBC_TUNABLES": "glibc.malloc.tcache_count=0", "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )

    assert ran.returncode == 0, ran.stdout


def test_of_thousands_of_tasks_that_begin_one_another_none_is_lost(qgis_app: QgsApplication) -> None:
    """QGIS alone loses one or two of five thousand."""
    begun, ended, most = 0, 0, 5000

    def begin() -> None:
        nonlocal begun
        begun += 1
        start_task(_Chained(end))

    def end() -> None:
        nonlocal ended
        ended += 1
        for _ in range(2):
            if begun < most and begun - ended < 6:
                begin()

    begin()
    deadline = time.monotonic() + 60
    while ended < begun and time.monotonic() < deadline:
        QCoreApplication.processEvents()

    assert (begun, ended) == (most, most)
