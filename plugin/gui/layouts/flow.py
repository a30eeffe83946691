"""Content that runs down the page and on to the next: paragraphs, facts and tables, with nothing cut off and no heading left alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .paper import BOTTOM, INNER, MARGIN, Paper
from .text_style import BODY, CHIP, HEADING, STRONG, SUBHEADING, TextStyle

_CELL_GAP = 3.0
_ROW_PADDING = 1.1
_RULE = "#d5d8da"

#: Draws a block on a page, from a place on it in millimetres.
Draw = Callable[[int, float], None]


@dataclass(frozen=True)
class Cell:
    """What stands in one cell: paragraphs, each in its style; or one word on a coloured chip; a swatch of colour before the text."""

    paragraphs: tuple[tuple[str, TextStyle], ...] = ()
    chip: str = ""
    chip_colour: str = ""
    swatch: str = ""

    @classmethod
    def of(cls, text: str, style: TextStyle = BODY) -> Cell:
        return cls(((text, style),) if text else ())


@dataclass(frozen=True)
class TableRow:
    """The cells of a row; ``joined`` leaves out the rule above it, for a row that belongs to the one before."""

    cells: tuple[Cell, ...]
    joined: bool = False


class Flow:
    """A cursor that writes from the top of the given place and turns the page when the next piece does not fit."""

    def __init__(self, paper: Paper, page: int, top: float, page_top: float) -> None:
        self._paper = paper
        self._page = page
        self._page_top = page_top
        self._under_heading = 0.0
        self._floating: list[tuple[float, Draw]] = []
        self.top = top

    def heading(self, text: str, *, least_below: float = 16.0) -> None:
        """A heading that stays with at least ``least_below`` millimetres of what follows."""
        self._turn_unless(HEADING.line_mm + 6.0 + least_below)
        self.top += 4.0 if self.top > self._page_top else 0.0
        self._paper.text(self._page, MARGIN, self.top, INNER, [text], HEADING)
        self.top += HEADING.line_mm + 0.8
        self._paper.box(self._page, MARGIN, self.top, INNER, 0.35, "#1d2226")
        self.top += 0.8
        self._under_heading = self.top

    def subheading(self, text: str, *, least_below: float = 10.0) -> None:
        self._turn_unless(SUBHEADING.line_mm + 3.0 + least_below)
        self.top += 1.4
        self._paper.text(self._page, MARGIN, self.top, INNER, [text], SUBHEADING)
        self.top += SUBHEADING.line_mm + 0.6

    def paragraph(self, text: str, style: TextStyle = BODY, *, least_below: float = 0.0) -> None:
        """A paragraph, line by line, so that a long one runs over the page's end; one of few lines may stay with what follows."""
        lines = style.wrap_evenly(text, INNER)
        if least_below:
            self._turn_unless(len(lines) * style.line_mm + least_below)
        for line in lines:
            self._turn_unless(style.line_mm)
            self._paper.text(self._page, MARGIN, self.top, INNER, [line], style)
            self.top += style.line_mm
        self.top += 0.9

    def banner(self, text: str, colour: str, style: TextStyle) -> None:
        """A sentence on a coloured ground, over the whole width."""
        lines = style.wrap_evenly(text, INNER - 6)
        height = len(lines) * style.line_mm + 2.6
        self._turn_unless(height)
        self._paper.box(self._page, MARGIN, self.top, INNER, height, colour, radius=0.8)
        self._paper.text(self._page, MARGIN + 3, self.top + 1.3, INNER - 6, lines, style)
        self.top += height + 1.4

    def table(self, widths: Sequence[float], titles: Sequence[str], rows: Sequence[TableRow]) -> None:
        """Rows with their column titles, which are said again on every page; ``widths`` are in millimetres.

        A row is kept in one piece unless it is taller than a page: then its lines run on.
        """
        head = SUBHEADING.line_mm + 1.6 if any(titles) else 0.0
        first = True
        bare = not any(titles) and self._under_heading == self.top
        for row in rows:
            pieces = self._fitted(row, widths)
            for number, piece in enumerate(pieces):
                height = self._height(piece, widths)
                if self._turn_unless(height + (head if first else 0.0)) or first:
                    self._titles(widths, titles)
                    first = False
                if not piece.joined and number == 0 and not bare:
                    self._paper.rule(self._page, MARGIN, self.top, INNER, _RULE)
                bare = False
                self._row(piece, widths)
                self.top += height
        self._paper.rule(self._page, MARGIN, self.top, INNER, _RULE)
        self.top += 1.2

    def side_by_side(self, title: str, widths: Sequence[float], left: Sequence[TableRow], right: Sequence[TableRow]) -> None:
        """Two tables of the same two columns next to each other below one title, each with rows of its own height.

        ``widths`` are those of one table. Both stay on one page where a page holds them; what does not fit runs on at the top of the next,
        on its own side.
        """
        sides = [[piece for row in rows for piece in self._fitted(row, widths)] for rows in (left, right)]
        whole = self._beside(widths, left, right)
        fits_a_page = whole + SUBHEADING.line_mm + 3.0 <= BOTTOM - self._page_top
        self.subheading(title, least_below=whole if fits_a_page else 25.0)
        while any(sides):
            begun = self.top
            ends = [self._side(begun, rows, widths, start) for rows, start in zip(sides, (MARGIN, MARGIN + sum(widths)))]
            self.top = max(ends)
            self._paper.rule(self._page, MARGIN, self.top, INNER, _RULE)
            if any(sides):
                self._turn()
        self.top += 1.2

    def holds_beside(self, widths: Sequence[float], left: Sequence[TableRow], right: Sequence[TableRow]) -> bool:
        """Whether two tables with their title fit on what is left of this page."""
        return self.top + self._beside(widths, left, right) + SUBHEADING.line_mm + 3.0 <= BOTTOM

    def _beside(self, widths: Sequence[float], *sides: Sequence[TableRow]) -> float:
        return max(sum(self._height(row, widths) for row in rows) for rows in sides)

    def _side(self, begun: float, rows: list[TableRow], widths: Sequence[float], start: float) -> float:
        """Write, and take out of ``rows``, as many as the page holds; gives where they end."""
        self.top = begun
        while rows and (self.top + self._height(rows[0], widths) <= BOTTOM or begun == self.top == self._page_top):
            row = rows.pop(0)
            self._paper.rule(self._page, start, self.top, sum(widths) - _CELL_GAP, _RULE)
            self._row(row, widths, start)
            self.top += self._height(row, widths)
        return self.top

    def floating(self, height: float, draw: Draw) -> None:
        """A block of that height in millimetres, here where it fits, else at the top of the next page, while what follows fills this one.

        ``draw`` is told its page and where it begins there. ``end`` draws what still waits.
        """
        if self._floating or self.top + height > BOTTOM:
            self._floating.append((height, draw))
        else:
            self._draw(height, draw)

    def end(self) -> None:
        """Nothing follows: what floats is drawn on further pages."""
        while self._floating:
            self._turn()

    def room(self, height: float) -> tuple[int, float]:
        """Room for something else of that height in millimetres: its page, and where it begins there; what follows comes below it."""
        self._turn_unless(height)
        begins = self.top
        self.top += height
        return self._page, begins

    def space(self, millimetres: float) -> None:
        self.top += millimetres

    def _titles(self, widths: Sequence[float], titles: Sequence[str]) -> None:
        if not any(titles):
            return
        left = MARGIN
        for width, title in zip(widths, titles):
            if title:
                self._paper.text(self._page, left, self.top, width - _CELL_GAP, [title], SUBHEADING)
            left += width
        self.top += SUBHEADING.line_mm + 1.0

    def _row(self, row: TableRow, widths: Sequence[float], left: float = MARGIN) -> None:
        top = self.top + _ROW_PADDING
        for width, cell in zip(widths, row.cells):
            self._cell(cell, left, top, width)
            left += width

    def _cell(self, cell: Cell, left: float, top: float, width: float) -> None:
        if cell.chip:
            self._paper.box(self._page, left, top - 0.25, width - _CELL_GAP, CHIP.line_mm + 0.5, cell.chip_colour, radius=0.6)
            self._paper.text(self._page, left, top + 0.2, width - _CELL_GAP, [cell.chip], CHIP, align="centre")
            return
        indent = _indent(cell)
        if cell.swatch:
            self._paper.box(self._page, left, top + 0.35, 2.4, 2.4, cell.swatch)
        for text, style in cell.paragraphs:
            lines = style.wrap(text, width - _CELL_GAP - indent)
            self._paper.text(self._page, left + indent, top, width - _CELL_GAP - indent, lines, style)
            top += len(lines) * style.line_mm

    def _height(self, row: TableRow, widths: Sequence[float]) -> float:
        return max(_cell_height(cell, width) for cell, width in zip(row.cells, widths)) + 2 * _ROW_PADDING

    def _fitted(self, row: TableRow, widths: Sequence[float]) -> list[TableRow]:
        """The row, or the row in pieces of a page at most where it is taller than a page."""
        room = BOTTOM - self._page_top - SUBHEADING.line_mm - 3.0
        if self._height(row, widths) <= room:
            return [row]
        columns = [_lines(cell, width) for cell, width in zip(row.cells, widths)]
        per_piece = max(1, int((room - 2 * _ROW_PADDING) / max(style.line_mm for column in columns for _, style in column)))
        longest = max(len(column) for column in columns)
        return [
            TableRow(tuple(_slice(cell, column, start, per_piece) for cell, column in zip(row.cells, columns)), row.joined)
            for start in range(0, longest, per_piece)
        ]

    def _turn_unless(self, height: float) -> bool:
        """Turn the page where ``height`` does not fit; whether it was turned."""
        if self.top + height <= BOTTOM or self.top <= self._page_top:
            return False
        self._turn()
        return True

    def _turn(self) -> None:
        self._page = self._page + 1 if self._page + 1 < self._paper.pages else self._paper.add_page()
        self.top = self._page_top
        while self._floating and (self.top == self._page_top or self.top + self._floating[0][0] <= BOTTOM):
            self._draw(*self._floating.pop(0))

    def _draw(self, height: float, draw: Draw) -> None:
        draw(self._page, self.top)
        self.top += height


def _indent(cell: Cell) -> float:
    return 4.0 if cell.swatch else 0.0


def _cell_height(cell: Cell, width: float) -> float:
    if cell.chip:
        return CHIP.line_mm + 0.5
    return sum(style.line_mm for _, style in _lines(cell, width)) or STRONG.line_mm


def _lines(cell: Cell, width: float) -> list[tuple[str, TextStyle]]:
    room = width - _CELL_GAP - _indent(cell)
    return [(line, style) for text, style in cell.paragraphs for line in style.wrap(text, room)]


def _slice(cell: Cell, lines: Sequence[tuple[str, TextStyle]], start: int, count: int) -> Cell:
    if start == 0:
        return Cell(tuple(lines[:count]), cell.chip, cell.chip_colour, cell.swatch)
    return Cell(tuple(lines[start : start + count]), swatch="")
