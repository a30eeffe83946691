"""The books of one pull: every case counted once, whatever answers it came in."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..domain.case import TakeInReport
from ..domain.errors import RedlineError
from ..domain.plain_figures import counted
from .errors import BackOfficeError, Cancelled
from .pull_report import PullReport
from .tally import Tally


@dataclass
class PullLedger:
    """``unusable`` are the entries that named no application, ``before`` the cases that had come before a pull that went on."""

    found_singly: list[str] = field(default_factory=list)
    never_found: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    pending: set[str] = field(default_factory=set)
    unusable: int = 0
    before: int = 0
    _seen: dict[str, None] = field(default_factory=dict)
    _new: dict[str, None] = field(default_factory=dict)
    _changed: dict[str, None] = field(default_factory=dict)
    _reappeared: dict[str, None] = field(default_factory=dict)
    _conflicts: dict[str, None] = field(default_factory=dict)
    _missed: list[str] = field(default_factory=list)
    _notes: dict[str, None] = field(default_factory=dict)

    def add(self, report: TakeInReport) -> None:
        """What came of one batch."""
        self._seen.update(dict.fromkeys(report.uuids))
        self._new.update(dict.fromkeys(report.new))
        self._changed.update(dict.fromkeys(change.uuid for change in report.changed))
        self._reappeared.update(dict.fromkeys(report.reappeared))
        self._conflicts.update(dict.fromkeys(change.uuid for change in report.conflicts))

    def miss(self, sentence: str) -> None:
        """A reason why not every case came."""
        self._missed.append(sentence)

    def note(self, sentence: str) -> None:
        """Something else to tell, once."""
        self._notes[sentence] = None

    def report(
        self, source: str, expected: int | None, tally: Tally, error: RedlineError | None, *, way: str = "", standing: int | None = None
    ) -> PullReport:
        """The books closed; ``error`` is what ended the pull early.

        ``standing`` are the cases that are there by the back office's own count, where it was not asked for each of them.
        """
        changed = [uuid for uuid in self._changed if uuid not in self._new]
        if self.unusable:
            self.note(f"{counted(self.unusable, 'entry', 'entries')} of the back office named no application and was left out.")
        return PullReport(
            source=source,
            expected=expected,
            new=tuple(self._new),
            changed=tuple(changed),
            unchanged=(len(self._seen) if standing is None else standing) - len(self._new) - len(changed),
            way=way,
            gone=tuple(self.gone),
            reappeared=tuple(self._reappeared),
            conflicts=tuple(self._conflicts),
            before=self.before,
            pending=len(self.pending),
            found_singly=tuple(self.found_singly),
            never_found=tuple(self.never_found),
            incomplete=tuple(self._missed),
            notes=tuple(self._notes),
            stopped="" if error is None else str(error),
            trouble=error.trouble if isinstance(error, BackOfficeError) else None,
            cancelled=isinstance(error, Cancelled),
            questions=tally.answers,
            asked_again=tally.retries,
            troubles=tuple(tally.troubles),
        )
