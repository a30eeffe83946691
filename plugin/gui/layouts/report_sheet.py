"""The officer's report on paper: its sections down the pages, the maps among them, a foot on every page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...reports.officer_report.content import Facts, MapPart, OfficerReport, Paragraph, Part, Table
from .flow import Cell, Flow, TableRow
from .legend import legend_height, place_legend
from .paper import HEIGHT, INNER, MARGIN, Paper
from .report_maps import MAP_HEIGHT, ReportMaps
from .site_map import place_map
from .text_style import BANNER, SMALL, SUBHEADING, SUBTITLE, TITLE, TextStyle

if TYPE_CHECKING:
    from qgis.core import QgsProject

_TEXT = TextStyle(9.5)
_STRONG = TextStyle(9.5, bold=True)
_CELL = TextStyle(8)
_NOTE = TextStyle(7.5, colour="#4a5157")
_PAGE_TOP = 21.0
_SAMPLE_COLOUR = "#8a4b00"
_FACT_SHARES = (0.28, 0.72)
#: Millimetres of what a title leads to, which stay with it.
_LED = 14.0


class ReportSheet:
    """Builds the pages of one report. ``maps`` is None where there is no line to draw."""

    def __init__(self, report: OfficerReport, project: QgsProject, maps: ReportMaps | None) -> None:
        self._report = report
        self._maps = maps
        self.paper = Paper(project, report.title)

    def build(self) -> Paper:
        flow = Flow(self.paper, 0, self._header(), _PAGE_TOP)
        for section in self._report.sections:
            if not all(isinstance(part, MapPart) for part in section.parts):
                flow.heading(section.heading, least_below=16.0)
                flow.space(1.0)
            for number, part in enumerate(section.parts):
                before = section.parts[number - 1] if number else None
                self._part(flow, part, below_title=isinstance(before, Paragraph) and before.strong)
        flow.end()
        if self._report.attributions:
            flow.heading("Attribution and licences", least_below=6.0)
            for line in self._report.attributions:
                flow.paragraph(line, SMALL)
        for page in range(self.paper.pages):
            self._margins(page)
        return self.paper

    def _header(self) -> float:
        report, top = self._report, 12.0
        left = " · ".join(part for part in (report.authority, "Officer's report") if part)
        self.paper.text(0, MARGIN, top, INNER, [left], SUBTITLE)
        top += SUBTITLE.line_mm + 0.5
        for text, style in ((report.reference, TITLE), (report.address, _STRONG)):
            lines = style.wrap(text, INNER) if text else ()
            if lines:
                self.paper.text(0, MARGIN, top, INNER, lines, style)
                top += len(lines) * style.line_mm + 0.5
        self.paper.box(0, MARGIN, top + 1.0, INNER, 0.5, "#1d2226")
        return top + 3.0

    def _part(self, flow: Flow, part: Part, *, below_title: bool = False) -> None:
        if isinstance(part, Paragraph):
            leads = part.strong or (part.small and below_title)
            flow.paragraph(part.text, _STRONG if part.strong else _NOTE if part.small else _TEXT, least_below=_LED if leads else 0.0)
        elif isinstance(part, Facts):
            rows = [TableRow((Cell.of(label, _NOTE), *_row((value,)).cells)) for label, value in part.rows]
            flow.table([share * INNER for share in _FACT_SHARES], (), rows)
            flow.space(1.5)
        elif isinstance(part, Table):
            flow.table([share * INNER for share in part.widths], part.titles, [_row(row) for row in part.rows])
            flow.space(1.5)
        elif self._maps is not None:
            self._map(flow, part, self._maps)

    def _map(self, flow: Flow, part: MapPart, maps: ReportMaps) -> None:
        frame = maps.frame(part.kind, INNER)
        extent = frame.extent(INNER)
        entries = maps.legend(part.kind, extent)
        title, says = SUBHEADING.wrap(part.title, INNER), SMALL.wrap_evenly(maps.says(frame.scale), INNER)
        above = 2.0 + len(title) * SUBHEADING.line_mm + 0.6
        below = MAP_HEIGHT + 1.4 + len(says) * SMALL.line_mm + 0.9

        def draw(page: int, top: float) -> None:
            self.paper.text(page, MARGIN, top + 2.0, INNER, title, SUBHEADING)
            place = (MARGIN, top + above, INNER, MAP_HEIGHT)
            place_map(self.paper, page, place, maps.layers(part.kind), frame.centre, frame.scale)
            self.paper.text(page, MARGIN, top + above + MAP_HEIGHT + 1.4, INNER, says, SMALL)
            place_legend(self.paper, page, MARGIN, top + above + below, INNER, entries)

        flow.floating(above + below + legend_height(entries) + 4.0, draw)

    def _margins(self, page: int) -> None:
        paper, report = self.paper, self._report
        if report.sample:
            paper.box(page, 0, 0, 210, 7.0, _SAMPLE_COLOUR)
            paper.text(page, MARGIN, 1.7, INNER, [report.sample], BANNER, align="centre")
        if page > 0:
            paper.text(page, MARGIN, 12.0, INNER, SUBTITLE.wrap(f"{report.title} · {report.address}", INNER)[:1], SUBTITLE)
            paper.rule(page, MARGIN, 17.0, INNER, "#1d2226")
        foot = HEIGHT - 14.0
        paper.rule(page, MARGIN, foot, INNER, "#1d2226")
        paper.text(page, MARGIN, foot + 1.4, INNER - 30, SMALL.wrap(report.foot, INNER - 30)[:1], SMALL)
        paper.text(page, MARGIN + INNER - 30, foot + 1.4, 30, [f"Page {page + 1} of {paper.pages}"], SMALL, align="right")


def _row(cells: tuple[str, ...]) -> TableRow:
    return TableRow(tuple(Cell(tuple((line, _CELL) for line in cell.splitlines() if line)) for cell in cells))
