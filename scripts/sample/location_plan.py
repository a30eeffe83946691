"""The location plan of an application that came without a red line: a page at 1:1250, a little askew, as scanners leave it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import cos, radians, sin
from pathlib import Path

import shapely

from scripts.pdf_page import A4, escaped, pdf_page

from .drafts import Draft
from .records import WARNING
from .town import Town

FOLDER = "plans"
#: Of the boundary's quirks those that leave it out.
_WITHOUT_A_LINE = ("absent", "null")
_SCALE = 1250.0
_POINT_M = 0.0254 / 72.0
_ASKEW_DEGREES = 1.4
#: The frame round the map, in points from the edges of the page.
_FRAME = (45.0, 120.0, 550.0, 797.0)
_BUILDING, _PARCEL, _ROAD, _RED = "0.35 0.35 0.35", "0.75 0.75 0.75", "0.55 0.55 0.55", "0.83 0.06 0.12"


def write(folder: Path, drafts: Sequence[Draft], files: Sequence[str], town: Town) -> None:
    """Write a PDF for each application whose document has no red line, named by its reference."""
    folder.mkdir(parents=True, exist_ok=True)
    for draft, file in zip(drafts, files):
        if draft.quirk in _WITHOUT_A_LINE and draft.site is not None:
            reference = file.rsplit(".", 1)[0]
            (folder / f"{reference} location plan.pdf").write_bytes(_page(draft.site, f"{draft.title}, {reference}", town))


def _page(site: shapely.Geometry, title: str, town: Town) -> bytes:
    """The page; the site lies in the middle of the map."""
    on_page = OnPage(shapely.centroid(site))
    left, bottom, right, top = _FRAME
    drawing = [f"q {left:.1f} {bottom:.1f} {right - left:.1f} {top - bottom:.1f} re W n 0.4 w"]
    near = shapely.buffer(shapely.centroid(site), 260.0)
    plots = [plot for plot in town.plots if shapely.intersects(near, plot.parcel)]
    for colour, shapes in (
        (_PARCEL, [plot.parcel for plot in plots]),
        (_ROAD, [road.line for road in town.roads if shapely.intersects(near, road.line)]),
        (_BUILDING, [shape for plot in plots for shape in (plot.house, *plot.outbuildings)]),
    ):
        drawing.append(f"{colour} RG")
        drawing += [on_page.path(shape) for shape in shapes]
    drawing += [
        f"{_RED} RG 1.6 w",
        on_page.path(site),
        "Q",
        f"0 0 0 RG 0.8 w {left:.1f} {bottom:.1f} {right - left:.1f} {top - bottom:.1f} re S",
    ]
    words = (("Location plan 1:1250 at A4", 14.0, 96.0), (title, 10.0, 80.0), (WARNING, 8.0, 66.0))
    drawing += [f"BT /F1 {size} Tf 1 0 0 1 {left:.1f} {up:.1f} Tm ({escaped(text)}) Tj ET" for text, size, up in words]
    drawing.append(_scale_bar(right - 50.0 / (_SCALE * _POINT_M), 80.0))
    return pdf_page("\n".join(drawing), A4)


def _scale_bar(left: float, up: float) -> str:
    length = 50.0 / (_SCALE * _POINT_M)
    bar = f"0.8 w {left:.1f} {up:.1f} m {left + length:.1f} {up:.1f} l S"
    return f"{bar} BT /F1 8 Tf 1 0 0 1 {left:.1f} {up + 5:.1f} Tm (50 metres) Tj ET"


class OnPage:
    """From the ground (EPSG:27700) to points of the page, with ``middle`` in the middle of the map."""

    def __init__(self, middle: shapely.Point) -> None:
        self._middle = (middle.x, middle.y)
        self._centre = ((_FRAME[0] + _FRAME[2]) / 2, (_FRAME[1] + _FRAME[3]) / 2)

    def path(self, shape: shapely.Geometry) -> str:
        return " ".join(f"{self._line(line)} S" for part in shapely.get_parts(shape) for line in _lines(part))

    def _line(self, line: shapely.Geometry) -> str:
        points = [self.place(x, y) for x, y in shapely.get_coordinates(line)]
        return " ".join(f"{x:.2f} {y:.2f} {'l' if number else 'm'}" for number, (x, y) in enumerate(points))

    def place(self, east: float, north: float) -> tuple[float, float]:
        """Points from the lower left corner of the page."""
        x, y = ((value - middle) / (_SCALE * _POINT_M) for value, middle in zip((east, north), self._middle))
        angle = radians(_ASKEW_DEGREES)
        return self._centre[0] + x * cos(angle) - y * sin(angle), self._centre[1] + x * sin(angle) + y * cos(angle)


def _lines(part: shapely.Geometry) -> Iterator[shapely.Geometry]:
    yield from (part.exterior, *part.interiors) if isinstance(part, shapely.Polygon) else (part,)
