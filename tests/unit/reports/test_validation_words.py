"""What is said of one question of validation."""

from __future__ import annotations

from datetime import date

from plugin.domain.citation import Citation
from plugin.reports.validation_words import evidence_words
from plugin.rules.validation import AnsweredBy, ValidationItem, Verdict


def item(told, verdict, evidence=""):
    citation = Citation("validation.north", "SI 2015/595 art 7(2)", "B", date(2026, 11, 27))
    words = ("other", "location-plan", "Please.", "")
    return ValidationItem("validation.north", "North?", AnsweredBy.OFFICER, told, verdict, evidence, *words, citation)


def test_a_question_that_nobody_has_answered_asks_for_an_eye():
    words = evidence_words(item(Verdict.OPEN, Verdict.OPEN), None)

    assert words == "This wants your eye: look at the plan beside the map. Source: SI 2015/595 art 7(2)."


def test_what_the_data_tells_is_said_with_its_source():
    assert evidence_words(item(Verdict.FAILS, Verdict.FAILS, "It crosses itself."), None).startswith("It crosses itself. Source: SI")


def test_an_officers_answer_is_said_with_the_name_and_what_the_data_says_beside_it():
    words = evidence_words(item(Verdict.FAILS, Verdict.PASSES), "Jo Officer")

    assert words.startswith("Jo Officer: Seen, and in order. By the data alone it fails. Source")


def test_an_officers_own_words_end_as_a_sentence():
    assert evidence_words(item(Verdict.OPEN, Verdict.FAILS, "There is no arrow"), "").startswith("An officer: There is no arrow. Source")
