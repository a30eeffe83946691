"""Environmental impact, flood risk, biodiversity, publicity: what a site as drawn asks for, and what can't be told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from plugin.domain.application_facts import ApplicationFacts
from plugin.domain.rule_result import Standing
from plugin.rules.biodiversity import biodiversity
from plugin.rules.category import development_category
from plugin.rules.environmental_impact import environmental_impact
from plugin.rules.flood_risk import flood_risk
from plugin.rules.publicity import press_notice_reasons, publicity

from .places import EVERYTHING, hectares, near, overlap, rules, site, square, touch

HOUSEHOLDER = ApplicationFacts(type_code="pp.full.householder")
HOMES = ApplicationFacts(type_code="pp.full", residential=True, dwellings=6)
SHOP = ApplicationFacts(type_code="pp.full", residential=False, floorspace_m2=400)
BEFORE, AFTER = date(2026, 3, 2), date(2026, 9, 1)


class TestEnvironmentalImpact:
    """Schedule 2 thresholds are more than, and don't count in a sensitive area."""

    @pytest.mark.parametrize(("area", "standing"), [(0.95, Standing.DOES_NOT_APPLY), (1.05, Standing.APPLIES)])
    def test_a_shop_on_more_than_a_hectare_is_screened(self, area, standing):
        assert environmental_impact(SHOP, site(hectares(area)), rules()).standing is standing

    @pytest.mark.parametrize(("area", "standing"), [(1.05, Standing.DOES_NOT_APPLY), (5.2, Standing.APPLIES)])
    def test_dwellings_are_screened_on_more_than_five_hectares(self, area, standing):
        assert environmental_impact(HOMES, site(hectares(area)), rules()).standing is standing

    @pytest.mark.parametrize(("dwellings", "standing"), [(150, Standing.DOES_NOT_APPLY), (151, Standing.APPLIES)])
    def test_more_than_150_dwellings_are_screened(self, dwellings, standing):
        facts = ApplicationFacts(type_code="pp.full", residential=True, dwellings=dwellings)

        assert environmental_impact(facts, site(hectares(3)), rules()).standing is standing

    def test_near_a_hectare_it_says_so(self):
        assert "within the measuring uncertainty" in environmental_impact(SHOP, site(hectares(1.004)), rules()).confirm

    def test_a_hectare_of_nobody_knows_what_is_to_be_confirmed(self):
        unsaid = environmental_impact(ApplicationFacts(type_code="pp.full"), site(hectares(2)), rules())

        assert unsaid.standing is Standing.APPLIES
        assert "whether it is for dwellings" in unsaid.confirm

    def test_in_a_sensitive_area_the_size_does_not_matter(self):
        found = environmental_impact(HOMES, site(hectares(0.1), [overlap("national-park")]), rules())

        assert found.standing is Standing.APPLIES
        assert found.citations[0].code == "environmental-impact-sensitive.national-park"

    def test_a_sensitive_area_that_touches_is_for_the_officer(self):
        assert "touches the line" in environmental_impact(HOMES, site(hectares(0.1), [touch("national-park")]), rules()).confirm

    def test_without_the_data_on_sensitive_areas_it_is_not_said_that_none_is_needed(self):
        unknown = environmental_impact(HOMES, site(hectares(0.1), checked=EVERYTHING - {"national-park"}), rules())

        assert unknown.standing is Standing.UNKNOWN
        assert "national park could not be checked" in unknown.confirm

    @pytest.mark.parametrize(("development", "standing"), [("energy", Standing.APPLIES), ("road", Standing.DOES_NOT_APPLY)])
    def test_a_kind_of_development_has_its_own_threshold(self, development, standing):
        facts = ApplicationFacts(type_code="pp.full", development=development)

        assert environmental_impact(facts, site(hectares(0.7)), rules()).standing is standing

    @pytest.mark.parametrize("type_code", ["pp.mineralExtraction", "pp.full.major.waste", "onshoreExtractionOilAndGas"])
    def test_minerals_and_waste_have_thresholds_of_their_own_which_are_not_guessed(self, type_code):
        unknown = environmental_impact(ApplicationFacts(type_code=type_code), site(hectares(0.3)), rules())

        assert unknown.standing is Standing.UNKNOWN
        assert "which is not in the table" in unknown.confirm

    @pytest.mark.parametrize("type_code", ["pp.full.householder", "ldc.existing", "wtt.notice"])
    def test_types_that_it_does_not_concern_say_so(self, type_code):
        assert (
            environmental_impact(ApplicationFacts(type_code=type_code), site(hectares(2)), rules()).answer == "does not concern this type"
        )


class TestFloodRisk:
    """An assessment in zones 2 and 3, from a hectare in zone 1, and never "not needed" without the data."""

    @pytest.mark.parametrize("level", ["2", "3", ""])
    def test_any_development_in_a_flood_zone_needs_one(self, level):
        assert (
            flood_risk(HOUSEHOLDER, site(400, [overlap("flood-risk-zone", flood_risk_level=level)]), rules()).standing is Standing.APPLIES
        )

    def test_both_zones_are_named(self):
        zones = [overlap("flood-risk-zone", flood_risk_level="2"), overlap("flood-risk-zone", number=2, flood_risk_level="3")]

        assert flood_risk(HOMES, site(400, zones), rules()).reasons == ("The site lies in flood zones 3 and 2.",)

    def test_case_16_from_a_hectare_in_zone_1_one_is_needed_and_near_it_that_is_to_be_confirmed(self):
        before, after = flood_risk(SHOP, site(hectares(0.995)), rules()), flood_risk(SHOP, site(hectares(1.004)), rules())

        assert (before.standing, after.standing) == (Standing.DOES_NOT_APPLY, Standing.APPLIES)
        assert all("within the measuring uncertainty" in result.confirm for result in (before, after))

    def test_whether_an_assessment_was_supplied_is_said_where_the_documents_are_known(self):
        zone = [overlap("flood-risk-zone", flood_risk_level="3")]
        unsaid = flood_risk(HOMES, site(400, zone), rules())
        there = flood_risk(replace(HOMES, documents=("floodRiskAssessment", "locationPlan")), site(400, zone), rules())
        absent = flood_risk(replace(HOMES, documents=("locationPlan",)), site(400, zone), rules())

        assert len(unsaid.reasons) == 1
        assert there.reasons[-1] == "A flood risk assessment is among the documents."
        assert absent.reasons[-1] == "No document is tagged as a flood risk assessment."

    def test_a_zone_that_touches_is_for_the_officer(self):
        assert "touches the line" in flood_risk(HOMES, site(400, [touch("flood-risk-zone")]), rules()).confirm

    def test_without_the_data_it_is_not_known(self):
        unknown = flood_risk(HOMES, site(400, checked=frozenset(), unchecked={"flood-risk-zone": "the store has no such data"}), rules())

        assert unknown.standing is Standing.UNKNOWN
        assert "the store has no such data" in unknown.confirm

    def test_an_area_of_critical_drainage_needs_one(self):
        assert flood_risk(HOMES, site(400, [overlap("critical-drainage-area")]), rules()).standing is Standing.APPLIES

    def test_a_vulnerable_use_asks_about_other_sources(self):
        facts = ApplicationFacts(type_code="pp.full", residential=True, dwellings=2, vulnerability="More vulnerable")

        assert "other sources of flooding" in flood_risk(facts, site(400), rules()).confirm


class TestBiodiversity:
    """Net gain by the application's date; exemptions name their rule."""

    def gain(self, area=1_900.0, findings=(), on=AFTER, **facts):
        known = rules(on)
        about = ApplicationFacts(type_code="pp.full", residential=True, dwellings=3, **facts)
        place = site(area, findings)
        return biodiversity(about, place, development_category(about, place.area, known), known)

    def test_whether_information_on_the_gain_was_supplied_is_said_where_it_is_required(self):
        facts = replace(HOMES, dwellings=12, documents=("biodiversityNetGainInformation",))
        area = hectares(1.5)

        result = biodiversity(facts, site(area), development_category(facts, area, rules(BEFORE)), rules(BEFORE))

        assert result.standing is Standing.APPLIES
        assert result.reasons[-1] == "Information on biodiversity net gain is among the documents."

    def test_case_18_a_fifth_of_a_hectare_is_exempt_after_the_exemption_began_and_not_before(self):
        before, after = self.gain(on=BEFORE), self.gain(on=AFTER)

        assert (before.standing, before.answer) == (Standing.APPLIES, "10 % gain required")
        assert (after.standing, after.answer) == (Standing.DOES_NOT_APPLY, "exempt: site up to 0.2 ha")

    def test_case_18_the_day_on_which_it_began_is_to_be_confirmed(self):
        assert "biodiversity.small-site" in self.gain(on=AFTER).confirm
        assert "was not found" in self.gain(on=AFTER).citations[0].source

    def test_between_announcement_and_beginning_it_is_to_be_confirmed_as_well(self):
        assert "announced on 15 April 2026" in self.gain(on=date(2026, 6, 1)).confirm

    def test_case_18_priority_habitat_on_the_site_is_not_exempt(self):
        found = self.gain(findings=[overlap("priority-habitat")])

        assert found.standing is Standing.APPLIES
        assert found.reasons == ("Not exempt as a small site: priority habitat (priority-habitat 1).",)

    def test_without_data_on_priority_habitat_the_exemption_is_to_be_confirmed(self):
        known = rules(AFTER)
        about = ApplicationFacts(type_code="pp.full", dwellings=3)
        place = site(1_900, checked=EVERYTHING - {"priority-habitat"})

        assert "no priority habitat" in biodiversity(about, place, development_category(about, place.area, known), known).confirm

    @pytest.mark.parametrize(("area", "standing"), [(2_000.0, Standing.DOES_NOT_APPLY), (2_000.2, Standing.APPLIES)])
    def test_up_to_a_fifth_of_a_hectare_means_that_figure_as_well_and_near_it_is_to_be_confirmed(self, area, standing):
        assert self.gain(area).standing is standing
        assert "within the measuring uncertainty" in self.gain(area).confirm

    def test_little_habitat_is_exempt_by_the_habitat_and_not_by_the_site(self):
        assert self.gain(30_000, habitat_m2=24.9, linear_habitat_m=4.9, priority_habitat=False).answer == "exempt: little habitat affected"
        assert self.gain(30_000, habitat_m2=25.0, linear_habitat_m=4.9, priority_habitat=False).standing is Standing.APPLIES

    def test_self_build_is_exempt_before_the_exemption_of_small_sites(self):
        assert self.gain(3_000, on=BEFORE, self_build=True).answer == "exempt: self-build"
        assert self.gain(3_000, on=AFTER, self_build=True).standing is Standing.APPLIES

    def test_before_the_duty_there_was_none(self):
        assert self.gain(on=date(2024, 3, 1)).answer == "not yet in force for this application"

    def test_householders_are_exempt(self):
        known = rules(AFTER)
        place = site(30_000)

        assert (
            biodiversity(HOUSEHOLDER, place, development_category(HOUSEHOLDER, place.area, known), known).standing
            is Standing.DOES_NOT_APPLY
        )


class TestPublicity:
    """Site notice and press notice, with BOPS's reasons."""

    def notices(self, facts=HOMES, area=400.0, findings=(), **other):
        known, place = rules(), site(area, findings, **other)
        return {result.title: result for result in publicity(facts, place, development_category(facts, place.area, known), known)}

    def test_an_ordinary_application_needs_a_site_notice_or_letters_and_no_press_notice(self):
        found = self.notices()

        assert found["Press notice"].standing is Standing.DOES_NOT_APPLY
        assert found["Site notice"].answer == "site notice or neighbour letters"

    def test_case_12_major_development_needs_both(self):
        outline = ApplicationFacts(type_code="pp.outline", residential=True)

        assert self.notices(outline, hectares(0.49))["Press notice"].standing is Standing.DOES_NOT_APPLY
        assert self.notices(outline, hectares(0.51))["Press notice"].answer == "needed"
        assert self.notices(outline, hectares(0.51))["Press notice"].confirm == ""
        assert self.notices(outline, hectares(0.51))["Site notice"].answer == "site notice"

    def test_near_the_threshold_of_major_development_it_says_so(self):
        assert "within the measuring uncertainty" in self.notices(SHOP, hectares(0.997))["Press notice"].confirm

    @pytest.mark.parametrize(
        ("finding", "reason"),
        [
            (overlap("conservation-area"), "conservation_area"),
            (near("listed-building", 20.0), "listed_building"),
            (near("scheduled-monument", 20.0), "ancient_monument"),
            (overlap("right-of-way"), "wildlife_and_countryside"),
        ],
    )
    def test_what_lies_on_or_near_the_site_suggests_a_notice_that_the_officer_has_to_judge(self, finding, reason):
        known, place = rules(), site(400, [finding])
        reasons = press_notice_reasons(HOMES, place, development_category(HOMES, place.area, known), known).reasons

        assert [one.bops_reason for one in reasons] == [reason]
        assert "To be confirmed" in self.notices(findings=[finding])["Press notice"].confirm

    @pytest.mark.parametrize("fact", ["departure", "environmental_statement", "affects_right_of_way"])
    def test_what_the_officer_knows_asks_for_both_without_a_doubt(self, fact):
        found = self.notices(ApplicationFacts(type_code="pp.full", residential=True, dwellings=2, **{fact: True}))

        assert (found["Press notice"].answer, found["Press notice"].confirm) == ("needed", "")

    def test_without_the_data_no_press_notice_is_not_said(self):
        failed = {"conservation-area": "it could not be read"}
        unknown = self.notices(checked=EVERYTHING - {"conservation-area"}, unchecked=failed)["Press notice"]

        assert unknown.standing is Standing.UNKNOWN
        assert "conservation area could not be checked" in unknown.confirm

    def test_a_layer_that_no_council_need_have_does_not_hide_what_the_others_say_and_is_told(self):
        missing = self.notices(checked=EVERYTHING - {"right-of-way"})["Press notice"]
        known = ApplicationFacts(type_code="pp.full", residential=True, dwellings=2, affects_right_of_way=False)

        assert (missing.standing, missing.answer) == (Standing.DOES_NOT_APPLY, "none known")
        assert "no layer is loaded of right of way" in missing.confirm
        assert self.notices(known, checked=EVERYTHING - {"right-of-way"})["Press notice"].answer == "none"

    def test_a_prior_approval_has_the_publicity_of_its_class_and_a_certificate_none(self):
        extension = self.notices(ApplicationFacts(type_code="pa.part1.classA"))
        certificate = self.notices(ApplicationFacts(type_code="ldc.proposed"))

        assert extension["Publicity"].answer == "letters to adjoining premises"
        assert certificate["Publicity"].answer == "does not concern this type"


def test_a_site_of_plain_figures_has_the_uncertainty_of_its_line():
    assert square(10_000).uncertainty == 100


def test_a_rule_that_asks_for_a_dataset_hears_of_the_council_s_own_layer_of_its_kind() -> None:
    own = overlap("flood-risk-zone--survey")

    assert site(findings=[own]).overlapping(["flood-risk-zone"]).found == (own,)


def test_a_council_s_own_layer_does_not_stand_for_the_national_one_that_was_never_loaded() -> None:
    seen = site(checked=frozenset({"flood-risk-zone--survey"})).overlapping(["flood-risk-zone"])

    assert list(seen.blind) == ["flood-risk-zone"]
