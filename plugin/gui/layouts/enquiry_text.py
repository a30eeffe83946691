"""What stands on the page of an enquiry below its map: as much of it as has room, and what has none is counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from .text_style import TextStyle

if TYPE_CHECKING:
    from ...reports.enquiry.answer import EnquiryAnswer
    from ...reports.enquiry.answer_rows import AnswerGroup, AnswerRow, LookedAt

#: What is left out first where the page is full; what applies, and what was not checked, goes last.
_LEFT_OUT_FIRST = ("ended", "near", "nothing_here", "not_yet", "may_apply", "not_checked", "applies")
_WHAT_MORE = {
    "applies": "more applying here",
    "may_apply": "more that may apply",
    "near": "more near",
    "not_yet": "more not yet in force",
    "ended": "more that has ended",
    "not_checked": "more not checked",
    "nothing_here": "more with nothing here",
}


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
        groups = {name: len(group.rows) for name, group in self._groups().items()}
        return {**groups, "not_checked": len(answer.not_checked), "nothing_here": len(answer.nothing_here)}

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
        for name, group in self._groups().items():
            yield from self._group(name, group, shown[name])
        yield from self._datasets("Not checked, or not in full: no data does not mean no constraint", "not_checked", shown)
        yield from self._datasets("Checked, nothing at this place", "nothing_here", shown)

    def _groups(self) -> dict[str, AnswerGroup]:
        answer = self._answer
        return {
            "applies": answer.applies,
            "may_apply": answer.may_apply,
            "near": answer.near,
            "not_yet": answer.not_yet,
            "ended": answer.ended,
        }

    def _group(self, name: str, group: AnswerGroup, count: int) -> Iterator[Line]:
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
            yield Line(f"and {more} {_WHAT_MORE[name]}", self._styles.strong, 0.3, None, self.indent)

    def _datasets(self, heading: str, name: str, shown: Mapping[str, int]) -> Iterator[Line]:
        rows: tuple[LookedAt, ...] = self._answer.not_checked if name == "not_checked" else self._answer.nothing_here
        if not rows:
            return
        count = shown[name]
        # Where not all have room, more of the names are worth more than the reasons
        reasons = name == "not_checked" and count == len(rows)
        words = [f"{row.name} ({row.why})" if reasons and row.why else row.name for row in rows[:count]]
        more = len(rows) - count
        yield Line(heading, self._styles.heading, 1.8)
        yield Line("; ".join([*words, *([f"and {more} {_WHAT_MORE[name]}"] if more else [])]) + ".", self._styles.text)
