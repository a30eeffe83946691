"""The answer to an enquiry: content only, the same for the panel, the page of paper, the web page and the mail."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...domain.finding import DatasetState
from ...domain.plain_lists import listed
from .answer_history import AnswerHistory
from .answer_rows import STATES, AnswerGroup, AnswerRow, LookedAt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely.geometry.base import BaseGeometry


@dataclass(frozen=True)
class EnquiryAnswer:
    """One answer. ``warnings`` have to be seen before the lists; ``cautions`` beside them. ``standing`` says what the answer is worth.

    ``applies``, ``may_apply``, ``near``, ``not_yet`` and ``ended`` number their rows through, so that a number means one constraint.
    ``history`` has the earlier applications, or why they could not be looked for.
    """

    title: str
    sample: str
    authority: str
    place: str
    how: str
    facts: tuple[tuple[str, str], ...]
    summary: str
    warnings: tuple[str, ...]
    cautions: tuple[str, ...]
    applies: AnswerGroup
    may_apply: AnswerGroup
    near: AnswerGroup
    not_yet: AnswerGroup
    ended: AnswerGroup
    history: AnswerHistory
    looked_at: tuple[LookedAt, ...]
    data: str
    standing: str
    asked: str
    officer: str
    attributions: tuple[str, ...]
    east: float
    north: float
    within_m: float
    near_m: float
    plot: BaseGeometry | None

    @property
    def groups(self) -> tuple[AnswerGroup, ...]:
        """The lists in the order in which they are read."""
        return self.applies, self.may_apply, self.near, self.not_yet, self.ended

    @property
    def rows(self) -> tuple[AnswerRow, ...]:
        """Every row of every list."""
        return tuple(row for group in self.groups for row in group.rows)

    @property
    def not_checked(self) -> tuple[LookedAt, ...]:
        """What can't speak for the place, or not for all of it: no data never reads as no constraint."""
        return tuple(each for each in self.looked_at if not each.whole)

    @property
    def nothing_here(self) -> tuple[LookedAt, ...]:
        """What speaks for the place and has nothing here."""
        return tuple(each for each in self.looked_at if each.whole and each.state == STATES[DatasetState.CLEAR])


def names_of(rows: Sequence[LookedAt]) -> str:
    """Datasets by name in a sentence, "" for none."""
    return listed([row.name for row in rows])
