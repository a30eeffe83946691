"""How far the tasks of an application are: its type's own list, with what officers said of each task.

BOPS's lists go by a few groups of types. What a decision of the type can't have is left out, and where it may bear conditions for which
BOPS has no task there is one of Redline's own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..domain.casework.condition import Condition
from ..domain.casework.head_of_terms import HeadOfTerms
from ..domain.casework.kept_record import KeptRecord
from ..domain.casework.task_progress import TaskProgress
from ..domain.task import OWN_TASKS, Stage, Task, TaskState
from .decisions import takes_conditions, takes_heads_of_terms
from .rules import Rules
from .task_lists import tasks_of

_CONDITIONS = Task(f"{OWN_TASKS}conditions", "Add conditions", "Complete assessment", Stage.ASSESSMENT)
#: Of BOPS's tasks by the last part of their codes.
_ADD_CONDITIONS, _ADD_TERMS, _DRAFT = "add-conditions", "add-heads-of-terms", "make-draft-recommendation"


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


def task_groups(type_code: str, casework: Iterable[KeptRecord], rules: Rules, *, boundary: bool = True) -> tuple[TaskGroup, ...]:
    """The tasks of a type by group, in BOPS's order, on the day of ``rules``.

    What only some applications need is listed once it was begun, and the drawing of a red line where there is none (``boundary``).
    Where something is written already, or a task was begun, it stays, whatever the type.
    """
    casework = tuple(casework)
    kept = {each.record.code: each for each in casework if isinstance(each.record, TaskProgress)}
    groups: dict[tuple[str, str], list[TaskStanding]] = {}
    for task in _tasks(type_code, casework, rules):
        told = kept.get(task.code)
        wanted = task.always or told is not None or (task.code.endswith("draw-red-line-boundary") and not boundary)
        if not wanted:
            continue
        state = told.record.state if told is not None and isinstance(told.record, TaskProgress) else TaskState.NOT_STARTED
        groups.setdefault((task.stage.value, task.section or task.name), []).append(TaskStanding(task, state, told))
    return tuple(TaskGroup(stage, title, tuple(tasks)) for (stage, title), tasks in groups.items())


def _tasks(type_code: str, casework: Iterable[KeptRecord], rules: Rules) -> list[Task]:
    casework = tuple(casework)
    written = {type(each.record) for each in casework}
    begun = {each.record.code for each in casework if isinstance(each.record, TaskProgress)}
    tasks = list(tasks_of(type_code))
    if HeadOfTerms not in written and not takes_heads_of_terms(type_code, rules):
        tasks = [task for task in tasks if _last(task) != _ADD_TERMS or task.code in begun]
    lacks_conditions = all(_last(task) != _ADD_CONDITIONS for task in tasks)
    if lacks_conditions and (Condition in written or takes_conditions(type_code, rules)):
        place = next((number for number, task in enumerate(tasks) if _last(task) == _DRAFT), len(tasks))
        tasks.insert(place, _CONDITIONS)
    return tasks


def _last(task: Task) -> str:
    return task.code.rsplit("/", 1)[-1]
