"""The earlier applications in the answer to an enquiry: what was applied for, what became of it, and where was looked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ...domain.finding import Relation
from ...domain.plain_days import plain_day
from ...domain.plain_figures import counted, metres_words, share_words
from ...domain.plain_lists import listed
from ...domain.status import CLOSED, LIVE, status_words
from ..plain_text import plain_text
from .placed_history import HistorySource, PlaceHistory

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from ...domain.application import Application
    from ..site_history import HistoryEntry

#: Ends at which no decision need have been made.
_ENDED_WITHOUT = CLOSED - {"determined"}
#: So many are told one by one; the others are counted.
_MOST = 40
_NOWHERE = "Not checked: there was neither a case file nor a layer of earlier applications to look in."
_NOT_PUBLIC = (
    "Pre-application enquiries, and applications before they are valid, are no part of this. The planning register has what is missing."
)


@dataclass(frozen=True)
class HistoryRow:
    """One earlier application: ``figure`` is how far away, ``outcome`` what became of it and when, ``about`` what was applied for."""

    reference: str
    outcome: str
    figure: str
    about: str
    known_from: str
    shape: BaseGeometry | None = field(default=None, compare=False)

    @property
    def title(self) -> str:
        """The reference with what became of it."""
        return f"{self.reference}: {self.outcome}"


@dataclass(frozen=True)
class AnswerHistory:
    """``none`` stands where there are no rows, ``said`` beneath them: where was looked, and what that leaves out.

    ``checked`` is False where there was nothing to look in, or nothing of it could be read: that is never "none".
    """

    heading: str
    rows: tuple[HistoryRow, ...]
    more: int
    none: str
    said: str
    checked: bool


def answer_history(history: PlaceHistory, near_m: float, *, plot: bool, public: bool = True) -> AnswerHistory:
    """The history of a place in words; ``public`` says that only what the register shows was looked at."""
    read = [each for each in history.sources if not each.problem and each.count != 0]
    rows = tuple(_row(entry, plot) for entry in history.entries)
    none = "" if rows else f"None is known here or within {near_m:g} m." if read else _not_checked(history.sources)
    return AnswerHistory(
        heading=f"Earlier applications, here and within {near_m:g} m",
        rows=rows[:_MOST],
        more=max(0, len(rows) - _MOST),
        none=none,
        said=" ".join([*_said(read, history.sources), *([_NOT_PUBLIC] if public else [])]) if read else "",
        checked=bool(read),
    )


def _not_checked(sources: Sequence[HistorySource]) -> str:
    if not sources:
        return _NOWHERE
    return f"Not checked: {' '.join(_problem(each) for each in sources)}"


def _said(read: Sequence[HistorySource], sources: Sequence[HistorySource]) -> Iterator[str]:
    yield f"Looked in {listed([_counted(each) for each in read])}."
    yield from (f"Not looked in: {_problem(each)}" for each in sources if each not in read)
    unplaced = sum(each.unplaced for each in read)
    if unplaced:
        yield f"Nobody knows where {counted(unplaced, 'application')} of these {'lies' if unplaced == 1 else 'lie'}."


def _problem(source: HistorySource) -> str:
    return plain_text(source.problem) or f"{plain_text(source.name)} holds no application that can be told."


def _counted(source: HistorySource) -> str:
    return plain_text(source.name) + (f" ({counted(source.count, 'application')})" if source.count is not None else "")


def _row(entry: HistoryEntry, plot: bool) -> HistoryRow:
    told = entry.application.application
    kind = plain_text(told.type_description).replace("_", " ").capitalize()
    about = plain_text(told.description)
    return HistoryRow(
        reference=plain_text(told.reference) or "Without a reference",
        outcome=_outcome(told, plain_text(entry.application.appeal)),
        figure=_figure(entry, plot),
        about=". ".join(part.rstrip(".") for part in (kind, about, plain_text(told.address.text)) if part),
        known_from=plain_text(entry.application.known_from),
        shape=entry.application.place,
    )


def made_decision(told: Application) -> str:
    """The decision as it was told, "" where none was made.

    Until then a back office has there what is recommended, which is nobody's to know. What was withdrawn, returned or
    closed was decided only where there is a day of it.
    """
    undecided = told.status in LIVE or (told.status in _ENDED_WITHOUT and told.decided_on is None)
    return "" if undecided else plain_text(told.decision).replace("_", " ")


def _outcome(told: Application, appeal: str) -> str:
    """ "granted, 3 June 2019"; where there is no decision, that, and the day of receipt."""
    decision = made_decision(told).lower()
    if told.status not in LIVE and (decision or told.decided_on is not None):
        said = decision or "decided"
        day = f", {plain_day(told.decided_on)}" if told.decided_on is not None else ""
        return f"{said}{day}{f'; appeal {appeal}' if appeal else ''}"
    begun = told.received_on or told.submitted_on
    stage = "not decided yet" if told.status in LIVE else plain_text(status_words(told.status)).lower() or "the decision is not known"
    return f"{stage}{f', received {plain_day(begun)}' if begun is not None else ''}"


def _figure(entry: HistoryEntry, plot: bool) -> str:
    if entry.relation is Relation.OVERLAPS:
        if not plot or entry.overlap_m2 == 0:
            return "at this place" if not plot else "on this site"
        return "on all of the site" if entry.overlap_percent >= 100 - 1e-7 else f"on {share_words(entry.overlap_percent)} of the site"
    if entry.relation is Relation.TOUCHES:
        return "touches the site"
    if entry.relation is Relation.SURROUNDED:
        return "in a hole of the site"
    return f"{metres_words(entry.distance_m)} away"
