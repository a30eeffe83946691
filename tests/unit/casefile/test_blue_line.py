"""The blue line is a boundary of its own kind: versions, a reason, never in force, never the site."""

from __future__ import annotations

import pytest
import shapely

from plugin.boundary.other_land import read_other_land
from plugin.casefile.errors import CaseFileError, NotProposed
from plugin.domain.boundary_version import BoundaryOrigin, LineKind
from plugin.rules.rules import Rules
from tests.unit.backoffice.pulling import transformer
from tests.unit.casefile.examples import SOURCE, START, pulled, site

LAND = shapely.box(530_050, 180_000, 530_100, 180_050)
REASON = "Edged blue on the location plan."


@pytest.fixture
def uuid(case_file):
    return case_file.take_in([pulled()], SOURCE).uuids[0]


def drawn(shape=LAND):
    return read_other_land(shape, site(), transformer(), Rules(START.date()))


def blue(case_file, uuid):
    return [each for each in case_file.boundary_versions(uuid) if each.kind is LineKind.BLUE]


def test_a_line_that_crosses_itself_is_refused_with_the_place(case_file, uuid):
    crossed = shapely.Polygon([(530_000, 180_000), (530_020, 180_020), (530_020, 180_000), (530_000, 180_020)])

    with pytest.raises(NotProposed, match="crosses itself at easting 530010") as refusal:
        case_file.keep_blue_line(uuid, drawn(crossed), REASON)
    assert refusal.value.field == "line"
    assert blue(case_file, uuid) == []


def test_a_blue_line_has_a_reason(case_file, uuid):
    with pytest.raises(NotProposed, match="Say how the land is known"):
        case_file.keep_blue_line(uuid, drawn(), " ")


def test_the_blue_line_of_a_case_that_is_decided_is_only_looked_at(case_file):
    uuid = case_file.take_in([pulled(status="determined")], SOURCE).uuids[0]

    with pytest.raises(CaseFileError, match="determined"):
        case_file.keep_blue_line(uuid, drawn(), REASON)


def test_a_blue_line_is_a_version_of_its_own_and_the_red_one_stays_in_force(case_file, uuid):
    red = case_file.case(uuid).boundary

    case_file.keep_blue_line(uuid, drawn(), REASON)

    case = case_file.case(uuid)
    assert case.boundary.uuid == red.uuid
    assert (case.blue_line.number, case.blue_line.origin, case.blue_line.reason) == (1, BoundaryOrigin.VALIDATED, REASON)
    assert case.blue_line.boundary.area_m2 == pytest.approx(2500)
    assert case.blue_line.reading.checks == ()
    assert case.row.screened_at == case_file.row(uuid).screened_at


def test_another_blue_line_is_the_next_version_and_the_same_again_is_none(case_file, uuid):
    case_file.keep_blue_line(uuid, drawn(), REASON)
    case_file.keep_blue_line(uuid, drawn(shapely.box(530_050, 180_000, 530_080, 180_050)), "As the applicant wrote.", from_file=True)

    assert [(each.number, each.origin) for each in blue(case_file, uuid)] == [(1, BoundaryOrigin.VALIDATED), (2, BoundaryOrigin.SUBMITTED)]
    with pytest.raises(NotProposed, match="kept already"):
        case_file.keep_blue_line(uuid, drawn(shapely.box(530_050, 180_000, 530_080, 180_050)), REASON)


def test_a_blue_line_that_is_taken_away_stays_in_the_history(case_file, uuid):
    with pytest.raises(NotProposed, match="no blue line"):
        case_file.take_blue_line_away(uuid, "The land was sold.")
    case_file.keep_blue_line(uuid, drawn(), REASON)

    case_file.take_blue_line_away(uuid, "The land was sold.")

    assert case_file.case(uuid).blue_line is None
    assert [each.boundary is None for each in blue(case_file, uuid)] == [False, True]
    case_file.keep_blue_line(uuid, drawn(), REASON)
    assert case_file.case(uuid).blue_line.number == 3
