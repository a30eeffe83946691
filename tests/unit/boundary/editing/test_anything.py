"""Whatever is drawn in whatever order: a verb does what it says on a line that can be read, or says why not."""

from __future__ import annotations

import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from plugin.boundary.editing.drawn import CannotDraw
from plugin.boundary.editing.edges import move_edge, pull_edge, remove_edge
from plugin.boundary.editing.merge import merge
from plugin.boundary.editing.offset import offset
from plugin.boundary.editing.parts import add_part, cut_hole, fill_hole, remove_part
from plugin.boundary.editing.reshape import reshape
from plugin.boundary.editing.rings import Place
from plugin.boundary.editing.snap import snap_to
from plugin.boundary.editing.soundness import soundness
from plugin.boundary.editing.split import split
from plugin.boundary.editing.vertices import insert_vertex, move_vertex, remove_vertex
from tests.unit.boundary.editing.wkt import APART, WITH_HOLE, read

# Whole and half metres meet and coincide far more often than anything a mouse draws
NUMBER = st.integers(-8, 60).map(lambda number: number / 2)
POINT = st.tuples(NUMBER, NUMBER)
PLACE = st.builds(Place, st.integers(0, 2), st.integers(0, 1), st.integers(0, 9))
SHAPE = st.builds(lambda a, b: shapely.box(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])), POINT, POINT)
LINE = st.lists(POINT, min_size=2, max_size=5).map(shapely.LineString)
BY = st.floats(-6, 6)

VERBS = st.one_of(
    st.tuples(st.just(move_vertex), PLACE, POINT),
    st.tuples(st.just(insert_vertex), PLACE, POINT),
    st.tuples(st.just(remove_vertex), PLACE),
    st.tuples(st.just(move_edge), PLACE, POINT),
    st.tuples(st.just(pull_edge), PLACE, BY),
    st.tuples(st.just(remove_edge), PLACE),
    st.tuples(st.just(add_part), SHAPE),
    st.tuples(st.just(cut_hole), SHAPE),
    st.tuples(st.just(remove_part), st.integers(0, 2)),
    st.tuples(st.just(fill_hole), PLACE),
    st.tuples(st.just(merge)),
    st.tuples(st.just(reshape), LINE),
    st.tuples(st.just(offset), BY),
    st.tuples(st.just(lambda geometry, line, by: snap_to(geometry, line, abs(by)).drawn), LINE, BY),
    st.tuples(st.just(lambda geometry, line: split(geometry, line).without(0)), LINE),
)
#: These may leave a line that crosses itself, for the officer to go on from; the others may not.
STEPWISE = {move_vertex, insert_vertex, remove_vertex, move_edge, pull_edge, remove_edge, fill_hole, remove_part}


@settings(max_examples=250, deadline=None)
@given(st.sampled_from([WITH_HOLE, APART]), st.lists(VERBS, max_size=8))
def test_a_verb_draws_a_line_or_says_why_not(start, verbs):
    geometry = read(start)
    for verb, *arguments in verbs:
        before = geometry.wkt
        was_sound = soundness(geometry).geometry is not None
        try:
            drawn = verb(geometry, *arguments)
        except CannotDraw:
            assert geometry.wkt == before
            continue
        assert drawn.said
        assert drawn.geometry.geom_type in {"Polygon", "MultiPolygon"}
        assert not drawn.geometry.is_empty
        if verb not in STEPWISE and was_sound:
            assert soundness(drawn.geometry).geometry is not None, soundness(drawn.geometry).problem
        geometry = drawn.geometry
