"""What a submission tells of the facts that rules ask for: as it stands there, and nothing that does not."""

from __future__ import annotations

import json
from datetime import date

import pytest

from plugin.boundary.document_shapes import shape_of
from plugin.boundary.fact_reader import read_facts, submission_facts
from plugin.domain.application_facts import ApplicationFacts
from plugin.domain.fact_kinds import FACTS
from plugin.domain.told_fact import FactSource
from tests.shared import shared_path
from tests.unit.boundary.drawn import read


def submission(files=None, ownership=None, region=None, **proposal):
    document = {
        "data": {"application": {"type": {"value": "pp.full"}}, "proposal": proposal, "property": {}, "applicant": {}},
        "metadata": {"id": "x"},
    }
    if files is not None:
        document["files"] = [{"name": name, "type": [{"value": name}]} for name in files]
    if ownership is not None:
        document["data"]["applicant"]["ownership"] = ownership
    if region is not None:
        document["data"]["property"]["region"] = region
    return document


def told(document):
    return {fact.name: fact.value for fact in submission_facts(document)}


def types(*codes):
    return [{"value": code, "description": code} for code in codes]


def units(*numbers, tenure="MH"):
    return [{"type": {"value": "house"}, "tenure": {"value": tenure}, "identicalUnits": number} for number in numbers]


@pytest.mark.parametrize("nothing", [None, [], "text", {}, {"data": None}, {"data": {"proposal": []}}, submission()])
def test_a_submission_that_says_nothing_tells_nothing(nothing):
    assert submission_facts(nothing) == ()


@pytest.mark.parametrize(
    "proposal",
    [
        {"units": {"total": "many", "residential": [{"identicalUnits": None}]}},
        {"units": {"residential": [{"identicalUnits": 3}, {"identicalUnits": "?"}]}},
        {"units": {"total": -2}},
        {"units": {"total": 2.5}},
        {"newDwellings": {"newBuild": {"count": True}}},
        {"extend": {"area": {"squareMetres": "a lot"}}},
        {"projectType": [None, {}]},
        {"newBuildings": {"buildings": [{"height": {"metres": "tall"}}]}},
    ],
)
def test_a_field_of_the_wrong_kind_counts_as_absent(proposal):
    assert told(submission(**proposal)) == {}


def test_figures_that_disagree_tell_no_number_and_say_so():
    facts = submission_facts(submission(units={"total": 25, "residential": units(10, 5)}))
    fact = next(fact for fact in facts if fact.name == "dwellings")

    assert fact.value is None
    assert "total of units 25" in fact.said
    assert "units listed 15" in fact.said
    assert ApplicationFacts().told(facts).dwellings is None


def test_dwellings_are_the_units_listed_and_the_total_where_they_agree():
    assert told(submission(units={"total": 15, "residential": units(10, 5)})) == {"dwellings": 15, "residential": True, "self_build": False}


def test_in_london_new_and_rebuilt_homes_count_and_those_that_stay_or_go_do_not():
    listed = {"new": units(4), "rebuilt": units(2), "removed": units(3), "retained": units(9)}

    assert told(submission(units={"residential": listed}))["dwellings"] == 6


def test_homes_that_only_go_are_none_that_come():
    known = told(submission(units={"residential": {"removed": units(3)}}))

    assert known["dwellings"] == 0
    assert "residential" not in known


def test_floor_space_is_what_is_new_and_what_is_added():
    known = told(submission(new={"area": {"squareMetres": 800}}, extend={"area": {"squareMetres": 250}}))

    assert known["floorspace_m2"] == 1_050


def test_the_levy_form_tells_floor_space_where_nothing_else_does():
    document = submission()
    figures = {"existing": 75, "loss": 20, "net": 15, "proposed": 90}
    document["data"]["application"]["CIL"] = {"proposedTotalArea": {name: {"squareMetres": area} for name, area in figures.items()}}

    assert told(document)["floorspace_m2"] == 35


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        (["new.residential.dwelling", "alter.highways.access"], True),
        (["extend.rear"], True),
        (["EXTEND.outbuilding.studio"], True),
        (["alter.surfaces.parking", "internal"], False),
        (["changeOfUse"], None),
        (["alter", "demolish.full"], None),
        (["extend.balcony"], None),
        (["new.industrial.waste"], None),
        (["newt"], None),
        ([], None),
    ],
)
def test_project_types_tell_whether_a_building_comes(codes, expected):
    assert told(submission(projectType=types(*codes))).get("new_building") is expected


def test_work_on_what_is_there_with_floor_space_does_not_deny_a_building():
    known = told(submission(projectType=types("alter"), extend={"area": {"squareMetres": 19}}))

    assert "new_building" not in known


@pytest.mark.parametrize("code", ["new.mineralExtraction", "new.wasteDeposit", "new.industrial.waste", "new.agriculture.mining"])
def test_minerals_and_waste_are_told_by_their_project_types(code):
    assert told(submission(projectType=types(code)))["minerals_or_waste"] is True


def test_the_tallest_of_new_buildings_counts():
    buildings = [{"height": {"metres": 9.5}, "storeys": 3}, {"height": {"metres": 21}, "storeys": 7}]

    known = told(submission(newBuildings={"count": 2, "buildings": buildings}))

    assert (known["height_m"], known["storeys"], known["new_building"]) == (21, 7, True)


@pytest.mark.parametrize("affected", ["rightsOfWay.changes", ["vehicle", "rightsOfWay.newPublic"]])
def test_a_right_of_way_that_is_touched_is_told(affected):
    assert told(submission(access={"affected": affected}))["affects_right_of_way"] is True


def test_other_access_says_nothing_of_rights_of_way():
    assert told(submission(access={"affected": "newRoad"})) == {}


@pytest.mark.parametrize(
    ("listed", "expected"),
    [
        (units(1, 2, tenure="selfCustomBuild"), True),
        (units(1, tenure="selfCustomBuild") + units(4), False),
        ([*units(1, tenure="selfCustomBuild"), {"identicalUnits": 1}], None),
    ],
)
def test_self_build_is_told_where_every_unit_says_its_tenure(listed, expected):
    assert told(submission(units={"residential": listed})).get("self_build") is expected


@pytest.mark.parametrize(("region", "expected"), [("London", True), ("South East", False), ("", None)])
def test_the_region_tells_whether_it_is_london(region, expected):
    assert told(submission(region=region)).get("in_london") is expected


def test_certificate_and_tenants_are_told_as_they_were_given():
    known = told(submission(ownership={"certificate": "B", "agriculturalTenants": False}))

    assert (known["certificate"], known["agricultural_tenants"]) == ("b", False)


def test_files_tell_what_was_supplied_and_no_file_is_none():
    assert told(submission(files=["floodRiskAssessment", "sitePlan.proposed"]))["documents"] == ("floodRiskAssessment", "sitePlan.proposed")
    assert told(submission(files=[]))["documents"] == ()
    assert "documents" not in told(submission())


def test_an_environmental_statement_among_the_files_is_one():
    assert told(submission(files=["environmentalImpactAssessment"]))["environmental_statement"] is True
    assert "environmental_statement" not in told(submission(files=["ecologyReport"]))


def test_a_prototype_s_types_are_texts():
    document = {"applicationType": "pp.full", "data": {"proposal": {"projectType": ["extend.rear"]}}, "files": [{"type": ["locationPlan"]}]}

    known = {fact.name: fact.value for fact in read_facts(document, shape_of(document))}

    assert known == {"new_building": True, "documents": ("locationPlan",), "project_types": ("extend.rear",)}


def test_the_planning_portal_s_form_tells_floor_area_units_certificate_and_holding():
    form = {
        "existingProposedFloorArea": {"totalGrossFloorAreaGained": 1_200},
        "residentialUnitsSpec": {"unitsToBeAdded": False},
        "ownershipCertificates": {"certificateSelected": "CertificateC", "isAgriculturalHolding": False},
        "industrialCommercial": {"isProposalWasteManagementDevelopment": True},
    }
    document = {"applicationHeader": {"formattedRefNum": "PP-1"}, "applicationData": form}

    known = {fact.name: fact.value for fact in read_facts(document, shape_of(document))}

    assert known == {
        "floorspace_m2": 1_200,
        "dwellings": 0,
        "certificate": "c",
        "agricultural_tenants": False,
        "minerals_or_waste": True,
    }


def test_an_agricultural_holding_does_not_tell_of_tenants():
    form = {"ownershipCertificates": {"isAgriculturalHolding": True}}

    assert read_facts({"applicationHeader": {}, "applicationData": form}, shape_of({"applicationHeader": {}})) == ()


def test_a_submission_within_a_back_office_s_answer_tells_facts_and_its_dates():
    document = {
        "application": {"reference": "26-1-FUL", "receivedAt": "2026-11-02T09:00:00Z", "validAt": "2026-11-05T09:00:00Z"},
        "submission": submission(units={"total": 3}, region="London"),
    }

    facts = ApplicationFacts.of(read(document).application)

    assert (facts.dwellings, facts.residential, facts.in_london) == (3, True, True)
    assert (facts.received_on, facts.valid_on) == (date(2026, 11, 2), date(2026, 11, 5))


@pytest.mark.parametrize(
    ("fee", "expected"),
    [
        ({"payable": 258}, {"fee_paid": 258.0}),
        ({"payable": 258, "exemption": {"disability": False}, "reduction": {"sports": False}}, {"fee_paid": 258.0, "fee_reduced": False}),
        ({"payable": 0, "exemption": {"disability": True}}, {"fee_paid": 0.0, "fee_reduced": True}),
        ({"payable": 0, "exemption": {"disability": False}}, {"fee_paid": 0.0}),
        ({"payable": -1, "exemption": {}, "reduction": {}}, {}),
        ({"notApplicable": True}, {}),
        ("REDACTED", {}),
    ],
)
def test_the_fee_is_told_with_what_is_said_of_exemptions_and_not_where_it_is_hidden(fee, expected):
    document = submission()
    document["data"]["application"] = {**document["data"].get("application", {}), "fee": fee}

    assert {name: value for name, value in told(document).items() if name.startswith("fee")} == expected


@pytest.mark.parametrize(("interest", "expected"), [("owner.co", "owner.co"), ("lessee", "lessee"), ("king", None), (7, None)])
def test_the_applicants_interest_is_told_in_the_words_of_the_schemas(interest, expected):
    document = submission()
    document["data"]["applicant"] = {"ownership": {"interest": interest}}

    assert told(document).get("applicant_interest") == expected


VECTORS = [
    ("planningPermission/major.json", {"dwellings": 25, "residential": True, "new_building": True, "certificate": "b", "in_london": False}),
    ("planningPermission/minor.json", {"dwellings": 1, "residential": True, "self_build": True, "agricultural_tenants": False}),
    ("planningPermission/fullHouseholder.json", {"floorspace_m2": 45, "new_building": True, "certificate": "a", "in_london": True}),
    ("planningPermission/fullHouseholderInConservationArea.json", {"floorspace_m2": 19, "in_london": True, "agricultural_tenants": False}),
    ("listedBuildingConsent.json", {"certificate": "b", "agricultural_tenants": True, "new_building": False}),
    ("priorApproval/buildHomes.json", {"dwellings": 10, "residential": True, "new_building": True}),
    ("priorApproval/convertCommercialToHome.json", {"dwellings": 1, "residential": True, "self_build": False}),
    ("priorApproval/extendUniversity.json", {"new_building": True, "in_london": True}),
    ("priorApproval/solarPanels.json", {"new_building": False}),
    ("lawfulDevelopmentCertificate/proposed.json", {"floorspace_m2": 24}),
    ("landDrainageConsent.json", {"in_london": False, "documents": ("relevantInformation",)}),
]


@pytest.mark.parametrize(("path", "expected"), VECTORS)
def test_real_submissions_tell_their_facts(path, expected):
    document = json.loads(shared_path(f"vectors/odp/examples/application/{path}").read_text(encoding="utf-8"))

    known = told(document)

    assert {name: known.get(name) for name in expected} == expected


def test_whatever_a_real_submission_tells_is_a_fact_of_its_kind():
    for path in sorted(shared_path("vectors/odp/examples").rglob("*.json")):
        document = json.loads(path.read_text(encoding="utf-8"))
        for fact in read_facts(document, shape_of(document)):
            assert fact.source is FactSource.SUBMISSION
            assert fact.said
            if fact.value is not None:
                assert FACTS[fact.name].checked(fact.value) == fact.value


def test_the_submission_that_a_back_office_hands_on_tells_the_same():
    recorded = json.loads(shared_path("vectors/bops/recorded/submission.json").read_text(encoding="utf-8"))

    facts = ApplicationFacts.of(read(recorded["body"]).application)

    assert (facts.type_code, facts.in_london, facts.received_on) == ("pp.full.householder", True, date(2026, 11, 23))
    assert facts.documents


def test_planning_portal_forms_tell_their_facts():
    document = json.loads(shared_path("vectors/bops/PT-10087984.json").read_text(encoding="utf-8"))

    known = {fact.name: fact.value for fact in read_facts(document, shape_of(document))}

    assert known == {"floorspace_m2": 12, "dwellings": 0, "certificate": "a", "agricultural_tenants": False}
