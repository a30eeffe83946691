"""Documents, requests, representations and contacts: what is new, changed, gone or back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from plugin.casefile.errors import CaseNotThere
from plugin.domain.application import Designation
from plugin.domain.case import PulledDetails
from plugin.domain.contact import Contact, ContactRole
from plugin.domain.document import Document
from plugin.domain.representation import Representation, RepresentationKind
from plugin.domain.validation_request import RED_LINE_CHANGE, ValidationRequest
from tests.unit.casefile.examples import SOURCE, pulled

PLAN = Document(
    "plan.pdf", "https://x.example/files/1", "2026-11-02", ("Floor plan - proposed",), ("A-01",), "The plan", 541, "application/pdf"
)
FORM = Document("form.pdf", "https://x.example/files/2")
ASKED = ValidationRequest(
    RED_LINE_CHANGE,
    "open",
    "2026-11-22T10:28:43.531+00:00",
    notified_at="2026-11-22T10:29:40.649+00:00",
    reason="The red line takes in part of the highway",
    response_due=date(2026, 12, 14),
    specific={"new_geojson": {"type": "Feature", "geometry": None, "properties": None}},
)
OBJECTION = Representation(
    RepresentationKind.NEIGHBOUR, "Too high.", "2026-11-10", "objection", "A. Neighbour", "142 Woodwarde Road", ("light",)
)


@pytest.fixture
def uuid(case_file):
    return case_file.take_in([pulled()], SOURCE).uuids[0]


def bare(records):
    return tuple(replace(record, uuid="") for record in records)


def test_details_of_a_case_that_is_not_there_are_refused(case_file):
    with pytest.raises(CaseNotThere):
        case_file.record_details("nobody", PulledDetails(documents=(PLAN,)))


def test_details_come_back_in_their_order_and_as_they_were(case_file, uuid, clock):
    told = (Designation("tpo", "Tree preservation order", True),)
    case_file.record_details(
        uuid, PulledDetails(documents=(PLAN, FORM), validation_requests=(ASKED,), representations=(OBJECTION,), designations=told)
    )

    case = case_file.case(uuid)
    assert bare(case.documents) == (PLAN, FORM)
    assert bare(case.validation_requests) == (ASKED,)
    assert bare(case.representations) == (OBJECTION,)
    assert case.designations == told
    assert case.details_at == "2026-11-22T10:00:00Z"
    assert case.row.reply_due == date(2026, 12, 14)


def test_reading_for_the_first_time_is_no_change_since_the_last_look_and_later_is(case_file, uuid):
    case_file.look_at(uuid)
    change = case_file.record_details(uuid, PulledDetails(documents=(PLAN,), validation_requests=(ASKED,)))
    assert change.fields == ()
    assert not case_file.row(uuid).changed

    case_file.record_details(uuid, PulledDetails(documents=(PLAN, FORM)))
    assert case_file.row(uuid).changed_fields == ("documents",)


def test_the_same_details_again_change_nothing_but_the_moment(case_file, uuid, clock):
    details = PulledDetails(documents=(PLAN, FORM), validation_requests=(ASKED,), representations=(OBJECTION,))
    case_file.record_details(uuid, details)
    entries = case_file.audit_head()
    clock.advance(hours=1)

    assert case_file.record_details(uuid, details).fields == ()
    assert case_file.audit_head() == entries
    assert case_file.case(uuid).details_at == "2026-11-22T11:00:00Z"


def test_what_was_not_asked_stands_and_an_empty_answer_empties(case_file, uuid):
    case_file.record_details(uuid, PulledDetails(documents=(PLAN,), representations=(OBJECTION,)))

    case_file.record_details(uuid, PulledDetails(documents=()))

    case = case_file.case(uuid)
    assert [(each.name, each.gone) for each in case.documents] == [("plan.pdf", True)]
    assert [each.gone for each in case.representations] == [False]


def test_a_document_that_comes_back_is_the_same_one(case_file, uuid):
    case_file.record_details(uuid, PulledDetails(documents=(PLAN,)))
    before = case_file.case(uuid).documents[0].uuid
    case_file.record_details(uuid, PulledDetails(documents=()))
    case_file.record_details(uuid, PulledDetails(documents=(PLAN,)))

    (document,) = case_file.case(uuid).documents
    assert (document.uuid, document.gone) == (before, False)


def test_an_answered_request_is_the_same_request_with_its_history(case_file, uuid):
    case_file.record_details(uuid, PulledDetails(validation_requests=(ASKED,)))
    answered = replace(ASKED, state="closed", approved=None, closed_at="2026-11-23T09:00:00Z")
    case_file.record_details(uuid, PulledDetails(validation_requests=(answered,)))

    (request,) = case_file.case(uuid).validation_requests
    assert (request.state, request.approved, request.is_open) == ("closed", None, False)
    entry = case_file.history(uuid)[-1]
    assert entry.before["changed"][request.uuid] == {"state": "open", "closed_at": ""}
    assert entry.after["changed"][request.uuid] == {"state": "closed", "closed_at": "2026-11-23T09:00:00Z"}


def test_two_requests_of_one_type_and_moment_are_two(case_file, uuid):
    case_file.record_details(uuid, PulledDetails(validation_requests=(ASKED, replace(ASKED, reason="Another reason"))))
    case_file.record_details(uuid, PulledDetails(validation_requests=(ASKED, replace(ASKED, reason="Another reason"))))

    assert [each.reason for each in case_file.case(uuid).validation_requests] == [ASKED.reason, "Another reason"]


def test_contacts_are_kept_only_once_an_officer_has_opened_the_case(case_file, uuid):
    contact = Contact(ContactRole.AGENT, "Ziggy Stardust", email="ziggy@example.com")
    case_file.take_in([pulled(contacts=(contact,))], SOURCE)
    assert case_file.case(uuid).contacts == ()

    case_file.look_at(uuid)
    case_file.record_details(uuid, PulledDetails(contacts=(contact,)))

    assert bare(case_file.case(uuid).contacts) == (contact,)


def test_the_contacts_of_a_case_that_was_first_read_unopened_are_no_change_when_it_is_opened(case_file, uuid):
    contact = Contact(ContactRole.AGENT, "Ziggy Stardust", email="ziggy@example.com")
    case_file.record_details(uuid, PulledDetails(documents=(PLAN,), contacts=(contact,)))
    case_file.look_at(uuid)

    assert case_file.record_details(uuid, PulledDetails(documents=(PLAN,), contacts=(contact,))).fields == ()
    assert not case_file.row(uuid).changed
    assert bare(case_file.case(uuid).contacts) == (contact,)

    moved = replace(contact, email="ziggy@example.org")
    assert case_file.record_details(uuid, PulledDetails(contacts=(moved,))).fields == ("contacts",)


def test_details_come_with_a_pull_as_well_first_as_no_change_and_then_as_one(case_file, uuid):
    first = case_file.take_in([pulled(documents=(PLAN,), representations=())], SOURCE)
    later = case_file.take_in([pulled(documents=(PLAN, FORM), representations=(OBJECTION,), validation_requests=(ASKED,))], SOURCE)

    assert first.changed == ()
    assert later.changed[0].fields == ("documents", "validation_requests", "representations")
    assert bare(case_file.case(uuid).documents) == (PLAN, FORM)


def test_requests_that_were_never_asked_for_until_now_complete_the_case(case_file, uuid):
    report = case_file.take_in([pulled(validation_requests=(ASKED,), completing=frozenset({"validation_requests"}))], SOURCE)

    assert report.changed == ()
    assert case_file.row(uuid).reply_due == date(2026, 12, 14)


OUTLINE = Document("A-01", PLAN.url, PLAN.created_at, PLAN.tags, PLAN.numbers, PLAN.description)
SECOND = Document("Document", "https://x.example/files/9")


def test_a_list_of_published_documents_adds_and_takes_away_what_it_alone_told_of(case_file, uuid):
    case_file.take_in([pulled(published_documents=(OUTLINE,))], SOURCE)
    added = case_file.take_in([pulled(published_documents=(OUTLINE, SECOND))], SOURCE)
    taken = case_file.take_in([pulled(published_documents=(SECOND,))], SOURCE)

    assert [change.fields for change in (*added.changed, *taken.changed)] == [("documents",), ("documents",)]
    assert {each.name: each.gone for each in case_file.case(uuid).documents} == {"A-01": True, "Document": False}


def test_a_list_of_published_documents_neither_changes_nor_takes_away_what_was_read_in_full(case_file, uuid):
    case_file.record_details(uuid, PulledDetails(documents=(PLAN, FORM)))

    assert case_file.take_in([pulled(published_documents=(OUTLINE,))], SOURCE).changed == ()
    assert case_file.take_in([pulled(published_documents=())], SOURCE).changed == ()
    assert bare(case_file.case(uuid).documents) == (PLAN, FORM)


def test_a_listed_document_that_is_read_in_full_is_the_same_one_and_no_change(case_file, uuid):
    case_file.record_details(uuid, PulledDetails(documents=(FORM,)))
    case_file.take_in([pulled(published_documents=(OUTLINE,))], SOURCE)
    outline = next(each for each in case_file.case(uuid).documents if each.key == OUTLINE.key)

    assert case_file.record_details(uuid, PulledDetails(documents=(FORM, PLAN))).fields == ()
    full = next(each for each in case_file.case(uuid).documents if each.key == outline.key)
    assert (full.uuid, full.name, full.size) == (outline.uuid, "plan.pdf", 541)
    assert case_file.record_details(uuid, PulledDetails(documents=(FORM, replace(PLAN, name="plan-2.pdf")))).fields == ("documents",)
