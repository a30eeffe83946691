"""Pages to write and draw on: text, boxes and rules at places in millimetres."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.core import (
    QgsFillSymbol,
    QgsLayoutItem,
    QgsLayoutItemLabel,
    QgsLayoutItemMarker,
    QgsLayoutItemPage,
    QgsLayoutItemShape,
    QgsLayoutMeasurement,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsMarkerSymbol,
    QgsPrintLayout,
    QgsProject,
    QgsSymbol,
)
from qgis.PyQt.QtCore import Qt

from .text_style import TextStyle

WIDTH = 210.0
HEIGHT = 297.0
MARGIN = 12.0
INNER = WIDTH - 2 * MARGIN
#: Below this nothing but the footer is written.
BOTTOM = HEIGHT - 19.0

#: Room to the right of a text, so that a renderer that measures a hair wider never breaks a line again.
_SLACK = 1.5


class Paper:
    """A layout of one or more pages, A4 in portrait unless told; text from outside is set to the letter, never evaluated or styled."""

    def __init__(self, project: QgsProject, name: str, size: tuple[float, float] = (WIDTH, HEIGHT)) -> None:
        self._size = QgsLayoutSize(*size)
        self.layout = QgsPrintLayout(project)
        self.layout.setName(name)
        self.layout.initializeDefaults()
        self.layout.pageCollection().page(0).setPageSize(self._size)

    @property
    def pages(self) -> int:
        return int(self.layout.pageCollection().pageCount())

    def add_page(self) -> int:
        """The number of the new page, from 0."""
        page = QgsLayoutItemPage(self.layout)
        page.setPageSize(self._size)
        self.layout.pageCollection().addPage(page)
        return self.pages - 1

    def text(
        self, page: int, left: float, top: float, width: float, lines: Sequence[str], style: TextStyle, *, align: str = "left"
    ) -> None:
        """Write lines that were broken before."""
        label = QgsLayoutItemLabel(self.layout)
        label.setMode(QgsLayoutItemLabel.Mode.ModeFont)
        label.setTextFormat(style.format())
        label.setText("\n".join(unevaluated(line) for line in lines))
        label.setMarginX(0)
        label.setMarginY(0)
        label.setHAlign(_ALIGNMENTS[align])
        label.setVAlign(Qt.AlignmentFlag.AlignTop)
        shift = {"left": 0.0, "centre": _SLACK / 2, "right": _SLACK}[align]
        self.place(label, page, left - shift, top, width + _SLACK, len(lines) * style.line_mm + _SLACK)

    def box(self, page: int, left: float, top: float, width: float, height: float, fill: str, edge: str = "", radius: float = 0.0) -> None:
        """A filled box, "" for no fill; ``edge`` is the colour of a hairline around it, "" for none."""
        properties = {"color": fill, "outline_color": edge, "outline_width": "0.2"}
        if not fill:
            properties["style"] = "no"
        if not edge:
            properties["outline_style"] = "no"
        self.patch(page, left, top, width, height, QgsFillSymbol.createSimple(properties), radius)

    def patch(self, page: int, left: float, top: float, width: float, height: float, symbol: QgsFillSymbol, radius: float = 0.0) -> None:
        """A box drawn with a map symbol."""
        shape = QgsLayoutItemShape(self.layout)
        shape.setShapeType(QgsLayoutItemShape.Shape.Rectangle)
        if radius:
            shape.setCornerRadius(QgsLayoutMeasurement(radius))
        shape.setSymbol(symbol)
        self.place(shape, page, left, top, width, height)

    def swatch(self, page: int, left: float, top: float, width: float, height: float, symbol: QgsSymbol) -> None:
        """A sample of any map symbol: areas fill the box, lines and markers stand in its middle."""
        if isinstance(symbol, QgsFillSymbol):
            self.patch(page, left, top, width, height, symbol)
        elif isinstance(symbol, QgsMarkerSymbol):
            marker = QgsLayoutItemMarker(self.layout)
            marker.setSymbol(symbol)
            self.layout.addLayoutItem(marker)
            # The item takes the size of its symbol by itself.
            marker.setReferencePoint(QgsLayoutItem.ReferencePoint.Middle)
            marker.attemptMove(QgsLayoutPoint(left + width / 2, top + height / 2), True, False, page)
        else:
            self.box(page, left, top + height / 2 - 0.35, width, 0.7, symbol.color().name())

    def ring(self, page: int, middle: tuple[float, float], radius: float, colour: str, width: float, *, dotted: bool = False) -> None:
        """A circle about a point of the page."""
        properties = {"style": "no", "outline_color": colour, "outline_width": f"{width:g}", "outline_style": "dot" if dotted else "solid"}
        shape = QgsLayoutItemShape(self.layout)
        shape.setShapeType(QgsLayoutItemShape.Shape.Ellipse)
        shape.setSymbol(QgsFillSymbol.createSimple(properties))
        self.place(shape, page, middle[0] - radius, middle[1] - radius, 2 * radius, 2 * radius)

    def rule(self, page: int, left: float, top: float, width: float, colour: str = "#d5d8da") -> None:
        self.box(page, left, top, width, 0.2, colour)

    def place(self, item: QgsLayoutItem, page: int, left: float, top: float, width: float, height: float) -> None:
        """Add any layout item, in millimetres from the top left corner of its page."""
        self.layout.addLayoutItem(item)
        item.attemptResize(QgsLayoutSize(width, height))
        item.attemptMove(QgsLayoutPoint(left, top), True, False, page)


def unevaluated(text: str) -> str:
    """Text that a layout prints as it stands: QGIS would evaluate what is written between the marks of an expression."""
    return text.replace("[%", "[% '[' %]%")


_ALIGNMENTS = {"left": Qt.AlignmentFlag.AlignLeft, "centre": Qt.AlignmentFlag.AlignHCenter, "right": Qt.AlignmentFlag.AlignRight}
