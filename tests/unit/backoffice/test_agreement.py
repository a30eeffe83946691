"""What becomes of a request, and of the red line with it: an applicant's yes is one, silence never is."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from plugin.casefile.errors import NotAsked
from plugin.casefile.requests.replying import ReplyToRecord
from plugin.domain.boundary_version import Milestone
from plugin.domain.recorded_reply import Reply
from plugin.domain.red_line_request import Handling
from plugin.domain.settlement import Settled
from scripts.backoffice import casework, validation
from scripts.backoffice.silence import Effect
from scripts.backoffice.storage.database import jsonb
from tests.unit.backoffice.agreement_bench import Agreement, grounds
from tests.unit.backoffice.conftest import Begin
from tests.unit.backoffice.test_officer_api import PLAIN
from tests.unit.backoffice_server.officer_bench import moved, polygon
from tests.unit.backoffice_server.submissions import SQUARE

ADOPTING = {"silence": Effect.CLOSES_AND_ADOPTS}
#: The request of these tests is made on Wednesday 18 November 2026 at 10:30.
AFTER_SILENCE = "2026-11-26T10:00"


def silent(agreement: Agreement, at: str = AFTER_SILENCE) -> None:
    """Nobody answers until then."""
    agreement.clock.at(at)
    validation.close_silent(agreement.bench.office)


def foreign(agreement: Agreement, line: Any, reason: str = "Made in the back office") -> int:
    """A request that an officer makes in the back office's own pages."""
    office = agreement.bench.office
    request = validation.raise_request(office, agreement.officer.identity, validation.RED_LINE, reason, {"new_geojson": line})
    validation.send(office, request)
    return request


def agree(agreement: Agreement, request: int) -> None:
    validation.answer(agreement.bench.office, request, True)


def wider(by: float = 0.0002) -> dict[str, Any]:
    """The red line that the application came with, drawn out to the east."""
    ring = SQUARE["geometry"]["coordinates"][0]
    east = max(x for x, _ in ring)
    return polygon([[x + by if x == east else x, y] for x, y in ring])


def narrower() -> dict[str, Any]:
    return wider(-0.0003)


def settled(agreement: Agreement) -> list[tuple[Settled, int]]:
    numbers = {version.uuid: version.number for version in agreement.case.boundary_versions}
    return [(each.settled, numbers.get(each.version_uuid, 0)) for each in agreement.case.settlements]


@pytest.mark.parametrize("how", ["refresh", "pull"])
def test_agreement_puts_the_proposed_version_in_force_and_makes_no_other(agreement: Agreement, how: str) -> None:
    request = agreement.asked()
    agreement.answer(0, approved=True)
    getattr(agreement, how)()
    case = agreement.case
    assert agreement.outcome(request) == "agreed by the applicant"
    assert agreement.in_force == 2
    assert [version.number for version in case.boundary_versions] == [1, 2]
    assert settled(agreement) == [(Settled.AGREED, 2)]
    assert case.shown_version_uuid == case.boundary_versions[1].uuid
    assert case.boundary_versions[1].milestones == (Milestone.AGREED,)
    assert case.row.overlaps is None


def test_the_line_that_comes_back_is_matched_with_the_proposed_one_in_metres(agreement: Agreement) -> None:
    agreement.asked()
    agreement.answer(0, approved=True)
    agreement.refresh()
    (back,) = [entry for entry in agreement.file.history(agreement.uuid) if entry.verb == "boundary version 2 came back"]
    assert back.after["match"].startswith("The line that came back is the proposed one: no vertex is more than 0.00")


def test_a_second_look_changes_nothing(agreement: Agreement) -> None:
    agreement.asked()
    agreement.answer(0, approved=True)
    agreement.refresh()
    agreement.pull()
    length = len(agreement.file.history(agreement.uuid))
    agreement.pull()
    agreement.refresh()
    assert agreement.in_force == 2
    assert [entry.verb for entry in agreement.file.history(agreement.uuid)][length:] == []


def test_a_no_has_its_reason_and_changes_no_line(agreement: Agreement) -> None:
    request = agreement.asked()
    agreement.answer(0, approved=False, reason="The strip is my neighbour's.")
    agreement.refresh()
    assert (agreement.outcome(request), agreement.in_force) == ("disagreed: The strip is my neighbour's.", 1)


def test_case_45_silence_closes_and_changes_nothing(agreement: Agreement) -> None:
    request = agreement.asked()
    silent(agreement)
    agreement.pull()
    assert (agreement.outcome(request), agreement.in_force, settled(agreement)) == ("closed by silence on 25 November 2026", 1, [])


@pytest.mark.parametrize("how", ["refresh", "pull"])
def test_an_enlargement_that_silence_adopted_waits_for_the_officer(begin: Begin, how: str) -> None:
    agreement = begin(office=ADOPTING)
    request = agreement.asked()
    silent(agreement)
    getattr(agreement, how)()
    case = agreement.case
    assert agreement.outcome(request) == "closed by silence on 26 November 2026"
    assert agreement.in_force == 1
    assert case.shown_version_uuid == case.boundary_versions[1].uuid
    agreement.file.accept_line(agreement.uuid, request, "Rung up: they agree.")
    assert (agreement.in_force, settled(agreement)) == (2, [(Settled.ACCEPTED, 2)])
    agreement.pull()
    assert agreement.in_force == 2


def test_an_officer_may_keep_the_earlier_line(begin: Begin) -> None:
    agreement = begin(office=ADOPTING)
    request = agreement.asked()
    silent(agreement)
    agreement.pull()
    with pytest.raises(NotAsked) as caught:
        agreement.file.keep_line(agreement.uuid, request, " ")
    assert caught.value.field == "reason"
    agreement.file.keep_line(agreement.uuid, request, "The land is the highway's.")
    agreement.pull()
    assert (agreement.in_force, settled(agreement)) == (1, [(Settled.KEPT, 0)])


def test_a_reduction_that_silence_adopted_takes_in_no_land_and_is_in_force(begin: Begin) -> None:
    agreement = begin(office=ADOPTING)
    request = agreement.asked(agreement.smaller(), grounds(certificate=None))
    silent(agreement)
    agreement.pull()
    assert agreement.outcome(request) == "closed by silence on 26 November 2026"
    assert (agreement.in_force, settled(agreement)) == (2, [])


def test_plain_bops_does_not_say_whether_it_was_silence_until_the_officer_records_it(begin: Begin) -> None:
    agreement = begin(office=PLAIN)
    foreign(agreement, wider())
    agreement.pull()
    silent(agreement)
    agreement.pull()
    (request,) = agreement.case.asked_requests
    assert agreement.outcome(request.uuid) == "agreed, or closed by silence: this back office does not say which"
    assert (agreement.in_force, len(agreement.case.boundary_versions)) == (1, 2)
    told = ReplyToRecord(Reply.AGREED, "Ada Byron", "applicant", date(2026, 11, 24), attachment=("mail.txt", b"I agree."))
    agreement.file.record_reply(agreement.uuid, request.uuid, told)
    assert agreement.outcome(request.uuid) == "agreed by the applicant"
    assert (agreement.in_force, settled(agreement)) == (2, [(Settled.AGREED, 2)])
    (reply,) = agreement.case.replies
    assert reply.attachment is not None
    assert agreement.file.attachment(reply.uuid) == b"I agree."


def test_what_was_silence_stays_out_of_force_after_it_was_recorded(begin: Begin) -> None:
    agreement = begin(office=PLAIN)
    foreign(agreement, wider())
    agreement.pull()
    silent(agreement)
    agreement.pull()
    (request,) = agreement.case.asked_requests
    agreement.file.record_reply(agreement.uuid, request.uuid, ReplyToRecord(Reply.SILENCE, "", "", date(2026, 11, 26)))
    assert (agreement.outcome(request.uuid), agreement.in_force) == ("closed by silence on 26 November 2026", 1)


def test_a_yes_before_silence_could_close_it_is_the_applicant_s_also_in_plain_bops(begin: Begin) -> None:
    agreement = begin(office=PLAIN)
    request = foreign(agreement, wider())
    agreement.pull()
    agreement.clock.at("2026-11-20T12:00")
    agree(agreement, request)
    agreement.pull()
    assert agreement.outcome(agreement.case.asked_requests[0].uuid) == "agreed by the applicant"
    assert (agreement.in_force, settled(agreement)) == (2, [(Settled.AGREED, 2)])


def test_a_line_that_came_before_its_request_was_known_is_taken_out_of_force_again(begin: Begin) -> None:
    agreement = begin(office=PLAIN)
    foreign(agreement, wider())
    silent(agreement)
    # made and closed between two updates: the list has the line before the requests tell why
    agreement.pull()
    assert agreement.in_force == 1
    verbs = [entry.verb for entry in agreement.file.history(agreement.uuid)]
    assert verbs.index("boundary version 2") < verbs.index("boundary version 1 stays in force")


def test_a_reduction_in_plain_bops_is_in_force_and_nobody_s_yes(begin: Begin) -> None:
    agreement = begin(office=PLAIN)
    foreign(agreement, narrower())
    agreement.pull()
    silent(agreement)
    agreement.pull()
    assert (agreement.in_force, settled(agreement)) == (2, [])


def test_an_answer_to_a_line_drawn_over_one_no_longer_in_force_is_never_adopted_silently(agreement: Agreement) -> None:
    first = agreement.asked()
    agreement.clock.at("2026-11-18T11:00")
    second = agreement.asked(agreement.wider(9.0))
    agreement.answer(1, approved=True)
    agreement.pull()
    assert agreement.in_force == 3
    agreement.answer(0, approved=True)
    agreement.pull()
    assert (agreement.outcome(first), agreement.outcome(second)) == ("agreed by the applicant", "agreed by the applicant")
    assert (agreement.in_force, settled(agreement)) == (3, [(Settled.AGREED, 3)])
    case = agreement.case
    assert case.shown_version_uuid == case.boundary_versions[1].uuid
    agreement.file.accept_line(agreement.uuid, first, "The applicant means this one.")
    assert agreement.in_force == 2


def test_two_open_requests_of_plain_bops_of_which_the_first_is_answered_last(begin: Begin) -> None:
    agreement = begin(office=PLAIN)
    first, second = foreign(agreement, wider()), foreign(agreement, wider(0.0004))
    agreement.pull()
    for request in (second, first):
        agreement.clock.at("2026-11-19T12:00" if request == second else "2026-11-19T13:00")
        agree(agreement, request)
        agreement.pull()
    lines = {version.number: version.reading.areas for version in agreement.case.boundary_versions}
    assert len(lines) == 3
    assert agreement.in_force == 2


def test_two_requests_of_one_moment_are_two(agreement: Agreement) -> None:
    first, second = agreement.asked(), agreement.asked(agreement.wider(9.0))
    numbers = [each.theirs.back_office_id for each in agreement.case.asked_requests if each.theirs is not None]
    assert len(set(numbers)) == 2
    agreement.pull()
    assert {each.uuid for each in agreement.case.asked_requests} == {first, second}
    assert sorted(each.theirs.back_office_id for each in agreement.case.asked_requests if each.theirs is not None) == sorted(numbers)


def test_cancelled_after_it_was_agreed_the_line_stays(agreement: Agreement) -> None:
    request = agreement.asked()
    agreement.answer(0, approved=True)
    agreement.refresh()
    agreement.file.cancel_request(agreement.uuid, request, "Agreed in error.")
    assert agreement.send().sent == 1
    agreement.pull()
    assert (agreement.outcome(request), agreement.in_force) == ("cancelled after it was agreed: the line stays", 2)


def test_a_yes_to_a_fresh_application_brings_no_line_into_force(agreement: Agreement) -> None:
    request = agreement.asked(said=grounds(handling=Handling.FRESH_APPLICATION))
    agreement.answer(0, approved=True)
    agreement.pull()
    assert (agreement.outcome(request), agreement.in_force, settled(agreement)) == ("agreed by the applicant", 1, [(Settled.AGREED, 0)])


def test_a_line_agreed_before_validation_is_the_one_that_was_validated(begin: Begin) -> None:
    agreement = begin(status="not_started")
    agreement.asked()
    validation.send_all(agreement.bench.office, agreement.officer.identity)
    agreement.pull()
    agreement.answer(0, approved=True)
    casework.validate(agreement.bench.office, agreement.officer.identity, agreement.clock.now())
    agreement.pull()
    agreed = agreement.case.boundary_versions[1]
    assert agreed.current
    assert agreed.milestones == (Milestone.VALIDATED, Milestone.AGREED)


def test_a_letter_that_was_agreed_to_puts_its_line_in_force(begin: Begin) -> None:
    agreement = begin(office=PLAIN)
    request = agreement.ask()
    agreement.file.sent_as_letter(agreement.uuid, request, date(2026, 11, 18))
    told = ReplyToRecord(Reply.AGREED, "Sam Agent", "agent", date(2026, 11, 18))
    agreement.file.record_reply(agreement.uuid, request, told)
    assert (agreement.outcome(request), agreement.in_force, settled(agreement)) == ("agreed by the applicant", 2, [(Settled.AGREED, 2)])
    agreement.pull()
    assert agreement.in_force == 2


def test_a_letter_that_was_refused_changes_nothing_and_tells_the_reason(begin: Begin) -> None:
    agreement = begin(office=PLAIN)
    request = agreement.ask()
    agreement.file.sent_as_letter(agreement.uuid, request, date(2026, 11, 18))
    told = ReplyToRecord(Reply.DISAGREED, "Ada Byron", "applicant", date(2026, 11, 18), "Not mine.")
    agreement.file.record_reply(agreement.uuid, request, told)
    assert (agreement.outcome(request), agreement.in_force) == ("disagreed: Not mine.", 1)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"who": " "}, "who"),
        ({"capacity": ""}, "capacity"),
        ({"replied_on": date(2026, 11, 19)}, "replied_on"),
        ({"replied_on": date(2026, 11, 17)}, "replied_on"),
        ({"reply": Reply.SILENCE}, "reply"),
        ({"attachment": ("scan.pdf", b"x" * (20 * 1024 * 1024 + 1))}, "attachment"),
    ],
)
def test_a_reply_that_can_t_be_right_is_refused_at_its_field(begin: Begin, changes: dict[str, Any], field: str) -> None:
    agreement = begin(office=PLAIN)
    request = agreement.ask()
    agreement.file.sent_as_letter(agreement.uuid, request, date(2026, 11, 18))
    told = {"reply": Reply.AGREED, "who": "Ada", "capacity": "applicant", "replied_on": date(2026, 11, 18)}
    with pytest.raises(NotAsked) as caught:
        agreement.file.record_reply(agreement.uuid, request, ReplyToRecord(**{**told, **changes}))
    assert caught.value.field == field
    assert agreement.case.replies == ()


def test_a_back_office_that_tells_has_the_last_word(agreement: Agreement) -> None:
    request = agreement.asked()
    with pytest.raises(NotAsked, match="The back office itself says"):
        agreement.file.record_reply(agreement.uuid, request, ReplyToRecord(Reply.AGREED, "Ada", "applicant", date(2026, 11, 18)))


def test_a_line_that_the_officer_redraws_in_plain_bops_is_another_line(begin: Begin) -> None:
    agreement = begin(office=PLAIN)
    request = agreement.ask()
    agreement.file.sent_as_letter(agreement.uuid, request, date(2026, 11, 18))
    agreement.file.record_reply(agreement.uuid, request, ReplyToRecord(Reply.AGREED, "Ada", "applicant", date(2026, 11, 18)))
    office = agreement.bench.office
    office.boundaries.add(agreement.officer.identity, jsonb(moved(0.00006)), office.now(), "officer", None)
    agreement.pull()
    case = agreement.case
    assert agreement.in_force == 3
    assert "It differs from version 2, which was proposed, by up to " in case.boundary_versions[2].reason


def test_personal_words_of_a_reply_are_digests_in_the_history_and_can_be_erased(begin: Begin) -> None:
    agreement = begin(office=PLAIN)
    request = agreement.ask()
    agreement.file.sent_as_letter(agreement.uuid, request, date(2026, 11, 18))
    told = ReplyToRecord(Reply.DISAGREED, "Ada Byron", "applicant", date(2026, 11, 18), "Not mine.", ("ada.pdf", b"scan"))
    uuid = agreement.file.record_reply(agreement.uuid, request, told)
    (entry,) = [each for each in agreement.file.history(agreement.uuid) if each.verb == "reply recorded: disagreed"]
    assert "Ada" not in str(entry.after)
    assert "ada.pdf" not in str(entry.after)
    agreement.file.erase(agreement.uuid, "asked for")
    (reply,) = agreement.case.replies
    assert (reply.who, reply.words, reply.attachment, agreement.file.attachment(uuid)) == ("", "", None, None)
    assert agreement.file.verify_audit() == []
