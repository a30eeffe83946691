"""The short way of a pull, against the local back office: only what has changed is asked for, and nothing is missed for that."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from typing import Any

import pytest
import requests

from plugin.backoffice.changes import changes_after, latest_marker
from plugin.backoffice.known_capabilities import ask_capabilities
from plugin.backoffice.pull import Pull
from plugin.backoffice.pull_report import PullReport
from plugin.casefile.file.copies import copies_of
from scripts.backoffice import casework, intake, validation
from tests.unit.backoffice.agreement_bench import Agreement, FaultyAdapter
from tests.unit.backoffice.conftest import Begin
from tests.unit.backoffice.pulling import EVERYTHING, transformer
from tests.unit.backoffice_server.submissions import submission

SHORT = "Only what has changed since the last update was asked for."


class Desk:
    """One officer's case file before a back office that tells its changes, and every question that is asked of it."""

    def __init__(self, agreement: Agreement, asked: list[str]) -> None:
        self.agreement = agreement
        self.office = agreement.bench.office
        self.file = agreement.file
        self.asked = asked

    def pull(self, **how: Any) -> PullReport:
        client = self.agreement.client()
        self.asked.clear()
        try:
            ask_capabilities(client, self.file, self.agreement.clock)
            return Pull(client, self.file, transformer(), self.agreement.clock, **how).run()
        finally:
            client.close()

    @property
    def marker(self) -> str:
        return self.file.pull_state(self.agreement.client().connection.source).further["changes"]

    def references(self) -> set[str]:
        return {row.reference for row in self.file.cases(EVERYTHING) if not row.gone}

    def advance(self, **by: float) -> None:
        clock = self.agreement.clock
        clock.at((clock.now() + timedelta(**by)).isoformat()[:19])


@pytest.fixture
def desk(begin: Begin) -> Desk:
    asked: list[str] = []

    def note(request: requests.PreparedRequest) -> int | Exception | None:
        asked.append(str(request.path_url))
        return None

    made = Desk(begin(adapter=FaultyAdapter(note)), asked)
    for _ in range(4):
        intake.submit(made.office, submission())
    assert made.pull().complete
    return made


def walked(report: PullReport) -> bool:
    return SHORT not in report.sentence


def test_where_nothing_has_changed_two_questions_tell_it(desk: Desk) -> None:
    report = desk.pull()

    assert (report.complete, report.expected, report.unchanged) == (True, 5, 5)
    assert SHORT in report.sentence
    assert len(desk.asked) == 2, desk.asked


def test_what_is_unchanged_counts_as_confirmed_now(desk: Desk) -> None:
    before = {row.reference: row.seen_at for row in desk.file.cases(EVERYTHING)}
    desk.advance(hours=1)
    desk.pull()

    assert all(row.seen_at > before[row.reference] for row in desk.file.cases(EVERYTHING))


def test_where_nothing_has_changed_no_copy_pushes_an_older_one_out(desk: Desk) -> None:
    before = copies_of(desk.file.path)
    desk.pull()

    assert copies_of(desk.file.path) == before


def test_a_new_case_comes_with_its_type_and_its_line(desk: Desk) -> None:
    intake.submit(desk.office, submission())
    report = desk.pull()

    assert (report.complete, len(report.new), report.unchanged, report.expected) == (True, 1, 5, 6)
    row = desk.file.row(report.new[0])
    assert row is not None
    assert row.type_code
    assert row.expiry_date
    assert desk.file.case(row.uuid).boundary is not None


def test_a_change_is_a_change_and_the_copy_goes_before_it(desk: Desk) -> None:
    before = len(copies_of(desk.file.path))
    desk.advance(minutes=1)
    casework.publish(desk.office, desk.agreement.officer.identity)
    report = desk.pull()

    assert (report.changed, report.unchanged) == ((desk.agreement.uuid,), 4)
    assert SHORT in report.sentence
    assert len(copies_of(desk.file.path)) == before + 1


def test_a_request_that_was_made_elsewhere_comes_with_its_case(desk: Desk) -> None:
    desk.advance(minutes=1)
    kind, specific = "DescriptionChangeValidationRequest", {"proposed_description": "A shed"}
    identity = validation.raise_request(desk.office, desk.agreement.officer.identity, kind, "Too short.", specific)
    validation.send(desk.office, identity)
    report = desk.pull()

    assert report.changed == (desk.agreement.uuid,)
    assert len(desk.file.case(desk.agreement.uuid).validation_requests) == 1
    assert not walked(report)


def test_a_case_that_is_gone_is_marked(desk: Desk) -> None:
    casework.remove(desk.office, desk.agreement.officer.identity)
    report = desk.pull()

    assert (report.gone, report.unchanged, report.expected) == ((desk.agreement.uuid,), 4, 4)
    assert not walked(report)


def test_gone_is_not_believed_of_a_case_that_answers(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from plugin.backoffice import pull_changes

    def said_gone(client: Any, marker: str) -> Any:
        told = changes_after(client, marker)
        return type(told)(told.items, (str(desk.agreement.officer.identity),), told.total, told.applications, told.marker, told.more)

    monkeypatch.setattr(pull_changes, "changes_after", said_gone)
    report = desk.pull()

    assert (report.gone, report.complete) == ((), True)


def test_a_count_that_disagrees_has_everything_read_and_is_said(desk: Desk) -> None:
    gone = desk.file.cases(EVERYTHING)[-1]
    desk.file.mark_gone(gone.uuid)
    report = desk.pull()

    assert "Everything was read again: the back office counts 5, and here were 4 applications." in report.sentence
    assert (report.complete, report.reappeared) == (True, (gone.uuid,))
    assert not walked(desk.pull())


def test_a_back_office_that_was_put_back_to_an_earlier_day_has_everything_read(desk: Desk) -> None:
    history, _, number = desk.marker.partition("-")
    state = desk.file.pull_state(desk.agreement.client().connection.source)
    desk.file.save_pull_state(type(state)(**{**vars(state), "further": {**state.further, "changes": f"{history}-{int(number) + 999}"}}))
    report = desk.pull()

    assert "Everything was read again: the back office no longer knows what it told before." in report.sentence
    assert report.complete


def test_a_clock_that_is_years_out_loses_nothing(desk: Desk) -> None:
    desk.advance(days=1)
    casework.publish(desk.office, desk.agreement.officer.identity)
    desk.agreement.clock.at("2019-01-01T00:00:00")
    report = desk.pull()

    assert report.changed == (desk.agreement.uuid,)
    assert not walked(report)


def test_once_a_week_everything_is_read(desk: Desk) -> None:
    desk.advance(days=8)
    report = desk.pull()

    assert "Everything was read again, as once a week." in report.sentence
    assert report.complete
    assert not walked(desk.pull())


def test_everything_is_read_where_the_officer_asks_for_it(desk: Desk) -> None:
    report = desk.pull(afresh=True)

    assert "Everything was read again, as you asked." in report.sentence
    assert (report.complete, report.unchanged) == (True, 5)


def test_what_changes_while_everything_is_read_is_told_the_next_time(desk: Desk) -> None:
    done: list[str] = []

    def meanwhile(progress: Any) -> None:
        if progress.phase == "search" and not done:
            done.append("once")
            casework.publish(desk.office, desk.agreement.officer.identity)

    desk.advance(minutes=1)
    assert desk.pull(afresh=True, progress=meanwhile).complete
    assert done
    report = desk.pull()
    assert not walked(report)
    assert report.changed == (desk.agreement.uuid,)


def test_an_update_that_was_stopped_goes_on_from_the_last_answer_that_was_taken_in(desk: Desk) -> None:
    for _ in range(52):
        intake.submit(desk.office, submission())
    before = desk.marker
    stopped = desk.pull(cancelled=lambda: desk.marker != before)
    assert (stopped.cancelled, stopped.complete) == (True, False)
    assert len(stopped.new) == 50

    report = desk.pull()
    assert not walked(report)
    assert (report.complete, len(report.new), report.expected) == (True, 2, 57)


def test_so_many_changes_that_pages_are_faster_are_read_by_pages(desk: Desk) -> None:
    for _ in range(101):
        intake.submit(desk.office, submission())
    report = desk.pull()

    assert "Everything was read again: 101 applications changed since then." in report.sentence
    assert (report.complete, len(report.new)) == (True, 101)


def test_a_back_office_of_an_earlier_version_is_read_page_by_page(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    assert latest_marker(desk.agreement.client())
    from plugin.backoffice import pull_everything

    monkeypatch.setattr(pull_everything, "latest_marker", lambda _client: "")
    assert desk.pull(afresh=True).complete
    report = desk.pull()
    assert (report.complete, walked(report)) == (True, True)
    assert "Everything" not in report.sentence


def test_the_trail_says_of_each_update_how_it_was_read(desk: Desk) -> None:
    desk.advance(minutes=1)
    desk.pull()
    with closing(sqlite3.connect(desk.file.path)) as connection:
        told = connection.execute("SELECT after FROM audit WHERE verb = 'pull finished' ORDER BY sequence DESC LIMIT 1").fetchone()[0]
    assert SHORT in told
