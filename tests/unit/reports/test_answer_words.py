"""An answer is said in a line; one that was given for another relation says that it has to be looked at again."""

from __future__ import annotations

from datetime import date

import pytest

from plugin.domain.constraint_answer import AnswerKind, ConstraintAnswer, GivenAnswer
from plugin.domain.finding import Relation
from plugin.reports.answer_words import answer_words, look_again


def answer(kind: AnswerKind, **more):
    return ConstraintAnswer("a", GivenAnswer("tree", kind, **more), "Jo Officer", "2026-11-22T10:00:00Z", 1, "tree-1")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (answer(AnswerKind.APPLIES), "Applies. Jo Officer, 22 November 2026, version 1 of the red line."),
        (
            answer(AnswerKind.DOES_NOT_APPLY, reason="The tree was felled."),
            "Does not apply: The tree was felled. Jo Officer, 22 November 2026, version 1 of the red line.",
        ),
        (
            answer(AnswerKind.CHECKED_ELSEWHERE, source="The council's register", checked_on=date(2026, 11, 20), for_authority=True),
            "Checked elsewhere: The council's register on 20 November 2026, for every case of the authority. Jo Officer, 22 November 2026.",
        ),
    ],
)
def test_an_answer_is_said_in_a_line(given, words):
    assert answer_words(given) == words


def test_an_answer_holds_while_the_constraint_stands_to_the_site_as_it_did():
    assert look_again(answer(AnswerKind.APPLIES, found=Relation.OVERLAPS), Relation.OVERLAPS, 2) == ""


def test_an_answer_that_was_given_for_no_relation_holds():
    assert look_again(answer(AnswerKind.APPLIES), None, 2) == ""


def test_an_answer_to_what_only_touches_another_line_says_so():
    words = look_again(answer(AnswerKind.APPLIES, found=Relation.OVERLAPS), Relation.TOUCHES, 2)

    assert words == "Answered when it overlapped version 1; it touches version 2. Look at it again."


def test_an_answer_to_what_is_not_found_any_more_says_so():
    words = look_again(answer(AnswerKind.APPLIES, found=Relation.NEAR), None, 2)

    assert words == "Answered when it lay near version 1; it is not found near version 2. Look at it again."


def test_newer_data_for_the_same_line_says_so():
    words = look_again(answer(AnswerKind.APPLIES, found=Relation.OVERLAPS), Relation.TOUCHES, 1)

    assert words == "Answered when it overlapped version 1; by newer data it touches that line now. Look at it again."
