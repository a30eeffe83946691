"""The site notice on paper: one page of A4 that is read on a lamp post, with the map, and a code that leads to the application."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from qgis.core import QgsLayoutItemPicture, QgsMapLayer, QgsProject

from ...reports.qr_code import qr_svg
from .map_scale import scale_words, standard_scale
from .paper import HEIGHT, INNER, MARGIN, Paper
from .site_map import place_map
from .text_style import BANNER, SMALL, TextStyle

if TYPE_CHECKING:
    from ...reports.site_notice import SiteNotice

_DARK = "#1d2226"
_FOOT = HEIGHT - 12.0
_PAGE_TOP = MARGIN + 8
_CODE = 34.0
_GAP = 5.0
_NAMES = 27.0
_LEAST_MAP = 66.0
_MOST_MAP = 150.0
#: The size of the text: the largest with which the notice, its map included, stands on one page.
_SIZES = (12.0, 11.0, 10.0, 9.0, 8.5)
_SAMPLE = "SAMPLE: a fictional place. This notice is nobody's."


class _Styles(NamedTuple):
    title: TextStyle
    text: TextStyle
    strong: TextStyle
    until: TextStyle


def _styles(points: float) -> _Styles:
    return _Styles(
        TextStyle(points * 1.55, bold=True, leading=1.15),
        TextStyle(points),
        TextStyle(points, bold=True),
        TextStyle(points * 1.35, bold=True, leading=1.2),
    )


class NoticeSheet:
    """Builds the page; ``layers`` are those of the map from the top, ``attribution`` what has to stand beside them."""

    def __init__(self, notice: SiteNotice, project: QgsProject, layers: Sequence[QgsMapLayer], attribution: str) -> None:
        self._notice = notice
        self._layers = layers
        self._attribution = attribution
        self.paper = Paper(project, f"Site notice {notice.reference}")
        self._page = 0

    def build(self) -> Paper:
        """The largest text with which all of it has room; what is too long even so goes on to further pages, the map last."""
        for points in _SIZES:
            styles = _styles(points)
            room = _FOOT - self._text_height(styles)
            if room >= _LEAST_MAP:
                break
        styles = _styles(points)
        top = self._statements(styles, self._facts(styles, self._head(styles)))
        if room >= _LEAST_MAP:
            height = min(room, _MOST_MAP)
            self._map(top, height)
            self._how(styles, top + height)
        else:
            top = self._turn_unless(self._how_height(styles), top)
            self._how(styles, top)
            self._map(self._turn_unless(_MOST_MAP, top + self._how_height(styles)), _MOST_MAP)
        if self._notice.writer.sample:
            for page in range(self.paper.pages):
                self.paper.box(page, 0, 0, 210, 7.0, "#8a4b00")
                self.paper.text(page, MARGIN, 1.7, INNER, [_SAMPLE], BANNER, align="centre")
        return self.paper

    def _head(self, styles: _Styles) -> float:
        notice, top = self._notice, 10.0
        self.paper.text(0, MARGIN, top, INNER, styles.strong.wrap(notice.writer.authority, INNER), styles.strong)
        top += len(styles.strong.wrap(notice.writer.authority, INNER)) * styles.strong.line_mm + 1.0
        lines = styles.title.wrap(notice.title, INNER)
        self.paper.text(0, MARGIN, top, INNER, lines, styles.title)
        top += len(lines) * styles.title.line_mm + 0.6
        law = SMALL.wrap(notice.law, INNER)
        self.paper.text(0, MARGIN, top, INNER, law, SMALL)
        top += len(law) * SMALL.line_mm + 1.2
        self.paper.box(0, MARGIN, top, INNER, 0.5, _DARK)
        return top + 2.2

    def _facts(self, styles: _Styles, top: float) -> float:
        for name, value in self._notice.facts:
            top = self._turn_unless(styles.strong.line_mm, top)
            self.paper.text(self._page, MARGIN, top, _NAMES - 2, [name], styles.text)
            for line in styles.strong.wrap(value, INNER - _NAMES):
                top = self._turn_unless(styles.strong.line_mm, top)
                self.paper.text(self._page, MARGIN + _NAMES, top, INNER - _NAMES, [line], styles.strong)
                top += styles.strong.line_mm
            top += 0.8
        return top + 0.6

    def _statements(self, styles: _Styles, top: float) -> float:
        for words in self._notice.statements:
            for line in styles.text.wrap(words, INNER):
                top = self._turn_unless(styles.text.line_mm, top)
                self.paper.text(self._page, MARGIN, top, INNER, [line], styles.text)
                top += styles.text.line_mm
        return top + 1.8

    def _turn_unless(self, height: float, top: float) -> float:
        """Where to go on: on the next page where ``height`` does not fit on this one."""
        if top + height <= _FOOT:
            return top
        self._page = self.paper.add_page()
        return _PAGE_TOP

    def _map(self, top: float, height: float) -> None:
        """``height`` is that of the map with what stands beneath it."""
        says = self._map_says
        frame = height - len(says) * SMALL.line_mm - 3.4
        west, south, east, north = (float(edge) for edge in self._notice.line.bounds)
        scale = standard_scale(east - west, north - south, INNER, frame)
        place_map(self.paper, self._page, (MARGIN, top, INNER, frame), self._layers, ((west + east) / 2, (south + north) / 2), scale)
        words = [each.replace("{scale}", scale_words(scale)) for each in says]
        self.paper.text(self._page, MARGIN, top + frame + 0.9, INNER, words, SMALL)

    @property
    def _map_says(self) -> tuple[str, ...]:
        ground = f" Base map: {self._attribution.rstrip('.')}." if self._attribution else ""
        return SMALL.wrap(f"{self._notice.map_words} Scale {{scale}} on A4. North is grid north.{ground}", INNER)

    def _how(self, styles: _Styles, top: float) -> None:
        notice, width = self._notice, INNER - _CODE - _GAP
        code = QgsLayoutItemPicture(self.paper.layout)
        code.setPicturePath(f"base64:{base64.b64encode(qr_svg(notice.link)).decode('ascii')}", QgsLayoutItemPicture.Format.FormatSVG)
        self.paper.place(code, self._page, MARGIN + width + _GAP, top, _CODE, _CODE)
        self.paper.text(self._page, MARGIN + width + _GAP, top + _CODE + 0.4, _CODE, ["Scan to see the application"], SMALL, align="centre")
        for title, sentences in (("To see the application", notice.see), ("To comment", notice.comment)):
            self.paper.text(self._page, MARGIN, top, width, [title], styles.strong)
            top += styles.strong.line_mm
            for sentence in sentences:
                lines = styles.text.wrap(sentence, width)
                self.paper.text(self._page, MARGIN, top, width, lines, styles.text)
                top += len(lines) * styles.text.line_mm + 0.5
            top += 0.8
        until = f"Comments by {notice.until}"
        self.paper.box(self._page, MARGIN, top, width, styles.until.line_mm + 2.4, "#ffffff", _DARK)
        self.paper.text(self._page, MARGIN + 2, top + 1.2, width - 4, [until], styles.until)
        top += styles.until.line_mm + 4.0
        signed = styles.text.wrap(" · ".join(notice.signed), width)
        self.paper.text(self._page, MARGIN, top, width, signed, styles.text)

    def _text_height(self, styles: _Styles) -> float:
        """What stands on the page without the map, in millimetres from its top; the lower part is at least as high as the code."""
        notice = self._notice
        head = 10.0 + len(styles.strong.wrap(notice.writer.authority, INNER)) * styles.strong.line_mm + 1.0
        head += len(styles.title.wrap(notice.title, INNER)) * styles.title.line_mm + 0.6
        head += len(SMALL.wrap(notice.law, INNER)) * SMALL.line_mm + 3.4
        facts = sum(len(styles.strong.wrap(value, INNER - _NAMES)) * styles.strong.line_mm + 0.8 for _, value in notice.facts) + 0.6
        statements = sum(len(styles.text.wrap(words, INNER)) * styles.text.line_mm for words in notice.statements) + 1.8
        return head + facts + statements + self._how_height(styles)

    def _how_height(self, styles: _Styles) -> float:
        notice, width = self._notice, INNER - _CODE - _GAP
        how = sum(len(styles.text.wrap(each, width)) * styles.text.line_mm + 0.5 for each in (*notice.see, *notice.comment))
        how += 2 * (styles.strong.line_mm + 0.8) + styles.until.line_mm + 4.0
        how += len(styles.text.wrap(" · ".join(notice.signed), width)) * styles.text.line_mm
        return max(how, _CODE + SMALL.line_mm + 1.0) + 2.0
