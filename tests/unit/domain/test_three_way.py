"""Three-way comparison: equal changes are no conflict, an edit against a deletion always is, and nothing of either side is lost unseen."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugin.domain.three_way import Comparison, Meeting, Standing, Values, compare, settled

NAMES = ("title", "text", "reason", "day", "standard")
WORDS = st.sampled_from(["a", "b", "\u0000", "Zoë", ""])
VALUES = st.one_of(st.none(), WORDS, st.booleans(), st.integers(0, 1), st.lists(st.just("p"), max_size=2))
RECORDS = st.fixed_dictionaries(dict.fromkeys(NAMES, VALUES))
MAYBE = st.one_of(st.none(), RECORDS)
BASE = {"title": "Materials", "text": "The bricks match.", "reason": "The street."}


def fields(comparison: Comparison, standing: Standing) -> list[str]:
    return [each.field for each in comparison.fields if each.standing is standing]


def spelt(values: Values) -> str:
    """Every value with its type: True is not 1."""
    return repr(sorted((values or {}).items()))


def test_a_field_that_both_changed_is_a_conflict_and_the_rest_is_not() -> None:
    found = compare(BASE, {**BASE, "title": "Bricks", "reason": "The view."}, {**BASE, "title": "Stone", "text": "The stones match."})

    assert found.meeting is Meeting.EDIT_EDIT
    assert [(each.field, each.base, each.mine, each.theirs) for each in found.conflicts] == [("title", "Materials", "Bricks", "Stone")]
    assert found.merged == {"title": "Bricks", "text": "The stones match.", "reason": "The view."}


def test_changes_of_different_fields_both_stand() -> None:
    found = compare(BASE, {**BASE, "title": "Bricks"}, {**BASE, "text": "The stones match."})

    assert found.meeting is Meeting.MERGES
    assert found.merged == {**BASE, "title": "Bricks", "text": "The stones match."}


def test_fields_that_make_one_statement_are_in_conflict_together() -> None:
    base = {"decision": "granted", "public_comment": "It complies.", "place": 1}
    found = compare(base, {**base, "public_comment": "It all complies."}, {**base, "decision": "refused"}, together=tuple(base)[:2])

    assert fields(found, Standing.CONFLICT) == ["decision", "public_comment"]
    assert found.meeting is Meeting.EDIT_EDIT


def test_the_same_change_is_no_conflict() -> None:
    both = {**BASE, "title": "Bricks"}

    assert compare(BASE, both, dict(both)).meeting is Meeting.ALIKE


def test_clearing_is_a_change_and_silence_is_none() -> None:
    base = {"day": "2026-12-01", "comment": "dry"}

    assert compare(base, {**base, "day": None}, {**base, "day": "2026-12-02"}).meeting is Meeting.EDIT_EDIT
    assert compare(base, dict(base), {"comment": "dry"}).meeting is Meeting.NOTHING
    assert compare(base, {**base, "day": None}, {"comment": "wet"}).merged == {"day": None, "comment": "wet"}


def test_yes_is_not_the_number_one() -> None:
    assert compare({"standard": 1}, {"standard": 1}, {"standard": True}).meeting is Meeting.THEIRS_ONLY


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "meeting"),
    [
        (BASE, None, {**BASE, "title": "Stone"}, Meeting.EDIT_DELETE),
        (BASE, {**BASE, "title": "Stone"}, None, Meeting.EDIT_DELETE),
        (BASE, None, BASE, Meeting.MINE_ONLY),
        (BASE, BASE, None, Meeting.THEIRS_ONLY),
        (BASE, None, None, Meeting.ALIKE),
        (None, None, None, Meeting.NOTHING),
        (None, BASE, None, Meeting.MINE_ONLY),
        (None, None, BASE, Meeting.THEIRS_ONLY),
        (None, BASE, BASE, Meeting.ALIKE),
        (None, BASE, {**BASE, "title": "Stone"}, Meeting.EDIT_EDIT),
    ],
)
def test_what_is_not_there_on_one_side(base: Values, mine: Values, theirs: Values, meeting: Meeting) -> None:
    assert compare(base, mine, theirs).meeting is meeting


def test_what_one_side_added_or_took_away_is_told_as_that_side_s() -> None:
    assert fields(compare(None, BASE, None), Standing.MINE) == list(BASE)
    assert fields(compare(None, None, BASE), Standing.THEIRS) == list(BASE)
    assert fields(compare(BASE, None, BASE), Standing.MINE) == list(BASE)
    assert fields(compare(BASE, BASE, None), Standing.THEIRS) == list(BASE)


def test_settled_takes_what_was_chosen_and_what_either_side_alone_changed() -> None:
    found = compare(BASE, {**BASE, "title": "Bricks"}, {**BASE, "title": "Stone", "text": "The stones match."})

    assert settled(found, {"title": "Brick and stone"}) == {**BASE, "title": "Brick and stone", "text": "The stones match."}
    with pytest.raises(ValueError, match="title"):
        settled(found, {"text": "Mine."})


@given(MAYBE, MAYBE, MAYBE)
def test_swapping_the_sides_swaps_the_values_and_nothing_else(base: Values, mine: Values, theirs: Values) -> None:
    one, other = compare(base, mine, theirs), compare(base, theirs, mine)
    swapped = {Meeting.MINE_ONLY: Meeting.THEIRS_ONLY, Meeting.THEIRS_ONLY: Meeting.MINE_ONLY}

    assert swapped.get(one.meeting, one.meeting) is other.meeting
    assert {(each.field, str(each.mine), str(each.theirs)) for each in one.conflicts} == {
        (each.field, str(each.theirs), str(each.mine)) for each in other.conflicts
    }


@given(MAYBE, MAYBE)
def test_equal_sides_never_conflict_and_the_merge_is_what_both_say(base: Values, both: Values) -> None:
    found = compare(base, both, both)

    assert not found.meeting.is_conflict
    assert found.merged == both


@given(RECORDS, RECORDS)
def test_what_one_side_alone_changed_stands(base: dict[str, Any], changed: dict[str, Any]) -> None:
    assert spelt(compare(base, changed, base).merged) == spelt(changed)
    assert spelt(compare(base, base, changed).merged) == spelt(changed)


@given(RECORDS, RECORDS, RECORDS)
def test_every_field_of_the_merge_is_one_of_the_sides_and_every_lone_change_is_in_it(
    base: dict[str, Any], mine: dict[str, Any], theirs: dict[str, Any]
) -> None:
    found = compare(base, mine, theirs)

    assert found.merged is not None
    for each in found.fields:
        assert repr(found.merged[each.field]) in {repr(each.mine), repr(each.theirs)}
        if each.standing is Standing.THEIRS:
            assert repr(found.merged[each.field]) == repr(theirs[each.field])


@given(RECORDS, RECORDS, RECORDS)
def test_what_was_settled_meets_theirs_without_a_conflict(base: dict[str, Any], mine: dict[str, Any], theirs: dict[str, Any]) -> None:
    found = compare(base, mine, theirs)
    record = settled(found, {each.field: each.mine for each in found.conflicts})

    assert not compare(theirs, record, theirs).meeting.is_conflict
    all_theirs = settled(found, {each.field: each.theirs for each in found.conflicts})
    assert all(repr(all_theirs[each.field]) == repr(theirs[each.field]) for each in found.conflicts)


@given(RECORDS, RECORDS)
def test_an_edit_against_a_deletion_is_always_a_conflict(base: dict[str, Any], edited: dict[str, Any]) -> None:
    changed = spelt(base) != spelt(edited)

    assert (compare(base, edited, None).meeting is Meeting.EDIT_DELETE) is changed
    assert (compare(base, None, edited).meeting is Meeting.EDIT_DELETE) is changed
