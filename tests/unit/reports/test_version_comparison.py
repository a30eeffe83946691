"""Two versions of a red line beside each other."""

from __future__ import annotations

from datetime import date

import pytest
import shapely

from plugin.domain.accuracy import UNTRANSFORMED
from plugin.domain.boundary import Boundary, Original, SourceCrs
from plugin.domain.boundary_version import BoundaryOrigin, BoundaryVersion, LineKind, Milestone
from plugin.domain.finding import Relation
from plugin.domain.reading import SiteReading
from plugin.reports.version_comparison import compare_versions
from plugin.reports.version_words import version_words
from plugin.rules.rules import Rules
from tests.unit.casefile.examples import finding, screening

RULES = Rules(date(2026, 11, 22))
SQUARE = shapely.box(530000, 180000, 530050, 180040)
WIDER = shapely.box(530000, 180000, 530060, 180040)
TWO = shapely.MultiPolygon([SQUARE.difference(shapely.box(530010, 180010, 530020, 180020)), shapely.box(530080, 180000, 530090, 180010)])


def version(number=1, line=SQUARE, origin=BoundaryOrigin.SUBMITTED, **more):
    boundary = None
    if line is not None:
        boundary = Boundary(line, Original(line.wkt, "wkt"), SourceCrs.NATIONAL_GRID, UNTRANSFORMED)
    values = {
        "uuid": str(number),
        "application_uuid": "a",
        "kind": LineKind.RED,
        "author": "Jo Officer",
        "created_at": "2026-11-22T10:00:00Z",
        "reason": "as submitted",
        "current": False,
    }
    reading = SiteReading("26-00001-HAPP", "list", "BOPS list", boundary=boundary)
    return BoundaryVersion(number=number, origin=origin, reading=reading, **{**values, **more})


def proposed(line=WIDER, **more):
    return version(2, line, BoundaryOrigin.PROPOSED, reason="The drive belongs to it.", **more)


def rows(*versions, **more):
    return {row.what: (row.one, row.other, row.differs) for row in compare_versions(*versions, RULES, **more).rows}


def test_a_version_without_a_line_that_can_be_used_says_so():
    found = compare_versions(version(line=None), proposed(), RULES)

    assert found.change is None
    assert {row.what: row.one for row in found.rows}["Area"] == "no line that can be used"
    assert "Between them" not in {row.what for row in found.rows}


def test_what_was_not_screened_is_not_taken_for_no_constraints():
    assert rows(version(), proposed())["Constraints"] == ("not screened", "not screened", False)
    found = rows(version(), proposed(), screenings=(screening(), None))
    assert found["Constraints"] == ("none found", "not screened", True)


def test_author_time_reason_area_parts_and_corners_stand_beside_each_other():
    found = rows(version(), proposed(TWO))

    assert found["Why"] == ("as submitted", "The drive belongs to it.", True)
    assert found["Made by"] == ("Jo Officer", "Jo Officer", False)
    assert found["When"][0] == "22 November 2026, 10:00"
    assert found["Area"][0] == "2,000 m² ± 45 m²"
    assert found["Parts"] == ("1 part, no holes", "2 parts, 1 hole", True)
    assert found["Corners"] == ("4", "12", True)


def test_what_lies_between_them_is_the_kind_and_the_land():
    assert rows(version(), proposed())["Between them"][1] == "enlargement: 400 m² in; 83.3 % of the land in common"


def test_the_same_line_again_is_called_the_same():
    again = shapely.affinity.translate(SQUARE, 0.01, 0)

    assert rows(version(), proposed(again))["Between them"][1] == "the same line, to within 2 cm"


def test_constraints_of_both_stand_in_one_row_each():
    gained = finding(Relation.OVERLAPS)
    found = rows(version(), proposed(), screenings=(screening(), screening(gained)))

    (row,) = [value for what, value in found.items() if "Area 1" in what]
    assert row[0] == "not near"
    assert row[1].startswith("overlaps")


@pytest.mark.parametrize(
    ("origin", "milestones", "words"),
    [
        (BoundaryOrigin.SUBMITTED, (), "3, as submitted"),
        (BoundaryOrigin.SUBMITTED, (Milestone.VALIDATED, Milestone.DETERMINED), "3, as submitted, as validated, as determined"),
        (BoundaryOrigin.RECEIVED, (), "3, changed in the back office"),
        (BoundaryOrigin.PROPOSED, (), "3, proposed"),
        (BoundaryOrigin.AGREED, (Milestone.DETERMINED,), "3, agreed, as determined"),
        (BoundaryOrigin.DETERMINED, (Milestone.DETERMINED,), "3, as determined"),
    ],
)
def test_a_version_is_called_by_its_number_and_how_it_came_about(origin, milestones, words):
    assert version_words(version(3, origin=origin, milestones=milestones)) == words


def test_the_title_names_both():
    assert compare_versions(version(), proposed(), RULES).title == "Version 1, as submitted, and version 2, proposed"
