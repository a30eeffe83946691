"""The tasks of an application, as BOPS names them: what an officer works through from validation to the recommendation."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class TaskState(Enum):
    """How far a task is. Source: BOPS's own five states."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    CANNOT_START_YET = "cannot_start_yet"
    ACTION_REQUIRED = "action_required"

    @property
    def words(self) -> str:
        """Such as: cannot start yet."""
        return self.value.replace("_", " ")


class Stage(Enum):
    """The stages that tasks stand under, in their order."""

    VALIDATION = "Validation"
    CONSULTATION = "Consultation"
    ASSESSMENT = "Assessment"
    REVIEW = "Review"


#: Codes of tasks that are Redline's own begin so: the back office has none of them, and would refuse to hear how far they are.
OWN_TASKS = "redline/"


@dataclass(frozen=True)
class Task:
    """One task of a type's list. ``code`` is BOPS's own path to it; ``always`` is false for what only some applications need."""

    code: str
    name: str
    section: str
    stage: Stage
    always: bool = True

    @property
    def is_own(self) -> bool:
        """Whether it is Redline's own, and none of the back office's."""
        return self.code.startswith(OWN_TASKS)
