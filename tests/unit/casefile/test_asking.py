"""Asking an applicant is one act: version, request, outbox and trail stand together, or nothing of them does."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
import shapely

from plugin.casefile.errors import ActOver, CaseFileError, NotAsked, NotProposed
from plugin.casefile.file.migrations import Migrations
from plugin.casefile.requests.replying import ReplyToRecord
from plugin.domain.boundary_change import ChangeKind
from plugin.domain.case_facts import facts_of_amendment, facts_of_case
from plugin.domain.outbox_entry import OutboxState
from plugin.domain.outbox_verbs import ASK
from plugin.domain.recorded_reply import Reply
from plugin.domain.red_line_request import Certificate, Grounds, Handling
from plugin.domain.told_fact import FactSource
from plugin.domain.validation_request import RED_LINE_CHANGE, ValidationRequest
from tests.unit.boundary.drawn import TODAY
from tests.unit.casefile.examples import SOURCE, no_site, opened, pulled, screening
from tests.unit.casefile.test_drafts import SUBMITTED, WIDER, drawn, shape
from tests.unit.casefile.test_faults import killed_at

NARROWER = "POLYGON ((530000 180000, 530010 180000, 530010 180030, 530000 180030, 530000 180000))"
GEOJSON = {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": []}}


def grounds(**changes):
    told = {
        "reason": "The access belongs to the site.",
        "handling": Handling.RECONSULT,
        "handling_reason": "Two houses more adjoin it.",
        "certificate": Certificate.B,
    }
    return Grounds(**{**told, **changes})


def begun(file):
    (uuid,) = file.take_in([pulled(1)], SOURCE).uuids
    file.begin_draft(uuid, shape(SUBMITTED), "Version 1")
    return uuid


@pytest.fixture
def uuid(case_file):
    return begun(case_file)


def everything(file, uuid):
    return (file.draft(uuid) is not None, len(file.boundary_versions(uuid)), len(file.case(uuid).asked_requests), len(file.outbox(uuid)))


def test_the_version_the_request_and_the_outbox_are_there_and_the_draft_is_not(case_file, uuid):
    version, request, outbox = case_file.ask_with_draft(uuid, drawn(case_file, uuid), grounds(), GEOJSON)
    (asked,) = case_file.case(uuid).asked_requests
    assert everything(case_file, uuid) == (False, 2, 1, 1)
    assert (asked.uuid, asked.ours.version_uuid, asked.ours.change, asked.ours.officer) == (
        request,
        version,
        ChangeKind.ENLARGEMENT,
        "Jo Officer",
    )
    assert asked.ours.grounds == grounds()
    (entry,) = case_file.outbox(uuid)
    assert (entry.uuid, entry.record_uuid, entry.state, entry.attempts) == (outbox, request, OutboxState.WAITING, 0)
    assert entry.payload == {
        "case": "1",
        "reason": "The access belongs to the site.",
        "handling": "reconsult",
        "handling_reason": "Two houses more adjoin it.",
        "ownership_certificate": "certificate_b",
        "new_geojson": GEOJSON,
    }


def test_asking_killed_between_any_two_statements_leaves_the_draft_or_all_of_the_act(tmp_path):
    kills = 0
    for statement in range(1, 200):
        folder = tmp_path / str(statement)
        with opened(folder) as file:
            uuid = begun(file)
            reading = drawn(file, uuid)

        killed = killed_at(
            folder, lambda file, uuid=uuid, reading=reading: file.ask_with_draft(uuid, reading, grounds(), GEOJSON), statement
        )

        with opened(folder) as file:
            found = everything(file, uuid)
            assert file.verify_audit() == []
        assert found == ((True, 1, 0, 0) if killed else (False, 2, 1, 1))
        if not killed:
            break
        kills += 1
    assert kills > 12


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"reason": "  "}, "reason"),
        ({"reason": "x" * 5001}, "reason"),
        ({"handling_reason": "\n"}, "handling_reason"),
        ({"certificate": None}, "certificate"),
    ],
)
def test_what_is_missing_is_refused_at_its_field_and_the_draft_stays(case_file, uuid, changes, field):
    reading = drawn(case_file, uuid)
    with pytest.raises((NotAsked, NotProposed)) as refusal:
        case_file.ask_with_draft(uuid, reading, grounds(**changes), GEOJSON)
    assert refusal.value.field == field
    assert everything(case_file, uuid) == (True, 1, 0, 0)


def test_the_certificate_is_asked_only_where_land_is_added(case_file, uuid):
    case_file.ask_with_draft(uuid, drawn(case_file, uuid, NARROWER), grounds(certificate=Certificate.D), GEOJSON)
    assert case_file.case(uuid).asked_requests[0].ours.grounds.certificate is None
    assert "ownership_certificate" not in case_file.outbox(uuid)[0].payload


def owners(file, uuid):
    return {fact.name: fact for fact in file.case(uuid).application.facts}.get("added_land_owners")


@pytest.mark.parametrize(
    ("certificate", "told"),
    [(Certificate.UNCHANGED, "applicant"), (Certificate.B, "known"), (Certificate.C, "some-known"), (Certificate.D, "unknown")],
)
def test_whose_the_added_land_is_becomes_a_fact_of_the_case(case_file, uuid, certificate, told):
    case_file.ask_with_draft(uuid, drawn(case_file, uuid), grounds(certificate=certificate), GEOJSON)
    fact = owners(case_file, uuid)
    assert (fact.value, fact.source, fact.officer) == (told, FactSource.OFFICER, "Jo Officer")
    assert fact.said == "said of the land that version 2 adds, to ask the applicant"
    assert facts_of_case(case_file.case(uuid)).added_land_owners == told


def test_whose_the_land_of_one_amendment_is_says_nothing_of_the_land_of_the_next(case_file, uuid):
    case_file.ask_with_draft(uuid, drawn(case_file, uuid), grounds(), GEOJSON)
    case, told_at = case_file.case(uuid), owners(case_file, uuid).told_at

    assert facts_of_amendment(case, told_at).added_land_owners == "known"
    assert facts_of_amendment(case, f"{told_at}.5").added_land_owners == ""


def test_the_same_answer_told_of_the_land_of_another_amendment_is_told_anew(case_file, uuid):
    case_file.tell_facts(uuid, {"added_land_owners": "known"}, "Of the drive.")
    before = len(case_file.history(uuid))
    case_file.tell_facts(uuid, {"added_land_owners": "known"}, "Of the verge.")

    assert owners(case_file, uuid).said == "Of the verge."
    assert len(case_file.history(uuid)) == before + 1


def test_no_officer_s_reason_stands_in_the_trail_in_the_clear(case_file, uuid):
    named = "Mrs Example of number 9 wants it."
    _, request, _ = case_file.ask_with_draft(uuid, drawn(case_file, uuid), grounds(reason=named, handling_reason=named), GEOJSON)
    case_file.cancel_request(uuid, request, named)

    told = [value for entry in case_file.history(uuid) for value in (*entry.before.values(), *entry.after.values())]
    assert not [value for value in told if "Mrs Example" in str(value)]
    assert sum(isinstance(value, dict) and set(value) == {"digest"} for value in told) >= 3
    assert case_file.verify_audit() == []


def test_owners_that_are_to_be_found_out_take_back_what_was_said_of_other_land(case_file, uuid):
    case_file.tell_facts(uuid, {"added_land_owners": "applicant"}, "He said so.")
    case_file.ask_with_draft(uuid, drawn(case_file, uuid), grounds(certificate=Certificate.TO_BE_CONFIRMED), GEOJSON)
    assert owners(case_file, uuid) is None


def test_a_reduction_says_nothing_of_owners(case_file, uuid):
    case_file.tell_facts(uuid, {"added_land_owners": "applicant"}, "He said so.")
    case_file.ask_with_draft(uuid, drawn(case_file, uuid, NARROWER), grounds(certificate=Certificate.D), GEOJSON)
    assert owners(case_file, uuid).value == "applicant"


def test_replies_and_facts_and_what_was_asked_survive_an_agreement_and_the_screening_after_it(case_file, uuid):
    """What officers recorded is theirs: neither another line in force nor its findings touch it."""
    case_file.tell_facts(uuid, {"dwellings": 3}, "The plans show three.")
    case_file.record_screening(uuid, case_file.boundary_versions(uuid)[0].uuid, screening())
    version, request, _ = case_file.ask_with_draft(uuid, drawn(case_file, uuid, WIDER), grounds(), GEOJSON)
    case_file.sent_as_letter(uuid, request, TODAY)
    case_file.record_reply(uuid, request, ReplyToRecord(Reply.AGREED, "Ada", "applicant", TODAY, attachment=("mail.txt", b"I agree.")))
    before = case_file.case(uuid)
    assert before.boundary.uuid == version

    case_file.record_screening(uuid, version, screening())
    case_file.take_in([pulled(1)], SOURCE)

    after = case_file.case(uuid)
    assert after.boundary.uuid == version
    assert after.screening is not None
    assert (after.replies, after.settlements, after.application.facts) == (before.replies, before.settlements, before.application.facts)
    assert [each.request.ours.grounds for each in after.judged_requests] == [grounds()]
    assert {fact.name: fact.value for fact in after.application.facts} == {"dwellings": 3, "added_land_owners": "known"}
    assert case_file.attachment(after.replies[0].uuid) == b"I agree."


def test_where_there_was_no_line_all_of_the_land_is_new(case_file):
    (uuid,) = case_file.take_in([pulled(1, site=no_site())], SOURCE).uuids
    case_file.begin_draft(uuid, shapely.MultiPolygon(), "No line")
    case_file.ask_with_draft(uuid, drawn(case_file, uuid), grounds(), GEOJSON)
    assert case_file.case(uuid).asked_requests[0].ours.change is ChangeKind.ENLARGEMENT


def test_a_version_that_was_saved_before_can_be_asked_for_later(case_file, uuid):
    version = case_file.propose(uuid, drawn(case_file, uuid), "It belongs to it.")
    assert case_file.ask_with_version(uuid, version, grounds(), GEOJSON)[0] == version
    assert [each.number for each in case_file.boundary_versions(uuid)] == [1, 2]


def test_only_a_proposed_version_can_be_asked_for(case_file, uuid):
    with pytest.raises(NotAsked, match="no proposed line"):
        case_file.ask_with_version(uuid, case_file.boundary_versions(uuid)[0].uuid, grounds(), GEOJSON)


@pytest.mark.parametrize("status", ["determined", "withdrawn", "awaiting_determination"])
def test_a_case_in_a_state_that_does_not_allow_it_asks_nobody(case_file, uuid, status):
    reading = drawn(case_file, uuid)
    case_file.take_in([pulled(1, status=status)], SOURCE)
    with pytest.raises(CaseFileError, match="was not amended"):
        case_file.ask_with_draft(uuid, reading, grounds(), GEOJSON)


def test_a_line_that_waits_for_nobody_is_not_accepted_by_hand(case_file, uuid):
    _, request, _ = case_file.ask_with_draft(uuid, drawn(case_file, uuid), grounds(), GEOJSON)
    with pytest.raises(NotAsked, match="does not wait for you"):
        case_file.accept_line(uuid, request, "I like it better.")
    assert case_file.case(uuid).boundary.number == 1


def test_what_was_asked_is_evidence(case_file, uuid):
    case_file.ask_with_draft(uuid, drawn(case_file, uuid), grounds(), GEOJSON)
    with closing(sqlite3.connect(case_file.path)) as connection:
        for statement in ("UPDATE red_line_request SET reason = 'x'", "DELETE FROM red_line_request"):
            with pytest.raises(sqlite3.IntegrityError, match="of an applicant"):
                connection.execute(statement)


def test_findings_of_an_earlier_line_are_told_as_such_until_the_new_one_is_screened(case_file, uuid):
    first = case_file.boundary_versions(uuid)[0]
    case_file.record_screening(uuid, first.uuid, screening())
    assert case_file.case(uuid).screened_before is None
    version, request, _ = case_file.ask_with_draft(uuid, drawn(case_file, uuid, WIDER), grounds(), GEOJSON)
    case_file.sent_as_letter(uuid, request, TODAY)
    case_file.record_reply(uuid, request, ReplyToRecord(Reply.AGREED, "Ada", "applicant", TODAY))
    case = case_file.case(uuid)
    assert case.screening is None
    assert (case.screened_before.number, case.screened_before.screening.findings) == (1, ())
    case_file.record_screening(uuid, version, screening())
    assert case_file.case(uuid).screened_before is None


def test_a_file_of_the_version_before_requests_is_brought_up_and_its_requests_have_not_changed(tmp_path):
    told = ValidationRequest(RED_LINE_CHANGE, "open", "2026-11-18T10:30:00.000+00:00", reason="x", specific={"new_geojson": GEOJSON})
    before = tmp_path / "before"
    before.mkdir()
    for step in Migrations.shipped().steps()[:2]:
        (before / step.name).write_text(step.read_text(encoding="utf-8"), encoding="utf-8")
    with opened(tmp_path, migrations=Migrations(before)) as file, closing(sqlite3.connect(file.path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (2,)
        fill_version_2(connection)
    with opened(tmp_path) as file:
        uuid = file.find("26-00001-HAPP")
        report = file.take_in([pulled(1, site=None, validation_requests=(told,))], SOURCE)
        assert (report.changed, report.unchanged) == ((), 1)
        (asked,) = file.case(uuid).asked_requests
        assert (asked.theirs.closed_by, asked.theirs.reason) == (None, "x")
        assert file.verify_audit() == []


def test_acts_that_an_earlier_redline_left_waiting_are_known_by_their_codes(tmp_path):
    with opened(tmp_path) as file:
        uuid = begun(file)
        file.ask_with_draft(uuid, drawn(file, uuid), grounds(), GEOJSON)
    step = next(each for each in Migrations.shipped().steps() if each.name == "006.sql")
    with closing(sqlite3.connect(tmp_path / "cases.redline")) as connection:
        connection.execute("UPDATE outbox SET verb = 'ask the applicant to agree to another red line'")
        connection.executescript(step.read_text(encoding="utf-8"))
        connection.execute(f"PRAGMA user_version = {Migrations.shipped().latest}")
    with opened(tmp_path) as file:
        assert [entry.verb for entry in file.outbox()] == [ASK]
        assert file.verify_audit() == []


def test_the_history_tells_an_act_in_words_and_the_outbox_keeps_its_code(case_file, uuid):
    _, _, outbox = case_file.ask_with_draft(uuid, drawn(case_file, uuid), grounds(), GEOJSON)
    case_file.move_in_outbox(outbox, OutboxState.REFUSED, "No.")
    assert [entry.verb for entry in case_file.outbox(uuid)] == ["ask_applicant"]
    assert [entry.verb for entry in case_file.history(uuid)][-2:] == [
        "ask the applicant to agree to another red line",
        "ask the applicant to agree to another red line: refused",
    ]


def test_the_outbox_writes_what_changes_and_nothing_else(case_file, uuid):
    _, _, outbox = case_file.ask_with_draft(uuid, drawn(case_file, uuid), grounds(), GEOJSON)
    for _ in range(3):
        case_file.move_in_outbox(outbox, OutboxState.WAITING, "Nobody answered.")
    for _ in range(3):
        case_file.begin_attempt(outbox)
    (entry,) = case_file.outbox(uuid)
    assert (entry.state, entry.attempts, entry.last_answer) == (OutboxState.SENDING, 3, "Nobody answered.")
    assert [entry.verb.rpartition(": ")[2] for entry in case_file.history(uuid)][-3:] == [
        "ask the applicant to agree to another red line",
        "waiting",
        "sending",
    ]


def test_what_is_over_is_not_attempted_again(case_file, uuid):
    _, request, outbox = case_file.ask_with_draft(uuid, drawn(case_file, uuid), grounds(), GEOJSON)
    case_file.cancel_request(uuid, request, "Drawn wrongly.")
    with pytest.raises(ActOver, match="is over"):
        case_file.begin_attempt(outbox)
    case_file.note_in_outbox(outbox, "Too late.")
    assert case_file.outbox(uuid, over=True)[0].last_answer == "taken back by Jo Officer: Drawn wrongly."


def fill_version_2(connection):
    """One case with one request, as a Redline of that version kept them."""
    import json

    from plugin.casefile.file.json_text import canonical, storable_values
    from plugin.casefile.file.statements import statement
    from plugin.casefile.pulled.application_fields import columns_of, empty_values, told_values

    case = pulled(1, site=None)
    columns = columns_of({**empty_values(), **told_values(case)}, [])
    columns.update(uuid="case", source=SOURCE, back_office_id="1", seen_at="2026-11-18T10:30:00Z")
    connection.execute(statement("application_add"), storable_values(columns))
    bases = [("application", "case", name, canonical(value)) for name, value in told_values(case).items()]
    request = {
        "uuid": "request",
        "application_uuid": "case",
        "key": f"{RED_LINE_CHANGE}|2026-11-18T10:30:00.000+00:00",
        "position": 0,
        "type": RED_LINE_CHANGE,
        "state": "open",
        "created_at": "2026-11-18T10:30:00.000+00:00",
        "post_validation": 0,
        "notified_at": "",
        "reason": "x",
        "response_due": None,
        "response": "",
        "rejection_reason": "",
        "approved": None,
        "cancel_reason": "",
        "cancelled_at": "",
        "closed_at": "",
        "specific": json.dumps({"new_geojson": GEOJSON}),
        "back_office_id": "",
    }
    names = ", ".join(request)
    connection.execute(f"INSERT INTO validation_request ({names}) VALUES ({', '.join('?' * len(request))})", list(request.values()))
    told = {**{name: value for name, value in request.items() if name not in {"uuid", "application_uuid", "key", "position"}}}
    told.update(post_validation=False, specific={"new_geojson": GEOJSON})
    bases += [("validation_request", "request", name, canonical(value)) for name, value in told.items()]
    connection.executemany("INSERT INTO base_value VALUES (?, ?, ?, ?, '')", bases)
    connection.commit()
