"""The answer to an enquiry on paper: one page of A4, whatever there is to say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from qgis.core import QgsMapLayer, QgsProject

from ..layers.enquiry_layers import enquiry_layer, row_symbol, site_layer
from .enquiry_text import EnquiryText, Line, Styles
from .map_scale import fitting_scale, scale_words
from .paper import HEIGHT, INNER, MARGIN, Paper
from .site_map import map_extent, place_map
from .text_style import BANNER, SMALL, STRONG, SUBTITLE, TITLE, TextStyle

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from ...reports.enquiry.answer import EnquiryAnswer
    from ...reports.enquiry.map_labels import MapLabels

_DARK, _RED, _WARNING, _SAMPLE = "#1d2226", "#d4351c", "#5b3a8c", "#8a4b00"
_FOOT = HEIGHT - 9.0
#: The sizes of the text and the heights of the map, the most generous with which all has room; on the last what has none is counted.
_CHOICES = ((9.0, 128.0), (8.5, 115.0), (8.0, 105.0), (8.0, 90.0), (7.5, 90.0), (7.5, 75.0), (7.0, 75.0), (7.0, 62.0), (6.5, 62.0))
_NUMBER = TextStyle(8, bold=True)
_CROSS, _LEAST_RING = 5.0, 3.2


class EnquirySheet:
    """Builds the page; ``ground`` are layers beneath, from the top, ``attribution`` what has to stand beside them."""

    def __init__(self, answer: EnquiryAnswer, project: QgsProject, ground: Sequence[QgsMapLayer], attribution: str) -> None:
        self._answer = answer
        self._project = project
        self._ground = ground
        self._attribution = attribution
        self.paper = Paper(project, answer.title)

    def build(self) -> Paper:
        top = self._head()
        standing = self._standing()
        for points, map_height in _CHOICES:
            text = EnquiryText(self._answer, Styles.of(points), INNER)
            room = standing - top - map_height - 2.0
            shown = text.everything()
            if text.height(shown) <= room:
                break
        shown = text.fitted(room)
        top = self._map(top, map_height, shown)
        for line in text.lines(shown):
            top = self._line(text, line, top)
        return self.paper

    def _head(self) -> float:
        answer, top = self._answer, 10.0
        if answer.sample:
            self.paper.box(0, 0, 0, 210, 7.0, _SAMPLE)
            self.paper.text(0, MARGIN, 1.7, INNER, [answer.sample], BANNER, align="centre")
        whose = " · ".join(part for part in (answer.authority, "Planning enquiry") if part)
        top = self._write(whose, SUBTITLE, top)
        top = self._write(answer.title, TITLE, top, most=2) + 0.3
        facts = " · ".join(f"{label} {value}" for label, value in answer.facts)
        by = f", answered by {answer.officer}" if answer.officer else ""
        top = self._write(f"{answer.how} {facts}. Asked on {answer.asked}{by}.", SMALL, top, most=3) + 0.8
        self.paper.box(0, MARGIN, top, INNER, 0.5, _DARK)
        top = self._write(answer.summary, TextStyle(10, bold=True), top + 1.4)
        for warning in answer.warnings:
            lines = BANNER.wrap(warning, INNER - 4)
            height = len(lines) * BANNER.line_mm + 1.6
            self.paper.box(0, MARGIN, top, INNER, height, _WARNING)
            self.paper.text(0, MARGIN + 2, top + 0.8, INNER - 4, lines, BANNER)
            top += height + 0.8
        if answer.cautions:
            top = self._write(" ".join(answer.cautions), SMALL, top, most=4)
        return top + 1.2

    def _write(self, text: str, style: TextStyle, top: float, most: int = 9) -> float:
        lines = style.wrap(text, INNER)[:most]
        self.paper.text(0, MARGIN, top, INNER, lines, style)
        return top + len(lines) * style.line_mm

    def _standing(self) -> float:
        """Writes what the answer is worth and where the data is from at the page's foot, and says where that begins."""
        answer = self._answer
        rights = " ".join(answer.attributions)
        paragraphs = [(answer.data, STRONG), (answer.standing, SMALL), *([(rights, TextStyle(5.5, colour="#4a5157"))] if rights else [])]
        height = sum(len(style.wrap(text, INNER)) * style.line_mm for text, style in paragraphs) + 2.0
        top = _FOOT - height
        self.paper.rule(0, MARGIN, top, INNER, _DARK)
        at = top + 1.2
        for text, style in paragraphs:
            at = self._write(text, style, at)
        return top - 1.0

    def _map(self, top: float, height: float, shown: Mapping[str, int]) -> float:
        """``height`` is that of the map with what stands beneath it; only what the lists have room for has its number."""
        import shapely

        from ...reports.enquiry.map_labels import map_labels

        answer = self._answer
        around = max(answer.near_m, answer.within_m, 25.0)
        middle: BaseGeometry = answer.plot if answer.plot is not None else shapely.Point(answer.east, answer.north)
        west, south, east, north = middle.bounds
        frame = height - 2 * SMALL.line_mm - 2.0
        scale = fitting_scale(east - west + 2 * around, north - south + 2 * around, INNER, frame)
        centre = ((west + east) / 2, (south + north) / 2)
        extent = map_extent(centre, scale, INNER, frame)
        ground = shapely.box(extent.xMinimum(), extent.yMinimum(), extent.xMaximum(), extent.yMaximum())
        drawn = answer.applies, answer.may_apply, answer.near
        rows = [row for group in drawn for row in group.rows]
        layers = [layer for layer in (enquiry_layer(row, ground.buffer(20.0)) for row in rows) if layer is not None]
        if answer.plot is not None:
            layers.insert(0, site_layer(answer.plot))
        self._project.addMapLayers(layers, False)
        place_map(self.paper, 0, (MARGIN, top, INNER, frame), [*layers, *self._ground], centre, scale)
        listed = [row for group in drawn for row in group.rows[: shown[group.code]]]
        labels = map_labels(listed, ground, (answer.east, answer.north))
        self._mark_place(top, frame, scale, centre)
        self._number(labels, top, frame, scale, centre)
        for number, words in enumerate(self._map_says(labels, scale)):
            self.paper.text(0, MARGIN, top + frame + 0.8 + number * SMALL.line_mm, INNER, [words], SMALL)
        return top + height

    def _map_says(self, labels: MapLabels, scale: int) -> tuple[str, ...]:
        place = "the site is edged red" if self._answer.plot is not None else "the place is the red cross"
        whole = ", ".join(str(row.number) for row in labels.everywhere)
        covering = f" Covering the whole map: {whole}." if whole else ""
        ground = f" Base map: {self._attribution.rstrip('.')}." if self._attribution else ""
        says = (
            f"Scale {scale_words(scale)} on A4, north is grid north; {place}. Full lines apply here, broken ones may, dotted ones are near."
            f"{covering}{ground}"
        )
        return SMALL.wrap(says, INNER)[:2]

    def _mark_place(self, top: float, frame: float, scale: int, centre: tuple[float, float]) -> None:
        answer = self._answer
        if answer.plot is not None:
            return
        x, y = self._on_paper((answer.east, answer.north), top, frame, scale, centre)
        if answer.near_m * 1000 / scale < frame / 2:
            self.paper.ring(0, (x, y), answer.near_m * 1000 / scale, "#50565c", 0.25, dotted=True)
        ring = max(answer.within_m * 1000 / scale, _LEAST_RING)
        for colour, width in (("#ffffff", 1.6), (_RED, 0.7)):
            self.paper.box(0, x - _CROSS, y - width / 2, 2 * _CROSS, width, colour)
            self.paper.box(0, x - width / 2, y - _CROSS, width, 2 * _CROSS, colour)
            self.paper.ring(0, (x, y), ring, colour, width)

    def _number(self, labels: MapLabels, top: float, frame: float, scale: int, centre: tuple[float, float]) -> None:
        for label in labels.placed:
            x, y = self._on_paper((label.east, label.north), top, frame, scale, centre)
            wide = 3.2 + 1.7 * len(str(label.row.number))
            x = min(max(x, MARGIN + wide / 2 + 0.5), MARGIN + INNER - wide / 2 - 0.5)
            y = min(max(y, top + 2.6), top + frame - 2.6)
            self.paper.box(0, x - wide / 2, y - 2.1, wide, 4.2, "#ffffff", _DARK, radius=0.8)
            self.paper.text(0, x - wide / 2, y - _NUMBER.line_mm / 2, wide, [str(label.row.number)], _NUMBER, align="centre")

    def _on_paper(
        self, position: tuple[float, float], top: float, frame: float, scale: int, centre: tuple[float, float]
    ) -> tuple[float, float]:
        return (
            MARGIN + INNER / 2 + (position[0] - centre[0]) * 1000 / scale,
            top + frame / 2 - (position[1] - centre[1]) * 1000 / scale,
        )

    def _line(self, text: EnquiryText, line: Line, top: float) -> float:
        top += line.above
        lines = text.wrapped(line)
        if line.row is not None:
            self.paper.text(0, MARGIN, top, 5, [str(line.row.number)], line.style)
            if line.row.shape is not None:
                self.paper.swatch(0, MARGIN + 5.5, top + 0.5, 5.5, line.style.line_mm - 1.0, row_symbol(line.row))
        self.paper.text(0, MARGIN + line.indent, top, INNER - line.indent, lines, line.style)
        return top + len(lines) * line.style.line_mm
