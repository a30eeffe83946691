"""How long one act of an officer's took, without who did it, and to which case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Union

#: A day, where no more than the day is known.
When = Union[date, datetime]


class TimeUnit(Enum):
    """WORKING_DAYS: Monday to Friday without bank holidays, 0 for the same day. ELAPSED: by the clock, nights and Sundays too."""

    WORKING_DAYS = "working days"
    ELAPSED = "elapsed"


@dataclass(frozen=True)
class ActMeasure:
    """What is measured; ``source`` says by which two moments, and who told them."""

    code: str
    name: str
    unit: TimeUnit
    source: str


@dataclass(frozen=True)
class ActTime:
    """One act of a measure (its code). ``key`` is equal for the same act told by another case file, and tells nothing to people.

    Moments are aware of their zone. Neither an officer nor a reference is in it.
    """

    measure: str
    key: str
    began: When
    ended: When
