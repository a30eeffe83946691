"""What a pull came to, in figures and in sentences."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..domain.plain_figures import counted
from .errors import Trouble


@dataclass(frozen=True)
class Progress:
    """Where a pull stands. ``expected`` is None while nobody knows; ``sentence`` is for the officer."""

    phase: str
    done: int
    expected: int | None
    sentence: str


@dataclass(frozen=True)
class PullReport:
    """``new``, ``changed``, ``gone``, ``reappeared`` are the case file's own names of cases, each once.

    ``found_singly`` are the references that search had left out and that were asked for one by one; ``never_found`` those that search does
    not know even then: they lack type code and expiry date. ``incomplete`` are the reasons why not every case came, empty where all did.
    ``before`` counts the cases that had come before the pull stopped and went on; it is 0 for one that began anew.
    ``way`` says how it was read, "" where there is only one. ``notes`` is what else to tell. ``stopped`` is the sentence of what ended
    the pull early, "" where it ran to its end, and ``trouble`` its kind where it was the back office.
    """

    source: str
    expected: int | None = None
    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: int = 0
    gone: tuple[str, ...] = ()
    reappeared: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    before: int = 0
    way: str = ""
    pending: int = 0
    found_singly: tuple[str, ...] = ()
    never_found: tuple[str, ...] = ()
    incomplete: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    stopped: str = ""
    trouble: Trouble | None = None
    cancelled: bool = False
    questions: int = 0
    asked_again: int = 0
    troubles: tuple[str, ...] = field(default=())

    @property
    def complete(self) -> bool:
        """Whether every case that the back office counts was seen."""
        return not self.incomplete and not self.stopped

    @property
    def sentence(self) -> str:
        """The whole in one line."""
        return " ".join(self.sentences)

    @property
    def sentences(self) -> tuple[str, ...]:
        """The outcome first, then what is missing, then what else to know."""
        return tuple(part for part in (self._outcome(), self.way, self.stopped, *self.incomplete, *self.notes, *self._aside()) if part)

    def _outcome(self) -> str:
        parts = [f"{len(self.new)} new", f"{len(self.changed)} changed", f"{self.unchanged} unchanged"]
        parts += [f"{len(self.gone)} gone"] if self.gone else []
        parts += [f"{len(self.reappeared)} there again"] if self.reappeared else []
        of = "" if self.expected is None else f" of {counted(self.expected, 'application')} in the back office"
        how = "Up to date" if self.complete else "Not complete"
        continued = f" Continued: {counted(self.before, 'application')} had come before." if self.before else ""
        return f"{how}: {', '.join(parts)}{of}.{continued}"

    def _aside(self) -> tuple[str, ...]:
        aside = []
        if self.conflicts:
            aside.append(f"{counted(len(self.conflicts), 'case')} changed in the back office while an act of yours waits: see Conflicts.")
        if self.never_found:
            aside.append(
                f"The back office lists {counted(len(self.never_found), 'application')} that its search does not find, "
                f"so type and expiry date are missing: {', '.join(self.never_found[:5])}{', ...' if len(self.never_found) > 5 else ''}."
            )
        if self.asked_again:
            aside.append(f"{counted(self.asked_again, 'question')} had to be asked again.")
        return tuple(aside)
