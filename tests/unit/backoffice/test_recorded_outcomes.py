"""Every end that a request of BOPS was recorded with, in words that are true."""

from __future__ import annotations

import json
from datetime import date

import pytest

from plugin.backoffice.detail_mapping import request_of
from plugin.rules.request_days import request_days
from plugin.rules.request_outcome import request_outcome
from plugin.rules.rules import Rules
from tests.shared import shared_path

RULES = Rules(date(2026, 11, 22))


def requests_in(name):
    body = json.loads(shared_path(f"vectors/bops/recorded/{name}.json").read_text())["body"]
    return [request_of(each) for each in body["data"]]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("red-line-v2-pending", ["not sent yet"]),
        ("red-line-v2-open", ["waiting for the applicant"]),
        ("red-line-v2-after-reject", ["disagreed: The access is not part of the site"]),
        ("red-line-v2-after-approve-null", ["closed without an answer"]),
        ("cancelled-v2", ["cancelled: Sent in error"]),
        ("post-validation-after-reject", ["agreed by the applicant", "disagreed, no reason given"]),
        ("auto-closed-v2", ["agreed, or closed by silence: this back office does not say which"]),
        (
            "cancelled-after-agreed",
            ["closed without an answer", "cancelled after it was agreed: the line stays", "agreed by the applicant"],
        ),
        ("two-open-requests", ["waiting for the applicant", "waiting for the applicant"]),
        ("no-original-v2", ["not sent yet"]),
        ("bow-tie-v2", ["not sent yet"]),
    ],
)
def test_what_bops_told(name, words):
    assert [request_outcome(each, RULES).words for each in requests_in(name)] == words


def test_the_dates_of_an_open_request_stand_each_by_its_name():
    (request,) = requests_in("red-line-v2-open")
    # made on a Sunday, so that BOPS counts from the Monday: the following Monday at 09:00
    assert [(each.name, each.day) for each in request_days(request, RULES, date(2026, 11, 22)).dates] == [
        ("Sent on", date(2026, 11, 22)),
        ("Closes by silence on", date(2026, 11, 30)),
        ("The applicant was told to answer by", date(2026, 12, 14)),
    ]
