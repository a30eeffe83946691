"""The list of cases: what it shows, in which order, and what a query keeps."""

from __future__ import annotations

from datetime import date

import pytest

from plugin.domain.application import Address
from plugin.domain.case import CaseQuery
from plugin.domain.next_date import NextDateKind
from plugin.domain.validation_request import TIME_EXTENSION, ValidationRequest
from tests.unit.casefile.examples import SOURCE, no_site, opened, pulled

REQUEST = ValidationRequest("FeeChange", "open", "2026-11-03", response_due=date(2026, 11, 24))
MORE_TIME = ValidationRequest(TIME_EXTENSION, "closed", "2026-11-10", approved=True)


@pytest.fixture
def caseload(case_file):
    case_file.take_in(
        [
            pulled(1),
            pulled(2, officer="Sam", status="invalidated", validation_requests=(REQUEST,)),
            pulled(3, consultation_end=date(2026, 11, 30), type_code="ldc.proposed"),
            pulled(4, status="determined"),
            pulled(5, status="pending", target_date=None, expiry_date=None),
            pulled(
                6, target_date=None, expiry_date=date(2026, 11, 20), address=Address(text="1 St Mary\u2019s Row, SE5 8RS"), site=no_site()
            ),
        ],
        SOURCE,
    )
    return case_file


def numbers(case_file, **query):
    return [int(row.reference[3:8]) for row in case_file.cases(CaseQuery(**query))]


def test_the_list_is_in_the_order_in_which_something_falls_due(caseload):
    assert numbers(caseload) == [6, 2, 3, 1]
    assert [row.next_date.text for row in caseload.cases()] == [
        "statutory expiry 20 Nov: 2 days overdue",
        "applicant's reply due 24 Nov",
        "consultation ends 30 Nov",
        "target date 8 Dec",
    ]


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ({"closed": True}, [6, 2, 3, 1, 4]),
        ({"statuses": frozenset({"determined"})}, [4]),
        ({"pending": True}, [6, 2, 3, 1, 5]),
        ({"statuses": frozenset({"pending"})}, [5]),
        ({"officers": frozenset({"Sam"})}, [2]),
        ({"types": frozenset({"ldc.proposed"})}, [3]),
        ({"next_kinds": frozenset({NextDateKind.REPLY, NextDateKind.CONSULTATION})}, [2, 3]),
        ({"next_until": date(2026, 11, 24)}, [6, 2]),
        ({"text": "26-00003"}, [3]),
        ({"text": "SWK-26-00003-happ"}, [3]),
        ({"text": "mary's ROW"}, [6]),
        ({"text": "se58rs"}, [6]),
        ({"text": "row storey"}, [6]),
        ({"text": "storey 100%"}, []),
        ({"text": "' OR 1=1 --"}, []),
        ({"limit": 2}, [6, 2]),
        ({"source": "elsewhere"}, []),
        ({"unscreened_only": True}, [6, 2, 3, 1]),
        ({"waiting_only": True}, []),
        ({"conflicts_only": True}, []),
    ],
)
def test_a_query_keeps(caseload, query, kept):
    assert numbers(caseload, **query) == kept


def test_what_waits_and_what_is_in_conflict_can_be_listed(caseload):
    uuid = caseload.find("26-00001-HAPP")
    caseload.edit(uuid, "describe", {"description": "Mine."})
    caseload.take_in([pulled(1, description="Theirs.")], SOURCE)

    assert numbers(caseload, waiting_only=True) == numbers(caseload, conflicts_only=True) == [1]


def test_red_line_errors_are_counted_before_anything_is_screened(caseload):
    row = caseload.cases()[0]

    assert (row.red_line_errors, row.overlaps, row.touches, row.not_checked) == (1, None, None, None)


def test_a_request_that_is_answered_falls_due_no_more(caseload):
    answered = ValidationRequest("FeeChange", "closed", "2026-11-03", response_due=date(2026, 11, 24))
    caseload.take_in([pulled(2, officer="Sam", status="invalidated", validation_requests=(answered,))], SOURCE)

    assert caseload.row(caseload.find("26-00002-HAPP")).next_date is None


def test_choices_count_what_there_is(caseload):
    choices = caseload.choices()

    assert choices.officers == {"Jo Officer": 5, "Sam": 1}
    assert choices.types == {"pp.full.householder": 5, "ldc.proposed": 1}
    assert choices.statuses["in_assessment"] == 3


def test_sites_are_handed_over_in_batches(caseload):
    batches = list(caseload.sites(size=2))

    assert [len(batch) for batch in batches] == [2, 2, 1]
    assert {each.reference for batch in batches for each in batch} == {f"26-0000{number}-HAPP" for number in (1, 2, 3, 4, 5)}
    one = caseload.find("26-00003-HAPP")
    assert [[each.uuid for each in batch] for batch in caseload.sites([one])] == [[one]]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"received_on": date(2026, 11, 3), "valid_on": None}, "last day to notify 15 Dec"),
        ({"received_on": date(2026, 11, 3), "valid_on": date(2026, 11, 4)}, "last day to notify 16 Dec"),
        ({"received_on": date(2026, 11, 3), "valid_on": None, "expiry_date": None}, "last day to notify 15 Dec"),
        ({"received_on": date(2026, 11, 3), "valid_on": None, "type_code": "pp.full.householder"}, "statutory expiry 29 Dec"),
        ({"received_on": None, "valid_on": None}, "back office's expiry 29 Dec"),
        ({"received_on": date(2026, 11, 3), "valid_on": None, "validation_requests": (MORE_TIME,)}, "back office's expiry 29 Dec"),
    ],
)
def test_case_41_where_silence_decides_the_list_reckons_the_last_day_to_notify(tmp_path, changes, says):
    told = {"type_code": "pa.part1.classA", "target_date": None, "expiry_date": date(2026, 12, 29), **changes}
    with opened(tmp_path) as file:
        file.take_in([pulled(1, **told)], SOURCE)

        (row,) = file.cases()

    assert row.next_date is not None
    assert row.next_date.text == says


def test_case_41_a_case_stands_in_the_list_where_its_last_day_to_notify_falls(tmp_path):
    day = {"target_date": None, "received_on": date(2026, 11, 3), "valid_on": date(2026, 11, 3), "expiry_date": date(2026, 12, 29)}
    with opened(tmp_path) as file:
        file.take_in([pulled(1, **{**day, "expiry_date": date(2026, 12, 20)}), pulled(2, type_code="pa.part1.classA", **day)], SOURCE)

        assert numbers(file) == [2, 1]
