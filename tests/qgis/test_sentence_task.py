"""What fails because somebody stopped it is no news; an act of the officer's that was not kept always is, whoever closed what meanwhile."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import Any

import pytest
from qgis.core import QgsApplication

from plugin.backoffice.errors import Cancelled
from plugin.domain.errors import RedlineError
from plugin.gui.tasks.act_task import ActTask
from plugin.gui.tasks.sentence_task import SentenceTask

FAULT = RedlineError("The disk is full. Nothing was kept.")


class OfNoCases:
    def for_this_thread(self) -> AbstractContextManager[Any]:
        return nullcontext(self)


class Stoppable(SentenceTask):
    def __init__(self, error: RedlineError) -> None:
        super().__init__("a task of a test", "It broke.")
        self.error = error

    def work(self) -> None:
        raise self.error

    def bring(self) -> None:
        raise LookupError("nothing to bring")


def failing(task: SentenceTask) -> str:
    said: list[str] = []
    task.failed.connect(said.append)
    task.finished(task.run())
    (sentence,) = said
    return sentence


@pytest.mark.parametrize("error", [FAULT, Cancelled()])
def test_an_act_that_was_not_kept_is_told_although_everything_was_cancelled(qgis_app: QgsApplication, error: RedlineError) -> None:
    def act(_file: object) -> None:
        raise error

    task = ActTask(OfNoCases(), "an act of a test", act)
    task.cancel()

    assert failing(task) == str(error)


def test_what_fails_once_it_was_stopped_says_nothing(qgis_app: QgsApplication) -> None:
    task = Stoppable(FAULT)
    task.cancel()

    assert failing(task) == ""
    assert failing(Stoppable(Cancelled())) == ""


def test_what_fails_by_itself_says_why(qgis_app: QgsApplication) -> None:
    assert failing(Stoppable(FAULT)) == str(FAULT)
