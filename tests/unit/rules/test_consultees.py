"""Whom to consult, by which rule, how surely, and what no layer can tell."""

from __future__ import annotations

import csv
from dataclasses import replace

import pytest

from plugin.domain.application_facts import ApplicationFacts
from plugin.domain.instruction import Instruction
from plugin.domain.rule_result import Standing
from plugin.resources_path import resources_path
from plugin.rules.category import development_category
from plugin.rules.consultee_conditions import CONDITIONS, Circumstances
from plugin.rules.consultees import consultees
from tests.shared import shared_path

from .places import EVERYTHING, near, overlap, rules, site, square, touch

HOUSEHOLDER = ApplicationFacts(type_code="pp.full.householder", new_building=True)
TEN_HOMES = ApplicationFacts(type_code="pp.full", residential=True, dwellings=12, new_building=True, in_london=False)

#: The study's 41 triggers, each with the row that they became here.
STUDY = {
    "NEIGH_LPA": "neighbouring-authority.border",
    "PARISH": "parish-council.asked",
    "HSE_HAZ": "health-and-safety-executive.hazard-zone",
    "HSE_COMAH": "comah-competent-authority.establishment",
    "ONR": "office-for-nuclear-regulation.zone",
    "BSR_GATE1": "building-safety-regulator.tall-building",
    "NH_TRUNK": "national-highways.trunk-road",
    "LHA": "highway-authority.access",
    "RAIL_10M": "railway-infrastructure-manager.land",
    "LEVEL_X": "rail-network-operator.level-crossing",
    "COAL": "mining-remediation-authority.high-risk-area",
    "EA_MAINRIVER": "environment-agency.main-river",
    "EA_FZ23": "environment-agency.flood-zone",
    "EA_CDA": "environment-agency.critical-drainage",
    "EA_OTHER": "environment-agency.pollution",
    "LLFA": "lead-local-flood-authority.major",
    "NE_SSSI": "natural-england.special-scientific-interest",
    "NE_HRA": "natural-england.habitats-site",
    "NE_BMV": "natural-england.farmland",
    "FC_AW": "forestry-commission.ancient-woodland",
    "SOS_AW": "secretary-of-state.ancient-woodland",
    "HE_LB12": "historic-england.listed-building",
    "HE_CA1000": "historic-england.conservation-area",
    "HE_SM": "historic-england.scheduled-monument",
    "HE_RPG12": "historic-england.park-and-garden",
    "HE_WHS": "historic-england.world-heritage-site",
    "NAS_LBC": "national-amenity-societies.listed-building",
    "GT": "gardens-trust.park-and-garden",
    "TT": "theatres-trust.theatre",
    "SE_PF": "sport-england.playing-field",
    "CRT": "canal-and-river-trust.notified-area",
    "ATE": "active-travel-england.large",
    "ROYAL": "royal-palaces-and-parks.distance",
    "SAFEGUARD": "aerodrome-safeguarding.zone",
    "HS2_CROSSRAIL": "railway-safeguarding.limits",
    "WATER": "water-undertaker.sewer",
    "LANDFILL250": "environmental-health.landfill",
    "PROW": "rights-of-way.path",
    "GB_SOS": "secretary-of-state.green-belt",
    "FLOOD_SOS": "secretary-of-state.flood-risk",
    "GLA": "mayor-of-london.strategic",
}


def consulted(facts=HOUSEHOLDER, area=400.0, findings=(), instructions=(), **other):
    known, place = rules(), site(area, findings, **other)
    category = development_category(facts, place.area, known)
    results = consultees(Circumstances(facts, place.area, category, known), place, instructions)
    return {result.code.removeprefix("consultee."): result for result in results}


def table() -> dict[str, dict[str, str]]:
    with resources_path("rules", "consultees.csv").open(encoding="utf-8", newline="") as stream:
        return {row["code"].removeprefix("consultee."): row for row in csv.DictReader(stream)}


def test_the_study_s_41_triggers_are_rows_of_our_own_with_its_sureness_kept_row_by_row():
    with shared_path("reference/consultee_rules.csv").open(encoding="utf-8", newline="") as stream:
        study = {row["rule_id"]: row for row in csv.DictReader(stream)}
    ours = table()

    assert study.keys() == STUDY.keys()
    assert set(ours) == set(STUDY.values())
    for identifier, code in STUDY.items():
        for theirs, kept in (
            ("confidence", "sure"),
            ("verify_before_use", "verify"),
            ("reply_days", "reply_days"),
            ("auto_level", "level"),
        ):
            assert ours[code][kept] == study[identifier][theirs], f"{code}: {kept}"


def test_every_condition_of_the_table_is_one_that_the_code_knows():
    assert {row["condition"] for row in table().values()} <= CONDITIONS


def test_every_test_of_the_table_is_one_that_the_code_knows():
    assert {row["test"] for row in table().values()} == {"overlaps", "within", "near", "overlap area", "attribute"}


@pytest.mark.parametrize(("distance", "standing"), [(9.8, Standing.APPLIES), (10.4, Standing.DOES_NOT_APPLY)])
def test_case_34_railway_land_within_ten_metres_asks_for_a_notice_and_beyond_it_does_not(distance, standing):
    manager = consulted(findings=[near("railway-land", distance)])["railway-infrastructure-manager"]

    assert manager.standing is standing
    assert f"{distance} m, and the limit is 10 m" in manager.confirm


def test_railway_land_well_within_or_well_beyond_ten_metres_leaves_no_doubt():
    assert consulted(findings=[near("railway-land", 4.0)])["railway-infrastructure-manager"].answer == "consult"
    assert "railway-infrastructure-manager" not in consulted(findings=[near("railway-land", 14.0)])


def test_case_34_an_instruction_on_file_suppresses_the_notice_with_its_reason():
    exempt = Instruction("railway-infrastructure-manager", "pp.full.householder", "the manager exempts householders (letter of 2 May 2024)")

    manager = consulted(findings=[near("railway-land", 9.8)], instructions=[exempt])["railway-infrastructure-manager"]
    other = consulted(TEN_HOMES, findings=[near("railway-land", 9.8)], instructions=[exempt])["railway-infrastructure-manager"]

    assert manager.standing is Standing.DOES_NOT_APPLY
    assert "letter of 2 May 2024" in manager.answer
    assert other.standing is Standing.APPLIES


def test_case_35_a_river_whose_centreline_is_24_metres_away_is_to_be_measured_from_its_bank():
    agency = consulted(findings=[near("main-river", 24.0)])["environment-agency"]

    assert agency.standing is Standing.APPLIES
    assert "its bank may be within 20 m, measure on the plan" in agency.reasons[0]
    assert "centreline is 24.0 m away" in agency.confirm


def test_a_river_40_metres_away_asks_for_nobody():
    assert "environment-agency" not in consulted(findings=[near("main-river", 40.0)])


def test_case_36_three_triggers_for_natural_england_are_one_consultation_with_three_reasons():
    found = [
        overlap("site-of-special-scientific-interest"),
        overlap("ramsar", number=2),
        overlap("agricultural-land-classification", number=3, square_metres=250_000, agricultural_land_classification_grade="Grade 2"),
    ]

    results = consulted(TEN_HOMES, 260_000, found)

    assert len(results["natural-england"].reasons) == 3
    assert len(results["natural-england"].citations) == 3


def test_case_19_a_thousand_square_metres_in_a_conservation_area_do_not_ask_historic_england():
    england = consulted(area=square(1_000.0), findings=[overlap("conservation-area")])["historic-england"]

    assert england.standing is Standing.DOES_NOT_APPLY
    assert "1,000 m² is exactly 1,000 m² and within the measuring uncertainty" in england.confirm


def test_case_19_six_tenths_of_a_square_metre_more_ask_it_and_are_to_be_confirmed():
    england = consulted(area=square(1_000.6), findings=[overlap("conservation-area")])["historic-england"]

    assert england.standing is Standing.APPLIES
    assert "within the measuring uncertainty" in england.confirm


def test_a_large_site_in_a_conservation_area_asks_historic_england_without_a_doubt_if_it_builds():
    builds = consulted(area=square(3_000), findings=[overlap("conservation-area")])["historic-england"]
    does_not = consulted(ApplicationFacts(type_code="pp.full", new_building=False), square(3_000), [overlap("conservation-area")])

    assert (builds.answer, builds.confirm) == ("consult", "")
    assert "historic-england" not in does_not


@pytest.mark.parametrize(("grade", "asked"), [("I", True), ("II*", True), ("II", False), ("", True)])
def test_historic_england_is_for_the_highest_grades_and_an_unread_grade_is_not_held_against_it(grade, asked):
    found = [near("listed-building", 12.0, listed_building_grade=grade)]

    assert ("historic-england" in consulted(findings=found)) is asked


def test_an_outline_has_the_grade_of_its_list_entry():
    def listed(grade: str):
        point, outline = overlap("listed-building", listed_building_grade=grade), overlap("listed-building-outline", number=2)
        return [point, replace(outline, entity=replace(outline.entity, constraint=point.entity.constraint))]

    assert "historic-england" not in consulted(findings=listed("II"))
    assert "historic-england" in consulted(findings=listed("II*"))


def test_case_20_a_touch_creates_no_consultation_and_is_for_the_officer_to_promote():
    agency = consulted(TEN_HOMES, findings=[touch("flood-risk-zone", flood_risk_level="3")])["environment-agency"]

    assert agency.standing is Standing.DOES_NOT_APPLY
    assert "only touches the line" in agency.confirm


def test_householders_in_a_flood_zone_have_standing_advice():
    assert "environment-agency" not in consulted(findings=[overlap("flood-risk-zone", flood_risk_level="3")])
    assert (
        consulted(TEN_HOMES, findings=[overlap("flood-risk-zone", flood_risk_level="3")])["environment-agency"].standing is Standing.APPLIES
    )


def test_the_secretary_of_state_is_a_warning_before_a_grant_and_no_consultation_now():
    minister = consulted(TEN_HOMES, findings=[overlap("green-belt")])["secretary-of-state"]

    assert minister.answer == "to be asked before a grant"
    assert minister.warns


def test_layers_that_nobody_loaded_are_told_together_and_never_read_as_clear():
    missing = consulted(checked=EVERYTHING - {"railway-land", "main-river"})["not-checked"]

    assert missing.standing is Standing.UNKNOWN
    assert "railway land" in missing.reasons[0]
    assert "main river" in missing.reasons[0]
    assert "Railway infrastructure manager" in missing.reasons[1]


def test_a_dataset_that_failed_is_named_with_its_reason_at_its_body():
    place = {"checked": EVERYTHING - {"green-belt", "ancient-woodland"}, "unchecked": {"green-belt": "it could not be read"}}

    assert "green belt: it could not be read" in consulted(**place)["secretary-of-state"].confirm


def test_a_rule_that_asks_farther_than_was_looked_is_not_answered():
    commission = consulted()["forestry-commission"]

    assert commission.standing is Standing.UNKNOWN
    assert "looked at to 50 m, the rule asks 500 m" in commission.confirm


def test_within_the_distance_that_was_looked_at_it_is_answered():
    assert "forestry-commission" not in consulted(near=600.0)
    assert consulted(near=600.0, findings=[near("ancient-woodland", 430.0)])["forestry-commission"].standing is Standing.APPLIES


def test_a_statutory_consultee_whose_status_is_uncertain_says_so():
    assert "still a statutory consultee is uncertain" in consulted(findings=[overlap("park-and-garden")])["gardens-trust"].confirm


@pytest.mark.parametrize(
    ("facts", "area", "body"),
    [
        ({"dwellings": 12}, 5_000, "lead-local-flood-authority"),
        ({"dwellings": 150, "in_london": False}, 20_000, "active-travel-england"),
        ({"dwellings": 12, "in_london": False}, 60_000, "active-travel-england"),
        ({"dwellings": 12, "height_m": 18.0}, 5_000, "building-safety-regulator"),
        ({"dwellings": 150, "in_london": True}, 20_000, "mayor-of-london"),
    ],
)
def test_bodies_of_no_place_are_asked_by_what_is_proposed(facts, area, body):
    assert consulted(ApplicationFacts(type_code="pp.full", **facts), area)[body].standing is Standing.APPLIES


def test_active_travel_england_is_not_for_london():
    assert "active-travel-england" not in consulted(ApplicationFacts(type_code="pp.full", dwellings=200, in_london=True), 20_000)
