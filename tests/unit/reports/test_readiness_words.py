"""What is said of a dataset's readiness: each cell, what to do next, and the store as a whole."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from plugin.constraints.readiness.dataset_readiness import StandardState
from plugin.domain.dataset import Coverage
from plugin.reports.readiness.colours import Colours
from plugin.reports.readiness.readiness_form import readiness_form
from plugin.reports.readiness.readiness_picture import readiness_picture
from plugin.reports.readiness.readiness_summary import summary_sentences
from plugin.reports.readiness.readiness_words import coverage_words, faults_words, loaded_words, next_step, standard_words

from .ready import COLUMN, MUST, NO_SHAPE, SHOULD, WARNING, absent, age, readiness, ready, standing


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"age": age(loaded=None)}, "Load it again: nobody knows when it was loaded."),
        ({"age": age(loaded=45), "standard": standing(MUST)}, "Refresh it: it was loaded 45 days ago, and 31 are allowed."),
        (
            {"coverage": Coverage.UNKNOWN, "share": None},
            "Say where it speaks (store build --coverage): until then no site is called clear of it.",
        ),
        ({"count": 0, "standard": standing(state=StandardState.NOT_CHECKED)}, "Find out whether it is empty on purpose: it has no record."),
        (
            {"standard": standing(COLUMN, MUST)},
            "Give it the column name, or map yours: without it the platform does not take the file.",
        ),
        (
            {"standard": standing(MUST, SHOULD)},
            "Mend 10 faults that must be mended (reference, reference stands twice): the platform does not take these records.",
        ),
        (
            {"standard": standing(SHOULD, replace(SHOULD, code="date-far", field="end-date", count=1))},
            "Mend 14 faults of the standard (most often geometry, shape crosses itself), then publish it anew.",
        ),
        ({"standard": standing(SHOULD)}, "Mend 13 faults of the standard (geometry, shape crosses itself), then publish it anew."),
        (
            {"standard": standing(state=StandardState.NOT_CHECKED, why="It has no table.")},
            "Its standard could not be checked: It has no table.",
        ),
        ({"without_geometry": 1}, "Give 1 record a shape: without one they are never screened."),
        (
            {"standard": standing(state=StandardState.MET_AS_FAR, wanted=("tree-preservation-order",))},
            "Load tree-preservation-order too, so that references to it can be looked up.",
        ),
        ({"age": age(data=900)}, "Ask the publisher whether it is still kept: its newest record is of 10 June 2024."),
        ({"faults": (NO_SHAPE,)}, "Look at what was found when it was loaded."),
        ({"standard": standing(WARNING)}, "Nothing to do until the next refresh."),
    ],
)
def test_the_next_step_is_what_matters_most(changes: dict[str, Any], sentence: str) -> None:
    assert next_step(ready(**changes)) == sentence


@pytest.mark.parametrize(
    ("expected", "words"),
    [
        (Coverage.FULL, "Load it: the profile says that the authority has it"),
        (Coverage.NONE, "Nothing to do: the profile says that the authority has none."),
        (None, "Load it if the authority publishes it"),
    ],
)
def test_what_is_not_in_the_store_is_asked_for_by_what_the_profile_says(expected: Coverage | None, words: str) -> None:
    assert next_step(absent(expected=expected)).startswith(words)


def test_a_national_dataset_without_a_record_here_is_no_question() -> None:
    assert next_step(ready("battlefield", count=0, standard=standing(state=StandardState.NONE))) == "Nothing to do until the next refresh."


def test_an_administrative_dataset_is_not_asked_where_it_speaks() -> None:
    district = ready("local-authority-district", coverage=Coverage.UNKNOWN, standard=standing(state=StandardState.NONE))

    assert (coverage_words(district), next_step(district)) == ("gives areas only", "Nothing to do until the next refresh.")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "full"),
        ({"coverage": Coverage.PARTIAL, "share": 43.2}, "partial: 43.2 % of the area"),
        ({"coverage": Coverage.PARTIAL, "share": None}, "partial"),
        ({"coverage": Coverage.PARTIAL, "expected": Coverage.PARTIAL}, "partial: incomplete, by the profile"),
        ({"coverage": Coverage.NONE}, "none"),
        ({"coverage": Coverage.UNKNOWN}, "not said"),
    ],
)
def test_coverage_in_words(changes: dict[str, Any], words: str) -> None:
    assert coverage_words(ready(**changes)) == words


def test_cells_in_words() -> None:
    found = ready(standard=standing(MUST, SHOULD, WARNING), faults=(NO_SHAPE,), repaired=1, age=age(loaded=0))

    assert standard_words(found) == "not yet met: 10 faults to mend, 13 more that should be"
    assert faults_words(found) == "11 records without a shape and 1 shape repaired"
    assert loaded_words(found) == "27 November 2026 (today)"
    assert (standard_words(absent()), faults_words(absent()), loaded_words(absent())) == ("not checked", "", "")


def test_how_much_keeps_a_dataset_from_its_standard() -> None:
    assert standard_words(ready(standard=standing(MUST))) == "not yet met: 10 faults to mend"
    assert standard_words(ready(standard=standing(SHOULD))) == "not yet met: 13 faults that should be mended"
    assert ">not yet met<" in readiness_picture(readiness(ready(standard=standing(MUST))), Colours(*"abcdef"))


def test_the_summary_counts_what_was_checked_and_what_was_not() -> None:
    district = ready("local-authority-district", standard=standing(state=StandardState.NONE))
    as_far = ready("tree", standard=standing(state=StandardState.MET_AS_FAR))
    unchecked = ready("tree-preservation-zone", standard=standing(state=StandardState.NOT_CHECKED), coverage=Coverage.UNKNOWN)
    found = readiness(
        ready(), as_far, unchecked, ready("article-4-direction-area", age=age(45), standard=standing(MUST)), district, absent()
    )

    assert summary_sentences(found) == (
        "Fresh: 3 of 4 datasets loaded within the days allowed.",
        "Coverage: 3 of 4 datasets cover all of the authority's area; for 1 nobody has said which area they cover.",
        "National standard: met by 1 of 3 datasets, 1 as far as could be checked; 1 not checked.",
        "Faults found when loaded: in 0 of 4 datasets.",
    )


def test_a_store_without_constraints_says_so() -> None:
    assert summary_sentences(readiness(absent()))[0].startswith("The store has no dataset that could constrain a site")


def test_the_json_form_has_every_dataset_and_null_for_what_is_not_there() -> None:
    form = readiness_form("store", readiness(ready(standard=standing(MUST), faults=(NO_SHAPE,)), absent()))

    there, lacking = form["datasets"]
    assert (there["freshness"], there["loaded_days"], there["standard"]["must_fix"], there["found"][0]["count"]) == (
        "up to date",
        3,
        10,
        11,
    )
    assert (lacking["records"], lacking["freshness"], lacking["standard"]["state"]) == (None, None, "not checked")
