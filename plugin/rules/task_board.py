"""How far the tasks of an application are: its type's own list, with what officers said of each task."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..domain.casework.kept_record import KeptRecord
from ..domain.casework.task_progress import TaskProgress
from ..domain.task import Task, TaskState
from .task_lists import tasks_of


@dataclass(frozen=True)
class TaskStanding:
    """A task and how far it is; ``kept`` is where that was said, None while nobody has said anything."""

    task: Task
    state: TaskState
    kept: KeptRecord | None = None

    @property
    def seen(self) -> int:
        """The revision that whoever changes the state has seen."""
        return self.kept.revision if self.kept is not None else 0


@dataclass(frozen=True)
class TaskGroup:
    """The tasks under one heading of a stage."""

    stage: str
    title: str
    tasks: tuple[TaskStanding, ...]

    @property
    def completed(self) -> int:
        return sum(each.state is TaskState.COMPLETED for each in self.tasks)


def task_groups(type_code: str, casework: Iterable[KeptRecord], *, boundary: bool = True) -> tuple[TaskGroup, ...]:
    """The tasks of a type by group, in BOPS's order.

    What only some applications need is listed once it was begun, and the drawing of a red line where there is none (``boundary``).
    """
    kept = {each.record.code: each for each in casework if isinstance(each.record, TaskProgress)}
    groups: dict[tuple[str, str], list[TaskStanding]] = {}
    for task in tasks_of(type_code):
        told = kept.get(task.code)
        wanted = task.always or told is not None or (task.code.endswith("draw-red-line-boundary") and not boundary)
        if not wanted:
            continue
        state = told.record.state if told is not None and isinstance(told.record, TaskProgress) else TaskState.NOT_STARTED
        groups.setdefault((task.stage.value, task.section or task.name), []).append(TaskStanding(task, state, told))
    return tuple(TaskGroup(stage, title, tuple(tasks)) for (stage, title), tasks in groups.items())
