"""Drafts of requests: kept together, sent together in one act, each by the back office's own attributes; nothing half sent."""

from __future__ import annotations

from dataclasses import replace

import pytest

from plugin.casefile.errors import CaseFileError, NotAsked
from plugin.casefile.requests.requesting import RequestsEdit
from plugin.domain.boundary_version import BoundaryOrigin
from plugin.domain.casework.drafted_request import DraftedRequest
from plugin.domain.outbox_entry import OutboxState
from plugin.domain.outbox_verbs import ASK, REQUEST
from plugin.domain.red_line_request import Certificate, Grounds, Handling
from tests.unit.casefile.examples import SOURCE, geojson, pulled, site

PLAN = DraftedRequest(
    "AdditionalDocumentValidationRequest", "We need it.", {"document_request_type": "Location plan"}, ("validation.location-plan",)
)
FEE = DraftedRequest("FeeChangeValidationRequest", "The fee is 258.", {"suggestion": "Pay 52 more."})
CERTIFICATE = DraftedRequest("OwnershipCertificateValidationRequest", "Another owner has to be told.")
DESCRIPTION = DraftedRequest("DescriptionChangeValidationRequest", "", {"proposed_description": "Rear extension and loft"})
GROUNDS = Grounds("The drive belongs to the site.", Handling.ACCEPT_AS_DRAWN, "Nobody else is concerned.", Certificate.UNCHANGED)
LINE = DraftedRequest("RedLineBoundaryChangeValidationRequest", "The drive belongs to the site.")


@pytest.fixture
def uuid(case_file):
    return case_file.take_in([pulled(status="not_started")], SOURCE).uuids[0]


def new(*records):
    return RequestsEdit(tuple(("", 0, record) for record in records))


def drafts(case_file, uuid):
    return [each for each in case_file.case(uuid).casework if isinstance(each.record, DraftedRequest)]


def test_a_request_without_its_attribute_stops_all_of_them_and_names_it(case_file, uuid):
    with pytest.raises(NotAsked, match="Fee change: Say what the applicant has to pay") as refusal:
        case_file.send_requests(uuid, new(PLAN, DraftedRequest("FeeChangeValidationRequest", "The fee is 258.")))

    assert refusal.value.field == "suggestion"
    assert case_file.outbox(uuid) == []
    assert drafts(case_file, uuid) == []


def test_a_request_without_its_reason_is_not_sent(case_file, uuid):
    with pytest.raises(NotAsked, match="the applicant reads it"):
        case_file.send_requests(uuid, new(DraftedRequest("OwnershipCertificateValidationRequest", " ")))


def test_two_of_a_kind_of_which_one_may_wait_are_refused(case_file, uuid):
    with pytest.raises(NotAsked, match="There are 2 requests of the kind “Fee change”"):
        case_file.send_requests(uuid, new(FEE, FEE))


def test_a_day_that_is_none_is_refused(case_file, uuid):
    later = DraftedRequest("TimeExtensionValidationRequest", "We wait for bats.", {"proposed_expiry_date": "in spring"})

    with pytest.raises(NotAsked, match="This is no day"):
        case_file.send_requests(uuid, new(later))


def test_nothing_to_send_is_said(case_file, uuid):
    with pytest.raises(NotAsked, match="There is no request to send"):
        case_file.send_requests(uuid, RequestsEdit())


def test_drafts_that_lack_everything_are_kept(case_file, uuid):
    case_file.keep_requests(uuid, new(DraftedRequest("FeeChangeValidationRequest", "")))

    assert [each.record.type for each in drafts(case_file, uuid)] == ["FeeChangeValidationRequest"]
    assert case_file.outbox(uuid) == []


def test_all_go_in_one_act_each_with_the_attributes_of_its_kind(case_file, uuid):
    case_file.keep_requests(uuid, new(PLAN))
    (kept,) = drafts(case_file, uuid)

    assert case_file.send_requests(uuid, RequestsEdit(new(FEE, CERTIFICATE, DESCRIPTION).changed)) == 4

    waiting = case_file.outbox(uuid)
    assert [(each.verb, each.record_kind, each.state) for each in waiting] == [(REQUEST, "drafted_request", OutboxState.WAITING)] * 4
    assert [each.payload["case"] for each in waiting] == ["1"] * 4
    assert [each.payload["data"] for each in waiting] == [
        {
            "type": "AdditionalDocumentValidationRequest",
            "reason": "We need it.",
            "specific_attributes": {"document_request_type": "Location plan"},
        },
        {"type": "FeeChangeValidationRequest", "reason": "The fee is 258.", "specific_attributes": {"suggestion": "Pay 52 more."}},
        {"type": "OwnershipCertificateValidationRequest", "reason": "Another owner has to be told."},
        {"type": "DescriptionChangeValidationRequest", "specific_attributes": {"proposed_description": "Rear extension and loft"}},
    ]
    assert waiting[0].record_uuid == kept.uuid
    assert [each.record.outbox for each in drafts(case_file, uuid)] == [each.uuid for each in waiting]


def test_what_was_sent_is_not_sent_again_with_the_next(case_file, uuid):
    case_file.send_requests(uuid, new(PLAN))

    assert case_file.send_requests(uuid, new(FEE)) == 1
    assert len(case_file.outbox(uuid)) == 2


def test_a_change_of_the_red_line_stays_until_its_line_is_proposed(case_file, uuid):
    assert case_file.send_requests(uuid, new(LINE, PLAN)) == 1

    assert [(each.record.type, bool(each.record.outbox)) for each in drafts(case_file, uuid)] == [(LINE.type, False), (PLAN.type, True)]


def test_a_draft_that_another_window_changed_is_not_written_over_and_nothing_is_sent(case_file, uuid):
    case_file.keep_requests(uuid, new(PLAN, FEE))
    plan, fee = drafts(case_file, uuid)
    case_file.keep_requests(uuid, RequestsEdit(((fee.uuid, fee.revision, CERTIFICATE),)))

    with pytest.raises(CaseFileError, match="another window"):
        case_file.send_requests(uuid, RequestsEdit(((fee.uuid, fee.revision, FEE),), ((plan.uuid, plan.revision),)))

    assert len(drafts(case_file, uuid)) == 2
    assert case_file.outbox(uuid) == []


def test_a_draft_is_taken_out(case_file, uuid):
    case_file.keep_requests(uuid, new(PLAN, FEE))
    plan, _ = drafts(case_file, uuid)

    case_file.keep_requests(uuid, RequestsEdit(removed=((plan.uuid, plan.revision),)))

    assert [each.record for each in drafts(case_file, uuid)] == [FEE]


def test_what_nobody_has_seen_is_a_draft_again(case_file, uuid):
    case_file.send_requests(uuid, new(PLAN))
    (sent,) = drafts(case_file, uuid)

    case_file.take_back_unsent(uuid, sent.uuid)

    assert [each.record for each in drafts(case_file, uuid)] == [PLAN]
    assert case_file.outbox(uuid) == []


def test_what_may_have_arrived_is_not_taken_back(case_file, uuid):
    case_file.send_requests(uuid, new(PLAN))
    (sent,) = drafts(case_file, uuid)
    case_file.begin_attempt(sent.record.outbox)

    with pytest.raises(NotAsked, match="may have reached the back office"):
        case_file.take_back_unsent(uuid, sent.uuid)


def test_what_a_back_office_does_not_take_waits_with_the_reason_and_is_tried_again(case_file, uuid):
    case_file.send_requests(uuid, new(PLAN))
    (entry,) = case_file.outbox(uuid)
    case_file.move_in_outbox(entry.uuid, OutboxState.UNSUPPORTED, "This back office takes no requests.")

    assert [each.last_answer for each in case_file.case(uuid).outbox] == ["This back office takes no requests."]
    case_file.try_requests_again(uuid)
    assert [each.state for each in case_file.outbox(uuid)] == [OutboxState.WAITING]


def proposed(case_file, uuid):
    """A proposed version beside the line in force."""
    return case_file.add_boundary_version(uuid, site(geojson(-0.0805)), BoundaryOrigin.PROPOSED, "The drive.")


def test_a_line_and_all_other_requests_go_in_one_act(case_file, uuid):
    case_file.keep_requests(uuid, new(LINE))

    sent = case_file.send_requests_with_line(uuid, new(PLAN, FEE), proposed(case_file, uuid), GROUNDS, {"type": "Polygon"})

    assert sent == 3
    assert [each.verb for each in case_file.outbox(uuid)] == [ASK, REQUEST, REQUEST]
    assert [each.record.type for each in drafts(case_file, uuid)] == [PLAN.type, FEE.type]


def test_what_another_request_lacks_keeps_the_line_back_as_well(case_file, uuid):
    version = proposed(case_file, uuid)

    with pytest.raises(NotAsked, match="the applicant reads it"):
        case_file.send_requests_with_line(uuid, new(replace(CERTIFICATE, reason="")), version, GROUNDS, {"type": "Polygon"})

    assert case_file.outbox(uuid) == []


def test_a_line_goes_alone_where_nothing_else_is_asked(case_file, uuid):
    assert case_file.send_requests_with_line(uuid, new(LINE), proposed(case_file, uuid), GROUNDS, {"type": "Polygon"}) == 1
    assert drafts(case_file, uuid) == []
