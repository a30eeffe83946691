"""What every kind of store answers: the tests that run against a folder and against PostGIS alike."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely

from plugin.boundary.transformer import Transformer
from plugin.constraints.catalogue import Catalogue
from plugin.constraints.profile import Profile
from plugin.constraints.readiness.readiness_of import readiness_of
from plugin.constraints.screening.neighbourhood import Neighbourhood, reach
from plugin.constraints.store.build_request import BuildRequest
from plugin.constraints.store.builder import build_store
from plugin.constraints.store.local_store import LocalStore
from plugin.domain.clock import Clock
from plugin.domain.dataset import Coverage
from plugin.domain.errors import StoreError
from plugin.domain.settings import ScreeningSettings

EVERYWHERE = (500000.0, 150000.0, 560000.0, 200000.0)
SITES = [
    shapely.box(530010, 180010, 530040, 180040),
    shapely.box(530090, 180090, 530120, 180120),
    shapely.box(530199, 180000, 530230, 180060),
    shapely.box(531000, 180000, 531020, 180020),
    shapely.Point(530300, 180300).buffer(90),
]


def big_ring() -> shapely.Polygon:
    """An area of some thousand corners with a hole, which is cut into pieces."""
    return shapely.Point(530300, 180300).buffer(150, quad_segs=400).difference(shapely.Point(530300, 180300).buffer(40, quad_segs=200))


class StoreAnswers:
    """``store`` is the store that is asked, ``folder`` the folder of the one that it was made from; both are fixtures of the classes."""

    def test_the_datasets_and_what_was_loaded_of_them(self, store: Any) -> None:
        told = store.snapshots()

        assert sorted(told) == ["article-4-direction-area", "conservation-area", "local-authority-district", "tree"]
        assert (told["conservation-area"].count, told["conservation-area"].without_geometry) == (3, 1)
        assert told["conservation-area"].coverage is Coverage.PARTIAL
        assert store.authority_name() == "Saltmere"
        assert store.authority_area().equals(store.coverage_area("conservation-area"))
        assert store.coverage_area("local-authority-district") is None

    def test_the_pieces_near_a_box_and_their_entities(self, store: Any) -> None:
        near = store.candidates((530000, 180000, 530050, 180050))

        assert {entity.reference for entity in near.entities.values()} == {"CA1", "T1"}
        assert near.full.any()
        assert near.geometries.shape == near.entity_keys.shape == near.full.shape

    def test_where_nothing_is_there_is_nothing(self, store: Any) -> None:
        near = store.candidates((100000, 100000, 100010, 100010))

        assert (len(near.geometries), near.entities) == (0, {})
        pieces = store.pieces_near(np.empty((0, 4)))
        assert (len(pieces.geometries), len(pieces.box_of), len(pieces.piece_of)) == (0, 0, 0)

    def test_the_pieces_of_a_shape_add_up_to_the_whole(self, store: Any) -> None:
        near = store.candidates(EVERYWHERE)
        ring = next(entity for entity in near.entities.values() if entity.reference == "A4")

        pieces = near.geometries[near.entity_keys == ring.key]

        assert len(pieces) > 1
        assert shapely.area(pieces).sum() == pytest.approx(big_ring().area, rel=1e-9)
        assert store.geometry(ring).area == pytest.approx(big_ring().area, rel=1e-9)

    def test_a_record_is_found_by_its_number_and_its_reference(self, store: Any) -> None:
        near = store.candidates(EVERYWHERE)
        ring = next(entity for entity in near.entities.values() if entity.reference == "A4")

        assert store.find(ring.dataset, ring.number, "A4") == ring
        assert store.find(ring.dataset, ring.number, "A5") is None
        assert store.find("tree", ring.number + 1_000_000, "A4") is None

    def test_attributes_are_the_source_s_own(self, store: Any) -> None:
        near = store.candidates(EVERYWHERE)
        area = next(entity for entity in near.entities.values() if entity.reference == "CA1")

        told = store.attributes(area)

        assert told["notes"] == "Back\\slash, tab\there, “quoted”, and\na line"
        assert told["documentation-url"] == "https://example.gov.uk/ca1"
        assert "empty" not in told

    def test_boxes_side_by_side_have_the_pieces_that_each_has_alone(self, store: Any) -> None:
        boxes = shapely.bounds(np.array(SITES, dtype=object))

        together = store.pieces_near(boxes)

        for number, box in enumerate(boxes):
            alone = store.candidates(tuple(map(float, box)))
            meeting = together.piece_of[together.box_of == number]
            assert sorted(together.entity_keys[meeting].tolist()) == sorted(alone.entity_keys.tolist())

    def test_constraints_are_found_by_a_word_of_their_name_or_reference_whatever_its_case(self, store: Any) -> None:
        assert [entity.reference for entity in store.named("old TOWN", 10)] == ["CA1"]
        assert {entity.reference for entity in store.named("ca", 10)} >= {"CA1", "CA2"}
        assert len(store.named("ca", 1)) == 1
        assert store.named("%", 10) == store.named("_", 10) == store.named("!", 10) == store.named("'; --", 10) == []

    def test_the_authoritys_own_district_is_no_constraint_to_be_found(self, store: Any) -> None:
        assert store.named("saltmere", 10) == []

    def test_what_was_repaired_and_what_was_odd_is_kept(self, store: Any) -> None:
        (repair,) = store.repairs("conservation-area")

        assert (repair.reference, repair.area_after > 0) == ("CA2", True)
        assert "no geometry" in {issue.what for issue in store.issues("conservation-area")}
        assert len(store.issues("conservation-area", most=1)) == 1

    def test_sites_are_screened_as_from_the_folder(self, store: Any, folder: Path) -> None:
        settings = ScreeningSettings()
        with LocalStore(folder) as local:
            for site in SITES:
                ours, theirs = (Neighbourhood.gather(each, reach(site, settings)).screen(site, settings) for each in (local, store))
                assert [figures(finding) for finding in theirs] == [figures(finding) for finding in ours]

    def test_every_record_is_told_as_from_the_folder(self, store: Any, folder: Path) -> None:
        with LocalStore(folder) as local:
            assert store.layers() == local.layers()
            assert store.layer_kinds() == local.layer_kinds()
            for dataset in local.layers():
                assert [record_figures(each) for each in store.records(dataset)] == [
                    record_figures(each) for each in local.records(dataset)
                ]

    def test_its_datasets_are_as_ready_as_those_of_the_folder(self, store: Any, folder: Path) -> None:
        on, catalogue, profile = date(2026, 11, 27), Catalogue.load(), Profile.default()
        with LocalStore(folder) as local:
            expected = readiness_of(local, catalogue, profile, on, to_degrees=Transformer().to_wgs84)

        assert readiness_of(store, catalogue, profile, on, to_degrees=Transformer().to_wgs84) == expected
        assert [each.standard.state.value for each in expected.in_store] == ["not met", "not met", "not met", "no standard"]

    def test_a_generation_that_is_not_there_is_refused(self, reopen: Callable[[str], Any]) -> None:
        with pytest.raises(StoreError):
            reopen("20200101T000000Z-00000000")


def figures(finding: Any) -> tuple[Any, ...]:
    """Everything that a finding says, to a micrometre."""
    entity = finding.entity
    depth = None if finding.depth_m is None else round(finding.depth_m, 6)
    return (entity, finding.relation, round(finding.overlap_m2, 6), round(finding.overlap_percent, 6), depth, round(finding.distance_m, 6))


def record_figures(record: Any) -> tuple[Any, ...]:
    """Everything that a record says, its columns in the order of the source."""
    return (record.entity, list(record.attributes.items()), record.shape)


def made_store(folder: Path, clock: Clock) -> Path:
    """A small store in which everything occurs that stores must keep apart."""
    old_town = {
        "reference": "CA1",
        "name": "Old Town",
        "entity": 44000001,
        "start-date": "1971-05-04",
        "quality": "authoritative",
        "notes": "Back\\slash, tab\there, “quoted”, and\na line",
        "documentation-url": "https://example.gov.uk/ca1",
        "empty": "",
    }
    bow_tie = shapely.Polygon([(531000, 180000), (531100, 180100), (531100, 180000), (531000, 180100)])
    features: dict[str, list[tuple[Any, dict[str, Any]]]] = {
        "conservation-area": [
            (shapely.box(530000, 180000, 530200, 180200), old_town),
            (bow_tie, {"reference": "CA2", "name": "Bow Tie"}),
            (None, {"reference": "CA3", "name": "Nowhere"}),
        ],
        "tree": [(shapely.Point(530020, 180020), {"reference": "T1", "entity": 2**62})],
        "article-4-direction-area": [(big_ring(), {"reference": "A4", "end-date": "2030-01-01"})],
        "local-authority-district": [(shapely.box(520000, 170000, 540000, 190000), {"reference": "E09000099", "name": "Saltmere"})],
    }
    files = []
    for dataset, told in features.items():
        listed = [
            {"type": "Feature", "properties": properties, "geometry": None if shape is None else json.loads(shapely.to_geojson(shape))}
            for shape, properties in told
        ]
        path = folder / f"{dataset}.geojson"
        crs = {"type": "name", "properties": {"name": "EPSG:27700"}}
        path.write_text(json.dumps({"type": "FeatureCollection", "crs": crs, "features": listed}), encoding="utf-8")
        files.append(path)
    build_store(BuildRequest(folder / "store", files), transformer=Transformer(), clock=clock, catalogue=Catalogue.load())
    return folder / "store"
