"""Nothing is lost on the way into the store, and what was changed is on record."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pyproj
import pytest
import shapely

from plugin.boundary.transformer import Transformer
from plugin.constraints.store.local_store import LocalStore
from plugin.constraints.store.store_description import describe
from plugin.domain.boundary import SourceCrs
from plugin.domain.dataset import Coverage
from plugin.domain.errors import StoreError, UnreadableFile
from plugin.domain.finding import Entity
from tests.shared import shared_path

from .making import EVERYWHERE, build, built_alone, collection, entities, feature, square

BOW_TIE = "POLYGON ((530000 180000, 530100 180100, 530100 180000, 530000 180100, 530000 180000))"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "store"


def only(folder: Path) -> tuple[LocalStore, Entity]:
    store = LocalStore(folder)
    (entity,) = entities(store)
    return store, entity


def original_of(store: LocalStore, entity: Entity) -> shapely.Geometry | None:
    """The outline as it was supplied, as the store's own table of repairs keeps it."""
    with closing(sqlite3.connect(store.path)) as connection:
        row = connection.execute("SELECT original FROM repair WHERE entity = ?", (entity.key,)).fetchone()
    return None if row is None else shapely.from_wkb(row[0])


def test_an_invalid_outline_is_repaired_and_its_original_kept_and_listed(folder: Path, tmp_path: Path):
    report = built_alone(folder, collection(tmp_path / "green-belt.geojson", feature(BOW_TIE, entity=5, reference="R5")))

    store, entity = only(folder)
    assert store.geometry(entity).is_valid
    assert store.geometry(entity).area == pytest.approx(5000)
    assert original_of(store, entity).equals_exact(shapely.from_wkt(BOW_TIE), 0)
    assert [(each.number, each.reference, each.area_after) for each in report.repairs] == [(5, "R5", pytest.approx(5000))]
    assert report.repairs[0].reason.startswith("Self-intersection")
    assert report.snapshot.repaired == 1
    assert store.repairs("green-belt") == report.repairs


def test_a_valid_outline_has_no_original_beside_it(folder: Path, tmp_path: Path):
    build(folder, collection(tmp_path / "green-belt.geojson", feature(square(530000, 180000))))

    store, entity = only(folder)
    assert original_of(store, entity) is None


def test_records_without_a_geometry_are_counted_listed_and_kept(folder: Path, tmp_path: Path):
    empty = {"type": "Feature", "properties": {"name": "b"}, "geometry": {"type": "MultiPolygon", "coordinates": []}}
    report = built_alone(
        folder, collection(tmp_path / "green-belt.geojson", feature(None, name="a"), empty, feature(square(530000, 180000), name="c"))
    )

    assert (report.snapshot.count, report.snapshot.without_geometry, report.pieces) == (3, 2, 1)
    assert [(issue.row, issue.what) for issue in report.issues if issue.row] == [(1, "no geometry"), (2, "no geometry")]
    assert any("Row 1 (a) has no geometry" in issue.message for issue in report.issues)


def test_rings_are_closed_and_heights_dropped(folder: Path, tmp_path: Path):
    ring = [[530000, 180000, 12.5], [530100, 180000, 12.5], [530100, 180100]]
    build(
        folder,
        collection(
            tmp_path / "green-belt.geojson", {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
        ),
    )

    store, entity = only(folder)
    assert store.geometry(entity).area == 5000
    assert not store.geometry(entity).has_z


def test_metres_in_geojson_are_taken_as_the_national_grid_and_that_is_said(folder: Path, tmp_path: Path):
    report = built_alone(folder, collection(tmp_path / "tree.geojson", feature("POINT (530000 180000)")))

    store, entity = only(folder)
    assert store.geometry(entity).wkt == "POINT (530000 180000)"
    assert any("metres of the British National Grid" in issue.message for issue in report.issues)
    assert report.snapshot.accuracy.metres == 0


@pytest.mark.parametrize("crs", ["", "urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:EPSG::27700", "EPSG:3857", "EPSG:32630"])
@pytest.mark.parametrize("first", [True, False])
def test_the_coordinate_system_that_a_geojson_names_is_believed(folder: Path, tmp_path: Path, crs: str, first: bool):
    here = pyproj.Transformer.from_crs("EPSG:4326", crs or "EPSG:4326", always_xy=True)
    place = here.transform(-0.1, 51.5)
    path = collection(tmp_path / "tree.geojson", feature(f"POINT ({place[0]} {place[1]})"))
    member = f'"crs": {{"type": "name", "properties": {{"name": "{crs}"}}}}'
    if crs:
        text = path.read_text()
        path.write_text(text.replace('"features"', f'{member}, "features"') if first else text[:-1] + f", {member}}}")
    report = built_alone(folder, path)

    store, entity = only(folder)
    expected = Transformer().to_national_grid(shapely.Point(-0.1, 51.5), SourceCrs.WGS84)
    assert store.geometry(entity).distance(expected) < 5.0
    assert [issue for issue in report.issues if issue.what == "coordinates"] == []


def test_degrees_in_a_file_that_says_metres_are_taken_for_what_they_are(folder: Path, tmp_path: Path):
    crs = {"type": "name", "properties": {"name": "EPSG:27700"}}
    report = built_alone(folder, collection(tmp_path / "tree.geojson", feature("POINT (-0.1 51.5)"), crs=crs))

    assert any("longitude and latitude by their size" in issue.message and "EPSG:27700" in issue.message for issue in report.issues)


def test_exchanged_axes_are_noticed(folder: Path, tmp_path: Path):
    report = built_alone(folder, collection(tmp_path / "tree.geojson", feature("POINT (51.5 -0.1)")))

    assert (
        any("longitude and latitude may have been exchanged" in issue.message for issue in report.issues)
        or report.snapshot.without_geometry == 1
    )


def test_numbers_that_need_64_bits_stay_whole(folder: Path, tmp_path: Path):
    build(folder, collection(tmp_path / "green-belt.geojson", feature(square(530000, 180000), entity=9007199254740993)))

    assert only(folder)[1].number == 9007199254740993


def test_records_without_a_number_are_numbered_in_order_and_counted(folder: Path, tmp_path: Path):
    report = built_alone(folder, collection(tmp_path / "tree.geojson", *(feature("POINT (530000 180000)", name=name) for name in "abc")))

    assert [(entity.number, entity.name) for entity in entities(LocalStore(folder))] == [(1, "a"), (2, "b"), (3, "c")]
    assert report.numbered == 3


def test_records_with_the_same_number_are_all_kept_and_listed(folder: Path, tmp_path: Path):
    report = built_alone(
        folder, collection(tmp_path / "tree.geojson", *(feature("POINT (530000 180000)", entity=number) for number in (7, 8, 7)))
    )

    assert [entity.number for entity in entities(LocalStore(folder))] == [7, 7, 8]
    assert report.duplicates == (7,)
    assert any("entity number 7" in issue.message for issue in report.issues)


def test_several_files_of_one_dataset_are_one_dataset(folder: Path, tmp_path: Path):
    first = collection(tmp_path / "a.geojson", feature("POINT (530000 180000)", name="a"))
    second = collection(tmp_path / "b.geojson", feature("POINT (530000 180000)", name="b"))
    report = build(folder, first, second, dataset="tree").datasets[0]

    assert report.snapshot.count == 2
    assert "a.geojson" in report.snapshot.source
    assert "b.geojson" in report.snapshot.source


def test_lines_collections_and_many_points_each_find_a_layer(folder: Path, tmp_path: Path):
    report = built_alone(
        folder,
        collection(
            tmp_path / "heritage-coast.geojson",
            feature("LINESTRING (530000 180000, 530100 180000)"),
            feature("MULTIPOINT (530000 180000, 530100 180000)"),
            feature(f"GEOMETRYCOLLECTION ({square(530000, 180000)}, POINT (530500 180500))"),
        ),
    )

    store = LocalStore(folder)
    assert [store.geometry(entity).geom_type for entity in entities(store)] == ["LineString", "MultiPoint", "Polygon"]
    assert set(store.layers()["heritage-coast"]) == {"heritage_coast", "heritage_coast_line", "heritage_coast_multipoint"}
    assert len(report.repairs) == 1


def test_a_dataset_that_is_called_like_a_table_of_the_store_gets_a_layer_all_the_same(folder: Path, tmp_path: Path):
    build(
        folder,
        *(
            collection(tmp_path / f"{name}.geojson", feature(square(530000, 180000)))
            for name in ("tile", "coverage", "2024", "gpkg-contents")
        ),
    )

    store = LocalStore(folder)
    assert len(entities(store)) == 4
    assert store.layers()["tile"] == ("layer_tile",)


def test_candidates_are_the_pieces_near_a_box_with_their_entities(folder: Path, tmp_path: Path):
    angles = np.linspace(0, 2 * np.pi, 20000)
    big = shapely.Polygon(np.column_stack([530000 + 5000 * np.cos(angles), 180000 + 5000 * np.sin(angles)]))
    build(
        folder,
        collection(
            tmp_path / "green-belt.geojson",
            feature(big.wkt, name="big"),
            feature(square(530000, 180000), name="small"),
            feature(square(600000, 300000)),
        ),
    )

    store = LocalStore(folder)
    near = store.candidates((530010, 180010, 530020, 180020))
    everything = store.candidates(EVERYWHERE)
    assert {entity.name for entity in near.entities.values()} == {"big", "small"}
    assert len(near.entity_keys) < 10
    assert set(near.entity_keys.tolist()) == set(near.entities)
    key = next(key for key, entity in everything.entities.items() if entity.name == "big")
    pieces = everything.geometries[everything.entity_keys == key]
    assert shapely.area(pieces).sum() == pytest.approx(store.geometry(everything.entities[key]).area, rel=1e-9)
    assert shapely.get_num_coordinates(pieces).max() <= 256
    assert everything.full[everything.entity_keys == key].any()


def test_a_box_where_nothing_is_has_no_candidates(folder: Path, tmp_path: Path):
    build(folder, collection(tmp_path / "tree.geojson", feature("POINT (530000 180000)")))

    near = LocalStore(folder).candidates((0, 0, 1, 1))
    assert (len(near.entity_keys), len(near.full), len(near.geometries), len(near.entities)) == (0, 0, 0, 0)


def test_an_entity_of_another_generation_is_not_mistaken_for_one_of_this(folder: Path, tmp_path: Path):
    build(folder, collection(tmp_path / "tree.geojson", feature("POINT (530000 180000)")))

    with pytest.raises(StoreError, match="Screen the site again"):
        LocalStore(folder).attributes(Entity(99, "tree", 1, "", "", "tree:1"))


def test_the_snapshot_says_what_was_loaded(folder: Path, tmp_path: Path):
    path = collection(tmp_path / "conservation-area.geojson", feature(square(530000, 180000)))
    report = built_alone(folder, path)

    import hashlib

    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert report.snapshot.sha256 == digest
    assert report.snapshot.identifier == f"conservation-area@{report.snapshot.fetched_at}#{digest[:8]}"
    assert report.snapshot.attribution
    assert report.snapshot.licence
    assert "conservation-area.geojson" in report.snapshot.source


def test_progress_is_told_while_it_works(folder: Path, tmp_path: Path):
    told: list[tuple[str, int, float | None]] = []
    path = collection(tmp_path / "tree.geojson", *(feature("POINT (530000 180000)") for _ in range(9000)))
    build(folder, path, progress=lambda *step: told.append(step))

    assert [(slug, done) for slug, done, _ in told] == [("tree", 4000), ("tree", 8000), ("tree", 9000)]
    assert all(fraction is None or 0 < fraction <= 1 for _, _, fraction in told)


DISTRICT = feature(square(530000, 180000, 1000), reference="E1", name="Sampleton")


def test_without_a_word_on_coverage_it_is_unknown(folder: Path, tmp_path: Path):
    report = built_alone(folder, collection(tmp_path / "tree.geojson", feature("POINT (530000 180000)")))

    assert report.snapshot.coverage is Coverage.UNKNOWN
    assert LocalStore(folder).coverage_area("tree") is None
    assert LocalStore(folder).authority_area() is None
    assert LocalStore(folder).authority_name() == ""


@pytest.mark.parametrize("district_first", [True, False])
def test_the_authoritys_own_area_is_the_coverage_whichever_comes_first(folder: Path, tmp_path: Path, district_first: bool):
    files = [
        collection(tmp_path / "local-authority-district.geojson", DISTRICT),
        collection(tmp_path / "tree.geojson", feature("POINT (530000 180000)")),
    ]
    for file in files if district_first else reversed(files):
        build(folder, file)

    store = LocalStore(folder)
    assert store.snapshots()["tree"].coverage is Coverage.PARTIAL
    assert store.coverage_area("tree").area == 1_000_000
    assert store.authority_area().area == 1_000_000
    assert store.authority_name() == "Sampleton"
    assert [entity.dataset for entity in entities(store)] == ["tree"]


def test_full_coverage_is_full_and_stays_so_when_carried_over(folder: Path, tmp_path: Path):
    build(folder, collection(tmp_path / "tree.geojson", feature("POINT (530000 180000)")), coverage="full")
    build(folder, collection(tmp_path / "local-authority-district.geojson", DISTRICT))

    assert LocalStore(folder).snapshots()["tree"].coverage is Coverage.FULL


def test_coverage_by_a_file_is_that_area_and_stays_so_when_carried_over(folder: Path, tmp_path: Path):
    area = collection(tmp_path / "area.geojson", feature(square(530000, 180000, 200)), feature(square(530200, 180000, 200)))
    build(folder, collection(tmp_path / "tree.geojson", feature("POINT (530000 180000)")), coverage=area)
    build(folder, collection(tmp_path / "local-authority-district.geojson", DISTRICT))

    store = LocalStore(folder)
    assert store.snapshots()["tree"].coverage is Coverage.PARTIAL
    assert store.coverage_area("tree").area == 80_000


def test_a_coverage_file_without_an_area_is_refused(folder: Path, tmp_path: Path):
    file = collection(tmp_path / "tree.geojson", feature("POINT (530000 180000)"))

    with pytest.raises(UnreadableFile, match="holds no area"):
        build(folder, file, coverage=file)


def test_case_22_the_point_and_the_outline_of_a_listed_building_are_one_constraint(folder: Path, tmp_path: Path):
    build(
        folder,
        collection(tmp_path / "listed-building.geojson", feature("POINT (530050 180050)", reference="1234567", entity=31)),
        collection(
            tmp_path / "listed-building-outline.geojson",
            feature(square(530000, 180000), reference="LBO1", listed_building="1234567", entity=42),
            feature(square(530500, 180000), reference="LBO2", entity=43),
        ),
    )

    assert [entity.constraint for entity in entities(LocalStore(folder))] == [
        "listed:1234567",
        "listed:1234567",
        "listed-building-outline:43",
    ]


def test_case_23_two_records_of_one_conservation_area_are_one_constraint(folder: Path, tmp_path: Path):
    build(
        folder,
        collection(
            tmp_path / "conservation-area.geojson",
            feature(square(530000, 180000, 1000), entity=44000001, quality="some"),
            feature(square(530010, 180010, 1000), entity=44000009, quality="authoritative"),
            feature(square(530000, 180000, 300), entity=44000003),
            feature(square(540000, 180000, 300), entity=44000012),
            feature(square(540000, 180000, 300), entity=44000011),
        ),
    )

    assert [entity.constraint.partition(":")[2] for entity in entities(LocalStore(folder))] == [
        "44000009",
        "44000003",
        "44000009",
        "44000011",
        "44000011",
    ]


def test_areas_of_other_datasets_that_are_the_same_stay_apart(folder: Path, tmp_path: Path):
    build(folder, collection(tmp_path / "green-belt.geojson", *(feature(square(530000, 180000), entity=number) for number in (1, 2))))

    assert [entity.constraint for entity in entities(LocalStore(folder))] == ["green-belt:1", "green-belt:2"]


def test_the_real_southwark_layers_come_in_whole_with_every_defect_listed(folder: Path):
    report = build(folder, shared_path("data/southwark/geojson"))

    found = {each.dataset: (each.snapshot.count, each.snapshot.without_geometry, len(each.repairs)) for each in report.datasets}
    assert found == {
        "article-4-direction-area": (478, 0, 13),
        "conservation-area": (53, 0, 0),
        "listed-building-outline": (911, 0, 4),
        "local-authority-district": (1, 0, 0),
        "tree-preservation-zone": (594, 11, 0),
    }
    store = LocalStore(folder)
    assert len(entities(store)) == 478 + 53 + 911 + 594 - 11
    assert store.authority_name() == "Southwark"
    assert {each.snapshot.dataset: len(each.repairs) for each in describe(store).datasets}["article-4-direction-area"] == 13
    for entity in entities(store):
        whole = store.geometry(entity)
        assert whole.is_valid
        assert (original_of(store, entity) is not None) == any(each.number == entity.number for each in store.repairs(entity.dataset))


def test_the_five_invalid_outlines_of_the_councils_own_shapefiles_are_repaired(folder: Path):
    pytest.importorskip("fiona")
    files = [shared_path(f"data/southwark/raw/{grade}") for grade in ("Grade I", "Grade I Star", "Grade II")]
    report = build(folder, *files, dataset="listed-building-outline").datasets[0]

    assert (report.snapshot.count, len(report.repairs)) == (911, 5)
