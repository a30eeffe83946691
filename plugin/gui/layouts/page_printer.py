"""Prints a page of text as a PDF by Qt's own text drawing: every script for which this computer has a font, with links that lead."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from html import escape, unescape

from qgis.PyQt.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSizeF, Qt, QUrl
from qgis.PyQt.QtGui import QFont, QImage, QPageLayout, QPageSize, QPainter, QPdfWriter, QTextDocument, QTextLayout

from ...domain.plain_figures import counted
from ...domain.plain_lists import listed
from ...reports.plain_text import plain_text
from ..layers.fonts import font

_DPI = 300
_MARGIN_MM, _FOOT_MM = 18.0, 9.0
_POINTS, _FOOT_POINTS = 9.5, 8.0
_TABLE = '<table width="100%" cellspacing="0" cellpadding="2">'
_NAME = '<th width="30%" align="left">'
_STYLE = """
h1 { font-size: 15pt; margin-top: 0; margin-bottom: 6px; } h2 { font-size: 11.5pt; margin-top: 14px; margin-bottom: 4px; }
p { margin-top: 0; margin-bottom: 4px; } table { margin-bottom: 8px; }
th { font-weight: normal; text-align: left; color: #4a5157; } a { color: #1d4f91; }
"""


def print_page(title: str, body: str) -> bytes:
    """A4 pages with numbers; ``body`` is HTML that is safe already, ``title`` stands at the foot and is the document's own name.

    Characters for which this computer has no font are counted at the top. For any one thread, once there is a QGuiApplication.
    """
    made = QByteArray()
    buffer = QBuffer(made)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_DPI)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM), QPageLayout.Unit.Millimeter)
    name = plain_text(title)
    writer.setTitle(name)
    writer.setCreator("Redline")
    _draw(_document(body, writer), writer, name)
    buffer.close()
    return bytes(made)


class _Document(QTextDocument):
    """Reads nothing from anywhere, whatever stands in it."""

    def loadResource(self, _kind: int, _address: QUrl) -> QImage:  # Qt's own name
        """Called by Qt for pictures and style sheets; where it is given nothing, it looks for a file by itself."""
        return QImage(1, 1, QImage.Format.Format_Mono)


def _document(body: str, writer: QPdfWriter) -> QTextDocument:
    document = _Document()
    typeface = _typeface(_POINTS)
    document.documentLayout().setPaintDevice(writer)
    document.setDocumentMargin(0)
    document.setDefaultFont(typeface)
    document.setDefaultStyleSheet(_STYLE)
    lacking = _lacking(unescape(body), typeface)
    said = f"<p><b>{escape(lacking)}</b></p>" if lacking else ""
    document.setHtml(f"{said}{_set_out(body)}")
    document.setPageSize(QSizeF(writer.width(), writer.height() - _device(_FOOT_MM)))
    return document


def _set_out(body: str) -> str:
    """Tables as wide as the page, with first columns of one width: in words of HTML 4, which are the ones that Qt reads."""
    return body.replace("<table>", _TABLE).replace('<th scope="row">', _NAME)


def _draw(document: QTextDocument, writer: QPdfWriter, name: str) -> None:
    size = document.pageSize()
    foot = QRectF(0, size.height(), size.width(), _device(_FOOT_MM))
    count = document.pageCount()
    painter = QPainter(writer)
    try:
        for number in range(count):
            if number:
                writer.newPage()
            painter.save()
            painter.translate(0, -number * size.height())
            document.drawContents(painter, QRectF(0, number * size.height(), size.width(), size.height()))
            painter.restore()
            painter.setFont(_typeface(_FOOT_POINTS))
            words = f"{name}, page {number + 1} of {count}"
            painter.drawText(foot, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, words)
    finally:
        painter.end()


def _typeface(points: float) -> QFont:
    typeface = font()
    typeface.setPointSizeF(points)
    return typeface


def _lacking(text: str, typeface: QFont) -> str:
    """In one sentence how many characters no font of this computer has, "" where it has all."""
    letters = sorted(letter for letter in set(text) if ord(letter) > 127 and letter.isprintable() and not _drawn(letter, typeface))
    if not letters:
        return ""
    scripts = listed(sorted(set(_scripts(letters))))
    these = counted(len(letters), "character")
    return f"This computer has no font for {these} here ({scripts}): boxes or gaps stand for them. The files beside this one have them."


def _drawn(letter: str, typeface: QFont) -> bool:
    layout = QTextLayout(letter, typeface)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    return all(index for run in layout.glyphRuns() for index in run.glyphIndexes())


def _scripts(letters: list[str]) -> Iterator[str]:
    for letter in letters:
        word = unicodedata.name(letter, "unnamed").split()[0]
        yield "Chinese, Japanese or Korean" if word in {"CJK", "HIRAGANA", "KATAKANA", "HANGUL"} else word.capitalize()


def _device(millimetres: float) -> float:
    return millimetres / 25.4 * _DPI
