"""How far an officer is with one task of an application."""

from __future__ import annotations

from dataclasses import dataclass

from ..task import TaskState


@dataclass(frozen=True)
class TaskProgress:
    """``code`` is that of the task in its type's list."""

    code: str
    state: TaskState

    @property
    def key(self) -> str:
        return self.code

    @property
    def lacking(self) -> str:
        return "" if self.code else "Say which task it is."
