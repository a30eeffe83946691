"""Nothing that waits to be sent is overwritten, and nothing that the back office said is lost."""

from __future__ import annotations

import sqlite3
from datetime import date

import pytest

from plugin.casefile.errors import CaseFileError
from plugin.casefile.lines.lines_in_force import BOUNDARY
from plugin.casefile.outbox.outbox import put_in_outbox
from plugin.domain.boundary_version import BoundaryOrigin
from plugin.domain.conflict import ConflictKind
from plugin.domain.outbox_entry import OutboxState
from tests.unit.casefile.examples import SOURCE, geojson, pulled, site


@pytest.fixture
def uuid(case_file):
    return case_file.take_in([pulled()], SOURCE).uuids[0]


def test_an_edit_its_outbox_entry_and_its_audit_stand_together(case_file, uuid):
    key = case_file.edit(uuid, "describe", {"description": "Two storey side extension."}, reason="agreed by telephone")

    (entry,) = case_file.outbox()
    assert (entry.uuid, entry.verb, entry.state, entry.position) == (key, "describe", OutboxState.WAITING, 1)
    assert entry.payload == {"description": "Two storey side extension."}
    assert case_file.case(uuid).application.description == "Two storey side extension."
    assert case_file.history(uuid)[-1].before == {"description": "Single storey rear extension."}
    assert case_file.history(uuid)[-1].officer == "Jo Officer"


def test_an_edit_of_what_an_application_does_not_have_is_refused_whole(case_file, uuid):
    with pytest.raises(CaseFileError, match="no colour"):
        case_file.edit(uuid, "paint", {"colour": "red"})

    assert case_file.outbox() == []


def test_a_field_changed_on_both_sides_is_a_conflict_with_its_three_values(case_file, uuid):
    case_file.edit(uuid, "describe", {"description": "Mine."})

    report = case_file.take_in([pulled(description="Theirs.")], SOURCE)

    (conflict,) = case_file.conflicts(uuid)
    assert (conflict.base, conflict.mine, conflict.theirs) == ("Single storey rear extension.", "Mine.", "Theirs.")
    assert conflict.kind is ConflictKind.EDIT_EDIT
    assert report.conflicts[0].fields == ("description",)
    assert case_file.case(uuid).application.description == "Mine."
    assert case_file.row(uuid).conflicts == 1


def test_another_field_of_the_record_waits_without_a_quarrel(case_file, uuid):
    case_file.edit(uuid, "describe", {"description": "Mine."})

    case_file.take_in([pulled(officer="Sam")], SOURCE)

    (conflict,) = case_file.conflicts(uuid)
    assert conflict.kind is ConflictKind.THEIRS_ONLY
    assert case_file.row(uuid).officer == "Jo Officer"
    assert case_file.row(uuid).conflicts == 0


def test_the_same_change_on_both_sides_is_no_conflict(case_file, uuid):
    case_file.edit(uuid, "describe", {"description": "The same."})

    case_file.take_in([pulled(description="The same.")], SOURCE)

    assert case_file.conflicts() == []


def test_clearing_a_date_is_an_edit_that_can_be_in_conflict(case_file, uuid):
    case_file.edit(uuid, "clear the target", {"target_date": None})

    case_file.take_in([pulled(target_date=date(2026, 12, 10))], SOURCE)

    (conflict,) = case_file.conflicts(uuid)
    assert (conflict.base, conflict.mine, conflict.theirs) == ("2026-12-08", None, "2026-12-10")


def test_a_conflict_met_again_is_one_and_takes_their_newest_word(case_file, uuid):
    case_file.edit(uuid, "describe", {"description": "Mine."})
    case_file.take_in([pulled(description="Theirs.")], SOURCE)
    case_file.take_in([pulled(description="Theirs.")], SOURCE)
    case_file.take_in([pulled(description="Theirs, later.")], SOURCE)

    (conflict,) = case_file.conflicts(uuid)
    assert (conflict.base, conflict.theirs) == ("Single storey rear extension.", "Theirs, later.")


def test_a_conflict_is_over_when_the_back_office_takes_its_change_back(case_file, uuid):
    case_file.edit(uuid, "describe", {"description": "Mine."})
    case_file.take_in([pulled(description="Theirs.")], SOURCE)

    case_file.take_in([pulled()], SOURCE)

    assert case_file.conflicts() == []
    assert case_file.case(uuid).application.description == "Mine."


def test_a_later_good_pull_does_not_clear_a_conflict(case_file, uuid):
    case_file.edit(uuid, "describe", {"description": "Mine."})
    case_file.take_in([pulled(description="Theirs.")], SOURCE)

    case_file.take_in([pulled(2)], SOURCE)

    assert len(case_file.conflicts(uuid)) == 1


def test_an_edited_case_that_is_gone_is_a_conflict_and_its_act_stays(case_file, uuid):
    case_file.edit(uuid, "describe", {"description": "Mine."})

    case_file.mark_gone(uuid)

    assert [conflict.kind for conflict in case_file.conflicts(uuid)] == [ConflictKind.EDIT_DELETE]
    assert len(case_file.outbox(uuid)) == 1
    case_file.take_in([pulled()], SOURCE)
    assert ConflictKind.EDIT_DELETE not in {conflict.kind for conflict in case_file.conflicts(uuid)}


def waits(case_file, uuid, version):
    """An act on a red line waits to be sent."""
    with case_file._act() as act:
        put_in_outbox(act, uuid, (BOUNDARY, version), "put in force", {})


def test_a_red_line_that_they_changed_while_ours_waits_is_kept_and_not_in_force(case_file, uuid):
    ours = site(geojson(-0.07), east=529_000)
    version = case_file.add_boundary_version(uuid, ours, BoundaryOrigin.PROPOSED, "takes in part of the highway", in_force=True)
    waits(case_file, uuid, version)

    report = case_file.take_in([pulled(site=site(geojson(-0.09), east=531_000))], SOURCE)
    case_file.take_in([pulled(site=site(geojson(-0.09), east=531_000))], SOURCE)

    versions = case_file.boundary_versions(uuid)
    assert [(each.number, each.origin.value, each.current) for each in versions] == [
        (1, "submitted", False),
        (2, "proposed", True),
        (3, "received", False),
    ]
    assert [conflict.field for conflict in case_file.conflicts(uuid)] == ["boundary"]
    assert report.conflicts[0].fields == ("boundary",)


def test_a_proposed_line_is_no_line_in_force(case_file, uuid):
    case_file.add_boundary_version(uuid, site(geojson(-0.07)), BoundaryOrigin.PROPOSED, "too large")

    assert [each.current for each in case_file.boundary_versions(uuid)] == [True, False]
    assert case_file.boundary_versions(uuid)[1].author == "Jo Officer"


def test_an_act_on_a_red_line_does_not_hold_up_the_application(case_file, uuid):
    waits(case_file, uuid, case_file.add_boundary_version(uuid, site(geojson(-0.07)), BoundaryOrigin.PROPOSED, "too large"))

    case_file.take_in([pulled(officer="Sam")], SOURCE)

    assert case_file.row(uuid).officer == "Sam"
    assert case_file.conflicts() == []


def test_acts_keep_their_order_within_a_case(case_file, uuid):
    for number in range(3):
        case_file.edit(uuid, f"act {number}", {"description": str(number)})

    assert [(entry.position, entry.verb) for entry in case_file.outbox(uuid)] == [(1, "act 0"), (2, "act 1"), (3, "act 2")]


def test_an_act_leaves_the_outbox_only_by_an_acknowledgement_and_stays_in_the_trail(case_file, uuid):
    key = case_file.edit(uuid, "describe", {"description": "Mine."})
    case_file.begin_attempt(key)
    case_file.move_in_outbox(key, OutboxState.WAITING, "The back office did not answer.")
    case_file.begin_attempt(key)
    case_file.move_in_outbox(key, OutboxState.REFUSED, "The back office says: not in this state.")

    (entry,) = case_file.outbox(uuid)
    assert (entry.attempts, entry.state, entry.last_answer) == (2, OutboxState.REFUSED, "The back office says: not in this state.")

    case_file.move_in_outbox(key, OutboxState.SENT, "Taken.")
    assert case_file.outbox(uuid) == []
    assert [entry.uuid for entry in case_file.outbox(uuid, over=True)] == [key]
    with pytest.raises(CaseFileError, match="is over"):
        case_file.move_in_outbox(key, OutboxState.WAITING)
    with pytest.raises(sqlite3.IntegrityError, match="stays in the outbox"):
        case_file._connection.execute("DELETE FROM outbox")


def test_once_sent_the_back_offices_word_counts_again(case_file, uuid):
    key = case_file.edit(uuid, "describe", {"description": "Mine."})
    case_file.move_in_outbox(key, OutboxState.SENT, "Taken.")

    case_file.take_in([pulled(description="Theirs, after.")], SOURCE)

    assert case_file.case(uuid).application.description == "Theirs, after."
