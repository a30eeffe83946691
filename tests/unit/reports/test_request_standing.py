"""Each request stands in words that are true, with what must not be overlooked and what can be done."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from plugin.casefile.errors import NotAsked
from plugin.casefile.requests.replying import ReplyToRecord
from plugin.domain.identity import Role
from plugin.domain.outbox_entry import OutboxState
from plugin.domain.recorded_reply import Reply
from plugin.domain.validation_request import RED_LINE_CHANGE, ValidationRequest
from plugin.reports.adopted_unseen import adopted_unseen
from plugin.reports.request_standing import Deed, request_standings
from plugin.rules.rules import Rules
from tests.unit.casefile.examples import JO, SOURCE, Clock, geojson, opened, pulled, site
from tests.unit.casefile.test_asking import GEOJSON, begun, grounds
from tests.unit.casefile.test_drafts import drawn

TODAY = date(2026, 11, 22)


@pytest.fixture
def file(tmp_path):
    with opened(tmp_path, clock=Clock()) as made:
        yield made


def standing(file, uuid):
    return request_standings(file.case(uuid), Rules(TODAY), TODAY, file.identity)[0]


def asked(file, entry=None, answer=""):
    uuid = begun(file)
    _, request, outbox = file.ask_with_draft(uuid, drawn(file, uuid), grounds(), GEOJSON)
    if entry is not None:
        file.move_in_outbox(outbox, entry, answer)
    return uuid, request, outbox


def told(state="open", **more):
    given = {
        "created_at": "2026-11-18T10:30:00.000+00:00",
        "notified_at": "2026-11-18T10:30:00.000+00:00",
        "closed_by": "",
        "closes_by_silence_at": "2026-11-26T00:00:00.000+00:00",
        "silence": "closes",
        "response_due": date(2026, 11, 25),
        "back_office_id": "7",
    }
    return ValidationRequest(RED_LINE_CHANGE, state, **{**given, **more})


def adopted_by_silence(file):
    """The back office put a proposed enlargement in force, and nobody had agreed to it."""
    uuid, request, outbox = asked(file)
    closed = told("closed", approved=True, closed_by="silence", closed_at="2026-11-26T09:00:00.000+00:00", silence="closes_and_adopts")
    file.request_taken(outbox, told(), "taken")
    came = site(geojson(-0.07))
    came = replace(came, boundary=replace(came.boundary, geometry=file.boundary_versions(uuid)[1].boundary.geometry))
    file.take_in([pulled(1, validation_requests=(closed,), site=came)], SOURCE)
    return uuid, request


@pytest.mark.parametrize(
    ("entry", "state", "deeds"),
    [
        (None, "waits to be sent", (Deed.TRY_AGAIN, Deed.CANCEL, Deed.LETTER)),
        (OutboxState.SENDING, "may have arrived", (Deed.TRY_AGAIN, Deed.LETTER)),
        (OutboxState.REFUSED, "was refused by the back office", (Deed.ASK_AGAIN, Deed.CANCEL, Deed.LETTER)),
        (
            OutboxState.UNSUPPORTED,
            "is not taken by this back office",
            (Deed.LETTER_SENT, Deed.TRY_AGAIN, Deed.CANCEL, Deed.LETTER),
        ),
    ],
)
def test_what_waits_in_the_outbox_says_so_and_why(file, entry, state, deeds):
    uuid, _, _ = asked(file, entry, "Nobody answered." if entry else "")
    found = standing(file, uuid)
    assert (found.title, found.state, found.deeds) == ("Version 2: enlargement", state, deeds)
    assert found.warnings == (("Nobody answered.",) if entry else ())
    assert found.urgent is (entry in (OutboxState.REFUSED, OutboxState.UNSUPPORTED))


def test_what_was_taken_back_before_it_was_sent_is_over(file):
    uuid, request, _ = asked(file)
    file.cancel_request(uuid, request, "Drawn wrongly.")
    found = standing(file, uuid)
    assert (found.state, found.open, found.deeds) == ("taken back before it was sent", False, (Deed.LETTER,))


def test_an_open_request_has_its_days_each_by_its_name_and_the_days_left(file):
    uuid, _, outbox = asked(file)
    file.request_taken(outbox, told(), "taken")
    found = standing(file, uuid)
    assert (found.state, found.days.left_words, found.urgent) == ("waiting for the applicant", "3 days left", False)
    assert found.facts == (
        "Reason: The access belongs to the site.",
        "Handled as: consult again, because two houses more adjoin it.",
        "Sent on 18 November 2026: by the back office.",
        "Closes by silence on 25 November 2026: as the back office reckons; the line in force stays, and the officer decides what follows.",
        "The applicant was told to answer by 25 November 2026: in the back office's own letter.",
    )
    assert Deed.CANCEL in found.deeds
    assert Deed.REPLY not in found.deeds


def to_be_taken_back(file, state=None):
    """An open request that the officer wants back, and how the cancellation stands in the outbox."""
    uuid, request, outbox = asked(file)
    file.request_taken(outbox, told(), "taken")
    cancellation = file.cancel_request(uuid, request, "Sent in error.")
    if state is OutboxState.SENDING:
        file.begin_attempt(cancellation)
    elif state is not None:
        file.move_in_outbox(cancellation, state, "Decide again whether to take it back.")
    return uuid, request, cancellation


@pytest.mark.parametrize(
    ("entry", "state", "deeds"),
    [
        (None, "waiting for the applicant, to be taken back", (Deed.TRY_AGAIN, Deed.LET_STAND, Deed.LETTER)),
        (OutboxState.SENDING, "waiting for the applicant, to be taken back", (Deed.TRY_AGAIN, Deed.LETTER)),
        (OutboxState.REFUSED, "waiting for the applicant, not taken back", (Deed.CANCEL, Deed.LET_STAND, Deed.LETTER)),
        (OutboxState.UNSUPPORTED, "waiting for the applicant, not taken back", (Deed.TRY_AGAIN, Deed.LET_STAND, Deed.LETTER)),
    ],
)
def test_a_cancellation_that_waits_or_was_refused_can_be_decided_about(file, entry, state, deeds):
    uuid, _, _ = to_be_taken_back(file, entry)
    found = standing(file, uuid)
    assert (found.state, found.deeds) == (state, deeds)
    assert found.urgent is (entry in (OutboxState.REFUSED, OutboxState.UNSUPPORTED))


def test_a_refused_cancellation_is_made_anew_in_one_act(file):
    uuid, request, before = to_be_taken_back(file, OutboxState.REFUSED)
    again = file.cancel_request(uuid, request, "Sent in error, as we said.")
    states = {entry.uuid: entry.state for entry in file.outbox(uuid, over=True)}
    assert (states[before], states[again]) == (OutboxState.WITHDRAWN, OutboxState.WAITING)
    found = standing(file, uuid)
    assert (found.state, found.urgent) == ("waiting for the applicant, to be taken back", False)


@pytest.mark.parametrize("state", [None, OutboxState.REFUSED, OutboxState.UNSUPPORTED])
def test_a_request_that_was_to_be_taken_back_can_be_left_as_it_is(file, state):
    uuid, request, _ = to_be_taken_back(file, state)
    file.let_stand(uuid, request)
    found = standing(file, uuid)
    assert (found.state, found.urgent, Deed.CANCEL in found.deeds) == ("waiting for the applicant", False, True)
    assert file.outbox(uuid) == []


def test_a_cancellation_that_may_have_arrived_is_not_left(file):
    uuid, request, _ = to_be_taken_back(file, OutboxState.SENDING)
    with pytest.raises(NotAsked, match="may have reached"):
        file.let_stand(uuid, request)


def test_a_request_that_was_cancelled_in_the_back_office_itself_is_over(file):
    uuid, _, _ = to_be_taken_back(file, OutboxState.UNSUPPORTED)
    cancelled = told("cancelled", cancelled_at="2026-11-20T09:00:00.000+00:00", cancel_reason="Sent in error.")
    file.take_in([pulled(1, validation_requests=(cancelled,))], SOURCE)
    found = standing(file, uuid)
    assert (found.state, found.urgent, found.open) == ("cancelled: Sent in error.", False, False)
    assert file.outbox(uuid) == []


def test_what_a_back_office_did_not_take_is_tried_again_in_one_act(file):
    uuid, request, outbox = asked(file, OutboxState.UNSUPPORTED, "Not from here.")
    file.try_again(uuid, request)
    (entry,) = file.outbox(uuid)
    assert (entry.uuid, entry.state, entry.last_answer) == (outbox, OutboxState.WAITING, "")


def test_two_open_requests_warn_of_each_other(file):
    uuid, _, outbox = asked(file)
    file.request_taken(outbox, told(), "taken")
    other = told(created_at="2026-11-19T10:30:00.000+00:00", back_office_id="8")
    file.take_in([pulled(1, validation_requests=(told(), other))], SOURCE)
    assert all(
        "the one that is answered last wins" in each.warnings[-1]
        for each in request_standings(file.case(uuid), Rules(TODAY), TODAY, file.identity)
    )


def test_a_line_that_silence_adopted_waits_and_says_which_line_is_in_force_where(file):
    uuid, _ = adopted_by_silence(file)
    found = standing(file, uuid)
    assert found.state == "closed by silence on 26 November 2026"
    why = "the back office adopted it, nobody has agreed to it, and it takes in land"
    assert found.warnings == (f"The back office has version 2 in force; version 1 stays in force here until you accept it: {why}.",)
    assert (found.urgent, found.deeds[:2]) == (True, (Deed.ACCEPT, Deed.KEEP))


def test_a_letter_waits_for_its_reply_and_says_who_gave_it(file):
    uuid, request, outbox = asked(file)
    file.move_in_outbox(outbox, OutboxState.UNSUPPORTED, "Send the letter.")
    file.sent_as_letter(uuid, request, TODAY)
    found = standing(file, uuid)
    assert (found.state, found.deeds) == ("waiting for the applicant's reply to the letter", (Deed.REPLY, Deed.LETTER))
    file.record_reply(uuid, request, ReplyToRecord(Reply.AGREED, "Sam Agent", "agent", TODAY, attachment=("letter.pdf", b"x")))
    found = standing(file, uuid)
    assert found.state == "agreed by the applicant"
    assert found.facts[-2:] == (
        "Reply by Sam Agent (agent) on 22 November 2026, with letter.pdf; recorded by Jo Officer.",
        "Version 2 came into force here on 22 November 2026 by the applicant's yes.",
    )
    assert (found.open, found.deeds) == (False, (Deed.LETTER,))


def test_what_plain_bops_does_not_tell_waits_to_be_found_out(file):
    uuid, _, _ = asked(file)
    plain = {"closed_by": None, "closes_by_silence_at": "", "silence": "", "back_office_id": ""}
    foreign = told("closed", approved=True, created_at="2026-11-09T10:30:00.000+00:00", closed_at="2026-11-20T09:00:00.000+00:00", **plain)
    file.take_in([pulled(1, validation_requests=(foreign,))], SOURCE)
    found = request_standings(file.case(uuid), Rules(TODAY), TODAY, file.identity)[-1]
    assert (found.title, found.state) == ("Another line", "agreed, or closed by silence: this back office does not say which")
    assert found.warnings == ("Find out whether the applicant agreed or was silent, and record it.",)
    assert (found.urgent, found.deeds) == (True, (Deed.REPLY,))


def first_seen(file, **said):
    """A case that is first read after the back office has put another line in force, with the request that this came of."""
    lines = {"original_geojson": json.loads(geojson(-0.08)), "new_geojson": json.loads(geojson(-0.07))}
    times = {"created_at": "2026-11-09T10:30:00.000+00:00", "closed_at": "2026-11-20T09:00:00.000+00:00"}
    request = told("closed", approved=True, specific=lines, **times, **said)
    return file.take_in([pulled(1, site=site(geojson(-0.07)), validation_requests=(request,))], SOURCE).uuids[0]


PLAIN = {"closed_by": None, "closes_by_silence_at": "", "silence": "", "back_office_id": ""}


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (PLAIN, "Version 1 may have been adopted by silence (agreed, or closed by silence: this back office does not say which)."),
        ({"closed_by": "silence"}, "The back office adopted version 1 by silence: nobody has agreed to it."),
    ],
)
def test_a_line_that_was_adopted_before_the_case_was_first_read_is_said_to_be_so(file, said, words):
    uuid = first_seen(file, **said)
    case = file.case(uuid)
    why = "It is in force here all the same, because the line before it is not known here."
    assert adopted_unseen(case) == f"{words} {why} See Letters."
    found = standing(file, uuid)
    assert found.warnings[0] == f"{words} {why}"
    assert (found.urgent, Deed.ACCEPT in found.deeds, Deed.KEEP in found.deeds) == (True, True, False)

    file.accept_line(uuid, case.judged_requests[0].uuid, "The applicant's plan shows it.")
    assert adopted_unseen(file.case(uuid)) == ""
    assert case.boundary.uuid == file.case(uuid).boundary.uuid


def test_a_line_that_the_applicant_agreed_to_before_the_case_was_first_read_needs_no_word(file):
    uuid = first_seen(file, closed_by="applicant")
    assert adopted_unseen(file.case(uuid)) == ""
    assert standing(file, uuid).warnings == ()


def test_what_a_line_changes_is_not_claimed_where_the_line_before_it_is_not_known(file):
    (judged,) = file.case(first_seen(file, **PLAIN)).judged_requests
    assert judged.verdict.words.endswith("and what it changes is not known here")


def test_a_request_drawn_over_a_line_no_longer_in_force_says_that_a_yes_will_not_count_by_itself(file):
    uuid, _, outbox = asked(file)
    file.request_taken(outbox, told(), "taken")
    file.take_in([pulled(1, site=site(geojson(-0.07), east=531_000))], SOURCE)
    assert standing(file, uuid).warnings[0] == (
        "It was drawn over version 1, which is no longer in force: a yes will not be adopted by itself."
    )


def test_what_an_officer_did_by_hand_bears_the_officer_s_name(file):
    uuid, request = adopted_by_silence(file)
    file.accept_line(uuid, request, "Agreed on site.")
    found = standing(file, uuid)
    assert found.facts[-1] == "Jo Officer put version 2 in force by hand on 22 November 2026: Agreed on site."
    assert (found.urgent, found.warnings) == (False, ())


def test_a_proposed_version_that_nobody_was_asked_about_can_be_sent(file):
    uuid = begun(file)
    version = file.propose(uuid, drawn(file, uuid), "The access belongs to it.")
    found = standing(file, uuid)
    assert (found.uuid, found.title, found.state) == (version, "Version 2: proposed", "nobody was asked yet")
    assert (found.deeds, found.facts) == ((Deed.SEND,), ("Reason: The access belongs to it.", "Made by Jo Officer."))
    file.ask_with_version(uuid, version, grounds(), GEOJSON)
    assert [each.state for each in request_standings(file.case(uuid), Rules(TODAY), TODAY, file.identity)] == ["waits to be sent"]


def test_a_request_that_was_refused_is_asked_anew_in_its_place(file):
    uuid, request, _ = asked(file, OutboxState.REFUSED, "The line has moved on.")
    version = file.case(uuid).judged_requests[0].version_uuid
    file.ask_with_version(uuid, version, grounds(), GEOJSON, instead_of=request)
    states = [each.state for each in request_standings(file.case(uuid), Rules(TODAY), TODAY, file.identity)]
    assert sorted(states) == ["taken back before it was sent", "waits to be sent"]


@pytest.mark.parametrize("status", ["determined", "withdrawn", "returned", "closed", "awaiting_determination", "in_committee"])
def test_a_case_that_may_only_be_looked_at_offers_nothing_and_says_why(file, status):
    uuid, _ = adopted_by_silence(file)
    assert Deed.ACCEPT in standing(file, uuid).deeds
    file.take_in([pulled(1, status=status, site=site(geojson(-0.08)))], SOURCE)

    found = standing(file, uuid)

    assert (found.deeds, found.urgent) == ((), False)
    assert found.facts[0].startswith(f"This case is {status.replace('_', ' ')}")


def test_without_the_role_nothing_is_offered(file):
    uuid, _ = adopted_by_silence(file)
    (found, *_) = request_standings(file.case(uuid), Rules(TODAY), TODAY, replace(JO, role=Role.GIS_TEAM))

    assert found.deeds == ()
    assert "with your role it can only be looked at" in found.facts[0]


def test_what_waits_here_is_taken_back_at_any_stage_lest_it_be_sent(file):
    uuid, _, _ = asked(file)
    file.take_in([pulled(1, status="determined")], SOURCE)

    assert standing(file, uuid).deeds == (Deed.CANCEL,)
    assert request_standings(file.case(uuid), Rules(TODAY), TODAY, replace(JO, role=Role.GIS_TEAM))[0].deeds == ()
