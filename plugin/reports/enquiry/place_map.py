"""The map of an enquiry as SVG that needs nothing from outside: the place, what bears on it, what is near."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from ...domain.enquiry import Bearing
from ..change_map.frame import HEIGHT, WIDTH, Frame, frame_around
from ..change_map.paths import FINEST, path_data
from ..change_map.signs import north_arrow, scale_bar
from ..change_map.surroundings import Surroundings, drawn
from .answer import EnquiryAnswer
from .answer_rows import AnswerRow
from .map_labels import MapLabels, map_labels

#: Each bearing has a line of its own, so that colour is never the only sign: attributes of the path.
LINES = {
    Bearing.APPLIES.value: 'stroke-width="3"',
    Bearing.MAY_APPLY.value: 'stroke-width="3" stroke-dasharray="10 5"',
    Bearing.NEAR.value: 'stroke-width="2" stroke-dasharray="2 4"',
}
_FILLS = {Bearing.APPLIES.value: "0.16", Bearing.MAY_APPLY.value: "0.12", Bearing.NEAR.value: "0.1"}
PLACE_COLOUR = "#d4351c"
_PLAIN = "#5f6b73"
_CROSS = 16.0
_LEAST_RING = 12.0
_POINT = 7.0
_MOST_BYTES = 120_000
_ATTRIBUTES = (
    'role="img" aria-labelledby="map-title map-description" xmlns="http://www.w3.org/2000/svg" font-family="Arial, Helvetica, sans-serif"'
)


def enquiry_frame(answer: EnquiryAnswer) -> Frame:
    """The ground that the map shows: the place, and as far around it as was looked."""
    around = max(answer.near_m, answer.within_m, 25.0)
    middle: BaseGeometry = answer.plot if answer.plot is not None else shapely.Point(answer.east, answer.north)
    west, south, east, north = middle.bounds
    return frame_around(shapely.box(west - around, south - around, east + around, north + around))


def enquiry_map(answer: EnquiryAnswer, surroundings: Surroundings | None = None) -> tuple[str, MapLabels]:
    """An ``<svg>`` of 720 by 540 units, north at the top, and where the numbers stand on it."""
    frame = enquiry_frame(answer)
    labels = map_labels([row for row in answer.rows if row.bearing in LINES], frame.ground, (answer.east, answer.north))
    everywhere = set(map(id, labels.everywhere))
    edged = [row for row in answer.rows if row.bearing in LINES and id(row) not in everywhere]
    parts = (
        f'<svg class="map" viewBox="0 0 {WIDTH:g} {HEIGHT:g}" {_ATTRIBUTES}>',
        f'<title id="map-title">Map of {escape(answer.place)}</title>',
        f'<desc id="map-description">{escape(_description(frame, labels))}</desc>',
        f'<rect width="{WIDTH:g}" height="{HEIGHT:g}" fill="#f7f5f0"/>',
        drawn(surroundings or Surroundings(), frame),
        *(_shape(row, frame) for row in reversed(edged)),
        _near_ring(answer, frame),
        _place(answer, frame),
        *_numbers(labels, frame),
        scale_bar(frame),
        north_arrow(),
        "</svg>",
    )
    return "".join(parts), labels


def colour_of(row: AnswerRow) -> str:
    """The catalogue's colour, grey where it has none."""
    return row.colour if len(row.colour) == 7 and row.colour[0] == "#" and row.colour[1:].isalnum() else _PLAIN


def _description(frame: Frame, labels: MapLabels) -> str:
    size = (
        f"{WIDTH / frame.scale:,.0f} by {HEIGHT / frame.scale:,.0f} metres of ground, north at the top, the place marked with a red cross."
    )
    shown = "; ".join(f"{label.row.number} {label.row.title}" for label in labels.placed)
    whole = "; ".join(f"{row.number} {row.title}" for row in labels.everywhere)
    crowded = "; ".join(f"{row.number} {row.title}" for row in labels.crowded)
    sentences = [size, f"Drawn with their numbers: {shown}." if shown else "", f"Covering the whole map: {whole}." if whole else ""]
    sentences.append(f"Drawn, without room for their numbers: {crowded}." if crowded else "")
    return " ".join(sentence for sentence in sentences if sentence)


def _shape(row: AnswerRow, frame: Frame) -> str:
    if row.shape is None:
        return ""
    colour, line = colour_of(row), LINES[row.bearing]
    # A little more than is shown, so that no edge is drawn along the frame
    ground = shapely.buffer(frame.ground, 15 / frame.scale, join_style="mitre")
    cut = shapely.intersection(row.shape, ground)
    if int(shapely.get_dimensions(cut)) == 0:
        points = frame.place(shapely.get_coordinates(cut))
        return "".join(
            f'<rect x="{x - _POINT:.1f}" y="{y - _POINT:.1f}" width="{2 * _POINT:g}" height="{2 * _POINT:g}" fill="{colour}" '
            'stroke="#0b0c0c" stroke-width="1.5"/>'
            for x, y in points
        )
    finest = FINEST
    while len(data := path_data([cut], frame, finest)) > _MOST_BYTES:
        finest *= 2
    fill = f'fill="{colour}" fill-opacity="{_FILLS[row.bearing]}"' if int(shapely.get_dimensions(cut)) == 2 else 'fill="none"'
    return f'<path d="{data}" {fill} fill-rule="evenodd" stroke="{colour}" {line} stroke-linejoin="round"/>' if data else ""


def _near_ring(answer: EnquiryAnswer, frame: Frame) -> str:
    """How far around was looked: a circle about a point, nothing about a plot, whose own edge it is measured from."""
    if answer.plot is not None:
        return ""
    ((x, y),) = frame.place(np.asarray([[answer.east, answer.north]]))
    radius = answer.near_m * frame.scale
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="none" stroke="#50565c" stroke-width="1.5" stroke-dasharray="1 6"/>'


def _place(answer: EnquiryAnswer, frame: Frame) -> str:
    """A site by its outline alone: a cross in it would point at a place that nobody asked about."""
    if answer.plot is not None:
        data = path_data([answer.plot], frame)
        return (
            f'<path d="{data}" fill="none" stroke="#fff" stroke-width="8" stroke-opacity="0.85"/>'
            f'<path d="{data}" fill="none" stroke="{PLACE_COLOUR}" stroke-width="4" stroke-linejoin="round"/>'
        )
    ((x, y),) = frame.place(np.asarray([[answer.east, answer.north]]))
    ring = max(answer.within_m * frame.scale, _LEAST_RING)
    cross = f"M{x - _CROSS:.1f} {y:.1f}H{x + _CROSS:.1f}M{x:.1f} {y - _CROSS:.1f}V{y + _CROSS:.1f}"
    circle = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{ring:.1f}" fill="none"'
    return (
        f'<path d="{cross}" stroke="#fff" stroke-width="7" fill="none"/>{circle} stroke="#fff" stroke-width="6"/>'
        f'<path d="{cross}" stroke="{PLACE_COLOUR}" stroke-width="3" fill="none"/>{circle} stroke="{PLACE_COLOUR}" stroke-width="3"/>'
    )


def _numbers(labels: MapLabels, frame: Frame) -> Iterator[str]:
    for label in labels.placed:
        ((x, y),) = frame.place(np.asarray([[label.east, label.north]]))
        x, y = min(max(x, 18.0), WIDTH - 18.0), min(max(y, 16.0), HEIGHT - 16.0)
        wide = 11.0 + 5.0 * len(str(label.row.number))
        yield (
            f'<rect x="{x - wide:.1f}" y="{y - 13:.1f}" width="{2 * wide:.1f}" height="26" rx="5" fill="#fff" stroke="#0b0c0c" '
            f'stroke-width="1.5"/><text class="map-text" x="{x:.1f}" y="{y + 6:.1f}" text-anchor="middle" font-size="17" '
            f'font-weight="bold" fill="#0b0c0c">{label.row.number}</text>'
        )
