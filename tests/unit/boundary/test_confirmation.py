"""The officer's yes: what Redline offered is the boundary from then on, and nothing blocks any more."""

from __future__ import annotations

import pytest

from plugin.domain.check import Severity
from tests.unit.boundary.drawn import EAST, NORTH, feature, in_degrees, multipolygon, polygon, read, square

BOW_TIE = [[EAST, NORTH], [EAST + 20, NORTH + 20], [EAST + 20, NORTH], [EAST, NORTH + 20], [EAST, NORTH]]


def swapped(ring):
    return [[y, x] for x, y in ring]


@pytest.mark.parametrize(
    "ring",
    [BOW_TIE, swapped(in_degrees(polygon(square()))["coordinates"][0]), square(20_000), swapped(BOW_TIE)],
    ids=["a bow-tie", "swapped axes", "an enormous site", "a bow-tie with swapped axes"],
)
def test_a_yes_lifts_the_block_and_what_was_an_error_is_told_as_confirmed(ring):
    reading = read(feature(polygon(ring)))
    errors = [check for check in reading.checks if check.severity is Severity.ERROR]

    used = reading.confirmed()

    assert reading.blocked
    assert errors
    assert not used.blocked
    assert used.proposal is None
    assert [check.code for check in used.checks] == [check.code for check in reading.checks]
    for error in errors:
        (told,) = [check for check in used.checks if check.code == error.code]
        assert told.severity is Severity.INFORMATION
        assert told.message == f"Confirmed by the officer: {error.message}"


@pytest.mark.parametrize(
    ("ring", "words"),
    [
        (square(), "as submitted"),
        (BOW_TIE, "as submitted, repaired"),
        (swapped(in_degrees(polygon(square()))["coordinates"][0]), "as submitted, axes turned"),
        (square(20_000), "as submitted"),
        (swapped(BOW_TIE), "as submitted, axes turned, repaired"),
    ],
    ids=["a sound line", "a bow-tie", "swapped axes", "an enormous site", "a bow-tie with swapped axes"],
)
def test_a_line_is_called_by_what_was_done_to_it_and_by_nothing_else(ring, words):
    reading = read(feature(polygon(ring)))

    assert reading.confirmed().version_words == words
    assert reading.version_words == "as submitted"


@pytest.mark.parametrize(
    "geometry",
    [
        polygon(square(), square(4, 40, 40)),
        polygon(square(), square(8, 2, 2), square(8, 6, 6)),
        multipolygon([square()], [square(20, 10, 0)]),
        polygon(BOW_TIE),
    ],
    ids=["a hole outside", "holes over each other", "parts over each other", "a bow-tie"],
)
def test_whatever_was_repaired_is_called_repaired(geometry):
    reading = read(feature(geometry))

    assert reading.proposal.code == "repair"
    assert reading.confirmed().version_words == "as submitted, repaired"


def test_the_boundary_bears_a_note_of_who_said_yes_to_what():
    reading = read(feature(polygon(BOW_TIE)))

    used = reading.confirmed("--confirm")

    assert used.boundary.notes[-1] == f"Used as offered, confirmed by --confirm: {reading.proposal.message}"
    assert used.boundary.geometry is reading.proposal.boundary.geometry
    assert used.boundary.original is reading.original


def test_a_reading_without_an_offer_stays_as_it_is():
    sound, nothing = read(feature(polygon(square()))), read(feature(None))

    assert sound.confirmed() is sound
    assert nothing.confirmed() is nothing
    assert nothing.blocked


def test_an_offer_says_everything_that_a_yes_to_it_means():
    side = 20_000
    crossed = [[EAST, NORTH], [EAST + side, NORTH + side], [EAST + side, NORTH], [EAST, NORTH + side], [EAST, NORTH]]

    said = read(feature(polygon(swapped(crossed)))).proposal.message

    assert "northing before easting" in said
    assert "repaired line" in said
    assert "as large as that" in said
