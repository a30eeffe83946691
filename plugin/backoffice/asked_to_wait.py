"""Until when a back office asked to be left alone (Retry-After), kept in the case file: neither a restart nor another window forgets it."""

from __future__ import annotations

from datetime import datetime, timedelta

from ..casefile.case_file import CaseFile
from ..casefile.reader import CaseFileReader
from ..domain.clock import Clock, london
from ..domain.moments import moment_of

#: Nobody is left alone longer, whatever is asked: a clock that was put back, or a mistake, would hold up every act for years.
_LONGEST = timedelta(days=1)


def ask_to_wait(case_file: CaseFile, source: str, clock: Clock, seconds: float) -> None:
    """Keep what a back office asked for."""
    until = clock.now() + min(timedelta(seconds=max(0.0, seconds)), _LONGEST)
    # Rounded up: not one moment too early
    whole = until.replace(microsecond=0) + timedelta(seconds=1 if until.microsecond else 0)
    case_file.write_setting(_setting(source), whole.isoformat())


def asked_to_wait(case_file: CaseFileReader, source: str, clock: Clock) -> datetime | None:
    """Until when nothing is to be sent; None where it may be."""
    until = moment_of(case_file.setting(_setting(source)))
    if until is None or not timedelta(0) < until - clock.now() <= _LONGEST + timedelta(seconds=1):
        return None
    return until


def wait_words(until: datetime) -> str:
    """Why nothing is sent just now."""
    return f"The back office asked to be left alone until {until.astimezone(london()):%H:%M:%S}. What waits goes after that."


def _setting(source: str) -> str:
    return f"asked to wait by {source}"
