"""In which state the list of cases is, and the sentence that goes with it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class State(Enum):
    """What an officer must be able to tell apart."""

    NOT_SET = "not set up"
    LOADING = "loading"
    UPDATING = "updating"
    READY = "ready"
    OFFLINE = "off line"
    ERROR = "error"


@dataclass(frozen=True)
class CasesState:
    """``progress`` is in percent, 0 where nobody knows."""

    state: State = State.NOT_SET
    sentence: str = ""
    progress: float = 0.0

    @property
    def busy(self) -> bool:
        return self.state in (State.LOADING, State.UPDATING)
