"""However drawing, undoing and doing again follow each other, the case file has what is drawn."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from plugin.casefile.errors import CaseFileError
from plugin.casefile.lines.draft_follow import follow
from plugin.domain.draft import DraftStep
from tests.unit.casefile.examples import SOURCE, opened, pulled

#: How far to go back or forward, "draw", or "write": what a thread beside the window does whenever it gets round to it.
MOVES = st.lists(st.one_of(st.integers(-3, 3), st.just("draw"), st.just("write")), max_size=14)


def begun(file):
    (uuid,) = file.take_in([pulled(1)], SOURCE).uuids
    file.begin_draft(uuid, shapely.box(0, 0, 1, 1), "Version 1")
    return uuid


def same(one, other):
    assert [step.said for step in one.steps] == [step.said for step in other.steps]
    assert one.position == other.position
    assert one.geometry.equals(other.geometry)


@settings(max_examples=60, deadline=None)
@given(MOVES)
def test_the_file_has_what_is_drawn(moves):
    with tempfile.TemporaryDirectory() as folder, opened(Path(folder)) as file:
        uuid = begun(file)
        kept = drawn = file.draft(uuid)
        for number, move in enumerate(moves):
            if move == "draw":
                drawn = drawn.drawn(DraftStep(f"step {number}", shapely.box(0, 0, number + 2, 1)))
            elif move == "write":
                kept = follow(file, kept, drawn)
                same(file.draft(uuid), drawn)
            else:
                drawn = drawn.at(max(0, min(len(drawn.steps) - 1, drawn.position + move)))
        follow(file, kept, drawn)
        same(file.draft(uuid), drawn)


def test_what_another_window_drew_is_not_overwritten(tmp_path):
    with opened(tmp_path) as file:
        uuid = begun(file)
        ours = file.draft(uuid)
        file.add_draft_step(uuid, 1, DraftStep("theirs", shapely.box(0, 0, 9, 9)))

        with pytest.raises(CaseFileError, match="another window"):
            follow(file, ours, ours.drawn(DraftStep("ours", shapely.box(0, 0, 2, 2))))

        assert file.draft(uuid).steps[1].said == "theirs"
