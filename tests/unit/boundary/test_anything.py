"""Whatever a file holds: reading ends in sites or in a sentence, and comes to the same twice."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from plugin.domain.errors import RedlineError
from tests.unit.boundary.drawn import feature, polygon, read, read_all, square

PLAUSIBLE = [533600, 174200, -0.08, 51.45, 0]
numbers = st.one_of(st.integers(-(10**20), 10**20), st.floats(), st.floats(-10, 60), st.floats(0, 700_000), st.sampled_from(PLAUSIBLE))
scalars = st.one_of(st.none(), st.booleans(), numbers, st.text(max_size=8))
positions = st.lists(st.one_of(numbers, numbers, numbers, scalars), min_size=0, max_size=4)
rings = st.lists(positions, max_size=7)
geometries = st.recursive(
    st.one_of(
        st.fixed_dictionaries({"type": st.just("Polygon"), "coordinates": st.lists(rings, max_size=3)}),
        st.fixed_dictionaries({"type": st.just("MultiPolygon"), "coordinates": st.lists(st.lists(rings, max_size=2), max_size=3)}),
        st.fixed_dictionaries({"type": st.sampled_from(["Point", "LineString", "Polygon", "Nonsense"]), "coordinates": positions}),
        scalars,
    ),
    lambda inner: st.one_of(
        st.fixed_dictionaries({"type": st.just("Feature"), "geometry": inner, "properties": st.one_of(st.none(), scalars)}),
        st.fixed_dictionaries({"type": st.just("FeatureCollection"), "features": st.lists(inner, max_size=3)}),
        st.fixed_dictionaries({"type": st.just("GeometryCollection"), "geometries": st.lists(inner, max_size=3)}),
        st.fixed_dictionaries({"EPSG:3857": inner}),
    ),
    max_leaves=6,
)
KEYS = [
    "data",
    "submission",
    "application",
    "proposal",
    "property",
    "report",
    "boundary",
    "site",
    "area",
    "squareMetres",
    "metadata",
    "id",
    "applicationType",
    "applicationHeader",
    "polygon",
    "boundary_geojson",
    "reference",
    "reference_in_full",
    "type",
    "features",
    "crs",
    "files",
    "geometry",
    "coordinates",
    "address",
    "latitude",
    "longitude",
    "x",
    "y",
    "designations",
    "planning",
    "submittedAt",
    "properties",
    "name",
]
anything = st.recursive(
    st.one_of(scalars, geometries),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.sampled_from(KEYS), inner, max_size=6)),
    max_leaves=12,
)


def what_comes_of(data):
    try:
        return read_all(data)
    except RedlineError as error:
        return str(error)


@settings(max_examples=150, deadline=None)
@given(anything)
def test_no_json_value_whatever_makes_reading_raise_anything_but_a_sentence(value):
    data = json.dumps(value).encode("utf-8")

    assert what_comes_of(data) == what_comes_of(data)


@settings(max_examples=150, deadline=None)
@given(geometries)
def test_no_red_line_whatever_makes_reading_raise_and_what_is_usable_is_sound(geometry):
    reading = read({"reference_in_full": "SWK-1", "boundary_geojson": geometry})

    assert reading.boundary is not None or reading.blocked
    if reading.boundary is not None:
        assert reading.boundary.geometry.is_valid
        assert reading.boundary.area_m2 > 0
        assert reading.boundary.geometry.geom_type in {"Polygon", "MultiPolygon"}
    if reading.proposal is not None:
        assert reading.proposal.boundary.geometry.is_valid


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 200), st.integers(0, 200)), min_size=3, max_size=9))
def test_any_line_of_vertices_is_used_repaired_or_refused_with_a_reason(offsets):
    ring = [[533600 + east / 10, 174200 + north / 10] for east, north in offsets]

    reading = read(feature(polygon(ring)))

    if reading.boundary is None:
        assert reading.blocked
        assert reading.proposal is None or reading.proposal.area_after_m2 > 0
    else:
        assert not reading.blocked


@given(st.binary(max_size=60))
def test_no_bytes_whatever_make_reading_raise_anything_but_a_sentence(data):
    came = what_comes_of(data)

    assert isinstance(came, list) or "site.json" in came


def test_reading_what_was_read_changes_nothing():
    first = read(feature(polygon(square(), square(4, east=8, north=8))))

    assert read(first.original.text.encode()).boundary.geometry.equals_exact(first.boundary.geometry, 0)
