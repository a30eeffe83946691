"""How long acts took is told from what was done and when; nobody's name, no reference and no word of anybody's comes with it."""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from plugin.casefile.errors import CaseFileError
from plugin.casefile.requests.replying import ReplyToRecord
from plugin.casefile.trail import act_times
from plugin.casefile.trail.act_times import act_times_in
from plugin.domain.act_time import ActTime
from plugin.domain.case import PulledDetails
from plugin.domain.outbox_entry import OutboxState
from plugin.domain.recorded_reply import Reply
from plugin.domain.validation_request import ValidationRequest
from plugin.reports.readiness.act_figures import act_rules
from tests.unit.casefile.examples import SOURCE, opened, pulled
from tests.unit.casefile.recommended import GRANT, ready
from tests.unit.casefile.test_asking import GEOJSON, begun, grounds
from tests.unit.casefile.test_drafts import SUBMITTED, drawn, shape

DAY = date(2026, 11, 22)


def told(times: Iterable[ActTime], measure: str) -> list[tuple[str, str]]:
    return [(str(each.began)[:16], str(each.ended)[:16]) for each in times if each.measure == measure]


def lengths(times: Iterable[ActTime], measure: str) -> list[timedelta]:
    return [each.ended - each.began for each in times if each.measure == measure]


def measures(times: Iterable[ActTime]) -> set[str]:
    return {each.measure for each in times}


@pytest.fixture
def times(case_file):
    return case_file.act_times


def take(case_file, number=1, **changes):
    return case_file.take_in([pulled(number, **changes)], SOURCE).uuids[0]


def sent(case_file, entry):
    case_file.begin_attempt(entry)
    case_file.move_in_outbox(entry, OutboxState.SENT, "taken")


def test_what_is_no_case_file_is_told_in_a_sentence(tmp_path):
    (tmp_path / "notes.txt").write_text("x" * 2000, encoding="utf-8")

    with pytest.raises(CaseFileError, match="There is no case file"):
        act_times_in(tmp_path / "nothing.redline")
    with pytest.raises(CaseFileError):
        act_times_in(tmp_path / "notes.txt")


def test_a_file_of_an_older_redline_is_left_as_it_is(tmp_path):
    with opened(tmp_path) as file:
        take(file)
    older = tmp_path / "older.redline"
    shutil.copy(tmp_path / "cases.redline", older)
    with closing(sqlite3.connect(older)) as connection:
        connection.execute("PRAGMA user_version = 3")

    with pytest.raises(CaseFileError, match="older Redline"):
        act_times_in(older)


def test_a_file_is_read_as_it_lies_there(tmp_path):
    with opened(tmp_path) as file:
        take(file)
        expected = file.act_times()

    assert act_times_in(tmp_path / "cases.redline") == expected


def test_a_new_case_tells_its_dates_and_nothing_more(case_file, times):
    take(case_file)

    assert told(times(), "received-valid") == [("2026-11-02", "2026-11-03")]
    assert measures(times()) == {"received-valid"}


@pytest.mark.parametrize(
    "dates", [{"received_on": None}, {"valid_on": None}, {"received_on": date(2026, 11, 9), "valid_on": date(2026, 11, 3)}]
)
def test_where_one_end_is_missing_or_lies_before_the_other_no_time_is_told(case_file, times, dates):
    take(case_file, **dates)

    assert times() == ()


def test_an_amendment_that_moves_the_day_of_validity_does_not_lengthen_validation(case_file, times):
    take(case_file)
    take(case_file, valid_on=date(2026, 11, 20))

    assert told(times(), "received-valid") == [("2026-11-02", "2026-11-03")]


def test_from_the_first_look_to_valid_and_to_the_determination(case_file, clock, times):
    uuid = take(case_file, status="not_started", valid_on=None)
    case_file.look_at(uuid)
    clock.advance(days=2)
    case_file.say_valid(uuid, date(2026, 11, 24))
    take(case_file, status="determined", valid_on=date(2026, 11, 24), determined_on=date(2026, 12, 15))

    assert told(times(), "looked-validity") == [("2026-11-22 10:00", "2026-11-24 10:00")]
    assert told(times(), "valid-determined") == [("2026-11-24", "2026-12-15")]


def test_what_was_done_before_the_first_look_is_not_measured_from_it(case_file, clock, times):
    uuid = take(case_file, status="not_started", valid_on=None)
    case_file.say_valid(uuid, DAY)
    clock.advance(minutes=5)
    case_file.look_at(uuid)

    assert told(times(), "looked-validity") == []


def test_from_the_first_look_to_the_constraints_checked_and_the_recommendation(case_file, clock, times):
    uuid = ready(case_file)
    case_file.look_at(uuid)
    clock.advance(minutes=25)
    case_file.check_constraints(uuid)
    clock.advance(days=1)
    case_file.check_constraints(uuid)
    case_file.keep_recommendation(uuid, GRANT)
    case_file.submit_recommendation(uuid, seen=1)
    take(case_file, status="determined", determined_on=date(2026, 11, 30))

    assert lengths(times(), "looked-checked") == [timedelta(minutes=25)]
    assert told(times(), "looked-recommended") == [("2026-11-22 10:00", "2026-11-23 10:25")]
    assert told(times(), "recommended-determined") == [("2026-11-23 10:25", "2026-11-30")]


@pytest.mark.parametrize(
    ("changes", "counts"),
    [
        ({"closed_by": "applicant"}, True),
        ({"closed_by": "silence"}, False),
        ({"approved": True}, True),
        ({}, False),
        ({"closed_by": "applicant", "state": "cancelled"}, False),
        ({"closed_by": "applicant", "notified_at": ""}, False),
    ],
)
def test_a_request_counts_where_the_applicant_is_known_to_have_answered(case_file, times, changes, counts):
    usual = {"state": "closed", "notified_at": "2026-11-09T09:00:00Z", "closed_at": "2026-11-16T15:00:00Z"}
    request = ValidationRequest("FeeChangeValidationRequest", created_at="2026-11-08T09:00:00Z", **{**usual, **changes})
    case_file.record_details(take(case_file), PulledDetails(validation_requests=(request,)))

    assert told(times(), "request-answered") == ([("2026-11-09 09:00", "2026-11-16 15:00")] if counts else [])


def test_a_red_line_is_measured_from_the_first_stroke_to_asked_to_sent_to_agreed(case_file, clock, times):
    uuid = begun(case_file)
    clock.advance(minutes=12)
    _, request, entry = case_file.ask_with_draft(uuid, drawn(case_file, uuid), grounds(), GEOJSON)
    assert lengths(times(), "draft-asked") == [timedelta(minutes=12)]
    assert measures(times()) == {"received-valid", "draft-asked"}

    clock.advance(hours=3)
    sent(case_file, entry)

    assert lengths(times(), "act-sent") == [timedelta(hours=3)]
    assert lengths(times(), "asked-agreed") == []
    del request


def test_a_red_line_that_went_out_as_a_letter_is_agreed_on_the_day_of_the_reply(case_file, clock, times):
    uuid = begun(case_file)
    _, request, _ = case_file.ask_with_draft(uuid, drawn(case_file, uuid), grounds(), GEOJSON)
    case_file.sent_as_letter(uuid, request, DAY)
    clock.advance(days=9)
    case_file.record_reply(uuid, request, ReplyToRecord(Reply.AGREED, "Ann Lee", "applicant", date(2026, 11, 30)))

    assert told(times(), "asked-agreed") == [("2026-11-22 10:00", "2026-11-30")]


def test_a_draft_that_was_discarded_is_no_time_to_ask(case_file, clock, times):
    uuid = begun(case_file)
    case_file.discard_draft(uuid)
    clock.advance(days=1)
    case_file.begin_draft(uuid, shape(SUBMITTED), "Version 1")
    clock.advance(minutes=7)
    case_file.ask_with_draft(uuid, drawn(case_file, uuid), grounds(), GEOJSON)

    assert lengths(times(), "draft-asked") == [timedelta(minutes=7)]


def test_a_changed_constraint_is_seen_with_the_next_look_counted_from_the_first_change(case_file, clock, times):
    uuid = take(case_file)
    case_file.look_at(uuid)
    for _ in range(2):
        clock.advance(days=1)
        case_file.note_constraints_changed({uuid: ["Conservation area CA1: moved"]})
    clock.advance(days=1)
    case_file.look_at(uuid)

    assert told(times(), "constraint-seen") == [("2026-11-23 10:00", "2026-11-25 10:00")]


def test_nothing_that_tells_a_person_or_a_case_comes_with_a_time(case_file, times):
    uuid = ready(case_file)
    case_file.look_at(uuid)
    case_file.check_constraints(uuid)
    with closing(sqlite3.connect(case_file.path)) as connection:
        officers = [text for row in connection.execute("SELECT uuid, name, email FROM officer") for text in row]

    shown = repr(times())

    assert not [text for text in officers if text in shown]
    assert "26-00001" not in shown


def test_the_same_case_in_another_officer_s_file_has_the_same_key(tmp_path, case_file, times):
    take(case_file)
    with opened(tmp_path / "other") as other:
        take(other)

        assert [each.key for each in other.act_times()] == [each.key for each in times()]


def test_every_measure_is_described_and_every_description_measured():
    code = Path(act_times.__file__).read_text(encoding="utf-8")

    assert sorted(each.code for each in act_rules().measures) == sorted(set(re.findall(r'"([a-z]+-[a-z]+)"', code)))
