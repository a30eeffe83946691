"""How far the datasets of a store can be relied on: coverage, age, what was found, and whether a standard is met."""

from __future__ import annotations

from datetime import date, datetime, timezone
from pathlib import Path
from typing import Any

import pytest
import shapely

from plugin.boundary.transformer import Transformer
from plugin.constraints.catalogue import Catalogue
from plugin.constraints.profile import Profile
from plugin.constraints.readiness.dataset_readiness import DatasetReadiness, Freshness, Readiness, StandardState
from plugin.constraints.readiness.readiness_of import readiness_of
from plugin.constraints.readiness.standing_of import known_in
from plugin.constraints.standard.column_mapping import ColumnMapping
from plugin.constraints.standard.issue import Severity
from plugin.constraints.store.local_store import LocalStore
from plugin.domain.clock import FixedClock
from plugin.domain.dataset import Coverage
from plugin.domain.errors import RedlineError, StoreError

from ..local_layers.declaring import layer, used
from ..standard.test_specks_and_points import SPECK, WALL
from ..store.making import build, collection, feature, square

GRID = {"crs": {"type": "name", "properties": {"name": "EPSG:27700"}}}
LOADED = FixedClock(datetime(2026, 11, 1, 9, tzinfo=timezone.utc))
TODAY = date(2026, 11, 27)
BOW_TIE = "POLYGON ((530000 180000, 530100 180100, 530100 180000, 530000 180100, 530000 180000))"


def area(geometry: str | None = square(530000, 180000), reference: str = "CA1", **more: str) -> dict[str, Any]:
    return feature(geometry, **{"reference": reference, "name": f"Area {reference}", "entry_date": "2026-10-05", **more})


def store(folder: Path, *areas: dict[str, Any], dataset: str = "conservation-area", **options: Any) -> LocalStore:
    """A store with one dataset, loaded on 1 November 2026."""
    build(folder / "store", collection(folder / f"{dataset}.geojson", *areas, **GRID), clock=LOADED, **options)
    return LocalStore(folder / "store")


def readiness(opened: LocalStore, on: date = TODAY, profile: Profile | None = None, **more: Any) -> Readiness:
    with opened:
        usual = {"to_degrees": Transformer().to_wgs84, **more}
        return readiness_of(opened, Catalogue.load(), profile or Profile.default(), on, **usual)


def one(found: Readiness, slug: str = "conservation-area") -> DatasetReadiness:
    return next(each for each in found.datasets if each.dataset.slug == slug)


def kinds(each: DatasetReadiness) -> dict[str, int]:
    return {f"{fault.field} {fault.code}": fault.count for fault in each.standard.faults}


def test_a_dataset_that_is_not_in_the_store_is_never_said_to_meet_its_standard(tmp_path: Path) -> None:
    found = readiness(store(tmp_path, area()))

    tree, green_belt = one(found, "tree"), one(found, "green-belt")
    assert (tree.in_store, tree.coverage, tree.age, tree.standard.state) == (False, None, None, StandardState.NOT_CHECKED)
    assert tree.standard.why == "It is not in the store."
    assert green_belt.standard.state is StandardState.NONE


@pytest.mark.parametrize(("degrees", "vanishing"), [(SPECK, 1), (WALL, 0)])
def test_specks_are_counted_as_an_export_would_turn_them(tmp_path: Path, degrees: str, vanishing: int) -> None:
    speck = shapely.box(530000, 180000, 530000.04, 180000.04).wkt

    found = readiness(store(tmp_path, area(speck)), to_degrees=lambda _shape: shapely.from_wkt(degrees))

    assert kinds(one(found)).get("geometry geometry-vanishes", 0) == vanishing


def test_a_dataset_without_records_is_not_checked(tmp_path: Path) -> None:
    standard = one(readiness(store(tmp_path))).standard

    assert (standard.state, standard.why) == (StandardState.NOT_CHECKED, "The store has no record of it.")


def test_a_mapping_that_names_a_column_that_is_not_there_leaves_its_dataset_unchecked_and_the_others_checked(tmp_path: Path) -> None:
    wrong = {"conservation-area": ColumnMapping(columns={"reference": "CA_NO"})}

    standard = one(readiness(store(tmp_path, area()), mappings=wrong)).standard

    assert standard.state is StandardState.NOT_CHECKED
    assert "CA_NO" in standard.why


def test_records_that_can_t_be_read_leave_the_standard_unchecked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_store: LocalStore, _dataset: str) -> None:
        raise StoreError("The generation is damaged. Build the store again.")

    opened = store(tmp_path, area())
    monkeypatch.setattr(LocalStore, "records", broken)

    standard = one(readiness(opened)).standard

    assert (standard.state, standard.why) == (StandardState.NOT_CHECKED, "The generation is damaged. Build the store again.")


def test_a_stop_between_two_datasets_ends_the_work(tmp_path: Path) -> None:
    def stop(slug: str) -> None:
        raise RedlineError(f"Stopped at {slug}.")

    with pytest.raises(RedlineError, match="Stopped at conservation-area"):
        readiness(store(tmp_path, area()), between=stop)


def test_a_stop_amid_the_records_of_a_dataset_ends_the_work_and_is_no_fault_of_the_dataset(tmp_path: Path) -> None:
    class Stopped(Exception):
        pass

    asked: list[str] = []

    def stop(slug: str) -> None:
        asked.append(slug)
        if len(asked) > 1:
            raise Stopped

    with pytest.raises(Stopped):
        readiness(store(tmp_path, area(), dataset="tree"), between=stop)
    assert asked == ["tree", "tree"]


def test_a_file_without_records_is_no_fault_beside_their_number(tmp_path: Path) -> None:
    found = one(readiness(store(tmp_path)))

    assert found.faults == ()
    assert found.snapshot is not None
    assert found.snapshot.count == 0


def test_records_as_the_standard_wants_them_meet_it(tmp_path: Path) -> None:
    assert one(readiness(store(tmp_path, area()))).standard.state is StandardState.MET


def test_every_kind_of_fault_is_counted_with_an_example(tmp_path: Path) -> None:
    found = one(readiness(store(tmp_path, area(), area(square(531000, 180000)), area(None, "CA3", start_date="5/1/20x"))))

    assert kinds(found) == {"reference reference-not-unique": 1, "geometry missing-value": 1, "start-date date-unreadable": 1}
    assert found.standard.state is StandardState.NOT_MET
    assert [found.standard.count(severity) for severity in (Severity.MUST_FIX, Severity.SHOULD_FIX)] == [1, 2]
    assert next(fault for fault in found.standard.faults if fault.field == "geometry").example.startswith("CA3: geometry is empty")


def test_a_shape_that_the_store_repaired_is_a_fault_of_the_standard_all_the_same(tmp_path: Path) -> None:
    found = one(readiness(store(tmp_path, area(BOW_TIE))))

    assert kinds(found) == {"geometry geometry-invalid": 1}
    assert found.standard.faults[0].example.startswith("CA1: geometry is not a valid shape (it crosses itself at 530050, 180050)")


def test_a_repaired_shape_of_a_record_without_a_reference_is_told_of_that_record(tmp_path: Path) -> None:
    fault = shape_fault(tmp_path, feature(BOW_TIE, name="Old Town", entry_date="2026-10-05"))

    assert fault.startswith("Old Town: geometry is not a valid shape")


def test_a_repaired_shape_is_told_of_no_record_where_two_bear_its_name_and_neither_a_reference(tmp_path: Path) -> None:
    twice = (feature(shape, name="Old Town", entry_date="2026-10-05") for shape in (square(531000, 180000), BOW_TIE))

    assert shape_fault(tmp_path, *twice).startswith("geometry is not a valid shape")


def shape_fault(folder: Path, *areas: dict[str, Any]) -> str:
    """The example of the repaired shapes."""
    found = one(readiness(store(folder, *areas)))
    return next(fault.example for fault in found.standard.faults if fault.code == "geometry-invalid")


def test_what_the_building_of_the_store_found_is_counted_by_kind(tmp_path: Path) -> None:
    found = one(readiness(store(tmp_path, area(), area(None, "CA2"), area(None, "CA3"))))

    assert [(fault.code, fault.count) for fault in found.faults] == [("no geometry", 2)]


def test_references_that_can_t_be_looked_up_leave_it_met_only_as_far_as_checked(tmp_path: Path) -> None:
    zone = area(reference="Z1", tree_preservation_order="TPO1")
    build(tmp_path / "store", collection(tmp_path / "tree-preservation-zone.geojson", zone, **GRID), clock=LOADED)

    alone = one(readiness(LocalStore(tmp_path / "store")), "tree-preservation-zone").standard
    orders = collection(
        tmp_path / "tree-preservation-order.geojson", area(None, "TPO1", documentation_url="https://a.example/1", document_url="https://a")
    )
    build(tmp_path / "store", orders, clock=LOADED)
    together = one(readiness(LocalStore(tmp_path / "store")), "tree-preservation-zone").standard

    assert (alone.state, alone.wanted) == (StandardState.MET_AS_FAR, ("tree-preservation-order",))
    assert together.state is StandardState.MET


def test_a_reference_that_leads_nowhere_is_a_fault_once_its_dataset_is_in_the_store(tmp_path: Path) -> None:
    zone = area(reference="Z1", tree_preservation_order="TPO9")
    build(tmp_path / "store", collection(tmp_path / "tree-preservation-zone.geojson", zone, **GRID), clock=LOADED)
    build(tmp_path / "store", collection(tmp_path / "tree-preservation-order.geojson", area(None, "TPO1")), clock=LOADED)

    found = one(readiness(LocalStore(tmp_path / "store")), "tree-preservation-zone")

    assert kinds(found) == {"tree-preservation-order link-unmatched": 1}


def test_references_are_known_of_what_others_may_name_though_none_of_them_is_here(tmp_path: Path) -> None:
    with store(tmp_path, area()) as opened:
        assert known_in(opened, TODAY, {}) == {"conservation-area": frozenset({"CA1"})}


def test_a_council_s_own_columns_are_taken_by_their_mapping(tmp_path: Path) -> None:
    own = feature(square(530000, 180000), CA_NO="CA1", called="Old Town")
    mapping = {"conservation-area": ColumnMapping(columns={"reference": "CA-NO", "name": "called"})}
    opened = store(tmp_path, own)

    assert one(readiness(opened)).standard.state is StandardState.NOT_MET
    assert one(readiness(LocalStore(tmp_path / "store"), mappings=mapping)).standard.state is StandardState.MET


@pytest.mark.parametrize(
    ("on", "freshness", "days"),
    [
        (date(2026, 11, 1), Freshness.FRESH, 0),
        (date(2026, 12, 2), Freshness.FRESH, 31),
        (date(2026, 12, 3), Freshness.DUE, 32),
        (date(2026, 10, 30), Freshness.FRESH, 0),
    ],
)
def test_a_refresh_is_due_once_the_days_of_the_rule_are_over(tmp_path: Path, on: date, freshness: Freshness, days: int) -> None:
    age = one(readiness(store(tmp_path, area()), on)).age

    assert age is not None
    assert (age.freshness, age.loaded_days, age.loaded_allowed) == (freshness, days, 31)


def test_data_without_news_for_two_years_is_told_though_it_was_loaded_lately(tmp_path: Path) -> None:
    age = one(readiness(store(tmp_path, area(entry_date="2023-01-05")))).age

    assert age is not None
    assert (age.freshness, age.data_on, age.data_allowed) == (Freshness.QUIET, date(2023, 1, 5), 730)


def test_what_a_national_body_keeps_may_be_quiet_for_longer(tmp_path: Path) -> None:
    age = one(readiness(store(tmp_path, area(entry_date="2023-01-05"), dataset="scheduled-monument")), "scheduled-monument").age

    assert age is not None
    assert (age.freshness, age.data_allowed) == (Freshness.FRESH, 1825)


def test_coverage_is_seen_from_the_authority_s_own_area(tmp_path: Path) -> None:
    borough = feature(square(530000, 180000, 1000), reference="E09000028", name="Southwark")
    district = collection(tmp_path / "local-authority-district.geojson", borough, **GRID)
    west_half = "POLYGON ((530000 180000, 530500 180000, 530500 181000, 530000 181000, 530000 180000))"
    half = collection(tmp_path / "half.geojson", feature(west_half), **GRID)
    build(tmp_path / "store", district, authority="E09000028", clock=LOADED)
    opened = store(tmp_path, area())
    whole = one(readiness(opened))
    part = one(readiness(store(tmp_path, area(), coverage=half)))

    assert (whole.coverage, round(whole.share or 0)) == (Coverage.FULL, 100)
    assert (part.coverage, round(part.share or 0)) == (Coverage.PARTIAL, 50)


def test_where_nobody_has_said_where_a_dataset_speaks_its_coverage_is_not_said(tmp_path: Path) -> None:
    found = one(readiness(store(tmp_path, area())))

    assert (found.coverage, found.share) == (Coverage.UNKNOWN, None)


def test_what_the_authority_itself_calls_incomplete_is_partial(tmp_path: Path) -> None:
    incomplete = Profile(datasets={"conservation-area": Coverage.PARTIAL})

    assert one(readiness(store(tmp_path, area(), coverage="full"), profile=incomplete)).coverage is Coverage.PARTIAL


def test_what_the_store_has_comes_first_in_the_order_of_the_catalogue_then_what_is_expected(tmp_path: Path) -> None:
    expected = Profile(datasets={"ramsar": Coverage.FULL})
    build(tmp_path / "store", collection(tmp_path / "tree.geojson", area(), **GRID), clock=LOADED)

    slugs = [each.dataset.slug for each in readiness(store(tmp_path, area()), profile=expected).datasets]

    assert slugs[:3] == ["conservation-area", "tree", "ramsar"]
    assert len(slugs) == len(set(slugs)) > 40


def test_a_council_s_own_layer_is_held_to_the_standard_of_its_kind_under_its_own_name(tmp_path: Path) -> None:
    rows = collection(tmp_path / "survey.geojson", feature(square(530000, 180000), CA_NO="CA1", called="Old Town"), **GRID)
    own = layer(rows, "Character survey", dataset="conservation-area", columns={"reference": "CA-NO"}, coverage="full")
    used(tmp_path / "store", own, clock=LOADED)

    found = one(readiness(LocalStore(tmp_path / "store")), own.slug)

    assert (found.dataset.name, found.standard.state) == ("Character survey", StandardState.NOT_MET)
    assert kinds(found) == {"name missing-column": 1}


def test_references_lead_to_a_council_s_own_orders_too(tmp_path: Path) -> None:
    zone = area(reference="Z1", tree_preservation_order="TPO1")
    build(tmp_path / "store", collection(tmp_path / "tree-preservation-zone.geojson", zone, **GRID), clock=LOADED)
    orders = collection(tmp_path / "orders.geojson", feature(square(530000, 180000), reference="TPO1", name="Old Oak"), **GRID)
    used(tmp_path / "store", layer(orders, "Our orders", dataset="tree-preservation-order", coverage="full"), clock=LOADED)

    found = one(readiness(LocalStore(tmp_path / "store")), "tree-preservation-zone")

    assert found.standard.state is StandardState.MET
