"""What a conflict says in words, and how two wordings differ."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugin.domain.conflict import Choice, Conflict, ConflictKind, Settling, Side
from plugin.reports.conflict_words import change_words, field_words, may_be_worded_anew, record_words, side_words, standing_words
from plugin.reports.word_differences import difference_words, runs


def conflict(
    field: str, base: Any, mine: Any, theirs: Any, kind: ConflictKind = ConflictKind.EDIT_EDIT, record: str = "condition"
) -> Conflict:
    return Conflict("c", "a", record, "r", field, kind, base, mine, theirs, "2026-11-27T10:00:00Z")


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("The bricks match.", "The bricks match.", "As before."),
        ("", "New words.", "New: there was nothing before."),
        ("Old words.", " ", "Left empty."),
        ("One  two", "One two", "Other spaces or line ends."),
        ("The bricks match.", "The red bricks match.", "Adds “red”."),
        ("The red old bricks match.", "The bricks match.", "Leaves out “red old”."),
        ("a b c d e f g h i", "1 b 2 d 3 f 4 h 5", "Adds “1”, “2”, “3” and 2 more. Leaves out “a”, “c”, “e” and 2 more."),
    ],
)
def test_a_difference_is_a_sentence(before: str, after: str, words: str) -> None:
    assert difference_words(before, after) == words


def test_long_texts_are_not_laid_side_by_side_word_by_word() -> None:
    text = "word " * 4000

    assert [run.is_new for run in runs(text, text + "more")] == [True]


@given(st.text(), st.text())
def test_the_marked_words_are_the_wording_whatever_it_holds(before: str, after: str) -> None:
    assert "".join(run.text for run in runs(before, after)) == after
    assert difference_words(before, after)


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (conflict("title", "a", "b", "c"), "changed on both sides"),
        (conflict("state", "a", "a", "c"), "the two differ"),
        (conflict("title", "a", "a", "c", ConflictKind.THEIRS_ONLY), "changed in the back office only: it is taken as it is there"),
        (conflict("", {"title": "a"}, {"title": "b"}, None, ConflictKind.EDIT_DELETE), "changed here, taken out in the back office"),
        (conflict("", {"title": "a"}, None, {"title": "b"}, ConflictKind.EDIT_DELETE), "taken out here, changed in the back office"),
    ],
)
def test_who_changed_it_is_said(found: Conflict, words: str) -> None:
    assert standing_words(found) == words


def test_values_read_as_people_say_them() -> None:
    assert side_words(conflict("pre_commencement", False, True, False), True) == "Yes"
    assert side_words(conflict("visited_on", "", "2026-11-20", ""), "2026-11-20") == "20 November 2026"
    assert side_words(conflict("state", "", "in_progress", ""), "in_progress") == "In progress"
    assert side_words(conflict("references", [], ["P1", "P2"], []), ["P1", "P2"]) == "P1\nP2"
    gone = conflict("", {"title": "a", "text": ""}, {"title": "b"}, None, ConflictKind.EDIT_DELETE)
    assert (side_words(gone, None), side_words(gone, gone.base), change_words(gone, None)) == ("Taken out.", "Title: a", "Taken out.")


def test_a_record_is_called_by_its_kind_and_its_title() -> None:
    assert record_words((conflict("title", "Materials", "Bricks", "Stone"),)) == "Condition: Materials"
    assert record_words((conflict("text", "a", "b", "c"),), "Hours") == "Condition: Hours"
    assert record_words((conflict("", {"title": "Hours"}, {"title": "Hours"}, None),)) == "Condition: Hours"
    assert record_words((conflict("status", "a", "b", "c", record="validity"),)) == "Valid or invalid"
    assert (field_words("public_comment"), field_words("policy_guidance")) == ("Public comment", "Policy guidance")


def test_only_an_officer_s_own_text_can_be_worded_anew() -> None:
    assert may_be_worded_anew(conflict("text", "a", "b", "c"))
    assert not may_be_worded_anew(conflict("decision", "a", "b", "c"))
    assert not may_be_worded_anew(conflict("standard", False, True, False))
    assert not may_be_worded_anew(conflict("boundary", "POLYGON EMPTY", "POLYGON EMPTY", ""))
    assert not may_be_worded_anew(conflict("status", "a", "b", "c", record="validity"))


def test_a_record_is_decided_once_every_quarrel_has_a_word() -> None:
    both = (conflict("title", "a", "b", "c"), conflict("text", "a", "a", "c", ConflictKind.THEIRS_ONLY))

    assert Settling(both, {}).undecided == ("title",)
    assert Settling(both, {"title": Choice(Side.OTHER, "d")}).undecided == ()
    assert Choice(Side.OTHER, "d").of(both[0]) == "d"
    assert Settling(both, {}).choice(both[1]).of(both[1]) == "c"
