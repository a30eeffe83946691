"""What a change of the red line changes, in words that an applicant understands."""

from __future__ import annotations

from math import atan2, degrees

import shapely
from shapely.geometry.base import BaseGeometry

from ..domain.boundary_change import BoundaryChange, ChangeKind
from ..domain.measured_area import MeasuredArea
from ..domain.plain_figures import area_words, counted, metres_words

#: Less than a hand's breadth of land is not worth a sentence, in square metres.
TOLD_M2 = 0.1

_POINTS = ("north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west")
#: More pieces than this are summed up.
_MOST_PIECES = 4
#: This much of a site is all of it.
_WHOLE = 0.999


def kind_words(change: BoundaryChange) -> str:
    """The change in one sentence."""
    return {
        ChangeKind.COSMETIC: "The boundary is drawn more exactly. No land that matters is added or taken away.",
        ChangeKind.REDUCTION: "Your site would be smaller. No land would be added.",
        ChangeKind.ENLARGEMENT: _enlargement(change),
        ChangeKind.RELOCATION: "Your site would lie somewhere else: more than half of the land would be other land.",
    }[change.kind]


def change_sentences(change: BoundaryChange, present: BaseGeometry, proposed: BaseGeometry) -> tuple[str, ...]:
    """The whole change in a few sentences: its kind, how far the site would move, the land added and taken away, parts and holes."""
    said = [kind_words(change)]
    if change.kind is ChangeKind.RELOCATION:
        said.append(move_words(present, proposed))
    if change.added_area.square_metres >= TOLD_M2:
        said.append(f"Land added: {land_words(change.added, present)}.")
    if change.removed_area.square_metres >= TOLD_M2:
        said.append(f"Land taken away: {land_words(change.removed, present)}.")
    return (*said, *filter(None, [parts_words(proposed)]))


def figures(change: BoundaryChange) -> tuple[tuple[str, str], ...]:
    """The same in figures, each with its name."""
    areas = (
        ("Your present boundary", change.before),
        ("The proposed boundary", change.after),
        ("Land added", change.added_area),
        ("Land taken away", change.removed_area),
    )
    return tuple((name, size_words(area)) for name, area in areas)


def size_words(area: MeasuredArea) -> str:
    """How large a piece of land is; "none" where there is not a hand's breadth of it."""
    return "none" if area.square_metres < TOLD_M2 else area_words(area.square_metres)


def accuracy_words(area: MeasuredArea) -> str:
    """How far the figures can be trusted."""
    return f"Measured on the map. The size of the whole site may be about {area.uncertainty:,.0f} m² more or less."


def land_words(geometry: BaseGeometry, site: BaseGeometry) -> str:
    """How much land is added to ``site`` or taken from it, in how many pieces, and on which side; both in EPSG:27700.

    Land that does not meet the site has no side of it.
    """
    pieces = sorted((piece for piece in shapely.get_parts([geometry]) for piece in shapely.get_parts(piece)), key=lambda piece: -piece.area)
    pieces = [piece for piece in pieces if piece.area >= 0.1]
    if not pieces:
        return "less than 0.1 m²"
    if shapely.distance(geometry, site) > 0:
        return area_words(geometry.area)
    if geometry.area >= _WHOLE * site.area and shapely.covers(site, geometry):
        return f"{area_words(geometry.area)}, the whole site"
    if len(pieces) == 1:
        return f"{area_words(geometry.area)}, {side_words(pieces[0], site)}"
    told = [f"{area_words(piece.area)} {side_words(piece, site)}" for piece in pieces[:_MOST_PIECES]]
    rest = len(pieces) - _MOST_PIECES
    more = f", and {counted(rest, 'smaller piece')}" if rest > 0 else ""
    return f"{area_words(geometry.area)} in {len(pieces)} pieces: {', '.join(told)}{more}"


def side_words(piece: BaseGeometry, site: BaseGeometry) -> str:
    """Where a piece of land lies, seen from the middle of the site."""
    outside = [shapely.Polygon(part.exterior) for part in shapely.get_parts([site]) for part in shapely.get_parts(part)]
    if any(shapely.contains_properly(whole, piece) for whole in outside):
        return "inside the site"
    middle, there = shapely.centroid(site), shapely.centroid(piece)
    rings = (hole for part in shapely.get_parts([piece]) for hole in part.interiors)
    if any(shapely.contains(shapely.Polygon(ring), middle) for ring in rings):
        return "all around the site"
    return f"on the {compass(middle, there)} side"


def move_words(present: BaseGeometry, proposed: BaseGeometry) -> str:
    """How far and which way the middle of the site would move."""
    here, there = shapely.centroid(present), shapely.centroid(proposed)
    return f"The middle of the site would move {metres_words(float(shapely.distance(here, there)))} to the {compass(here, there)}."


def parts_words(geometry: BaseGeometry) -> str:
    """The parts and the holes of a line, "" where it has one part and no hole."""
    parts = shapely.get_parts(geometry)
    holes = int(shapely.get_num_interior_rings(parts).sum())
    said = [f"{len(parts)} separate parts"] if len(parts) > 1 else []
    said += [f"{counted(holes, 'area')} cut out of it"] if holes else []
    return f"The proposed boundary has {' and '.join(said)}." if said else ""


def compass(here: shapely.Point, there: shapely.Point) -> str:
    """One of eight points of the compass."""
    bearing = degrees(atan2(there.x - here.x, there.y - here.y))
    return _POINTS[round(bearing / 45) % 8]


def _enlargement(change: BoundaryChange) -> str:
    if change.removed.is_empty:
        return "Your site would be larger. No land would be taken away."
    if change.after.square_metres >= change.before.square_metres:
        return "Your site would be larger: some land would be added, and some taken away."
    return "Some land would be added and some taken away. In all your site would be smaller."
