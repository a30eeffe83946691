"""The letter to the applicant on paper: both red lines on one map to one scale, the change in words and figures, what is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from qgis.core import QgsMapLayer, QgsProject, QgsVectorLayer

from .flow import Cell, Flow, TableRow
from .legend import LegendEntry, place_legend
from .map_scale import close_scale, scale_words
from .paper import HEIGHT, INNER, MARGIN, Paper
from .site_map import place_map
from .text_style import BANNER, HEADING, SMALL, SUBTITLE, TITLE, TextStyle

if TYPE_CHECKING:
    from ...reports.letter import Letter

_TEXT = TextStyle(9.5)
_STRONG = TextStyle(9.5, bold=True)
_PAGE_TOP = 21.0
_MAP_HEIGHT = 205.0
_SAMPLE = "SAMPLE: a fictional place. This letter is nobody's, and was sent to nobody."
_SAMPLE_COLOUR = "#8a4b00"
_FACT_WIDTHS = (32.0, INNER - 32.0)
_FIGURE_WIDTHS = (70.0, INNER - 70.0)


class LetterSheet:
    """Builds the pages. ``lines`` are the layers of the change, ``ground`` what lies beneath them, both from the top."""

    def __init__(
        self, letter: Letter, project: QgsProject, lines: Mapping[str, QgsVectorLayer], ground: Sequence[QgsMapLayer], attribution: str
    ) -> None:
        self._letter = letter
        self._lines = lines
        self._ground = ground
        self._attribution = attribution
        self.paper = Paper(project, letter.subject)

    def build(self) -> Paper:
        letter = self._letter
        flow = Flow(self.paper, 0, self._head(), _PAGE_TOP)
        flow.table(_FACT_WIDTHS, (), [_row(name, value) for name, value in letter.facts])
        flow.space(2.0)
        flow.paragraph(letter.greeting, _TEXT)
        flow.heading("Why the boundary has to change")
        self._paragraphs(flow, letter.reason)
        flow.heading("What would change")
        self._paragraphs(flow, letter.changes)
        if letter.figures:
            flow.table(_FIGURE_WIDTHS, (), [_row(name, value) for name, value in letter.figures])
            flow.paragraph(letter.accuracy, SMALL)
        flow.heading("What we ask of you")
        self._paragraphs(flow, letter.asks)
        flow.heading("How to reply")
        self._paragraphs(flow, letter.replies)
        flow.space(4.0)
        flow.paragraph(letter.writer.officer, _STRONG)
        flow.paragraph("Planning officer", _TEXT)
        self._map(self.paper.add_page())
        for page in range(self.paper.pages):
            self._margins(page)
        return self.paper

    def _head(self) -> float:
        letter, top = self._letter, 12.0
        sender = " · ".join(part for part in (letter.writer.authority, "Planning") if part)
        self.paper.text(0, MARGIN, top, INNER, [sender], SUBTITLE)
        self.paper.text(0, MARGIN, top, INNER, [letter.day], SUBTITLE, align="right")
        top += SUBTITLE.line_mm + 5.0
        lines = [each for line in letter.recipient for each in _TEXT.wrap(line, INNER)]
        if lines:
            self.paper.text(0, MARGIN, top, INNER, lines, _TEXT)
            top += len(lines) * _TEXT.line_mm + 5.0
        title = TITLE.wrap(letter.subject, INNER)
        self.paper.text(0, MARGIN, top, INNER, title, TITLE)
        return top + len(title) * TITLE.line_mm + 3.0

    def _map(self, page: int) -> None:
        """A page of its own, so that a letter of one page is read on one page."""
        import shapely

        letter = self._letter
        shapes = [shape for shape in (letter.present, letter.proposed) if shape is not None]
        west, south, east, north = (float(edge) for edge in shapely.total_bounds(shapes))
        scale = close_scale(east - west, north - south, INNER, _MAP_HEIGHT)
        title = "Your present boundary, the proposed one, and what changes" if letter.present is not None else "The proposed boundary"
        self.paper.text(page, MARGIN, _PAGE_TOP, INNER, [title], HEADING)
        top = _PAGE_TOP + HEADING.line_mm
        layers = [*self._lines.values(), *self._ground]
        place_map(self.paper, page, (MARGIN, top + 2.0, INNER, _MAP_HEIGHT), layers, ((west + east) / 2, (south + north) / 2), scale)
        top += _MAP_HEIGHT + 3.6
        entries = [LegendEntry(self._legend_name(name), layer.renderer().symbol()) for name, layer in self._lines.items()]
        legend = place_legend(self.paper, page, MARGIN, top, INNER, entries, columns=2)
        both = "Both boundaries are drawn to one scale" if letter.present is not None else "Scale"
        ground = f" Base map: {self._attribution.rstrip('.')}." if self._attribution else ""
        says = f"{both}: {scale_words(scale)} on A4. North is grid north.{ground}"
        self.paper.text(page, MARGIN, top + legend + 1.0, INNER, SMALL.wrap(says, INNER), SMALL)

    def _legend_name(self, name: str) -> str:
        numbered = name == "Proposed boundary" and self._letter.number
        return f"{name} (version {self._letter.number})" if numbered else name

    def _paragraphs(self, flow: Flow, sentences: Sequence[str]) -> None:
        flow.space(1.0)
        for sentence in sentences:
            flow.paragraph(sentence, _TEXT)

    def _margins(self, page: int) -> None:
        paper, letter = self.paper, self._letter
        if letter.writer.sample:
            paper.box(page, 0, 0, 210, 7.0, _SAMPLE_COLOUR)
            paper.text(page, MARGIN, 1.7, INNER, [_SAMPLE], BANNER, align="centre")
        if page > 0:
            paper.text(page, MARGIN, 12.0, INNER, SUBTITLE.wrap(letter.subject, INNER)[:1], SUBTITLE)
            paper.rule(page, MARGIN, 17.0, INNER, "#1d2226")
        foot = HEIGHT - 14.0
        paper.rule(page, MARGIN, foot, INNER, "#1d2226")
        name = next((value for _, value in letter.facts), "")
        paper.text(page, MARGIN, foot + 1.4, INNER - 30, SMALL.wrap(f"Application {name} · {letter.day}", INNER - 30)[:1], SMALL)
        paper.text(page, MARGIN + INNER - 30, foot + 1.4, 30, [f"Page {page + 1} of {paper.pages}"], SMALL, align="right")


def _row(name: str, value: str) -> TableRow:
    return TableRow((Cell.of(name, _TEXT), Cell.of(value, _STRONG)))
