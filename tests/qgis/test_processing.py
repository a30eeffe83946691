"""redline:screen, run as a tool of QGIS."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import shapely
from qgis.core import (
    QgsApplication,
    QgsFeature,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsVectorLayer,
)

from plugin.boundary.transformer import Transformer
from plugin.gui.environment.missing_libraries import MissingLibrary
from plugin.gui.layers.specification import to_qgis
from plugin.processing import redline_algorithm
from plugin.processing.provider import RedlineProvider
from plugin.processing.screen_algorithm import ScreenAlgorithm
from tests.qgis import processing_runs
from tests.qgis.small_borough import INSIDE, OUTSIDE, build, write_applications

Run = Callable[..., tuple[dict[str, Any], dict[str, list[QgsFeature]]]]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("store"))


@pytest.fixture
def run(qgis_app: object, store: Path) -> Run:
    """Runs the algorithm with all its outputs in memory; gives its results and the features of each output."""

    def ran(feedback: QgsProcessingFeedback | None = None, **parameters: Any) -> Any:
        outputs = [name for name in ("SITES", "FINDINGS", "OVERLAPS", "DATASETS") if name not in parameters]
        return processing_runs.run(ScreenAlgorithm, outputs, feedback, **{"STORE": str(store), **parameters})

    return ran


def layer_of(*shapes: shapely.Geometry | None, crs: str = "EPSG:27700") -> QgsVectorLayer:
    layer = QgsVectorLayer(f"MultiPolygon?crs={crs}&field=ref:string", "Red lines", "memory")
    features = []
    for number, shape in enumerate(shapes, start=1):
        feature = QgsFeature(layer.fields())
        feature["ref"] = f"A{number}"
        if shape is not None:
            feature.setGeometry(to_qgis(shape))
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    return layer


def test_without_sites_it_stops_with_a_sentence(run: Run):
    with pytest.raises(QgsProcessingException, match="nothing to screen"):
        run()


def test_without_a_store_it_stops_with_a_sentence(run: Run):
    with pytest.raises(QgsProcessingException, match="No constraint store is set"):
        run(SOURCE=layer_of(INSIDE), STORE="")


def test_a_store_that_is_not_there_is_named(run: Run, tmp_path: Path):
    with pytest.raises(QgsProcessingException, match="nowhere"):
        run(SOURCE=layer_of(INSIDE), STORE=str(tmp_path / "nowhere"))


def test_a_layer_without_a_coordinate_system_is_refused(run: Run):
    layer = layer_of(INSIDE)
    layer.setCrs(type(layer.crs())())

    with pytest.raises(QgsProcessingException, match="no coordinate system"):
        run(SOURCE=layer)


def test_the_states_of_every_dataset_are_told_for_every_site(run: Run):
    results, features = run(SOURCE=layer_of(INSIDE, OUTSIDE), REFERENCE="ref")

    states = {(row["site"], row["dataset"]): row["state"] for row in features["DATASETS"]}
    assert states == {
        ("A1", "conservation-area"): "overlaps",
        ("A1", "listed-building"): "overlaps",
        ("A2", "conservation-area"): "clear",
        ("A2", "listed-building"): "clear",
    }
    assert (results["SITE_COUNT"], results["NOT_CHECKED_COUNT"], results["UNREADABLE_COUNT"]) == (2, 0, 0)


def test_overlaps_are_areas_and_findings_have_every_row(run: Run):
    _, features = run(SOURCE=layer_of(INSIDE), REFERENCE="ref")

    (overlap,) = features["OVERLAPS"]
    assert overlap.geometry().area() == pytest.approx(25 * 40, abs=1.0)
    assert sorted(row["dataset"] for row in features["FINDINGS"]) == ["conservation-area", "listed-building"]


def test_a_site_in_national_grid_is_screened_where_it_lies(run: Run):
    _, features = run(SOURCE=layer_of(INSIDE), REFERENCE="ref")

    (site,) = features["SITES"]
    assert site["accuracy_m"] == 0.0
    assert site.geometry().equals(to_qgis(INSIDE))


def test_a_site_in_degrees_goes_by_our_own_transform_and_says_how_sure_it_is(run: Run):
    transformer = Transformer()

    _, features = run(SOURCE=layer_of(transformer.to_wgs84(INSIDE), crs="EPSG:4326"), REFERENCE="ref")

    (site,) = features["SITES"]
    assert site["accuracy_m"] == transformer.accuracy().metres
    assert site.geometry().hausdorffDistance(to_qgis(INSIDE)) < 0.005


def test_a_site_in_a_system_that_red_lines_do_not_arrive_in_is_brought_over_the_same_way(run: Run):
    utm = layer_of(shapely.box(699300, 5710000, 699350, 5710040), crs="EPSG:32630")

    _, features = run(SOURCE=utm, REFERENCE="ref")

    (site,) = features["SITES"]
    assert site["accuracy_m"] == Transformer().accuracy_from("EPSG:32630").metres
    assert site["area_m2"] == pytest.approx(2000, rel=0.002)


def test_a_bow_tie_and_a_feature_without_geometry_are_sites_that_were_not_checked(run: Run):
    bow_tie = shapely.Polygon([(530000, 180000), (530050, 180040), (530050, 180000), (530000, 180040)])

    results, features = run(SOURCE=layer_of(bow_tie, None, INSIDE), REFERENCE="ref")

    assert [site.hasGeometry() for site in features["SITES"]] == [False, False, True]
    assert {row["state"] for row in features["DATASETS"] if row["site"] in ("A1", "A2")} == {"not checked"}
    assert (results["SITE_COUNT"], results["NOT_CHECKED_COUNT"]) == (3, 2)


def test_a_site_whose_data_are_incomplete_is_counted_as_not_checked_although_they_overlap(run: Run, tmp_path: Path):
    profile = tmp_path / "profile.json"
    profile.write_text('{"authority": {"name": "Sample"}, "datasets": {"conservation-area": "partial"}}', encoding="utf-8")

    results, features = run(SOURCE=layer_of(INSIDE), PROFILE=str(profile))

    assert {row["dataset"]: row["state"] for row in features["DATASETS"]}["conservation-area"] == "overlaps"
    assert (results["NOT_CHECKED_COUNT"], features["SITES"][0]["checked_in_part"]) == (1, 1)


def test_a_folder_of_applications_is_screened_and_a_broken_file_told(run: Run, tmp_path: Path):
    folder = write_applications(tmp_path / "applications")
    (folder / "broken.json").write_text("{", encoding="utf-8")
    feedback = QgsProcessingFeedback(False)

    results, features = run(feedback, APPLICATIONS=str(folder))

    assert len(features["SITES"]) == results["SITE_COUNT"] == 3
    assert results["UNREADABLE_COUNT"] == 1
    assert "broken.json" in feedback.textLog()


def test_the_tolerance_decides_between_overlapping_and_touching(run: Run):
    edge = shapely.box(530024, 180000, 530064, 180040)

    states = {}
    for tolerance in (0.5, 2.0):
        _, features = run(SOURCE=layer_of(edge), TOLERANCE=tolerance)
        states[tolerance] = next(row["state"] for row in features["DATASETS"] if row["dataset"] == "conservation-area")

    assert states == {0.5: "overlaps", 2.0: "touches"}


def test_what_is_near_is_listed_within_the_distance_asked_for(run: Run):
    beside = shapely.box(530055, 180000, 530060, 180005)

    _, far = run(SOURCE=layer_of(beside), WITHIN=40.0)
    _, close = run(SOURCE=layer_of(beside), WITHIN=10.0)

    assert [row["relation"] for row in far["FINDINGS"]] == ["near"]
    assert close["FINDINGS"] == []


def test_it_stops_when_it_is_cancelled_and_half_of_the_sites_do_not_pass_for_all(run: Run):
    feedback = QgsProcessingFeedback()
    feedback.cancel()

    with pytest.raises(QgsProcessingException, match=r"Stopped\. Nothing of this run is kept"):
        run(feedback, SOURCE=layer_of(INSIDE, OUTSIDE))


def test_outputs_that_are_left_out_are_not_made(run: Run):
    results, _ = run(SOURCE=layer_of(INSIDE), FINDINGS=None, OVERLAPS=None, DATASETS=None)

    assert "FINDINGS" not in results
    assert results["SITE_COUNT"] == 1


def test_the_provider_brings_the_algorithm_with_help_and_an_icon(qgis_app: object):
    provider = RedlineProvider()
    QgsApplication.processingRegistry().addProvider(provider)
    try:
        algorithm = QgsApplication.processingRegistry().algorithmById("redline:screen")
        assert algorithm is not None
        assert "not checked" in algorithm.shortHelpString()
        assert not algorithm.icon().isNull()
    finally:
        QgsApplication.processingRegistry().removeProvider(provider)


@pytest.mark.parametrize("lacks", ["missing", "mixed up"])
def test_without_a_shapely_that_works_a_step_of_a_model_ends_with_what_to_do(
    qgis_app: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lacks: str
) -> None:
    """A model asks nothing beforehand, as the dialog and qgis_process do; mixed up, the first shape would end QGIS."""
    if lacks == "missing":
        monkeypatch.setattr(redline_algorithm, "missing_libraries", lambda: (MissingLibrary("shapely", "", "2.0"),))
    else:
        monkeypatch.setattr(redline_algorithm, "mixed_up", lambda: "shapely is disturbed by QGIS's own GEOS. Start QGIS by a script.")

    with pytest.raises(QgsProcessingException, match=r"shapely is .*[Ss]tart"):
        processing_runs.run(ScreenAlgorithm, APPLICATIONS=str(tmp_path), STORE=str(tmp_path))
