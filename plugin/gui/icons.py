"""The pictures of actions, states and severities; each state has a shape of its own, since colour is never the only sign."""

from __future__ import annotations

from functools import cache

from qgis.PyQt.QtGui import QIcon

from ..domain.check import Severity
from ..domain.constraint_answer import AnswerKind
from ..domain.finding import DatasetState
from ..domain.task import TaskState
from ..resources_path import resources_path


@cache
def icon(name: str) -> QIcon:
    """An icon of resources/icons by its name."""
    return QIcon(str(resources_path("icons", f"{name}.svg")))


def state_icon(state: DatasetState) -> QIcon:
    """The picture of a dataset's state."""
    return icon(f"state-{state.value.replace(' ', '-')}")


def severity_icon(severity: Severity) -> QIcon:
    """The picture of a check's severity."""
    return icon(f"severity-{severity.value}")


def answer_icon(kind: AnswerKind | None) -> QIcon:
    """The picture of an officer's answer; an empty one where nothing was answered."""
    return QIcon() if kind is None else icon(f"answer-{kind.value.replace(' ', '-')}")


def verdict_icon(verdict: str) -> QIcon:
    """The picture of a verdict in validation: passes, fails, open."""
    return icon(f"verdict-{verdict}")


def task_icon(state: TaskState) -> QIcon:
    """The picture of how far a task is."""
    return icon(f"task-{state.value}")
