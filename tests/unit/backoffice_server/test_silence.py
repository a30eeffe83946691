"""What becomes of a request that nobody answers: here it closes and adopts nothing; as BOPS it closes and adopts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from plugin.rules.request_dates import closes_by_silence_on
from plugin.rules.rules import Rules
from scripts.backoffice import validation
from scripts.backoffice.applicant.plain_dates import by_when
from scripts.backoffice.silence import Effect, closes_at, last_day

from .bench import Bench, TestClock, open_office
from .officer_bench import PARTS_AND_HOLE, OfficerBench
from .submissions import SQUARE


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=timezone.utc)


def test_the_days_of_silence_are_those_of_the_plugin_s_own_table():
    table = Rules(date(2026, 11, 22))

    assert Effect.CLOSES.business_days(date(2026, 11, 22)) == table.number("boundary-request.silence")
    assert Effect.CLOSES_AND_ADOPTS.business_days(date(2026, 11, 22)) == table.number("boundary-request.bops-silence")


@pytest.mark.parametrize("number", range(40))
def test_the_last_day_for_an_answer_is_the_one_that_the_plugin_tells(number):
    sent = utc("2026-12-10T10:30") + timedelta(days=number)

    assert last_day(Effect.CLOSES, sent, sent) == closes_by_silence_on(sent.date(), Rules(sent.date()))


@pytest.mark.parametrize(
    ("sent", "closes", "last"),
    [
        ("2026-11-16T08:30", "2026-11-24T00:00", "2026-11-23"),
        ("2026-11-16T23:59", "2026-11-24T00:00", "2026-11-23"),
        ("2026-11-20T10:30", "2026-11-28T00:00", "2026-11-27"),
        # A day off counts as the next business day.
        ("2026-11-21T10:30", "2026-12-01T00:00", "2026-11-30"),
        ("2026-11-22T10:30", "2026-12-01T00:00", "2026-11-30"),
        # Christmas Day, Boxing Day's substitute on the Monday, New Year's Day.
        ("2026-12-21T10:30", "2026-12-31T00:00", "2026-12-30"),
        ("2026-12-24T10:30", "2027-01-06T00:00", "2027-01-05"),
        # Good Friday and Easter Monday 2027.
        ("2027-03-25T10:30", "2027-04-05T23:00", "2027-04-05"),
        # In summer the day ends at 23:00 UTC.
        ("2026-07-06T10:30", "2026-07-13T23:00", "2026-07-13"),
        ("2026-07-06T23:30", "2026-07-14T23:00", "2026-07-14"),
    ],
)
def test_silence_closes_when_the_fifth_business_day_after_sending_is_over(sent: str, closes: str, last: str) -> None:
    moment = closes_at(Effect.CLOSES, utc("2026-01-05T10:00"), utc(sent))

    assert moment.astimezone(timezone.utc) == utc(closes)
    assert last_day(Effect.CLOSES, utc("2026-01-05T10:00"), utc(sent)).isoformat() == last


@pytest.mark.parametrize(
    ("created", "closes"),
    [
        ("2026-11-16T08:30", "2026-11-23T09:00"),
        ("2026-11-16T10:30", "2026-11-24T09:00"),
        ("2026-11-20T10:30", "2026-11-30T09:00"),
        ("2026-11-21T10:30", "2026-11-30T09:00"),
        ("2026-11-22T10:30", "2026-11-30T09:00"),
    ],
)
def test_bops_closes_at_its_first_run_five_business_days_after_the_making(created: str, closes: str) -> None:
    assert closes_at(Effect.CLOSES_AND_ADOPTS, utc(created), utc(created)) == utc(closes)


def test_bops_counts_while_a_request_waits_so_that_a_day_to_answer_is_possible() -> None:
    assert closes_at(Effect.CLOSES_AND_ADOPTS, utc("2026-11-02T10:00"), utc("2026-11-17T15:00")) == utc("2026-11-18T09:00")


def test_ours_gives_five_days_however_long_the_request_has_waited() -> None:
    assert last_day(Effect.CLOSES, utc("2026-11-02T10:00"), utc("2026-11-17T15:00")).isoformat() == "2026-11-24"


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2026-11-24T00:00", "by the end of Monday 23 November 2026"),
        ("2026-07-13T23:00", "by the end of Monday 13 July 2026"),
        ("2026-11-24T09:00", "before 9am on Tuesday 24 November 2026"),
        ("2026-07-14T09:00", "before 10am on Tuesday 14 July 2026"),
        ("2026-11-24T12:30", "before 12:30pm on Tuesday 24 November 2026"),
    ],
)
def test_the_day_is_said_as_london_has_it(moment: str, words: str) -> None:
    assert by_when(utc(moment)) == words


@pytest.fixture
def bops(served: Bench, tmp_path: Path, clock: TestClock) -> Iterator[Bench]:
    """The same, but that silence does what it does in BOPS."""
    office = open_office(tmp_path / "bops", clock, silence=Effect.CLOSES_AND_ADOPTS)
    with served.serving(office):
        yield served
    office.close()


def test_the_request_says_when_silence_closes_it_and_what_that_does(bench: Bench) -> None:
    made = OfficerBench(bench).proposed()

    assert made["notified_at"] == "2026-11-18T10:30:00.000+00:00"
    assert made["closes_by_silence_at"] == "2026-11-26T00:00:00.000+00:00"
    assert (made["response_due"], made["silence"]) == ("2026-11-25", "closes")


def test_at_the_last_second_it_is_open_and_then_it_is_closed_and_nothing_else(bench: Bench, clock: TestClock) -> None:
    officer = OfficerBench(bench)
    made = officer.proposed()
    clock.at("2026-11-25T23:59:59")
    assert officer.shown(made) == made
    clock.at("2026-11-26T00:00:00")
    shown = officer.shown(made)

    assert (shown["state"], shown["approved"], shown["closed_by"]) == ("closed", None, "silence")
    assert shown["closed_at"] == "2026-11-26T00:00:00.000+00:00"
    assert shown["specific_attributes"]["adopted_version"] is None
    assert officer.line_in_force() == SQUARE
    assert officer.ask(f"{officer.path}/boundary").json()["version"] == 1


def test_it_was_closed_at_its_own_moment_whenever_somebody_looks(bench: Bench, clock: TestClock) -> None:
    officer = OfficerBench(bench)
    made = officer.proposed()
    clock.at("2027-02-01T12:00:00")

    assert officer.shown(made)["closed_at"] == "2026-11-26T00:00:00.000+00:00"


def test_an_answer_after_it_is_too_late(bench: Bench, clock: TestClock) -> None:
    officer = OfficerBench(bench)
    made = officer.proposed()
    clock.at("2026-11-26T00:00:00")
    officer.shown(made)

    with pytest.raises(Exception, match="cannot transition from 'closed'"):
        validation.answer(bench.office, made["id"], True)


def test_the_applicant_was_told_the_truth_about_silence(bench: Bench, clock: TestClock) -> None:
    officer = OfficerBench(bench)
    officer.proposed()
    clock.at("2026-12-01T00:00:00")
    bench.ask("/api/v2/ping")
    asked, closed = sorted(
        (path.read_text(encoding="utf-8") for path in bench.office.letters.paths()), key=lambda text: "closed on" in text
    )

    assert "If you do not answer by the end of Wednesday 25 November 2026, we close this request and your boundary stays as it is." in asked
    assert "closed on Thursday 26 November 2026. Your boundary has not been changed." in closed


def test_as_bops_the_same_silence_brings_the_line_into_force(bops: Bench, clock: TestClock) -> None:
    officer = OfficerBench(bops)
    made = officer.proposed()
    assert made["closes_by_silence_at"] == "2026-11-26T09:00:00.000+00:00"
    assert made["response_due"] == "2026-12-09"
    clock.at("2026-11-26T08:59:59")
    assert officer.shown(made)["state"] == "open"
    clock.at("2026-11-26T09:00:00")
    shown = officer.shown(made)
    in_force = officer.ask(f"{officer.path}/boundary").json()

    assert (shown["state"], shown["approved"], shown["closed_by"]) == ("closed", True, "silence")
    assert shown["specific_attributes"]["adopted_version"] == 2
    assert (in_force["boundary_geojson"], in_force["origin"], in_force["since"]) == (
        PARTS_AND_HOLE,
        "silence",
        "2026-11-26T09:00:00.000+00:00",
    )


def test_as_bops_the_applicant_is_told_that_silence_counts_as_a_yes(bops: Bench) -> None:
    OfficerBench(bops).proposed()
    (letter,) = bops.office.letters.paths()

    assert "before 9am on Thursday 26 November 2026, your silence counts as a yes" in letter.read_text(encoding="utf-8")


def test_a_request_keeps_what_its_applicant_was_told_when_the_back_office_changes_its_ways(
    bench: Bench, clock: TestClock, tmp_path: Path
) -> None:
    officer = OfficerBench(bench)
    made = officer.proposed()
    bench.office.close()
    changed = open_office(tmp_path / "office", clock, silence=Effect.CLOSES_AND_ADOPTS)
    with bench.serving(changed):
        clock.at("2026-12-01T09:00:00")
        shown = officer.shown(made)
    changed.close()

    assert (shown["approved"], shown["silence"]) == (None, "closes")


def test_a_pending_request_is_not_closed_by_silence(bench: Bench, clock: TestClock) -> None:
    officer = OfficerBench(bench, "not_started")
    made = officer.proposed()
    clock.at("2027-02-01T12:00:00")

    assert officer.shown(made)["state"] == "pending"
