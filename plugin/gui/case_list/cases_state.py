"""In which state the list of cases is, the sentence that goes with it, and what it depends on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from ..settings import Settings


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


def place_of(settings: Settings) -> tuple[object, ...]:
    """Which cases these are."""
    return settings.case_file_path(), settings.authority_url


def begun_by(settings: Settings) -> tuple[object, ...]:
    """All that the desk and its tasks depend on."""
    data = settings.store_place(), settings.profile, settings.grid_folder, settings.tolerance, settings.near
    return (*place_of(settings), settings.authcfg, settings.officer, *data)
