"""The register's entry: valid by its schema, without anything personal, and honest about what it leaves out."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime, timezone
from urllib.parse import unquote

import pytest

from plugin.domain.case_facts import facts_of_case
from plugin.domain.casework.consultation import Consultation, ConsultationAnswer
from plugin.domain.casework.neighbour_record import ListedNeighbour, NeighbourRecord
from plugin.domain.casework.posted_notice import PostedNotice
from plugin.domain.casework.press_notice import PressNotice
from plugin.domain.errors import RedlineError
from plugin.domain.validation_request import ValidationRequest
from plugin.reports.register.preview import public_rows
from plugin.reports.register.reckoned_fee import reckoned_fee
from plugin.reports.register.required import lacking_places, required_places
from plugin.reports.register.schema_check import SchemaCheck
from plugin.reports.register.submission import published_submission, type_of
from tests.shared import shared_path
from tests.unit.casefile.examples import opened
from tests.unit.casefile.recommended import GRANT
from tests.unit.reports.registered import EXAMPLES, NOW, SUBMISSION, case, checker_of, entry, examples, faults, schema

PERSONAL = (
    "ziggy@example.com",
    "01100 0110 0011",
    "40 Stansfield Road",
    "SW9 9RZ",
    "Major Tom",
    "tom@example.com",
    "07700 900123",
    "Iggy Pop",
    "Lust Lane",
    "agent@example.com",
    "2 Mars Way",
    "TGL1",
    "secret.pdf",
    "Nosy",
    "1 Road",
)


@pytest.fixture
def file(tmp_path):
    with opened(tmp_path) as case_file:
        yield case_file


@pytest.mark.parametrize("name", examples())
@pytest.mark.parametrize("status", ["in_assessment", "determined", "withdrawn"])
def test_an_entry_is_valid_by_its_schema(file, name, status):
    submission = json.loads(shared_path(f"{EXAMPLES}/{name}").read_text(encoding="utf-8"))
    decided = {"decision": "granted", "determined_on": date(2026, 11, 20)} if status == "determined" else {}
    found = case(file, type_code=type_of(submission), status=status, consultation_end=date(2026, 12, 1), **decided)

    assert faults(entry(found, submission).document) == []


@pytest.mark.parametrize("status", ["pending", "not_started", "invalidated", "returned"])
def test_what_is_not_public_has_no_entry(file, status):
    with pytest.raises(RedlineError, match="becomes public once it is valid"):
        entry(case(file, status=status))


def test_without_submission_validity_or_organisation_there_is_no_entry_and_why(file):
    with pytest.raises(RedlineError, match="submission of this application was not read"):
        entry(case(file), {})
    with pytest.raises(RedlineError, match="authority's code is missing"):
        entry(case(file), organisation="")
    with pytest.raises(RedlineError, match="became valid"):
        entry(replace(case(file), row=replace_row(case(file), valid_on=None)))


def replace_row(of, **changes):
    return of.row._replace(**changes)


def test_a_fee_that_the_back_office_hides_is_the_one_of_the_tables_and_told_as_such(file):
    hidden = json.loads(shared_path("vectors/bops/recorded/submission.json").read_text(encoding="utf-8"))["body"]["submission"]
    found = case(file)
    with_fee, without = (entry(found, hidden, fee=reckoned) for reckoned in (reckoned_fee(found, facts_of_case(found), NOW.date()), None))

    assert faults(with_fee.document) == []
    assert "by the tables stands there, before exemptions and reductions" in " ".join(with_fee.left_out)
    assert with_fee.faults == ()
    assert without.faults == (
        "The schema asks for “submission, data, application, fee”, and neither the back office nor the case file has it.",
    )
    assert "fee" not in without.document["submission"]["data"]["application"]


def test_a_fee_that_is_known_to_be_paid_stands_there(file):
    hidden = json.loads(shared_path("vectors/bops/recorded/submission.json").read_text(encoding="utf-8"))["body"]["submission"]
    found = case(file)
    told = entry(found, hidden, facts=replace(facts_of_case(found), fee_paid=206.0), fee=258.0)

    fee = told.document["submission"]["data"]["application"]["fee"]
    assert (fee["calculated"], fee["payable"]) == (258.0, 206.0)
    assert faults(told.document) == []


def test_the_schema_refuses_an_entry_with_an_unknown_stage(file):
    submission = json.loads(shared_path(f"{EXAMPLES}/planningPermission/minor.json").read_text(encoding="utf-8"))
    document = entry(case(file, type_code=type_of(submission)), submission).document
    document["data"]["application"]["stage"] = "decided"

    assert faults(document)


def test_nothing_personal_becomes_public(file):
    rows = public_rows(entry(case(file)).document)

    assert [place for place, words in rows if any(value.casefold() in words.casefold() for value in PERSONAL)] == []
    assert "It is too high [redacted]." in [words for _, words in rows]
    assert ("data, application, reference", "SWK-26-00001-HAPP") in rows


def test_what_is_left_out_is_said(file):
    left_out = " ".join(entry(case(file)).left_out)

    for words in ("Contact details", "Files", "recommendation", "1 comment whose stance", "1 comment of consultees", "Names and addresses"):
        assert words in left_out


def test_a_recommendation_is_not_public_before_the_decision(file):
    found = case(file)
    file.keep_recommendation(found.uuid, GRANT)
    told = entry(file.case(found.uuid)).document

    assert told["data"]["assessment"] == {"expiryDate": "2026-12-29"}
    assert "P14" not in json.dumps(told)


@pytest.mark.parametrize(
    ("type_code", "decision", "told"),
    [
        ("pp.full.householder", "refused", {"planningOfficerDecision": "refused"}),
        ("pa.part1.classA", "not_required", {"planningOfficerDecision": "granted", "priorApprovalRequired": False}),
        ("pa.part1.classA", "granted", {"planningOfficerDecision": "granted", "priorApprovalRequired": True}),
        ("wtt.consent", "part", {}),
    ],
)
def test_a_decision_is_told_in_the_registers_words_or_not_at_all(file, type_code, decision, told):
    found = case(file, type_code=type_code, status="determined", decision=decision, determined_on=date(2026, 11, 20))
    submission = {**SUBMISSION, "applicationType": type_code}
    assessment = entry(found, submission).document["data"]["assessment"]

    assert {name: each for name, each in assessment.items() if "Date" not in name} == told
    assert ("no word for it" in " ".join(entry(found, submission).left_out)) is (not told)


def test_a_decision_of_a_committee_is_told_as_its_own(file):
    found = case(file, status="determined", decision="granted", determined_on=date(2026, 11, 20))
    uuid = case(file).uuid
    file.keep_recommendation(uuid, replace(GRANT, committee=True, committee_reasons=("Other",)))
    committed = replace(found, casework=file.case(uuid).casework)

    assert entry(committed).document["data"]["assessment"]["committeeDecision"] == "granted"


@pytest.mark.parametrize("name", examples())
def test_whatever_every_type_needs_and_an_entry_lacks_is_a_fault_as_the_schema_says(file, name):
    submission = json.loads(shared_path(f"{EXAMPLES}/{name}").read_text(encoding="utf-8"))
    document = entry(case(file, type_code=type_of(submission), consultation_end=date(2026, 12, 1)), submission).document
    assert lacking_places(document) == ()

    taken = 0
    for place in required_places():
        lacking = json.loads(json.dumps(document))
        if place == ("applicationType",) or not take_away(lacking, place):
            continue
        taken += 1
        assert not checker_of(document["applicationType"]).is_valid(lacking), place
        assert lacking_places(lacking), place
    assert taken > 60


def take_away(document, place):
    *above, last = place
    for key in above:
        document = document[0] if key == "*" and document else document.get(key) if isinstance(document, dict) else None
        if document is None:
            return False
    return document.pop(last, None) is not None


def test_everything_required_is_asked_for_by_every_type(file):
    definitions = schema(shared_path("vectors/odp/schemas/postSubmissionPublishedApplication.json"))["definitions"]
    types = [each for name, each in definitions.items() if name.startswith("PostSubmissionPublished")]
    assert len(types) == 95

    for place in required_places():
        # A submission is any of 95, of which a document is held to the one of its type
        if place[:3] not in {("submission", "data", "application"), ("submission", "data", "proposal")} or len(place) == 3:
            assert all(asks_for(each, place, definitions) for each in types), place


def asks_for(node, place, definitions):
    """Whether every form that a node may take asks for a place in it."""
    forms = list(forms_of(node, definitions))
    if place[0] == "*":
        return all(asks_for(form["items"], place[1:], definitions) for form in forms if "items" in form)
    objects = [form for form in forms if "properties" in form]
    if len(place) == 1:
        return bool(objects) and all(place[0] in form.get("required", ()) for form in objects)
    inner = [form["properties"][place[0]] for form in objects if place[0] in form["properties"]]
    return bool(inner) and all(asks_for(each, place[1:], definitions) for each in inner)


def forms_of(node, definitions):
    while "$ref" in node:
        node = definitions[unquote(node["$ref"].rpartition("/")[2])]
    for form in node.get("anyOf", ()):
        yield from forms_of(form, definitions)
    if "anyOf" not in node:
        yield node


LISTED = (ListedNeighbour("1 Mill Lane", "100", "adjoins", told=True),)


def test_the_day_of_validity_is_the_first_from_which_the_statute_s_period_runs_and_the_back_office_s_other_is_told(file):
    found = case(file, valid_on=date(2026, 11, 3))
    told = entry(found, facts=replace(facts_of_case(found), valid_on=date(2026, 11, 2)))

    assert told.document["data"]["validation"]["validatedAt"] == "2026-11-02T00:00:00Z"
    assert told.document["data"]["application"]["publishedAt"] == "2026-11-02T00:00:00Z"
    assert any(words.startswith("The day of validity that the back office has now, 3 November 2026: 2 November") for words in told.left_out)


def test_a_day_on_which_the_last_thing_arrived_is_told_where_another_stands_there(file):
    asked = ValidationRequest("FeeChangeValidationRequest", "closed", "2026-11-02T10:00:00Z", closed_at="2026-11-05T10:00:00Z")
    found = replace(case(file, valid_on=date(2026, 11, 6)), validation_requests=(asked,))
    told = entry(found)

    assert told.document["data"]["validation"]["validatedAt"] == "2026-11-06T00:00:00Z"
    assert any("arrived on 5 November 2026, and 6 November 2026 stands there" in words for words in told.left_out)


@pytest.mark.parametrize(
    "record",
    [
        PostedNotice(date(2026, 11, 20), "On a lamp post"),
        NeighbourRecord(
            date(2026, 11, 20),
            1,
            "POINT (1 2)",
            "adjoining",
            (ListedNeighbour("1 Mill Lane", "100", "adjoins", told=True),),
            (),
            date(2026, 11, 21),
        ),
        PressNotice(True, ("conservation_area",), published_on=date(2026, 11, 20), newspaper="The Example"),
    ],
)
def test_a_notice_whose_period_runs_makes_the_stage_consultation_whatever_the_back_office_says(file, record):
    found = case(file, consultation_end=date(2026, 11, 1))
    file.keep_casework(found.uuid, record)
    told = entry(file.case(found.uuid)).document["data"]

    assert told["application"]["stage"] == "consultation"
    assert told["consultation"]["siteNotice"] is isinstance(record, PostedNotice)
    assert told["consultation"]["startDate"] in ("2026-11-20", "2026-11-21")


def test_what_a_consultee_is_asked_is_no_consultation_of_the_public(file):
    found = case(file, consultation_end=None)
    file.keep_casework(
        found.uuid, Consultation("ne", "Natural England", ConsultationAnswer.CONSULT, ("A site.",), version=1, asked_on=date(2026, 11, 20))
    )

    assert entry(file.case(found.uuid)).document["data"]["application"]["stage"] == "assessment"


def test_an_entry_is_held_to_the_whole_schema_where_the_authority_keeps_a_copy(file):
    check = SchemaCheck.load(shared_path("vectors/odp/schemas/postSubmissionPublishedApplication.json"))
    submission = json.loads(shared_path(f"{EXAMPLES}/planningPermission/fullHouseholder.json").read_text(encoding="utf-8"))
    found = case(file, type_code=type_of(submission))
    assert entry(found, submission, schema=check).faults == ()

    submission["data"]["proposal"]["shadow"] = "of no kind"
    assert entry(found, submission, schema=check).faults == ("“submission, data, proposal, shadow” has no place in the schema.",)
    assert entry(found, submission).faults == ()
    assert any("names no copy" in words for words in entry(found, submission).left_out)


def test_during_consultation_the_stage_says_so(file):
    assert entry(case(file, consultation_end=date(2026, 12, 1))).document["data"]["application"]["stage"] == "consultation"
    assert entry(case(file, consultation_end=date(2026, 11, 1))).document["data"]["application"]["stage"] == "assessment"


def test_one_case_is_the_same_entry_whenever_it_is_written(file):
    found = case(file)
    later = entry(found, now=datetime(2026, 12, 1, tzinfo=timezone.utc)).document

    assert later["metadata"]["id"] == entry(found).document["metadata"]["id"]


def test_types_of_property_have_their_published_names():
    assert published_submission(SUBMISSION)["data"]["property"]["type"] == "residential.dwelling.house.terrace"
