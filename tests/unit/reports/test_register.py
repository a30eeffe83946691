"""The register's entry: valid by its schema, without anything personal, and honest about what it leaves out."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime, timezone
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote

import jsonschema_rs
import pytest

from plugin.domain.case import PulledDetails
from plugin.domain.case_facts import facts_of_case
from plugin.domain.casework.consultation import Consultation, ConsultationAnswer
from plugin.domain.casework.neighbour_record import ListedNeighbour, NeighbourRecord
from plugin.domain.casework.posted_notice import PostedNotice
from plugin.domain.casework.press_notice import PressNotice
from plugin.domain.errors import RedlineError
from plugin.domain.representation import Representation, RepresentationKind
from plugin.domain.validation_request import ValidationRequest
from plugin.reports.register.entry import register_entry
from plugin.reports.register.preview import has_personal, public_rows
from plugin.reports.register.reckoned_fee import reckoned_fee
from plugin.reports.register.redaction import contacts_named, redacted_text
from plugin.reports.register.required import lacking_places, required_places
from plugin.reports.register.submission import published_submission, type_of
from tests.shared import shared_path
from tests.unit.casefile.examples import SOURCE, opened, pulled
from tests.unit.casefile.recommended import GRANT

NOW = datetime(2026, 11, 22, 10, tzinfo=timezone.utc)
EXAMPLES = "vectors/odp/examples/application"
FLOW = "11111111-2222-4333-8444-555555555555"
SUBMISSION = {
    "data": {
        "application": {
            "type": {"value": "pp.full.householder", "description": "Householder"},
            "fee": {
                "calculated": 258,
                "payable": 258,
                "exemption": {"disability": False, "resubmission": False},
                "reduction": {"alternative": False, "parishCouncil": False, "sports": False},
            },
            "declaration": {"accurate": True, "connection": {"value": "none", "description": "None"}},
        },
        "user": {"role": "agent"},
        "applicant": {
            "type": "individual",
            "name": {"first": "David", "last": "Bowie"},
            "email": "ziggy@example.com",
            "phone": {"primary": "01100 0110 0011"},
            "address": {"line1": "40 Stansfield Road", "town": "London", "postcode": "SW9 9RZ", "sameAsSiteAddress": False},
            "siteContact": {"role": "other", "name": "Major Tom", "email": "tom@example.com", "phone": "07700 900123"},
            "ownership": {"interest": "owner", "owners": [{"name": "Iggy Pop", "address": "1 Lust Lane"}]},
            "agent": {"name": {"first": "Ziggy", "last": "Stardust"}, "email": "agent@example.com", "address": {"line1": "2 Mars Way"}},
        },
        "property": {
            "address": {
                "latitude": 51.4,
                "longitude": -0.1,
                "x": 530_000.0,
                "y": 180_000.0,
                "title": "1 Sample Street",
                "source": "proposed",
            },
            "localAuthorityDistrict": ["Southwark"],
            "region": "London",
            "ward": "Rye Lane",
            "type": {"value": "residential.house.terrace", "description": "Terrace"},
            "titleNumber": {"number": "TGL1"},
        },
        "proposal": {"description": "An extension.", "projectType": [{"value": "extend.rear", "description": "Extend to the rear"}]},
    },
    "responses": [{"question": "Who are you?", "responses": [{"value": "David Bowie, 01100 0110 0011"}]}],
    "files": [{"name": "https://example.com/secret.pdf", "type": []}],
    "metadata": {
        "id": FLOW,
        "organisation": "SWK",
        "schema": "https://example.com/schema.json",
        "source": "PlanX",
        "submittedAt": "2026-11-01T10:00:00.000Z",
        "service": {
            "flowId": FLOW,
            "url": "https://example.com/apply",
            "fee": {"notApplicable": True},
            "files": {"required": [], "recommended": [], "optional": []},
        },
    },
}
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
SAID = (
    Representation(
        RepresentationKind.NEIGHBOUR, "It is too high [redacted].", "2026-11-10T10:00:00Z", "objection", "Nosy Neighbour", "1 Road"
    ),
    Representation(RepresentationKind.NEIGHBOUR, "Fine.", "", "of no kind"),
    Representation(RepresentationKind.CONSULTEE, "No harm.", "2026-11-10T10:00:00Z", "approved"),
)


@lru_cache(maxsize=1)
def schema(path: Path):
    return json.loads(path.read_text(encoding="utf-8"))


def faults(document):
    """What is wrong by the schema, by the definition of the document's own type."""
    checker = checker_of(document["applicationType"])
    return [f"{error.instance_path}: {error.message[:200]}" for error in checker.iter_errors(document)]


@lru_cache(maxsize=32)
def checker_of(kind):
    definitions = schema(shared_path("vectors/odp/schemas/postSubmissionPublishedApplication.json"))["definitions"]
    (name,) = [name for name, each in definitions.items() if name.startswith("PostSubmissionPublished") and _is_of(each, kind)]
    return jsonschema_rs.Draft7Validator({"$ref": f"#/definitions/{name}", "definitions": definitions}, validate_formats=True)


def _is_of(definition, kind):
    told = definition.get("properties", {}).get("applicationType", {})
    return kind == told.get("const") or kind in told.get("enum", ())


@pytest.fixture
def file(tmp_path):
    with opened(tmp_path) as case_file:
        yield case_file


def case(file, **changes):
    uuid = file.take_in([pulled(**changes)], SOURCE).uuids[0]
    file.record_details(uuid, PulledDetails(representations=SAID))
    return file.case(uuid)


def entry(of, submission=SUBMISSION, **more):
    return register_entry(
        of, submission, **{"facts": facts_of_case(of), "organisation": "SWK", "authority": "Sample Borough", "now": NOW, **more}
    )


def examples():
    return [
        "planningPermission/fullHouseholder.json",
        "planningPermission/fullHouseholderInConservationArea.json",
        "planningPermission/major.json",
        "planningPermission/minor.json",
        "lawfulDevelopmentCertificate/existing.json",
        "lawfulDevelopmentCertificate/proposed.json",
        "priorApproval/largerExtension.json",
        "priorApproval/convertCommercialToHome.json",
        "priorApproval/buildHomes.json",
        "priorApproval/extendUniversity.json",
        "priorApproval/solarPanels.json",
        "listedBuildingConsent.json",
        "landDrainageConsent.json",
    ]


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


def test_the_schema_refuses_an_entry_with_an_unknown_stage(file):
    submission = json.loads(shared_path(f"{EXAMPLES}/planningPermission/minor.json").read_text(encoding="utf-8"))
    document = entry(case(file, type_code=type_of(submission)), submission).document
    document["data"]["application"]["stage"] = "decided"

    assert faults(document)


def test_nothing_personal_becomes_public(file):
    rows = public_rows(entry(case(file)).document)

    assert has_personal(rows, *PERSONAL) == []
    assert "It is too high [redacted]." in [words for _, words in rows]
    assert ("data, application, reference", "SWK-26-00001-HAPP") in rows


def test_a_value_that_slipped_through_is_found():
    assert has_personal([("data, x", "Call 01100 0110 0011 now")], "01100 0110 0011", "") == ["data, x"]


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
REACHED = "Call 01100 011 0011, +44 (0)7700 900 123 or (020) 7946 0018, write to jane.o'hara+plans@post.example.co.uk"
CONTACT = f"{REACHED}; Major Tom, 40 Stansfield Road"
NEVER = ("011 0011", "900 123", "7946", "jane.o", "example.co.uk", "Major Tom", "40 Stansfield Road")


@pytest.mark.parametrize("name", examples())
def test_contacts_written_into_any_text_do_not_become_public(file, name):
    submission = written_everywhere(json.loads(shared_path(f"{EXAMPLES}/{name}").read_text(encoding="utf-8")))
    applicant = submission["data"]["applicant"]
    applicant["siteContact"] = SUBMISSION["data"]["applicant"]["siteContact"]
    applicant["address"] = SUBMISSION["data"]["applicant"]["address"]
    applicant["maintenanceContact"] = [{"name": {"first": "Jane", "last": "Hara"}, "address": {"line1": "3 Venus Row"}}]
    submission["data"]["proposal"]["description"] += " Signed, Jane Hara, 3 Venus Row"
    found = replace(case(file, type_code="pp.full.householder"), representations=(signed("objection"), signed("neutral")))

    told = json.dumps(entry(found, submission).document, ensure_ascii=False)

    for words in (*NEVER, "Jane Hara", "3 Venus Row", "Nosy Neighbour", "1 Road"):
        assert words not in told, words
    assert told.count("[redacted]") > 10


def signed(sentiment):
    words = f"It is too high. {REACHED} Yours, Nosy Neighbour, 1 Road"
    return Representation(RepresentationKind.NEIGHBOUR, words, "2026-11-10T10:00:00Z", sentiment, "Nosy Neighbour", "1 Road")


def written_everywhere(value, key="", words=CONTACT):
    """A submission with somebody's contacts written behind every text, but for codes and the names of things.

    The site's own address is public: whoever is called as it is stays there.
    """
    if isinstance(value, dict):
        return {name: written_everywhere(each, name, REACHED if name == "property" else words) for name, each in value.items()}
    if isinstance(value, list):
        return [written_everywhere(each, key, words) for each in value]
    if isinstance(value, str) and key not in {"value", "uprn", "usrn", "id", "flowId", "reference", "entity", "submittedAt", "type"}:
        return f"{value} {words}"
    return value


@pytest.mark.parametrize(
    "text",
    [
        "01-02-2026 10:00",
        "2026-11-03",
        "UPRN 100021234567",
        "Policy P14, paragraphs 130 to 134",
        "530000, 180000",
        "0.4 m by 10.25 m",
        "24/00107/FUL",
    ],
)
def test_dates_measures_and_numbers_of_things_are_no_telephone_numbers(text):
    assert redacted_text(text) == text


def test_a_name_that_the_site_bears_stays_in_its_address():
    submission = {"data": {"applicant": {"address": {"line1": "1 Sample Street"}}, "property": {"address": {"title": "1 Sample Street"}}}}

    assert contacts_named(submission) == frozenset()


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


def test_during_consultation_the_stage_says_so(file):
    assert entry(case(file, consultation_end=date(2026, 12, 1))).document["data"]["application"]["stage"] == "consultation"
    assert entry(case(file, consultation_end=date(2026, 11, 1))).document["data"]["application"]["stage"] == "assessment"


def test_one_case_is_the_same_entry_whenever_it_is_written(file):
    found = case(file)
    later = entry(found, now=datetime(2026, 12, 1, tzinfo=timezone.utc)).document

    assert later["metadata"]["id"] == entry(found).document["metadata"]["id"]


def test_types_of_property_have_their_published_names():
    assert published_submission(SUBMISSION)["data"]["property"]["type"] == "residential.dwelling.house.terrace"
