"""What became of a refresh and of each of its datasets, and how the store's log tells it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from ...domain.plain_figures import counted
from .log_line import LogKind
from .refresh_log import RefreshLog


class Outcome(Enum):
    """What became of one dataset."""

    NEW = "fetched"
    SAME = "as it was"
    REFUSED = "refused"
    FAILED = "not fetched"


@dataclass(frozen=True)
class DatasetRefresh:
    """``before`` and ``count`` are records, None where there were or came none; ``sent`` those that the platform sent this time, each once.

    ``sentence`` says why a dataset was refused or failed.
    """

    dataset: str
    outcome: Outcome
    before: int | None
    count: int | None
    sent: int = 0
    incremental: bool = False
    unfindable: tuple[int, ...] = ()
    sentence: str = ""
    from_file: bool = False


@dataclass(frozen=True)
class Authority:
    """Whose data was fetched: its name, its reference (SWK) and its district's statistical code (E09000028)."""

    name: str
    reference: str
    code: str


@dataclass(frozen=True)
class Refreshed:
    """``before`` is the generation in use, "" for a new store; ``generation`` the new one, which nobody reads until it is accepted, ""
    where nothing has changed. ``authority`` is None where nothing but the council's own layers was read."""

    authority: Authority | None
    before: str
    generation: str
    datasets: tuple[DatasetRefresh, ...]


def tell_outcome(log: RefreshLog, outcome: DatasetRefresh) -> None:
    """Write down what became of one dataset."""
    log.about = outcome.dataset
    log.tell(LogKind(outcome.outcome.value), _outcome_words(outcome), outcome.count or 0)


def _outcome_words(outcome: DatasetRefresh) -> str:
    if outcome.sentence:
        return outcome.sentence
    had = "had none" if outcome.before is None else f"had {outcome.before:,}"
    sent = f"a file of {outcome.sent:,}" if outcome.from_file else f"{outcome.sent:,} of them"
    fetched = f"{sent} was fetched anew" if outcome.from_file or outcome.sent == 1 else f"{sent} were fetched anew"
    return f"{counted(outcome.count or 0, 'record')}, the store {had}; {fetched if outcome.sent else 'nothing had to be fetched anew'}."
