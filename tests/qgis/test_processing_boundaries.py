"""redline:checkboundaries, and what it has in common with the other algorithms that read sites."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from qgis.core import (
    NULL,
    Qgis,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingFeedback,
    QgsProject,
    QgsVectorLayer,
)

from plugin.processing.check_boundaries_algorithm import CheckBoundariesAlgorithm
from plugin.processing.read_algorithm import ReadAlgorithm
from plugin.processing.screen_algorithm import ScreenAlgorithm
from plugin.processing.sites_algorithm import SitesAlgorithm
from tests.qgis.processing_runs import Heard, layer_of, run, why_not
from tests.qgis.small_borough import INSIDE, OUTSIDE, build, write_applications

BOW_TIE = "POLYGON ((533000 176000, 533100 176100, 533100 176000, 533000 176100, 533000 176000))"
SPIKED = (
    "POLYGON ((533000 176000, 533050 176000, 533050 176040, 533025.05 176040, 533025 176060, 533024.95 176040, "
    "533000 176040, 533000 176000))"
)
ROUND = "CURVEPOLYGON (CIRCULARSTRING (533000 176000, 533020 176020, 533040 176000, 533020 175980, 533000 176000))"

ALL_OF_SITES: tuple[tuple[type[SitesAlgorithm], str], ...] = (
    (ReadAlgorithm, "read"),
    (CheckBoundariesAlgorithm, "check"),
    (ScreenAlgorithm, "screen"),
)

pytestmark = pytest.mark.usefixtures("qgis_app")


@pytest.mark.parametrize(("algorithm", "doing"), ALL_OF_SITES)
def test_the_dialog_says_before_it_runs_that_there_are_no_sites(algorithm: Any, doing: str) -> None:
    assert why_not(algorithm, STORE="store", SITES="memory:", ISSUES="memory:").startswith(f"There is nothing to {doing}: give a layer")


@pytest.mark.parametrize(("algorithm", "doing"), ALL_OF_SITES)
def test_a_folder_of_applications_that_is_not_there_is_named_before_it_runs(algorithm: Any, doing: str, tmp_path: Path) -> None:
    told = why_not(algorithm, STORE="store", APPLICATIONS=str(tmp_path / "inbox"), SITES="memory:", ISSUES="memory:")

    assert f"The folder of applications {tmp_path / 'inbox'} is not there" in told


def test_a_screening_without_a_store_is_refused_before_it_runs() -> None:
    assert "No constraint store is set" in why_not(ScreenAlgorithm, SOURCE=layer_of({"A": INSIDE}), SITES="memory:", STORE="")


def test_what_is_no_severity_is_refused_with_what_may_be_chosen() -> None:
    told = why_not(CheckBoundariesAlgorithm, SOURCE=layer_of({"A": INSIDE}), LEVEL="catastrophe", ISSUES="memory:")

    assert told.startswith("“Least severity to list” is missing, or is not what it can be. “error” lists")


def test_a_layer_that_is_not_there_stops_it_with_a_sentence() -> None:
    with pytest.raises(QgsProcessingException, match="Could not load source layer for SOURCE"):
        run(CheckBoundariesAlgorithm, ("ISSUES",), SOURCE="nowhere.gpkg")


def test_faulty_outlines_are_told_and_do_not_stop_it_as_they_stop_other_algorithms() -> None:
    ran = run(CheckBoundariesAlgorithm, ("ISSUES", "PLACES"), SOURCE=layer_of({"A1": BOW_TIE, "A2": INSIDE, "A3": None}), REFERENCE="ref")

    errors = [row for row in ran.rows("ISSUES", "site", "row", "code", "severity") if row[3] == "error"]
    assert errors == [("A1", 1, "self-intersection", "error"), ("A3", 3, "no-boundary", "error")]
    counts = ("SITE_COUNT", "ERROR_COUNT", "BLOCKED_COUNT", "UNREADABLE_COUNT", "SOUND")
    assert [ran.results[name] for name in counts] == [3, 2, 2, 0, False]


def test_a_fault_is_a_point_where_it_is_and_one_without_a_place_lies_on_the_site() -> None:
    ran = run(CheckBoundariesAlgorithm, ("ISSUES", "PLACES"), SOURCE=layer_of({"A1": SPIKED, "A2": BOW_TIE, "A3": None}), REFERENCE="ref")

    places = {(place["site"], place["code"]): place for place in ran.features["PLACES"]}
    spike = places["A1", "spike"]
    assert (spike["at"], round(spike["easting"])) == ("the fault", 533025)
    assert 176040 < spike.geometry().asPoint().y() < 176060
    assert spike.geometry().asPoint().x() == pytest.approx(spike["easting"], abs=0.01)
    assert ("A3", "no-boundary") not in places
    nowhere = next(issue for issue in ran.features["ISSUES"] if issue["site"] == "A3")
    assert (nowhere["at"], nowhere["easting"]) == ("", None)


def test_only_what_is_as_severe_as_asked_for_is_listed_and_all_is_counted() -> None:
    layer = layer_of({"A1": SPIKED, "A2": BOW_TIE})

    listed = {
        level: {row[0] for row in run(CheckBoundariesAlgorithm, ("ISSUES",), SOURCE=layer, LEVEL=level).rows("ISSUES", "severity")}
        for level in ("error", "warning")
    }

    assert listed == {"error": {"error"}, "warning": {"error", "warning"}}
    assert run(CheckBoundariesAlgorithm, ("ISSUES",), SOURCE=layer, LEVEL="error").results["WARNING_COUNT"] > 0


def test_the_selection_of_a_layer_alone_is_checked_when_that_is_asked_for() -> None:
    layer = layer_of({"A1": INSIDE, "A2": BOW_TIE})
    QgsProject.instance().addMapLayer(layer)
    layer.selectByIds([1])
    try:
        chosen = QgsProcessingFeatureSourceDefinition(layer.id(), True)
        results = run(CheckBoundariesAlgorithm, ("ISSUES",), SOURCE=chosen).results
    finally:
        QgsProject.instance().removeMapLayer(layer.id())

    assert (results["SITE_COUNT"], results["ERROR_COUNT"], results["SOUND"]) == (1, 0, True)


def test_features_with_faulty_outlines_are_left_out_where_the_user_says_so_of_the_layer() -> None:
    layer = layer_of({"A1": INSIDE, "A2": BOW_TIE})
    QgsProject.instance().addMapLayer(layer)
    own = Qgis.ProcessingFeatureSourceDefinitionFlag.OverrideDefaultGeometryCheck
    try:
        chosen = QgsProcessingFeatureSourceDefinition(layer.id(), False, -1, own, Qgis.InvalidGeometryCheck.SkipInvalid)
        results = run(CheckBoundariesAlgorithm, ("ISSUES",), SOURCE=chosen).results
    finally:
        QgsProject.instance().removeMapLayer(layer.id())

    assert results["SITE_COUNT"] == 1


def test_a_site_drawn_with_arcs_is_read_and_that_is_told() -> None:
    ran = run(ReadAlgorithm, ("SITES", "CHECKS"), SOURCE=layer_of({"A1": ROUND}, kind="CurvePolygon"), REFERENCE="ref")

    assert ran.features["SITES"][0].geometry().area() == pytest.approx(3.1416 * 20**2, rel=0.001)
    assert ("arcs-straightened",) in ran.rows("CHECKS", "code")


def test_two_features_of_one_name_and_one_without_are_told_apart() -> None:
    layer = layer_of({"A1": INSIDE, "A2": OUTSIDE, "A3": INSIDE}, name={"A1": "Yard", "A2": "Yard", "A3": None})

    assert run(ReadAlgorithm, ("SITES",), SOURCE=layer, REFERENCE="name").rows("SITES", "site") == [
        ("Yard",),
        ("Yard (2)",),
        ("Red lines 3",),
    ]


def test_files_are_checked_with_their_place_in_the_file_and_a_broken_one_makes_it_unsound(tmp_path: Path) -> None:
    folder = write_applications(tmp_path / "applications")
    (folder / "broken.json").write_text("{", encoding="utf-8")
    heard = Heard()

    ran = run(CheckBoundariesAlgorithm, ("ISSUES",), heard, APPLICATIONS=str(folder), LEVEL="error")

    assert ran.rows("ISSUES", "file", "row", "code") == [("26-00003-HAPP.geojson", 1, "no-boundary")]
    assert (ran.results["SITE_COUNT"], ran.results["UNREADABLE_COUNT"], ran.results["SOUND"]) == (3, 1, False)
    assert any("broken.json" in error for error in heard.errors)


@pytest.mark.parametrize("suffix", ["gpkg", "shp", "csv"])
def test_a_run_that_is_stopped_takes_away_what_it_has_written(suffix: str, tmp_path: Path) -> None:
    layer = layer_of({f"A{number}": INSIDE for number in range(20)})
    target = tmp_path / f"sites.{suffix}"

    with pytest.raises(QgsProcessingException, match=r"Stopped\. Nothing of this run is kept"):
        run(
            ReadAlgorithm, feedback=Heard(stop_at=50), SOURCE=layer, REFERENCE="ref", SITES=str(target), CHECKS=str(tmp_path / "checks.csv")
        )

    assert list(tmp_path.iterdir()) == []


def test_a_file_is_whole_as_soon_as_the_run_has_ended_whoever_still_holds_the_algorithm(tmp_path: Path) -> None:
    algorithm, context = ReadAlgorithm().create(), QgsProcessingContext()
    given = {"SOURCE": layer_of({"A1": INSIDE, "A2": OUTSIDE}), "SITES": str(tmp_path / "sites.gpkg")}

    _, good = algorithm.run(given, context, QgsProcessingFeedback(), {}, False)

    assert good
    assert QgsVectorLayer(str(tmp_path / "sites.gpkg")).featureCount() == 2
    assert [path.name for path in tmp_path.iterdir()] == ["sites.gpkg"]


def test_a_table_among_others_stays_when_a_run_is_stopped_and_that_it_is_incomplete_is_told(tmp_path: Path) -> None:
    file, heard = tmp_path / "council.gpkg", Heard(stop_at=50)
    run(ReadAlgorithm, SOURCE=layer_of({"A1": INSIDE}), SITES=f"ogr:dbname='{file}' table=\"kept\" (geom)")
    target = f"ogr:dbname='{file}' table=\"stopped\" (geom)"

    with pytest.raises(QgsProcessingException, match="Stopped"):
        run(ReadAlgorithm, feedback=heard, SOURCE=layer_of({"A1": INSIDE, "A2": OUTSIDE}), SITES=target)

    assert QgsVectorLayer(f"{file}|layername=kept").featureCount() == 1
    assert any("is not complete. Delete it." in error for error in heard.errors)


def test_a_screening_that_fails_on_its_store_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(QgsProcessingException, match="nowhere"):
        run(ScreenAlgorithm, SOURCE=layer_of({"A": INSIDE}), STORE=str(tmp_path / "nowhere"), SITES=str(tmp_path / "sites.gpkg"))

    assert list(tmp_path.iterdir()) == []


def test_a_bow_tie_is_screened_as_not_checked_where_other_algorithms_would_stop(tmp_path: Path) -> None:
    ran = run(ScreenAlgorithm, ("SITES",), SOURCE=layer_of({"A": BOW_TIE}), REFERENCE="ref", STORE=str(build(tmp_path)))

    assert (ran.results["SITE_COUNT"], ran.results["NOT_CHECKED_COUNT"]) == (1, 1)


@pytest.mark.parametrize("written", ["2019-05-01", "01/05/2019", "1/5/2019 00:00:00"])
def test_a_layer_is_screened_by_the_day_that_its_column_tells_as_the_same_table_in_a_file(tmp_path: Path, written: str) -> None:
    layer = layer_of({"A": INSIDE, "B": INSIDE}, type=dict.fromkeys("AB", "ldc.existing"), submitted_on={"A": written})

    ran = run(ScreenAlgorithm, ("SITES",), SOURCE=layer, REFERENCE="ref", STORE=str(build(tmp_path)))

    days = dict(ran.rows("SITES", "site", "judged_on"))
    assert days["A"] == "2019-05-01"
    assert days["B"] > "2026"


def test_what_was_read_is_screened_by_the_same_day_and_its_measured_area_is_not_taken_for_a_declared_one(tmp_path: Path) -> None:
    folder = tmp_path / "applications"
    folder.mkdir()
    rows = ["reference,type,submitted,wkt", f'A,ldc.existing,2019-05-01,"{INSIDE.wkt}"']
    (folder / "register.csv").write_text("\n".join(rows), encoding="utf-8")
    run(ReadAlgorithm, APPLICATIONS=str(folder), SITES=str(tmp_path / "sites.gpkg"))

    ran = run(ScreenAlgorithm, ("SITES",), SOURCE=str(tmp_path / "sites.gpkg"), REFERENCE="site", STORE=str(build(tmp_path)))

    ((judged_on, declared, checks),) = ran.rows("SITES", "judged_on", "declared_area_m2", "checks")
    assert (judged_on, declared) == ("2019-05-01", NULL)
    assert "application says" not in checks


def test_dates_of_applications_are_dates() -> None:
    from qgis.PyQt.QtCore import QMetaType

    from plugin.processing.read_algorithm import SITE_COLUMNS
    from plugin.processing.table_sink import fields_of

    assert fields_of(SITE_COLUMNS).field("valid_on").type() == QMetaType.Type.QDate
