"""Every act that a window puts to its thread is answered, whatever goes wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from plugin.casefile.case_file import CaseFile
from plugin.casefile.errors import CaseFileBusy
from plugin.domain.clock import Clock
from plugin.domain.errors import RedlineError
from plugin.gui.tasks.act_thread import ActThread
from tests.qgis.cases_of_nowhere import OFFICER, until


class Acting:
    """A thread of acts, with what it told."""

    def __init__(self, file: CaseFile) -> None:
        self.thread = ActThread(file)
        self.done: list[Any] = []
        self.failed: list[Any] = []
        self.thread.done.connect(lambda _number, given: self.done.append(given))
        self.thread.failed.connect(lambda _number, error: self.failed.append(error))


@pytest.fixture
def acting(qgis_app: object, clock: Clock, tmp_path: Path) -> Iterator[Acting]:
    with CaseFile.open(tmp_path / "cases.redline", clock=clock, identity=OFFICER) as file:
        acting = Acting(file)
        yield acting
        acting.thread.finish()


def test_an_act_that_breaks_in_a_way_that_nobody_foresaw_is_told_and_the_next_is_done(acting: Acting, qtbot: Any) -> None:
    with qtbot.captureExceptions() as unforeseen:
        acting.thread.put(lambda _file: 1 / 0)
        acting.thread.put(lambda _file: "written")
        until(lambda: acting.done)

    (error,) = acting.failed
    assert isinstance(error, RedlineError)
    assert str(error) == "Nothing was kept; the log under Python says why."
    assert acting.done == ["written"]
    assert [kind for kind, *_ in unforeseen] == [ZeroDivisionError]


def test_what_is_queued_behind_an_act_that_breaks_is_written_before_the_end(acting: Acting, qtbot: Any) -> None:
    with qtbot.captureExceptions():
        acting.thread.put(lambda _file: 1 / 0)
        acting.thread.put(lambda _file: "written")
        acting.thread.finish()
        until(lambda: acting.done)

    assert not acting.thread.isRunning()


def test_a_file_that_could_not_be_opened_once_is_opened_for_the_next_act(acting: Acting, monkeypatch: pytest.MonkeyPatch) -> None:
    opened, times = CaseFile.for_this_thread, iter([True])

    def busy_at_first(file: CaseFile) -> CaseFile:
        if next(times, False):
            raise CaseFileBusy("Another window writes.")
        return opened(file)

    monkeypatch.setattr(CaseFile, "for_this_thread", busy_at_first)
    acting.thread.put(lambda _file: "lost")
    until(lambda: acting.failed)
    acting.thread.put(lambda _file: "written")

    until(lambda: acting.done)

    assert [str(error) for error in acting.failed] == ["Another window writes."]
    assert acting.done == ["written"]
