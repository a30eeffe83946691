"""The sizes and colours of text on paper, and how text is broken into lines before it is placed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from qgis.core import Qgis, QgsTextFormat
from qgis.PyQt.QtGui import QColor, QFont, QFontMetricsF

from ..layers.fonts import font

_MM_PER_POINT = 25.4 / 72
_MEASURED_AT = 200
#: Millimetres by which a letter stands further from the next in a PDF of QGIS for the typeface's space between them, whatever their size.
#: Source: PDFs of QGIS 3.40; test_no_line_is_wider_on_paper_than_the_room_that_it_was_measured_for.
_BETWEEN_MM = 0.0163
_LEAST_LAST_LINE = 0.2


@dataclass(frozen=True)
class TextStyle:
    """A size in points, a weight, a colour; lines stand ``leading`` times the size apart."""

    points: float
    bold: bool = False
    colour: str = "#1d2226"
    leading: float = 1.32

    @property
    def line_mm(self) -> float:
        return self.points * self.leading * _MM_PER_POINT

    def format(self) -> QgsTextFormat:
        text = QgsTextFormat()
        text.setFont(font(bold=self.bold))
        text.setSize(self.points)
        text.setSizeUnit(Qgis.RenderUnit.Points)
        text.setColor(QColor(self.colour))
        text.setLineHeight(self.points * self.leading)
        text.setLineHeightUnit(Qgis.RenderUnit.Points)
        return text

    def width_mm(self, text: str) -> float:
        return _advance(text, self.bold) * self.points * _MM_PER_POINT + len(text) * _BETWEEN_MM

    def wrap_evenly(self, text: str, width_mm: float) -> tuple[str, ...]:
        """As :meth:`wrap`, in as many lines, but with no word or two alone on the last one where the others can spare some."""
        lines = self.wrap(text, width_mm)
        narrower = width_mm
        while len(lines) > 1 and self.width_mm(lines[-1]) < width_mm * _LEAST_LAST_LINE:
            narrower -= self.points * _MM_PER_POINT
            narrow = self.wrap(text, narrower) if narrower > width_mm / 2 else ()
            if len(narrow) != len(lines):
                return lines
            lines = narrow
        return lines

    def wrap(self, text: str, width_mm: float) -> tuple[str, ...]:
        """``text`` in lines no wider than ``width_mm``; a word that is wider by itself is broken, nothing is ever cut off."""
        lines: list[str] = []
        current = ""
        for word in text.split():
            joined = f"{current} {word}" if current else word
            if self.width_mm(joined) <= width_mm:
                current = joined
                continue
            if current:
                lines.append(current)
            *whole, current = self._pieces(word, width_mm)
            lines.extend(whole)
        return (*lines, current) if current or not lines else tuple(lines)

    def _pieces(self, word: str, width_mm: float) -> list[str]:
        pieces = [""]
        for letter in word:
            if pieces[-1] and self.width_mm(pieces[-1] + letter) > width_mm:
                pieces.append("")
            pieces[-1] += letter
        return pieces


@lru_cache(maxsize=65_536)
def _advance(text: str, bold: bool) -> float:
    """The width of ``text`` in a font of size 1, without the hinting of any screen."""
    return float(_metrics(bold).horizontalAdvance(text)) / _MEASURED_AT


@lru_cache(maxsize=2)
def _metrics(bold: bool) -> QFontMetricsF:
    measured = font(bold=bold)
    measured.setPixelSize(_MEASURED_AT)
    measured.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return QFontMetricsF(measured)


TITLE = TextStyle(15, bold=True, leading=1.2)
SUBTITLE = TextStyle(9, colour="#4a5157")
HEADING = TextStyle(10.5, bold=True)
SUBHEADING = TextStyle(8, bold=True, colour="#4a5157")
BODY = TextStyle(7.5)
STRONG = TextStyle(7.5, bold=True)
SMALL = TextStyle(6.5, colour="#4a5157")
CHIP = TextStyle(6.5, bold=True, colour="#ffffff")
BANNER = TextStyle(8, bold=True, colour="#ffffff")
