"""What a proposed red line would change, line by line: before, after, and what can't be told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from math import sqrt

import pytest
import shapely

from plugin.domain.application_facts import ApplicationFacts
from plugin.domain.boundary_change import ChangeKind
from plugin.domain.check import Check, Severity
from plugin.domain.consequence import Movement
from plugin.domain.dataset import Coverage
from plugin.domain.errors import RedlineError
from plugin.domain.finding import DatasetResult, DatasetState, Screening
from plugin.domain.instruction import Instruction
from plugin.domain.neighbour import Neighbour, NeighbourList, NeighbourReason
from plugin.domain.rule_result import Topic
from plugin.reports.consequences import Amendment, ScreenedLine, consequences
from tests.unit.rules.places import EVERYTHING, near, overlap, touch

TODAY = date(2026, 11, 22)
HOUSEHOLDER = ApplicationFacts(type_code="pp.full.householder", applied_on=TODAY)
OUTLINE = ApplicationFacts(type_code="pp.outline", applied_on=TODAY, valid_on=TODAY, residential=True, certificate="a")
SHOP = ApplicationFacts(type_code="pp.full", applied_on=TODAY, residential=False, floorspace_m2=400)


def box(west: float, south: float, east: float, north: float):
    return shapely.box(533600 + west, 174200 + south, 533600 + east, 174200 + north)


def square(hectares: float):
    side = sqrt(hectares * 10_000)
    return box(0, 0, side, side)


def screened(geometry, findings=(), **other) -> ScreenedLine:
    return ScreenedLine(geometry, tuple(findings), EVERYTHING, **other)


def lines(before: ScreenedLine, after: ScreenedLine, facts=HOUSEHOLDER, **other):
    return {line.code: line for line in consequences(before, after, facts, TODAY, **other).lines}


def grown(before=(), after=(), facts=HOUSEHOLDER, **other):
    """A square that grows by half, with what was found for either."""
    return lines(screened(box(0, 0, 20, 20), before), screened(box(0, 0, 20, 30), after), facts, **other)


@pytest.mark.parametrize("line", [shapely.Polygon(), shapely.Polygon([(0, 0), (10, 10), (10, 0), (0, 10)])])
def test_nothing_is_said_of_a_line_that_is_empty_or_crosses_itself(line):
    with pytest.raises(RedlineError, match="proposed red line"):
        consequences(screened(box(0, 0, 20, 20)), screened(line), HOUSEHOLDER, TODAY)


def test_the_area_stands_with_what_it_may_be_off_by_and_the_kind_with_the_land():
    found = grown()

    assert (found["area"].before, found["area"].after) == ("400 m² ± 20 m²", "600 m² ± 25 m²")
    assert found["kind"].after == "enlargement: 200 m² in"
    assert found["kind"].citations[0].code == "boundary-change.one-line"


def test_case_11_a_nudge_changes_nothing_and_the_applicant_need_not_be_asked():
    found = consequences(screened(box(0, 0, 20, 20)), screened(box(0, 0, 20, 20.05)), HOUSEHOLDER, TODAY)

    assert found.change.kind is ChangeKind.COSMETIC
    assert all(line.movement in (Movement.SAME, Movement.UNKNOWN) for line in found.lines)
    assert "need not be asked" in found.advice[0]


def test_case_12_half_a_hectare_crosses_category_period_fee_and_press_notice():
    found = lines(screened(square(0.49)), screened(square(0.51)), OUTLINE)

    assert (found["category"].before, found["category"].after) == ("minor", "major")
    assert found["determination-period"].after == "13 weeks, to 21 February 2027"
    assert found["determination-period"].before == "8 weeks, to 17 January 2027"
    assert found["fee"].before.startswith("£3,050: 5 units")
    assert found["fee"].after.startswith("£3,954: 6 units")
    assert found["publicity.press-notice"].movement is Movement.GAINED
    assert found["category"].warns


def test_case_13_with_the_number_of_dwellings_known_half_a_hectare_crosses_nothing_but_the_fee():
    found = lines(screened(square(0.49)), screened(square(0.51)), replace(OUTLINE, dwellings=6))

    assert found["category"].movement is Movement.SAME
    assert found["publicity.press-notice"].movement is Movement.SAME
    assert found["fee"].movement is Movement.CHANGED


def test_case_15_every_figure_that_is_known_is_named_where_a_threshold_can_t_be_decided():
    from plugin.domain.areas import Areas
    from plugin.domain.measured_area import MeasuredArea

    after = replace(screened(square(0.9992)), area=MeasuredArea.of(Areas(9_992, 10_000, 9_960, 100)))
    found = lines(screened(square(0.9)), after, SHOP)["category"]

    assert all(figure in found.confirm for figure in ("9,992 m²", "10,000 m²", "9,960 m²", "within the measuring uncertainty"))


def test_case_16_a_site_that_grows_past_a_hectare_warns_of_everything_and_offers_to_keep_it_as_submitted():
    found = consequences(screened(square(0.995)), screened(square(1.004)), SHOP, TODAY)
    by_code = {line.code: line for line in found.lines}

    assert by_code["category"].movement is Movement.CHANGED
    assert by_code["flood-risk"].movement is Movement.GAINED
    assert (by_code["determination-period"].before, by_code["determination-period"].after) == ("8 weeks", "13 weeks")
    assert by_code["publicity.press-notice"].movement is Movement.GAINED
    for code in ("category", "flood-risk", "determination-period", "publicity.press-notice"):
        assert "within the measuring uncertainty" in by_code[code].confirm, code
    assert "Keep the red line as submitted" in found.advice[0]


def test_a_threshold_crossed_by_more_than_measuring_may_be_off_by_is_not_offered_to_be_kept():
    found = consequences(screened(square(0.8)), screened(square(1.3)), SHOP, TODAY)

    assert not any("Keep the red line" in sentence for sentence in found.advice)


def test_case_18_priority_habitat_that_the_line_takes_in_ends_the_exemption():
    found = lines(screened(square(0.15)), screened(square(0.19), [overlap("priority-habitat")]), SHOP)["biodiversity"]

    assert found.movement is Movement.GAINED
    assert (found.before, found.after) == ("exempt: site up to 0.2 ha", "10 % gain required")


def test_case_19_a_conservation_area_gains_historic_england_only_past_a_thousand_square_metres():
    inside = [overlap("conservation-area")]
    builds = replace(HOUSEHOLDER, new_building=True)
    at = lines(screened(square(0.05), inside), screened(square(0.1), inside), builds)["consultee.historic-england"]
    over = lines(screened(square(0.05), inside), screened(square(0.10006), inside), builds)["consultee.historic-england"]

    assert (at.movement, at.after) == (Movement.SAME, "no")
    assert at.to_be_confirmed
    assert over.movement is Movement.GAINED
    assert "within the measuring uncertainty" in over.confirm


def test_a_constraint_that_the_new_line_meets_is_gained_and_one_that_it_leaves_is_lost():
    gained = grown([near("conservation-area", 4.2)], [overlap("conservation-area", 12)])["constraint.conservation-area:1"]
    lost = grown([overlap("conservation-area", 12)], [])["constraint.conservation-area:1"]

    assert (gained.movement, gained.before, gained.after) == (Movement.GAINED, "4.2 m away", "overlaps, 100 m², 12.0 % of the site")
    assert (lost.movement, lost.after) == (Movement.LOST, "not near")
    assert gained.title == "Conservation area: conservation-area 1"


@pytest.mark.parametrize(("square_metres", "movement"), [(130, Movement.CHANGED), (100.2, Movement.SAME)])
def test_a_constraint_that_covers_more_is_changed_and_one_that_covers_as_much_is_the_same(square_metres, movement):
    before, after = overlap("conservation-area", 25), overlap("conservation-area", 16, square_metres=square_metres)

    assert grown([before], [after])["constraint.conservation-area:1"].movement is movement


def test_a_constraint_that_covers_all_of_either_site_is_the_same():
    before, after = overlap("conservation-area", 100, square_metres=400), overlap("conservation-area", 100, square_metres=600)
    found = grown([before], [after])["constraint.conservation-area:1"]

    assert (found.movement, found.after) == (Movement.SAME, "overlaps, all of the site")


def test_what_is_near_both_lines_has_no_line():
    assert "constraint.conservation-area:1" not in grown([near("conservation-area", 4)], [near("conservation-area", 3)])


def test_a_touch_is_to_be_confirmed():
    assert grown([], [touch("conservation-area")])["constraint.conservation-area:1"].to_be_confirmed


def test_what_has_ended_or_is_still_to_come_counts_for_neither_line():
    ended = overlap("conservation-area")
    ended = replace(ended, entity=replace(ended.entity, end_date=date(2024, 1, 1)))

    assert "constraint.conservation-area:1" not in grown([], [ended])


def test_a_certificate_of_lawfulness_is_judged_by_the_date_of_its_application():
    ended = overlap("conservation-area")
    ended = replace(ended, entity=replace(ended.entity, end_date=date(2026, 3, 1)))
    certificate = ApplicationFacts(type_code="ldc.proposed", applied_on=date(2026, 2, 1))

    assert grown([], [ended], certificate)["constraint.conservation-area:1"].movement is Movement.GAINED


def test_a_dataset_that_was_not_checked_is_never_read_as_one_that_loses_nothing():
    before = ScreenedLine(box(0, 0, 20, 20), (), EVERYTHING - {"green-belt"}, {"green-belt": "it could not be read"})
    found = lines(before, before.redrawn(box(0, 0, 20, 30), ()))["constraint.not-checked"]

    assert found.movement is Movement.UNKNOWN
    assert found.reasons == ("Green belt: it could not be read.",)


def border_of(before: str, after: str):
    """The line about the authority's border, for lines that were told these; "" for one that lies within it."""
    told = {
        "across": (Check("across-the-border", Severity.WARNING, "1,200 m² lie inside, 400 m² outside."),),
        "strip": (Check("touches-the-border", Severity.INFORMATION, "A strip of 8.0 m², at most 0.40 m deep, lies outside."),),
        "": (),
    }
    found = lines(screened(box(0, 0, 20, 20), checks=told[before]), screened(box(0, 0, 20, 30), checks=told[after]))
    return found.get("authority")


def test_case_39_a_line_drawn_across_the_border_says_what_lies_on_each_side_and_warns():
    found = border_of("", "across")

    assert (found.title, found.before, found.after) == ("Border of the authority", "within it", "across it")
    assert found.movement is Movement.GAINED
    assert found.warns
    assert found.reasons == ("1,200 m² lie inside, 400 m² outside.",)
    assert "the fee to the larger part" in found.citations[0].source


def test_case_39_a_strip_over_the_border_is_told_without_a_warning():
    found = border_of("", "strip")

    assert found.after == "touches it"
    assert not found.warns


def test_case_39_a_line_drawn_back_into_the_authority_loses_the_border_and_one_within_it_has_none():
    assert border_of("across", "").movement is Movement.LOST
    assert border_of("across", "").after == "within it"
    assert border_of("across", "across").movement is Movement.SAME
    assert border_of("", "") is None


def test_case_38_only_what_is_new_is_proposed_for_notification_and_the_earlier_list_stands():
    def neighbour(uprn: str, address: str) -> Neighbour:
        return Neighbour(uprn, address, NeighbourReason.ADJOINS, 0.0)

    before = NeighbourList((neighbour("1", "1 High Street"), neighbour("2", "2 High Street")))
    after = NeighbourList((neighbour("2", "2 High Street"), neighbour("3", "3 High Street")))
    rail = [near("railway-land", 4.0)]
    found = lines(
        screened(box(0, 0, 20, 20), [overlap("park-and-garden")], neighbours=before),
        screened(box(0, 0, 20, 30), [overlap("park-and-garden"), *rail], neighbours=after),
    )

    assert found["neighbours"].after == "1 new"
    assert found["neighbours"].reasons == ("3 High Street: adjoins the site.",)
    assert found["neighbours"].citations[0].code == "neighbour.adjoining"
    assert found["neighbours-left"].movement is Movement.LOST
    assert found["neighbours-left"].before == "1 address"
    assert found["neighbours-left"].reasons[0] == "1 High Street: adjoins the site."
    assert "stays on the list" in found["neighbours-left"].reasons[1]
    assert found["consultee.railway-infrastructure-manager"].movement is Movement.GAINED
    assert found["consultee.gardens-trust"].movement is Movement.SAME


def test_neighbours_that_nobody_could_look_for_are_to_be_confirmed_and_never_none():
    before, after = NeighbourList(()), NeighbourList.not_known("No layer of addresses is set.")

    found = lines(screened(box(0, 0, 20, 20), neighbours=before), screened(box(0, 0, 20, 30), neighbours=after))["neighbours"]

    assert found.movement is Movement.UNKNOWN
    assert found.after == "not known"
    assert found.confirm == "No layer of addresses is set."


def test_a_consultee_that_the_line_leaves_is_lost():
    found = grown([near("railway-land", 4.0)], [near("railway-land", 30.0)])["consultee.railway-infrastructure-manager"]

    assert (found.movement, found.before, found.after) == (Movement.LOST, "consult", "no")


def test_case_34_an_instruction_on_file_keeps_a_body_from_being_gained():
    instruction = Instruction("railway-infrastructure-manager", "pp.full.householder", "letter of 2 May 2024")
    found = grown([], [near("railway-land", 4.0)], instructions=[instruction])["consultee.railway-infrastructure-manager"]

    assert found.movement is Movement.SAME or found.movement is Movement.CHANGED
    assert "letter of 2 May 2024" in found.after


def test_land_that_comes_in_asks_for_the_certificate_until_the_officer_has_answered():
    asked = lines(screened(square(0.3)), screened(square(0.35)), OUTLINE)["certificate"]
    owned = lines(screened(square(0.3)), screened(square(0.35)), replace(OUTLINE, added_land_owners="applicant"))["certificate"]
    known = lines(screened(square(0.3)), screened(square(0.35)), replace(OUTLINE, added_land_owners="known"))["certificate"]
    less = lines(screened(square(0.3)), screened(square(0.25)), OUTLINE)["certificate"]

    assert (asked.before, asked.after) == ("certificate A", "to be answered")
    assert asked.to_be_confirmed
    assert owned.movement is Movement.SAME
    assert known.after == "certificate B and notice to every owner"
    assert less.movement is Movement.SAME
    assert "500 m² goes out" in less.reasons[0]


def test_agricultural_tenants_are_named_where_land_comes_in():
    farmed = replace(OUTLINE, agricultural_tenants=True)

    assert "agricultural tenants" in " ".join(lines(screened(square(0.3)), screened(square(0.35)), farmed)["certificate"].reasons)
    assert "agricultural tenants" not in " ".join(lines(screened(square(0.3)), screened(square(0.25)), farmed)["certificate"].reasons)


def test_what_was_uncertain_before_the_change_is_said_of_before():
    before, after = ApplicationFacts(type_code="pp.full", applied_on=TODAY), square(1.3)
    found = lines(screened(square(0.3)), screened(after), before)["category"]

    assert (found.before, found.after) == ("minor", "major")
    assert found.confirm.startswith("Before the change: to be confirmed: whether it is for dwellings")


def test_an_enlargement_asks_for_the_officer_s_choice_of_substance_and_fairness():
    found = consequences(screened(square(0.3)), screened(square(0.35)), OUTLINE, TODAY)

    assert "fresh application" in found.advice[-1]


def test_lines_come_by_topic_and_what_moved_before_what_stayed():
    found = consequences(
        screened(square(0.49), [overlap("conservation-area", 5, 1), overlap("ramsar", 5, 2)]),
        screened(square(0.51), [overlap("conservation-area", 5, 1), overlap("green-belt", 5, 3)]),
        OUTLINE,
        TODAY,
    )
    topics = [list(Topic).index(line.topic) for line in found.lines]
    constraints = [line.movement for line in found.lines if line.topic is Topic.CONSTRAINT]

    assert topics == sorted(topics)
    assert constraints == [Movement.GAINED, Movement.LOST, Movement.SAME]
    assert {line.code for line in found.moved} >= {"area", "category", "fee"}


def test_every_line_names_its_rule_and_source():
    before = screened(square(0.49), [overlap("conservation-area", 5, 1)], unchecked={"battlefield": "not in the store"})
    found = consequences(before, screened(square(0.51), [overlap("green-belt", 5, 3)]), OUTLINE, TODAY)

    assert len(found.lines) >= 12
    assert {Topic.AREA, Topic.CONSTRAINT} <= {line.topic for line in found.lines}
    assert [line.title for line in found.lines if not line.citations] == []
    assert all(one.code and one.source and one.sure in "ABC" for line in found.lines for one in line.citations)


def test_case_17_an_amendment_is_judged_by_the_date_of_the_application_and_not_by_today():
    found = lines(screened(square(0.25)), screened(square(0.35)), replace(OUTLINE, applied_on=date(2026, 3, 31), valid_on=None))

    assert found["fee"].after == "£2,352: 4 units of 0.1 ha at £588"


def test_one_amendment_answers_for_every_move_of_the_line():
    amendment = Amendment(screened(square(0.49)), OUTLINE, TODAY)
    before = screened(square(0.49))

    moves = [amendment.consequences(before.redrawn(square(size), ())) for size in (0.49, 0.51, 0.45, 0.51)]

    assert [move.change.kind for move in moves] == [
        ChangeKind.COSMETIC,
        ChangeKind.ENLARGEMENT,
        ChangeKind.REDUCTION,
        ChangeKind.ENLARGEMENT,
    ]
    assert moves[1].lines == moves[3].lines


def test_a_moving_line_s_findings_borrow_the_columns_that_were_read_for_the_current_one():
    read = overlap("listed-building", listed_building_grade="II")
    bare = replace(read, entity=replace(read.entity, attributes={}))

    assert "consultee.historic-england" not in grown([read], [bare])


def test_a_full_screening_gives_the_line_what_was_checked_and_what_was_not():
    def result(dataset: str, state: DatasetState, coverage: Coverage, why: str) -> DatasetResult:
        return DatasetResult(dataset, dataset, state, coverage, why, 0, "", None)

    datasets = (
        result("green-belt", DatasetState.CLEAR, Coverage.FULL, ""),
        result("tree", DatasetState.NOT_CHECKED, Coverage.NONE, "no published data for this authority"),
        result("conservation-area", DatasetState.OVERLAPS, Coverage.PARTIAL, "covers part of the site"),
    )
    screening = Screening("s", "f", (), datasets, (), (), TODAY, "", "")

    line = ScreenedLine.of(box(0, 0, 20, 20), screening)

    assert line.checked == {"green-belt"}
    assert line.unchecked == {"tree": "no published data for this authority", "conservation-area": "covers part of the site"}
