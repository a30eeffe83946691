"""An act that waits, in words that an officer knows."""

from __future__ import annotations

import pytest

from plugin.reports.act_words import act_words, said_by


@pytest.mark.parametrize(
    ("verb", "payload", "words"),
    [
        ("put_condition", {"data": {"title": "Time limit"}}, "Record a condition: Time limit"),
        ("put_task", {"path": {"slug": "check-and-assess/complete-assessment/add-conditions"}}, "Record how far a task is: add conditions"),
        ("put_assessment_detail", {"path": {"category": "site_description"}}, "Record a part of the assessment: site description"),
        ("drop_condition", {"data": {}, "seen": {"title": "Materials"}}, "Take a condition out: Materials"),
        ("cancel_request", {"seen": "open/", "reason": "The wrong one."}, "Take a request to the applicant back"),
        ("submit_recommendation", {"data": {}}, "Submit the recommendation"),
    ],
)
def test_an_act_is_called_by_what_it_does_and_what_it_is_about(verb: str, payload: dict[str, object], words: str) -> None:
    assert act_words(verb, payload) == words


def test_what_an_act_says_comes_with_its_title_first_and_without_what_only_programs_read() -> None:
    payload = {
        "case": "1",
        "data": {"text": "Bricks.", "position": 3, "title": "Materials", "pre_commencement": True},
        "seen": {"text": "x"},
    }
    assert list(said_by(payload)) == [("title", "Materials"), ("text", "Bricks."), ("pre commencement", "yes")]


def test_a_review_says_whether_it_challenges() -> None:
    assert ("challenged", "no") in list(said_by({"data": {"challenged": False, "reviewer_comment": ""}}))
