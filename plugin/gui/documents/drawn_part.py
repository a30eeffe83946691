"""Where on a page something is drawn: plans have wide white margins, and a panel has little room."""

from __future__ import annotations

from typing import NamedTuple

from qgis.PyQt.QtCore import QRectF, Qt
from qgis.PyQt.QtGui import QImage

#: Pixels across at which a page is looked at, and how light a pixel is that counts as paper.
_ACROSS = 400
_PAPER = 236
#: How much of the page's width stays free round what is drawn.
_MARGIN = 0.02
#: How much of the page's height lies free between two pieces of it.
_GAP = 0.03
_TO_PAPER = bytes(255 if light >= _PAPER else light for light in range(256))


class DrawnPart(NamedTuple):
    """``all`` is the box round everything that is not white paper, ``main`` round the largest piece of it that stands by itself."""

    all: QRectF
    main: QRectF


def drawn_part(image: QImage) -> DrawnPart:
    """Both in the page's own pixels; the whole page twice where it is blank."""
    whole = QRectF(0, 0, image.width(), image.height())
    small = image.scaledToWidth(min(_ACROSS, image.width()), Qt.TransformationMode.SmoothTransformation) if not image.isNull() else image
    grey = small.convertToFormat(QImage.Format.Format_Grayscale8)
    bands: list[list[_Row]] = []
    for number in range(grey.height()):
        row = bytes(grey.constScanLine(number).asarray(grey.width())).translate(_TO_PAPER)
        left, right = len(row) - len(row.lstrip(b"\xff")), len(row.rstrip(b"\xff"))
        if left < right:
            if not bands or number - bands[-1][-1].number > _GAP * grey.height():
                bands.append([])
            bands[-1].append(_Row(number, left, right))
    if not bands:
        return DrawnPart(whole, whole)
    scale, edge = image.width() / grey.width(), _MARGIN * image.width()
    boxes = [_box(band, scale).adjusted(-edge, -edge, edge, edge).intersected(whole) for band in bands]
    everything = boxes[0]
    for box in boxes[1:]:
        everything = everything.united(box)
    return DrawnPart(everything, max(boxes, key=lambda box: box.width() * box.height()))


class _Row(NamedTuple):
    """Where one line of pixels has something that is not paper."""

    number: int
    left: int
    right: int


def _box(band: list[_Row], scale: float) -> QRectF:
    west, east = min(row.left for row in band), max(row.right for row in band)
    return QRectF(west * scale, band[0].number * scale, (east - west) * scale, (band[-1].number + 1 - band[0].number) * scale)
