"""The algorithms for those who keep the layers: read, compare, refresh, check and export to the national standard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from qgis.core import (
    Qgis,
    QgsApplication,
    QgsFeature,
    QgsGeometry,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsVectorLayer,
)

from plugin.constraints.store.generations import current_generation, has_store
from plugin.processing.check_standard_algorithm import CheckStandardAlgorithm
from plugin.processing.compare_algorithm import CompareAlgorithm
from plugin.processing.export_standard_algorithm import ExportStandardAlgorithm
from plugin.processing.provider import RedlineProvider
from plugin.processing.read_algorithm import ReadAlgorithm
from plugin.processing.refresh_algorithm import RefreshAlgorithm
from tests.platform_stand_in import Platform, StandIn, district, record
from tests.qgis import processing_runs
from tests.qgis.processing_runs import layer_of
from tests.qgis.small_borough import write_applications

GROUND = "MULTIPOLYGON (((-0.12 51.42, -0.02 51.42, -0.02 51.51, -0.12 51.51, -0.12 51.42)))"
AREA = "MULTIPOLYGON (((-0.08 51.47, -0.07 51.47, -0.07 51.48, -0.08 51.48, -0.08 51.47)))"
MOVED = "MULTIPOLYGON (((-0.079 51.47, -0.069 51.47, -0.069 51.48, -0.079 51.48, -0.079 51.47)))"
BOW_TIE = "POLYGON ((533000 176000, 533100 176100, 533100 176000, 533000 176100, 533000 176000))"
AREA_ON_GRID = "POLYGON ((533000 176000, 533100 176000, 533100 176100, 533000 176000))"
Ran = Callable[..., tuple[dict[str, Any], dict[str, list[QgsFeature]]]]


@pytest.fixture
def run(qgis_app: object) -> Ran:
    """Runs an algorithm; gives its results, and the features of the outputs that are named."""
    return processing_runs.run


def areas(*rows: tuple[str, str, str]) -> QgsVectorLayer:
    """A council's own layer: reference, name and WKT of each area."""
    layer = QgsVectorLayer("MultiPolygon?crs=EPSG:27700&field=ID:string&field=NAME:string&field=WARD:string", "Areas", "memory")
    features = []
    for reference, name, shape in rows:
        feature = QgsFeature(layer.fields())
        feature.setAttributes([reference, name, "Peckham"])
        feature.setGeometry(QgsGeometry.fromWkt(shape))
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    return layer


@pytest.fixture
def mapping(tmp_path: Path) -> str:
    path = tmp_path / "mapping.json"
    path.write_text('{"columns": {"reference": "ID", "name": "NAME"}}', encoding="utf-8")
    return str(path)


def test_the_provider_has_all_of_them_each_with_its_help(qgis_app: object) -> None:
    provider = RedlineProvider()
    QgsApplication.processingRegistry().addProvider(provider)
    try:
        names = {algorithm.name() for algorithm in provider.algorithms()}
        assert names == {
            *("read", "checkboundaries", "screen", "sitehistory", "refresh", "comparegenerations", "checkstandard", "exportstandard")
        }
        for algorithm in provider.algorithms():
            told = algorithm.shortHelpString()
            assert f"qgis_process run redline:{algorithm.name()} --" in told
            assert algorithm.shortDescription() in told
            assert algorithm.tags()
            assert algorithm.group()
            assert Path(algorithm.svgIconPath()).is_file()
            for parameter in algorithm.parameterDefinitions():
                assert parameter.description()
                assert parameter.help().endswith((".", "}")), parameter.name()
                advanced = bool(parameter.flags() & Qgis.ProcessingParameterFlag.Advanced)
                assert (f"{parameter.description()}: {parameter.help()}" in told) is not advanced
            assert any(not output.name().isdigit() for output in algorithm.outputDefinitions())
    finally:
        QgsApplication.processingRegistry().removeProvider(provider)


def test_a_mapping_that_names_no_column_stops_with_a_sentence(run: Ran, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.json"
    wrong.write_text('{"columns": {"reference": "NUMBER"}}', encoding="utf-8")

    with pytest.raises(QgsProcessingException, match="takes reference from a column “NUMBER”, which is not there"):
        run(CheckStandardAlgorithm, ("ISSUES",), INPUT=areas(("1", "A", BOW_TIE)), DATASET="conservation-area", MAPPING=str(wrong))


def test_faults_of_a_layer_are_rows_with_the_area_of_their_record(run: Ran, mapping: str) -> None:
    layer = areas(("1", "Old Town", BOW_TIE), ("1", "", "POLYGON ((534000 176000, 534100 176000, 534100 176100, 534000 176000))"))

    results, found = run(CheckStandardAlgorithm, ("ISSUES",), INPUT=layer, DATASET="conservation-area", MAPPING=mapping)

    told = {(issue["row"], issue["field"], issue["code"]) for issue in found["ISSUES"]}
    assert (1, "geometry", "geometry-invalid") in told
    assert (2, "reference", "reference-not-unique") in told
    assert (2, "name", "missing-value") in told
    assert (results["MET"], results["MUST_FIX"], results["SHOULD_FIX"]) == (False, 1, 2)
    assert next(issue for issue in found["ISSUES"] if issue["code"] == "reference-not-unique").hasGeometry()


def test_other_layers_tell_what_references_lead_to_what_was_published_and_where_the_authority_is(run: Ran, mapping: str) -> None:
    published = areas(("1", "Old Town", ""), ("7", "Gone", ""))
    elsewhere = areas(("", "", "POLYGON ((400000 300000, 400100 300000, 400100 300100, 400000 300000))"))
    published.dataProvider().renameAttributes({0: "reference"})
    published.updateFields()
    given = {"INPUT": areas(("1", "Old Town", AREA_ON_GRID)), "DATASET": "conservation-area", "MAPPING": mapping}

    _, found = run(CheckStandardAlgorithm, ("ISSUES",), **given, PUBLISHED=published, BOUNDARY=elsewhere)

    told = {(issue["code"], issue["message"][:3]) for issue in found["ISSUES"]}
    assert {("record-gone", "“7”"), ("outside-authority", "geo")} <= told
    with pytest.raises(QgsProcessingException, match="lead to no other records"):
        run(CheckStandardAlgorithm, ("ISSUES",), **given, RELATED=published)


def test_an_export_meets_the_standard_and_names_what_no_field_takes(run: Ran, mapping: str, tmp_path: Path) -> None:
    class Heard(QgsProcessingFeedback):
        def __init__(self) -> None:
            super().__init__(False)
            self.warnings: list[str] = []

        def pushWarning(self, warning: str) -> None:
            self.warnings.append(warning)

    heard = Heard()

    results, _ = run(
        ExportStandardAlgorithm,
        feedback=heard,
        INPUT=areas(("1", " Old Town", BOW_TIE)),
        DATASET="conservation-area",
        MAPPING=mapping,
        OUTPUT=str(tmp_path / "out"),
    )

    assert (results["MET"], results["LEFT"]) == (True, 0)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["conservation-area.csv", "conservation-area.geojson"]
    unmapped, doubt = heard.warnings
    assert unmapped == "Not in the export, because no field takes it: WARD."
    # The tests have no grid, so boundaries would lie metres beside their ground
    assert doubt.startswith("Do not publish these files: ")
    assert not results["READY"]


def test_a_fault_of_a_tree_is_a_point_where_the_tree_stands(run: Ran) -> None:
    trees = layer_of({"T1": "POINT (533000 176000)"}, kind="Point", reference={"T1": ""}, name={"T1": "Oak"})

    _, found = run(CheckStandardAlgorithm, ("ISSUES", "PLACES"), INPUT=trees, DATASET="tree")

    fault = next(issue for issue in found["PLACES"] if issue["row"] == 1)
    assert fault.geometry().asPoint().toString(0) == "533000,176000"
    assert not any(issue.hasGeometry() for issue in found["ISSUES"])


@pytest.mark.beside_the_window
def test_a_refresh_waits_to_be_accepted_and_what_changed_is_compared(run: Ran, tmp_path: Path) -> None:
    store = tmp_path / "store"
    store.mkdir()
    there = Platform([district(GROUND), record(1, "conservation-area", AREA, name="Old Town")])
    with StandIn(there) as stand_in:
        given = {"STORE": str(store), "AUTHORITY": "southwark", "DATASETS": ["conservation-area"], "ADDRESS": stand_in.address}
        first, told = run(RefreshAlgorithm, ("OUTCOMES",), **given, ACCEPT=False)
        assert first["GENERATION"]
        assert {row["dataset"]: row["outcome"] for row in told["OUTCOMES"]} == {
            "local-authority-district": "fetched",
            "conservation-area": "fetched",
        }
        assert not has_store(store)
        run(RefreshAlgorithm, **given)
        there.records[1].update({"geometry": MOVED, "entry-date": "2026-11-20"})
        last, _ = run(RefreshAlgorithm, **given)

    assert current_generation(store) == last["GENERATION"]
    results, found = run(CompareAlgorithm, ("CHANGES",), STORE=str(store))
    assert results["COUNT"] == 1
    (change,) = found["CHANGES"]
    assert (change["reference"], change["kinds"], change.hasGeometry()) == ("R1", "moved", True)
    assert change["moved_m"] > 50


def test_an_authority_that_is_not_there_stops_with_a_sentence(run: Ran, tmp_path: Path) -> None:
    with StandIn(Platform([district(GROUND)])) as stand_in, pytest.raises(QgsProcessingException, match="called “Atlantis”"):
        run(RefreshAlgorithm, STORE=str(tmp_path), AUTHORITY="Atlantis", ADDRESS=stand_in.address)


def test_a_refresh_that_is_cancelled_stops_and_leaves_nothing_in_use(run: Ran, tmp_path: Path) -> None:
    feedback = QgsProcessingFeedback()
    feedback.cancel()
    with StandIn(Platform([district(GROUND)])) as stand_in, pytest.raises(QgsProcessingException, match="Stopped"):
        run(RefreshAlgorithm, feedback=feedback, STORE=str(tmp_path), AUTHORITY="SWK", ADDRESS=stand_in.address)
    assert not has_store(tmp_path)


def test_red_lines_are_read_with_what_is_wrong_with_them(run: Ran, tmp_path: Path) -> None:
    results, found = run(
        ReadAlgorithm,
        ("SITES", "CHECKS"),
        SOURCE=areas(("A1", "", BOW_TIE)),
        REFERENCE="ID",
        APPLICATIONS=str(write_applications(tmp_path / "applications")),
    )

    assert results["SITE_COUNT"] == len(found["SITES"]) > 1
    assert results["BLOCKED_COUNT"] == sum(site["errors"] > 0 for site in found["SITES"]) >= 1
    assert any(check["site"].endswith("A1") and check["severity"] == "error" for check in found["CHECKS"])
