"""What stands on the page of an enquiry below its map: as much of it as has room, and what has none is counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from ...reports.enquiry.answer_rows import NOT_CHECKED, NOTHING_HERE
from .text_style import TextStyle

if TYPE_CHECKING:
    from ...reports.enquiry.answer import EnquiryAnswer
    from ...reports.enquiry.answer_history import AnswerHistory
    from ...reports.enquiry.answer_rows import AnswerGroup, AnswerRow, LookedAt

#: What is left out first where the page is full; what applies, and what was not checked, goes last.
_LEFT_OUT_FIRST = ("ended", "near", "nothing_here", "history", "not_yet", "may_apply", "not_checked", "applies")


class Line(NamedTuple):
    """One paragraph; ``row`` is set where a number and a sample stand before it. ``above`` is room in millimetres."""

    text: str
    style: TextStyle
    above: float = 0.0
    row: AnswerRow | None = None
    indent: float = 0.0


class Styles(NamedTuple):
    """The three weights of one size of text."""

    heading: TextStyle
    strong: TextStyle
    text: TextStyle

    @classmethod
    def of(cls, points: float) -> Styles:
        return cls(
            TextStyle(points + 1.5, bold=True, leading=1.2), TextStyle(points, bold=True, leading=1.24), TextStyle(points, leading=1.24)
        )


class EnquiryText:
    """The lists of an answer in one size; ``shown`` says how many of each have room."""

    indent = 13.0

    def __init__(self, answer: EnquiryAnswer, styles: Styles, width: float) -> None:
        self._answer = answer
        self._styles = styles
        self._width = width

    def everything(self) -> dict[str, int]:
        """As many of each list as there are."""
        answer = self._answer
        groups = {group.code: len(group.rows) for group in answer.groups}
        return {
            **groups,
            "not_checked": len(answer.not_checked),
            "nothing_here": len(answer.nothing_here),
            "history": len(answer.history.rows),
        }

    def fitted(self, room: float) -> dict[str, int]:
        """As many as have room in so many millimetres."""
        shown = self.everything()
        while self.height(shown) > room:
            name = next((each for each in _LEFT_OUT_FIRST if shown[each]), None)
            if name is None:
                break
            shown[name] -= 1
        return shown

    def height(self, shown: Mapping[str, int]) -> float:
        return sum(line.above + len(self.wrapped(line)) * line.style.line_mm for line in self.lines(shown))

    def wrapped(self, line: Line) -> tuple[str, ...]:
        return line.style.wrap(line.text, self._width - line.indent)

    def lines(self, shown: Mapping[str, int]) -> Iterator[Line]:
        """The paragraphs in the order of reading."""
        answer = self._answer
        for group in answer.groups:
            yield from self._group(group, shown[group.code])
        heading = f"{NOT_CHECKED}: no data does not mean no constraint"
        yield from self._datasets(heading, answer.not_checked, shown["not_checked"], "more not checked", reasons=True)
        yield from self._datasets(NOTHING_HERE, answer.nothing_here, shown["nothing_here"], "more with nothing here")
        yield from self._history(answer.history, shown["history"])

    def _group(self, group: AnswerGroup, count: int) -> Iterator[Line]:
        if not group.rows and not group.none:
            return
        yield Line(group.heading, self._styles.heading, 1.8)
        if not group.rows:
            yield Line(group.none, self._styles.text)
        for row in group.rows[:count]:
            yield Line(f"{row.title} ({row.figure})", self._styles.strong, 0.5, row, self.indent)
            said = " ".join((*row.facts, *row.meaning))
            if said:
                yield Line(said, self._styles.text, 0.0, None, self.indent)
        more = len(group.rows) - count
        if more:
            yield Line(f"and {more} {group.more}", self._styles.strong, 0.3, None, self.indent)

    def _history(self, history: AnswerHistory, count: int) -> Iterator[Line]:
        yield Line(history.heading, self._styles.heading, 1.8)
        if history.none:
            yield Line(history.none, self._styles.text)
        for row in history.rows[:count]:
            about = f". {row.about}" if row.about else ""
            yield Line(f"{row.title} ({row.figure}){about}.", self._styles.text, 0.3)
        more = len(history.rows) - count + history.more
        if more:
            yield Line(f"and {more} more earlier {'application' if more == 1 else 'applications'}", self._styles.strong, 0.3)
        if history.said:
            yield Line(history.said, self._styles.text, 0.3)

    def _datasets(self, heading: str, rows: Sequence[LookedAt], count: int, what_more: str, *, reasons: bool = False) -> Iterator[Line]:
        if not rows:
            return
        more = len(rows) - count
        # Where not all have room, more of the names are worth more than the reasons
        words = [f"{row.name} ({row.why})" if reasons and row.why and not more else row.name for row in rows[:count]]
        yield Line(heading, self._styles.heading, 1.8)
        yield Line("; ".join([*words, *([f"and {more} {what_more}"] if more else [])]) + ".", self._styles.text)
