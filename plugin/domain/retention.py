"""How long what is personal in a case is kept after the case has come to its end."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Retention:
    """``closed_months`` counts from the day on which the case closed; 0 keeps everything until somebody erases it."""

    closed_months: int = 0

    def ends_on(self, closed_on: date) -> date | None:
        """The day from which on it may go; None where nothing goes by its age. A day that the month lacks is the month's last."""
        if self.closed_months < 1:
            return None
        months = closed_on.year * 12 + closed_on.month - 1 + self.closed_months
        year, month = divmod(months, 12)
        return date(year, month + 1, min(closed_on.day, calendar.monthrange(year, month + 1)[1]))

    def is_over(self, closed_on: date, on: date) -> bool:
        """Whether it is past keeping on a day."""
        ends_on = self.ends_on(closed_on)
        return ends_on is not None and ends_on <= on
