"""Screenings are kept with their version and their data, and come back as they were."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from plugin.casefile.errors import CaseNotThere
from plugin.domain.check import Check, Severity
from plugin.domain.finding import Relation
from plugin.domain.settings import ScreeningSettings
from tests.unit.casefile.examples import SOURCE, finding, geojson, pulled, screening, site, snapshot


@pytest.fixture
def screened(case_file):
    (uuid,) = case_file.take_in([pulled()], SOURCE).uuids
    return uuid, case_file.case(uuid).boundary.uuid


def test_a_screening_of_a_version_of_another_case_is_refused(case_file, screened):
    (other,) = case_file.take_in([pulled(2)], SOURCE).uuids

    with pytest.raises(CaseNotThere):
        case_file.record_screening(other, screened[1], screening())

    assert case_file.row(other).overlaps is None


def test_a_screening_comes_back_as_it_was(case_file, screened):
    uuid, version = screened
    given = screening(finding(), finding(Relation.NEAR, number=2, attributes={"grade": "II"}, start_date=date(1990, 1, 2)))

    case_file.record_screening(uuid, version, given, settings=ScreeningSettings(), snapshots=[snapshot()])

    back = case_file.case(uuid).screening
    assert [each.overlap.wkt for each in back.findings if each.overlap] == [given.findings[0].overlap.wkt]
    assert _without_shapes(back) == _without_shapes(given)


def _without_shapes(given):
    return replace(
        given, **{name: tuple(replace(each, overlap=None) for each in getattr(given, name)) for name in ("findings", "ended", "not_yet")}
    )


def test_the_list_shows_constraints_and_not_entities_and_how_old_the_data_is(case_file, screened):
    twin = replace(finding(), entity=replace(finding().entity, dataset="conservation-area-outline"))
    touching = finding(Relation.TOUCHES, number=5)
    both = replace(finding(Relation.TOUCHES), entity=finding().entity)

    case_file.record_screening(*screened, screening(finding(), twin, touching, both), snapshots=[snapshot()])

    row = case_file.row(screened[0])
    assert (row.overlaps, row.touches, row.not_checked) == (1, 1, 2)
    assert (row.screened_at, row.data_as_of) == ("2026-11-22T10:00:00Z", "2026-11-01T00:00:00Z")


def test_an_error_that_only_screening_finds_is_counted_in_the_list_and_goes_when_it_is_found_no_more(case_file, screened):
    uuid, version = screened
    outside = Check("outside", Severity.ERROR, "The site lies in another authority.")
    remark = Check("note", Severity.INFORMATION, "One part is very small.")

    case_file.record_screening(uuid, version, replace(screening(), checks=(outside, remark)))
    assert case_file.row(uuid).red_line_errors == 1

    case_file.record_screening(uuid, version, screening())
    assert case_file.row(uuid).red_line_errors == 0


def test_the_same_found_again_is_confirmed_and_not_kept_twice(case_file, screened):
    first = case_file.record_screening(*screened, screening(finding()))
    entries = case_file.audit_head()

    again = case_file.record_screening(*screened, screening(finding(), at="2026-11-23T10:00:00Z", on=date(2026, 11, 23)))

    assert again == first
    assert case_file.audit_head() == entries
    assert case_file.screening(screened[1]).screened_at == "2026-11-23T10:00:00Z"
    assert case_file.screening(screened[1]).judged_on == date(2026, 11, 23)


def test_something_else_found_is_another_screening_and_the_first_is_kept(case_file, screened):
    first = case_file.record_screening(*screened, screening(finding()))
    second = case_file.record_screening(*screened, screening(finding(), finding(number=2)))

    assert first != second
    assert len(case_file.screening(screened[1]).findings) == 2
    assert case_file._connection.execute("SELECT COUNT(*) FROM screening").fetchone()[0] == 2


def test_another_red_line_makes_the_counts_stale(case_file, screened):
    uuid, version = screened
    case_file.record_screening(uuid, version, screening(finding()), snapshots=[snapshot()])

    case_file.take_in([pulled(site=site(geojson(-0.09)))], SOURCE)

    row = case_file.row(uuid)
    assert (row.overlaps, row.touches, row.not_checked) == (None, None, None)
    assert (row.screened_at, row.data_as_of) == ("", "")
    assert case_file.case(uuid).screening is None
    assert case_file.screening(version) is not None


def test_a_screening_of_an_earlier_version_does_not_touch_the_counts(case_file, screened):
    uuid, version = screened
    case_file.take_in([pulled(site=site(geojson(-0.09)))], SOURCE)

    case_file.record_screening(uuid, version, screening(finding()))

    assert case_file.row(uuid).overlaps is None
