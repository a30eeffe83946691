"""The verbs that ask before they are done: how far, which piece, within what distance, what for."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from ...domain.errors import RedlineError
from .bands import Bands
from .drawing import Drawing
from .open_draft import OpenDraft
from .question import Amount, Question
from .shape_use import refuse_lines, uses

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

#: Metres by which the line is moved unless another figure is given, and the most.
_OFFSET, _FARTHEST = 1.0, 100.0
#: Metres within which the line can be laid on a neighbour's.
_NEAREST, _WIDEST = 0.05, 20.0


class AskingVerbs:
    """Each puts its question while the map shows what the answer would do; ``tolerance`` is in metres."""

    def __init__(self, draft: OpenDraft, drawing: Drawing, bands: Bands, tolerance: float) -> None:
        self._draft = draft
        self._drawing = drawing
        self._bands = bands
        self._tolerance = tolerance

    def offset(self) -> None:
        """By how much the whole line is to be moved."""
        from ...boundary.editing.offset import offset

        amount = [_OFFSET]

        def preview(distance: float) -> str:
            amount[0] = distance
            return self._drawing.preview(lambda: offset(self._draft.geometry, distance))

        def move() -> None:
            self._drawing.answer(lambda: offset(self._draft.geometry, amount[0]))

        asked = Amount(_OFFSET, -_FARTHEST, _FARTHEST, preview)
        self._ask("Outwards by (inwards with a minus)", (("Move it", move),), asked)

    def snap(self, name: str, neighbour: BaseGeometry) -> None:
        """Within what distance the line is to be laid on a neighbour's."""
        from ...boundary.editing.snap import snap_to

        amount = [self._tolerance]

        def preview(tolerance: float) -> str:
            amount[0] = tolerance
            return self._drawing.preview(lambda: snap_to(self._draft.geometry, neighbour, tolerance).drawn)

        def lay() -> None:
            self._drawing.answer(lambda: snap_to(self._draft.geometry, neighbour, amount[0]).drawn)

        self._ask(f"{name}, within", (("Lay it on", lay),), Amount(self._tolerance, _NEAREST, _WIDEST, preview))

    def split(self, line: BaseGeometry, pick_with: Callable[[Callable[[float, float], None]], None]) -> None:
        """Which of the pieces on either side of ``line`` is to go; ``pick_with`` has the next click on the map told to what it is given."""
        from ...boundary.editing.split import split

        try:
            parts = split(self._draft.geometry, line)
        except RedlineError as error:
            self._drawing.said.emit(str(error))
            return
        answers = []
        for number, piece in enumerate(parts.pieces[:4]):
            answers.append((f"{piece.area:,.0f} m²", partial(self._drawing.answer, partial(parts.without, number))))
        self._bands.show_change(None, parts.pieces[-1])

        def picked(east: float, north: float) -> None:
            number = parts.piece_at((east, north))
            if number is not None:
                self._drawing.answer(partial(parts.without, number))

        pick_with(picked)
        self._ask("Click the piece that is to go, or choose it by its size (the smallest is marked).", tuple(answers))

    def use(self, name: str, shape: BaseGeometry) -> None:
        """What is to be done with a shape in EPSG:27700 that came from elsewhere."""
        try:
            refuse_lines(shape, name)
        except RedlineError as error:
            self._drawing.said.emit(str(error))
            return
        line = self._draft.geometry
        answers = tuple((words, partial(self._drawing.answer, partial(use, line, shape))) for words, use in uses(line))
        self._bands.show_line(shape)
        self._ask(f"{name}, {shape.area:,.0f} m².", answers)

    def _ask(self, words: str, answers: tuple[tuple[str, Callable[[], None]], ...], amount: Amount | None = None) -> None:
        self._drawing.ask(Question(words, (*answers, ("Cancel", self._drawing.give_up_question)), amount))
