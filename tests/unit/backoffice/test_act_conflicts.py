"""Acts that would go over what the back office has by now: an officer settles them as any other conflict."""

from __future__ import annotations

from datetime import date

import pytest

from plugin.casefile.requests.requesting import RequestsEdit
from plugin.domain.casework.drafted_request import DraftedRequest
from plugin.domain.conflict import ConflictKind, Side
from plugin.domain.outbox_entry import OutboxState
from plugin.domain.outbox_verbs import DROP_CONSTRAINT, PUT_CONSTRAINT
from scripts.backoffice import casework
from tests.unit.backoffice.agreement_bench import Agreement
from tests.unit.backoffice.casework_bench import queue, settle, states, status, theirs
from tests.unit.backoffice.conftest import Begin

TPO = ("constraint", "tpo")


def sides(agreement: Agreement) -> list[tuple[str, str, object, object, object]]:
    return [(each.record_kind, each.field, each.base, each.mine, each.theirs) for each in agreement.file.conflicts(agreement.uuid)]


def put(agreement: Agreement, *references: str) -> None:
    queue(agreement, PUT_CONSTRAINT, {"type": "tpo", "entities": [{"dataset": "tree", "reference": each} for each in references]}, TPO)


def elsewhere(agreement: Agreement, method: str, data: object = None) -> None:
    """The reviewer changes the constraint in the back office itself."""
    (found,) = theirs(agreement, "constraints")["data"]
    path = f"{agreement.officer.path}/constraints/{found['id']}"
    answer = agreement.officer.act(path, data, agreement.officer.tag(path), method=method, role="reviewer")
    assert answer.status_code == 200, answer.text


def entities(agreement: Agreement) -> list[list[str]]:
    return [[each["reference"] for each in found["entities"]] for found in theirs(agreement, "constraints")["data"]]


@pytest.mark.parametrize(("side", "expected"), [(Side.MINE, [["T2"]]), (Side.THEIRS, [["T3"]])])
def test_a_constraint_that_somebody_else_has_changed_is_not_put_over(agreement: Agreement, side: Side, expected: list[list[str]]) -> None:
    put(agreement, "T1")
    agreement.send()
    agreement.refresh()
    elsewhere(agreement, "PATCH", {"entities": [{"dataset": "tree", "reference": "T3"}]})
    agreement.refresh()
    put(agreement, "T2")

    assert len(agreement.send().refused) == 1
    assert [each[:2] for each in sides(agreement)] == [("constraint", "entities")]
    assert entities(agreement) == [["T3"]]
    settle(agreement.file, agreement.uuid, side)
    agreement.send()
    assert (entities(agreement), sides(agreement), agreement.file.outbox(agreement.uuid)) == (expected, [], [])


@pytest.mark.parametrize(("side", "expected"), [(Side.MINE, [["T2"]]), (Side.THEIRS, [])])
def test_a_constraint_that_somebody_else_has_taken_out_is_not_put_back_unseen(
    agreement: Agreement, side: Side, expected: list[list[str]]
) -> None:
    put(agreement, "T1")
    agreement.send()
    elsewhere(agreement, "DELETE")
    agreement.refresh()
    put(agreement, "T2")

    assert "no more" in agreement.send().refused[0]
    (conflict,) = agreement.file.conflicts(agreement.uuid)
    assert (conflict.kind, conflict.theirs) == (ConflictKind.EDIT_DELETE, None)
    settle(agreement.file, agreement.uuid, side)
    agreement.send()
    assert (entities(agreement), sides(agreement)) == (expected, [])


@pytest.mark.parametrize(("side", "expected"), [(Side.MINE, []), (Side.THEIRS, [["T3"]])])
def test_a_constraint_that_somebody_else_has_changed_is_not_taken_out_unseen(
    agreement: Agreement, side: Side, expected: list[list[str]]
) -> None:
    put(agreement, "T1")
    agreement.send()
    (found,) = theirs(agreement, "constraints")["data"]
    elsewhere(agreement, "PATCH", {"entities": [{"dataset": "tree", "reference": "T3"}]})
    queue(agreement, DROP_CONSTRAINT, {}, TPO, seen=found)

    assert len(agreement.send().refused) == 1
    settle(agreement.file, agreement.uuid, side)
    agreement.send()
    assert (entities(agreement), sides(agreement)) == (expected, [])


def test_a_decision_on_a_state_that_has_changed_is_settled(begin: Begin) -> None:
    agreement = begin(status="not_started")
    agreement.file.say_valid(agreement.uuid, date(2026, 11, 18))
    casework.happens(agreement.bench.office, agreement.officer.identity, "withdraw")
    agreement.send()

    assert sides(agreement) == [("validity", "status", "not_started", "valid", "withdrawn")]
    settle(agreement.file, agreement.uuid, Side.THEIRS)
    assert states(agreement) == [OutboxState.WITHDRAWN]
    assert (sides(agreement), status(agreement)) == ([], "withdrawn")


@pytest.mark.parametrize(("side", "expected"), [(Side.MINE, None), (Side.THEIRS, "Tom Harker")])
def test_whose_case_it_is_is_settled(agreement: Agreement, side: Side, expected: str | None) -> None:
    helen = next(each["id"] for each in agreement.officer.ask("/api/v2/officers").json()["data"] if each["name"] == "Helen Marsh")
    agreement.file.assign(agreement.uuid, helen, "Helen Marsh")
    agreement.send()
    agreement.refresh()
    casework.assign(agreement.bench.office, agreement.officer.identity, "Tom Harker")
    agreement.file.assign(agreement.uuid, None, "")
    agreement.send()

    assert sides(agreement) == [("case_officer", "officer", "Helen Marsh", "", "Tom Harker")]
    settle(agreement.file, agreement.uuid, side)
    assert agreement.send().refused == []
    held = theirs(agreement, "officer")["officer"]
    assert (held and held["name"]) == expected


@pytest.mark.parametrize(("side", "expected"), [(Side.MINE, "cancelled"), (Side.THEIRS, "closed")])
def test_a_request_that_was_answered_while_it_was_to_be_taken_back_is_settled(agreement: Agreement, side: Side, expected: str) -> None:
    other = DraftedRequest("OtherChangeValidationRequest", "The drawings disagree.", {"suggestion": "Send one set."})
    agreement.file.send_requests(agreement.uuid, RequestsEdit(changed=(("", 0, other),)))
    agreement.send()
    agreement.refresh()
    (asked,) = agreement.case.validation_requests
    agreement.file.cancel_told_request(agreement.uuid, asked.key, "One set came.")
    agreement.answer(0, approved=True)
    assert len(agreement.send().refused) == 1

    (conflict,) = agreement.file.conflicts(agreement.uuid)
    assert (conflict.field, conflict.base, conflict.mine) == ("state", "open", "cancelled")
    settle(agreement.file, agreement.uuid, side)
    assert sides(agreement) == []
    assert agreement.send().refused == []
    assert agreement.file.outbox(agreement.uuid) == []
    assert [each["state"] for each in agreement.theirs()] == [expected]


@pytest.mark.parametrize("pulls_first", [True, False])
@pytest.mark.parametrize("side", [Side.MINE, Side.THEIRS])
def test_a_request_drawn_over_a_line_that_has_changed_is_compared_on_the_map_and_settled(
    agreement: Agreement, side: Side, pulls_first: bool
) -> None:
    agreement.asked(agreement.smaller())
    request = agreement.ask(agreement.wider())
    agreement.answer(0, approved=True)
    if pulls_first:
        agreement.pull()
    assert len(agreement.send().refused) == 1
    if not pulls_first:
        agreement.pull()

    (conflict,) = agreement.file.conflicts(agreement.uuid)
    assert (conflict.record, conflict.field) == (("red_line_request", request), "boundary")
    assert all(str(line).startswith(("POLYGON", "MULTIPOLYGON")) for line in (conflict.base, conflict.mine, conflict.theirs))
    assert len(agreement.theirs()) == 1
    settle(agreement.file, agreement.uuid, side)
    assert sides(agreement) == []
    assert agreement.send().sent == (1 if side is Side.MINE else 0)
    assert len(agreement.theirs()) == (2 if side is Side.MINE else 1)
    assert agreement.file.outbox(agreement.uuid) == []


def test_a_line_that_was_only_spelt_anew_is_no_conflict(agreement: Agreement) -> None:
    agreement.ask(agreement.wider())
    agreement.pull()
    agreement.refresh()

    assert sides(agreement) == []
    assert agreement.send().sent == 1
