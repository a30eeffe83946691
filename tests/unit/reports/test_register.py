"""The register's entry: valid by its schema, without anything personal, and honest about what it leaves out."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime, timezone
from functools import lru_cache
from pathlib import Path

import jsonschema_rs
import pytest

from plugin.domain.case import PulledDetails
from plugin.domain.case_facts import facts_of_case
from plugin.domain.errors import RedlineError
from plugin.domain.representation import Representation, RepresentationKind
from plugin.reports.register.entry import register_entry
from plugin.reports.register.preview import has_personal, public_rows
from plugin.reports.register.reckoned_fee import reckoned_fee
from plugin.reports.register.submission import published_submission, type_of
from tests.shared import shared_path
from tests.unit.casefile.examples import SOURCE, opened, pulled
from tests.unit.casefile.recommended import GRANT

NOW = datetime(2026, 11, 22, 10, tzinfo=timezone.utc)
EXAMPLES = "vectors/odp/examples/application"
SUBMISSION = {
    "data": {
        "application": {"type": {"value": "pp.full.householder", "description": "Householder"}, "fee": {"calculated": 258}},
        "user": {"role": "agent"},
        "applicant": {
            "type": "individual",
            "name": {"first": "David", "last": "Bowie"},
            "email": "ziggy@example.com",
            "phone": {"primary": "01100 0110 0011"},
            "address": {"line1": "40 Stansfield Road", "town": "London", "postcode": "SW9 9RZ"},
            "siteContact": {"role": "other", "name": "Major Tom", "email": "tom@example.com", "phone": "07700 900123"},
            "ownership": {"interest": "owner", "owners": [{"name": "Iggy Pop", "address": "1 Lust Lane"}]},
            "agent": {"name": {"first": "Ziggy", "last": "Stardust"}, "email": "agent@example.com", "address": {"line1": "2 Mars"}},
        },
        "property": {"type": {"value": "residential.house.terrace", "description": "Terrace"}, "titleNumber": {"number": "TGL1"}},
        "proposal": {"description": "An extension."},
    },
    "responses": [{"question": "Who are you?", "responses": [{"value": "David Bowie, 01100 0110 0011"}]}],
    "files": [{"name": "https://example.com/secret.pdf", "type": []}],
    "metadata": {"submittedAt": "2026-11-01T10:00:00.000Z"},
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
    "2 Mars",
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
    definitions = schema(shared_path("vectors/odp/schemas/postSubmissionPublishedApplication.json"))["definitions"]
    kind = document["applicationType"]
    (name,) = [name for name, each in definitions.items() if name.startswith("PostSubmissionPublished") and _is_of(each, kind)]
    checker = jsonschema_rs.Draft7Validator({"$ref": f"#/definitions/{name}", "definitions": definitions}, validate_formats=True)
    return [f"{error.instance_path}: {error.message[:200]}" for error in checker.iter_errors(document)]


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
    return register_entry(of, submission, **{"organisation": "SWK", "authority": "Sample Borough", "now": NOW, **more})


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
    assert "A reader that holds to the schema refuses this entry" in " ".join(without.left_out)
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


def test_during_consultation_the_stage_says_so(file):
    assert entry(case(file, consultation_end=date(2026, 12, 1))).document["data"]["application"]["stage"] == "consultation"
    assert entry(case(file, consultation_end=date(2026, 11, 1))).document["data"]["application"]["stage"] == "assessment"


def test_one_case_is_the_same_entry_whenever_it_is_written(file):
    found = case(file)
    later = entry(found, now=datetime(2026, 12, 1, tzinfo=timezone.utc)).document

    assert later["metadata"]["id"] == entry(found).document["metadata"]["id"]


def test_types_of_property_have_their_published_names():
    assert published_submission(SUBMISSION)["data"]["property"] == {"type": "residential.dwelling.house.terrace"}
