"""The screening sheet on paper: a map with the site in red, then everything that screening has to say, over as many pages as it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...reports.plain_text import plain_text
from .flow import Flow
from .legend import legend_entries, place_legend
from .map_scale import scale_words, standard_scale
from .paper import HEIGHT, INNER, MARGIN, Paper
from .sheet_layers import SheetLayers
from .sheet_tables import (
    CHECK_WIDTHS,
    FACT_WIDTHS,
    FINDING_WIDTHS,
    SNAPSHOT_TITLES,
    SNAPSHOT_WIDTHS,
    STATE_TITLES,
    STATE_WIDTHS,
    check_rows,
    fact_rows,
    finding_rows,
    shared_position,
    snapshot_rows,
    state_rows,
)
from .site_map import map_extent, place_map
from .text_style import BANNER, BODY, HEADING, SMALL, STRONG, SUBHEADING, SUBTITLE, TITLE

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from ...constraints.base_map import BaseMap
    from ...domain.reading import SiteReading
    from ...reports.sheet import Sheet
    from ...reports.sheet_rows import SheetCategory

_MAP_HEIGHT = 112.0
_NO_MAP_HEIGHT = 30.0
_PAGE_TOP = 21.0
_ASK = "Ask the applicant for the red line."
_NONE_FOUND = "None was found in the datasets that were checked. Those that were not checked are listed below."
_NOTHING_CHECKED = "Nothing could be checked, so nothing can be said of any constraint. The table below says why."
_SAMPLE_COLOUR = "#8a4b00"
_WARNING_COLOUR = "#5b3a8c"


class ScreeningSheet:
    """Builds the pages of one sheet. ``layers`` are shared by many sheets and filled anew for each."""

    def __init__(
        self, sheet: Sheet, reading: SiteReading, layers: SheetLayers, base_map: BaseMap, other_land: BaseGeometry | None = None
    ) -> None:
        self._sheet = sheet
        self._reading = reading
        self._layers = layers
        self._base_map = base_map
        self._other_land = other_land
        self.paper = Paper(layers.project, sheet.title)

    def build(self) -> Paper:
        flow = Flow(self.paper, 0, self._header(), _PAGE_TOP)
        flow.paragraph(self._sheet.summary, STRONG)
        for warning in self._sheet.warnings:
            flow.banner(warning, _WARNING_COLOUR, BANNER)
        flow.space(1.0)
        self._map(flow)
        sheet = self._sheet
        title = f"Application, and red line {sheet.boundary_version}"
        sides = fact_rows(sheet.site_facts), fact_rows(sheet.boundary_facts)
        holds = flow.holds_beside(FACT_WIDTHS, *sides)
        # Where the facts, which are not broken over two pages, would leave this one empty, what was found fills it
        if not holds:
            self._findings(flow)
        flow.side_by_side(title, FACT_WIDTHS, *sides)
        if holds:
            self._findings(flow)
        self._evidence(flow)
        for page in range(self.paper.pages):
            self._margins(page)
        return self.paper

    def _header(self) -> float:
        sheet, top = self._sheet, 12.0
        left = " · ".join(part for part in (sheet.authority, "Constraints screening") if part)
        self.paper.text(0, MARGIN, top, INNER, [left], SUBTITLE)
        top += SUBTITLE.line_mm + 0.5
        lines = TITLE.wrap(sheet.site, INNER)
        self.paper.text(0, MARGIN, top, INNER, lines, TITLE)
        top += len(lines) * TITLE.line_mm + 0.5
        facts = {fact.label: fact.value for fact in sheet.site_facts}
        for label in ("Address", "Type"):
            lines = SUBTITLE.wrap(facts.get(label, ""), INNER)
            if facts.get(label):
                self.paper.text(0, MARGIN, top, INNER, lines, SUBTITLE)
                top += len(lines) * SUBTITLE.line_mm
        self.paper.box(0, MARGIN, top + 1.0, INNER, 0.5, "#1d2226")
        return top + 3.0

    def _map(self, flow: Flow) -> None:
        import shapely

        boundary = self._reading.boundary
        if boundary is None:
            self._no_map(flow)
            return
        self._layers.show_lines(self._reading, self._other_land)
        west, south, east, north = (float(edge) for edge in shapely.bounds(boundary.geometry))
        scale = standard_scale(east - west, north - south, INNER, _MAP_HEIGHT)
        centre = ((west + east) / 2, (south + north) / 2)
        place_map(self.paper, 0, (MARGIN, flow.top, INNER, _MAP_HEIGHT), self._layers.from_the_top, centre, scale)
        flow.space(_MAP_HEIGHT + 1.4)
        says = f"Scale {scale_words(scale)} on A4. North is grid north (British National Grid, EPSG:27700)."
        ground = self._base_map.attribution or ("none" if not self._layers.base_map else "no attribution was given")
        licence = f" {self._base_map.licence_line}" if self._base_map.licence_line else ""
        flow.paragraph(f"{says} Base map: {ground}.{licence}".replace("..", "."), SMALL)
        extent = map_extent(centre, scale, INNER, _MAP_HEIGHT)
        site = f"Site, red line {self._sheet.boundary_version}"
        entries = legend_entries(self._layers.constraints, extent, site=site, other_land=self._layers.other_land)
        self.paper.text(0, MARGIN, flow.top + 0.4, INNER, ["On this map"], SUBHEADING)
        flow.space(SUBHEADING.line_mm + 1.0)
        flow.space(place_legend(self.paper, 0, MARGIN, flow.top, INNER, entries))

    def _no_map(self, flow: Flow) -> None:
        self.paper.box(0, MARGIN, flow.top, INNER, _NO_MAP_HEIGHT, "#f4f1ea", "#1d2226")
        lines = HEADING.wrap("No map: the application has no red line that can be used.", INNER - 12)
        self.paper.text(0, MARGIN + 6, flow.top + 6, INNER - 12, lines, HEADING)
        offered = self._reading.proposal
        next_step = f"Redline offers a corrected line, for an officer to confirm: {offered.message}" if offered else _ASK
        reason = BODY.wrap(f"Nothing was screened; the checks below say what was found. {plain_text(next_step)}", INNER - 12)
        self.paper.text(0, MARGIN + 6, flow.top + 6 + len(lines) * HEADING.line_mm + 1.5, INNER - 12, reason, BODY)
        flow.space(_NO_MAP_HEIGHT + 2.0)

    def _findings(self, flow: Flow) -> None:
        sheet = self._sheet
        if sheet.checks:
            flow.heading("Checks of the red line")
            flow.table(CHECK_WIDTHS, (), check_rows(sheet.checks))
        flow.heading("Constraints found")
        if not sheet.categories:
            checked = any(state.state != "not checked" for state in sheet.states)
            flow.paragraph(_NONE_FOUND if checked else _NOTHING_CHECKED)
        self._categories(flow, sheet.categories)
        if sheet.ended:
            flow.heading("Ended: no longer in force, listed for information")
            self._categories(flow, sheet.ended)
        if sheet.not_yet:
            flow.heading("Not yet in force")
            self._categories(flow, sheet.not_yet)
        flow.heading("Every dataset")
        flow.table(STATE_WIDTHS, STATE_TITLES, state_rows(sheet.states))

    def _categories(self, flow: Flow, categories: tuple[SheetCategory, ...]) -> None:
        colours = {state.dataset: state.colour for state in self._sheet.states}
        for category in categories:
            flow.subheading(category.heading)
            flow.table(FINDING_WIDTHS, (), finding_rows(category.findings, colours))

    def _evidence(self, flow: Flow) -> None:
        sheet = self._sheet
        if sheet.snapshots:
            flow.heading("Data used")
            position = shared_position(sheet.snapshots)
            if position:
                flow.paragraph(f"Position, where a row does not say otherwise: {position}.", SMALL)
            flow.table(SNAPSHOT_WIDTHS, SNAPSHOT_TITLES, snapshot_rows(sheet.snapshots, position))
        middle = -(-len(sheet.screening_facts) // 2)
        flow.side_by_side(
            "How it was screened", FACT_WIDTHS, fact_rows(sheet.screening_facts[:middle]), fact_rows(sheet.screening_facts[middle:])
        )
        if sheet.attributions:
            flow.heading("Attribution and licences", least_below=6.0)
            for line in sheet.attributions:
                flow.paragraph(line, SMALL)

    def _margins(self, page: int) -> None:
        """The banner of a sample, the running head and the foot of one page."""
        paper, sheet = self.paper, self._sheet
        if sheet.sample:
            paper.box(page, 0, 0, 210, 7.0, _SAMPLE_COLOUR)
            paper.text(page, MARGIN, 1.7, INNER, [sheet.sample], BANNER, align="centre")
        if page > 0:
            paper.text(page, MARGIN, 12.0, INNER, SUBTITLE.wrap(sheet.title, INNER)[:1], SUBTITLE)
            paper.rule(page, MARGIN, 17.0, INNER, "#1d2226")
        foot = HEIGHT - 14.0
        paper.rule(page, MARGIN, foot, INNER, "#1d2226")
        screened = next((fact.value for fact in sheet.screening_facts if fact.label == "Screened"), "")
        left = f"{sheet.site} · red line {sheet.boundary_version} · screened {screened}"
        paper.text(page, MARGIN, foot + 1.4, INNER - 30, SMALL.wrap(left, INNER - 30)[:1], SMALL)
        paper.text(page, MARGIN + INNER - 30, foot + 1.4, 30, [f"Page {page + 1} of {paper.pages}"], SMALL, align="right")
