"""What lies around a site, drawn quietly beneath the lines: water, green, parcels, roads, railways, buildings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from math import atan2, degrees, hypot
from types import MappingProxyType

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from ..plain_text import plain_text
from .frame import Frame
from .paths import path_data

#: How each layer is drawn, in this order: attributes of its paths, one path for each.
LAYERS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "water": ('fill="#cfe5f2"',),
        "park": ('fill="#e1eed9"',),
        "parcel": ('fill="none" stroke="#cdc8c0" stroke-width="1"',),
        "road": ('fill="none" stroke="#b5b0a8" stroke-width="{casing:.1f}"', 'fill="none" stroke="#fff" stroke-width="{road:.1f}"'),
        "railway": ('fill="none" stroke="#55524c" stroke-width="3"', 'fill="none" stroke="#fff" stroke-width="1.5" stroke-dasharray="8 8"'),
        "building": ('fill="#ddd6cc" stroke="#918a80" stroke-width="1"',),
        "site": ('fill="none" stroke="#6f777b" stroke-width="1.5" stroke-dasharray="3 3"',),
    }
)
#: Bytes of path data; a map of a village would be larger than the rest of its page. The least telling layers go first.
_MOST_BYTES = 60_000
_LEAST_TELLING = ("parcel", "building", "park", "water")
#: A road has a middle line and no width: it is drawn as wide as a street, within what looks like one (picture units).
_ROAD_M, _NARROWEST_ROAD, _WIDEST_ROAD = 5.5, 5.0, 60.0
_MOST_LABELS = 40
_LABEL_WIDTH = 24.0
_LETTER = 8.5


@dataclass(frozen=True)
class Feature:
    """One thing on the ground in EPSG:27700; ``name`` is a street's or a house's, "" for none."""

    geometry: BaseGeometry
    name: str = ""


@dataclass(frozen=True)
class Surroundings:
    """Features by layer, one of LAYERS, and what must be said of their source."""

    features: Mapping[str, Sequence[Feature]] = field(default_factory=dict)
    attribution: str = ""


def drawn(surroundings: Surroundings, frame: Frame) -> str:
    """The layers as SVG, names on top."""
    paths = {layer: path_data(_within(surroundings.features.get(layer, ()), frame), frame) for layer in LAYERS}
    for layer in _LEAST_TELLING:
        if sum(map(len, paths.values())) <= _MOST_BYTES:
            break
        paths[layer] = ""
    road = min(max(_ROAD_M * frame.scale, _NARROWEST_ROAD), _WIDEST_ROAD)
    widths = {"road": road, "casing": road + 2.5}
    shapes = [
        f'<path d="{paths[layer]}" {style.format(**widths)}/>' for layer, styles in LAYERS.items() if paths[layer] for style in styles
    ]
    labels = [*_street_names(surroundings.features.get("road", ()), frame), *_house_numbers(surroundings, frame, bool(paths["building"]))]
    return "".join((*shapes, *labels[:_MOST_LABELS]))


def _within(features: Iterable[Feature], frame: Frame) -> list[BaseGeometry]:
    # A little more than is shown, so that no edge is drawn along the frame.
    ground = shapely.buffer(frame.ground, 15 / frame.scale, join_style="mitre")
    cut = [shapely.intersection(feature.geometry, ground) for feature in features]
    return [geometry for geometry in cut if not geometry.is_empty]


def _street_names(roads: Iterable[Feature], frame: Frame) -> Iterator[str]:
    """Each name once, along its longest straight stretch, where it fits."""
    longest: dict[str, tuple[float, str]] = {}
    for road in roads:
        name = plain_text(road.name)
        for line in shapely.get_parts(shapely.get_parts([shapely.intersection(road.geometry, frame.ground)])) if name else ():
            if line.geom_type != "LineString":
                continue
            positions = frame.place(shapely.get_coordinates(shapely.simplify(line, 0.5)))
            for (x, y), (to_x, to_y) in zip(positions, positions[1:]):
                length = hypot(to_x - x, to_y - y)
                if length > max(len(name) * _LETTER, longest.get(name, (0.0, ""))[0]):
                    longest[name] = (length, _along(name, x, y, to_x, to_y))
    for _, label in longest.values():
        yield label


def _along(name: str, x: float, y: float, to_x: float, to_y: float) -> str:
    if to_x < x:
        x, y, to_x, to_y = to_x, to_y, x, y
    angle = degrees(atan2(to_y - y, to_x - x))
    at = f"translate({(x + to_x) / 2:.1f} {(y + to_y) / 2:.1f}) rotate({angle:.1f})"
    return f'<text class="map-text" transform="{at}" dy="5" {_NAME}>{escape(name)}</text>'


_NAME = 'text-anchor="middle" font-size="15" fill="#3c3a36" stroke="#fff" stroke-width="3" paint-order="stroke"'
_NUMBER = 'text-anchor="middle" font-size="14" fill="#3c3a36"'


def _house_numbers(surroundings: Surroundings, frame: Frame, shown: bool) -> Iterator[str]:
    """The number that a building's name begins with, where the building is large enough to hold it."""
    for building in surroundings.features.get("building", ()) if shown else ():
        number = plain_text(building.name).partition(" ")[0]
        if not number[:1].isdigit():
            continue
        west, south, east, north = building.geometry.bounds
        if min(east - west, north - south) * frame.scale < _LABEL_WIDTH:
            continue
        inside = shapely.point_on_surface(building.geometry)
        if not shapely.contains(frame.ground, inside):
            continue
        ((x, y),) = frame.place(np.asarray([[inside.x, inside.y]]))
        yield f'<text class="map-text" x="{x:.1f}" y="{y + 5:.1f}" {_NUMBER}>{escape(number)}</text>'
