"""A condition of a permission."""

from __future__ import annotations

from dataclasses import dataclass

from .one_of_many import OneOfMany


@dataclass(frozen=True)
class Condition(OneOfMany):
    """``standard`` is one of the authority's own texts; of ``pre_commencement`` ones the applicant has to agree (s100ZA, 1990 Act)."""

    title: str
    text: str
    reason: str
    standard: bool = False
    pre_commencement: bool = False

    @property
    def lacking(self) -> str:
        if not self.text.strip():
            return "Write the condition: it stands on the decision notice word for word."
        return "" if self.reason.strip() else "Give the reason: a condition without one can't stand (article 35, SI 2015/595)."
