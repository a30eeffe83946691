"""redline:sitehistory: applications of a case file, a layer and a folder round sites."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import shapely
from qgis.core import NULL, QgsProcessingException, QgsVectorLayer
from qgis.PyQt.QtCore import QDate

from plugin.boundary.transformer import Transformer
from plugin.domain.application import Address
from plugin.domain.clock import SystemClock
from plugin.processing.site_history_algorithm import SiteHistoryAlgorithm
from tests.qgis.cases_of_nowhere import fill, pulled
from tests.qgis.processing_runs import Heard, layer_of, run, why_not
from tests.qgis.small_borough import INSIDE, OUTSIDE

BOW_TIE = "POLYGON ((533000 176000, 533100 176100, 533100 176000, 533000 176100, 533000 176000))"
#: INSIDE is 50 m by 40 m from easting 530000; this is 20 m east of it.
NEXT_DOOR = shapely.box(530070, 180000, 530080, 180040)
HALF = shapely.box(530000, 180000, 530025, 180040)

pytestmark = pytest.mark.usefixtures("qgis_app")


@pytest.fixture
def case_file(tmp_path: Path) -> Path:
    """Two cases on one site, the first decided, and one that has neither red line nor address."""
    path = tmp_path / "cases.redline"
    decided = pulled(1, status="determined", decision="granted", determined_on=date(2025, 4, 1), full_reference="SWK-26-00001-HAPP")
    fill(path, SystemClock(), decided, pulled(2), pulled(3, site=None, address=Address("Nowhere")))
    return path


def past(**places: str | shapely.Geometry | None) -> QgsVectorLayer:
    """A layer of earlier applications as a planning system exports it."""
    return layer_of(
        places,
        PROPOSAL=dict.fromkeys(places, "Two storeys"),
        DECSN=dict.fromkeys(places, "REF"),
        DATEDECISN=dict.fromkeys(places, "03/04/2019"),
    )


def test_the_dialog_says_before_it_runs_that_there_is_nowhere_to_look():
    told = why_not(SiteHistoryAlgorithm, SOURCE=layer_of({"A": INSIDE}), CASE_FILE="", HISTORY="memory:")

    assert told.startswith("There is nowhere to look: give a case file")


def test_the_dialog_says_before_it_runs_that_there_is_no_site(case_file: Path):
    assert "nothing to look around" in why_not(SiteHistoryAlgorithm, CASE_FILE=str(case_file), HISTORY="memory:")


def test_a_case_without_its_case_file_is_refused_before_it_runs():
    told = why_not(SiteHistoryAlgorithm, CASE="26-00001-HAPP", CASE_FILE="", LAYER=past(A=INSIDE), HISTORY="memory:")

    assert told == "The case file that has 26-00001-HAPP is missing: name it."


def test_a_case_that_the_file_has_not_is_named(case_file: Path):
    with pytest.raises(QgsProcessingException, match=r"cases\.redline has no case 26-99999-HAPP\. Correct the reference\."):
        run(SiteHistoryAlgorithm, ("HISTORY",), CASE="26-99999-HAPP", CASE_FILE=str(case_file))


def test_a_case_without_a_red_line_is_no_site(case_file: Path):
    with pytest.raises(QgsProcessingException, match="26-00003-HAPP has no red line that can be used"):
        run(SiteHistoryAlgorithm, ("HISTORY",), CASE="26-00003-HAPP", CASE_FILE=str(case_file))


def test_a_file_that_is_no_case_file_stops_it_with_a_sentence_and_is_left_alone(tmp_path: Path):
    (tmp_path / "notes.txt").write_text("Notes", encoding="utf-8")

    with pytest.raises(QgsProcessingException, match=r"notes\.txt is not a case file"):
        run(SiteHistoryAlgorithm, ("HISTORY",), SOURCE=layer_of({"A": INSIDE}), CASE_FILE=str(tmp_path / "notes.txt"))

    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == "Notes"


def test_a_layer_of_applications_without_a_coordinate_system_is_refused():
    layer = past(A=INSIDE)
    layer.setCrs(type(layer.crs())())

    with pytest.raises(QgsProcessingException, match="no coordinate system"):
        run(SiteHistoryAlgorithm, ("HISTORY",), SOURCE=layer_of({"A": INSIDE}), LAYER=layer, CASE_FILE="")


def test_a_site_that_cannot_be_used_is_told_and_the_others_are_looked_around():
    heard = Heard()

    ran = run(SiteHistoryAlgorithm, ("HISTORY",), heard, SOURCE=layer_of({"A": BOW_TIE, "B": INSIDE}), LAYER=past(C=HALF), CASE_FILE="")

    assert (ran.results["SITE_COUNT"], ran.results["UNUSABLE_COUNT"], ran.results["COUNT"]) == (1, 1, 1)
    assert any("could not be looked around" in error for error in heard.errors)


def test_an_application_whose_place_nobody_knows_is_counted_and_named(case_file: Path):
    heard = Heard()

    ran = run(SiteHistoryAlgorithm, ("HISTORY",), heard, SOURCE=layer_of({"A": OUTSIDE}), CASE_FILE=str(case_file))

    assert ran.results["UNPLACED_COUNT"] == 1
    assert heard.warnings == ["Nobody knows where these lie, so they were not looked at: 26-00003-HAPP."]


def test_the_history_of_a_case_is_told_without_the_case_itself(case_file: Path):
    ran = run(SiteHistoryAlgorithm, ("HISTORY", "PLACES"), CASE="SWK-26-00001-HAPP", CASE_FILE=str(case_file))

    assert ran.rows("HISTORY", "site", "reference", "relation", "distance_m", "overlap_percent", "known_from") == [
        ("26-00001-HAPP", "26-00002-HAPP", "overlaps", 0.0, 100.0, "cases.redline")
    ]
    assert ran.features["HISTORY"][0].geometry().area() > 0


def test_decisions_have_their_words_and_days_as_dates(case_file: Path):
    ran = run(SiteHistoryAlgorithm, ("HISTORY",), CASE="26-00002-HAPP", CASE_FILE=str(case_file))

    assert ran.rows("HISTORY", "reference", "status", "decision", "decided_on", "valid_on") == [
        ("26-00001-HAPP", "determined", "granted", QDate(2025, 4, 1), NULL)
    ]


def test_a_layer_is_read_by_the_usual_names_of_planning_systems_and_by_days_as_england_writes_them():
    layer = past(NEXT=NEXT_DOOR, HALF=HALF, FAR=OUTSIDE)

    ran = run(SiteHistoryAlgorithm, ("HISTORY",), SOURCE=layer_of({"A": INSIDE}), REFERENCE="ref", LAYER=layer, CASE_FILE="")

    assert ran.rows("HISTORY", "site", "reference", "relation", "distance_m", "decision", "decided_on") == [
        ("A", "HALF", "overlaps", 0.0, "REF", QDate(2019, 4, 3)),
        ("A", "NEXT", "near", 20.0, "REF", QDate(2019, 4, 3)),
    ]


def test_a_column_with_a_name_of_its_own_is_chosen():
    layer = layer_of({"1": HALF}, OUTCOME_CODE={"1": "GTD"})

    ran = run(SiteHistoryAlgorithm, ("HISTORY",), SOURCE=layer_of({"A": INSIDE}), LAYER=layer, DECISION_COLUMN="OUTCOME_CODE", CASE_FILE="")

    assert ran.rows("HISTORY", "decision") == [("GTD",)]


def test_points_in_degrees_are_brought_over_and_are_places_without_an_area():
    point = Transformer().to_wgs84(shapely.Point(530060, 180020))
    layer = layer_of({"P": point}, crs="EPSG:4326", kind="Point")

    ran = run(SiteHistoryAlgorithm, ("HISTORY", "PLACES"), SOURCE=layer_of({"A": INSIDE}), LAYER=layer, CASE_FILE="")

    ((reference, relation, distance, placed),) = ran.rows("HISTORY", "reference", "relation", "distance_m", "placed_by")
    assert (reference, relation, placed) == ("P", "near", "point or line")
    assert distance == pytest.approx(10.0, abs=0.05)
    assert not ran.features["HISTORY"][0].hasGeometry()
    assert ran.features["PLACES"][0].geometry().asPoint().x() == pytest.approx(530060, abs=0.05)


def test_applications_in_files_are_looked_among_with_their_decisions_and_a_broken_file_is_told(tmp_path: Path):
    folder = tmp_path / "decided"
    folder.mkdir()
    rows = ["reference,proposal,decision,decision_date,wkt", f'19/AP/0001,Loft,Granted,2019-04-03,"{HALF.wkt}"']
    (folder / "register.csv").write_text("\n".join(rows), encoding="utf-8")
    (folder / "broken.json").write_text("{", encoding="utf-8")

    ran = run(SiteHistoryAlgorithm, ("HISTORY",), SOURCE=layer_of({"A": INSIDE}), FOLDER=str(folder), CASE_FILE="")

    assert ran.rows("HISTORY", "reference", "description", "decision", "decided_on", "known_from") == [
        ("19/AP/0001", "Loft", "Granted", QDate(2019, 4, 3), "register.csv")
    ]
    assert ran.results["UNREADABLE_COUNT"] == 1


def test_the_distance_asked_for_decides_how_far_it_looks():
    counts = [
        run(
            SiteHistoryAlgorithm, ("HISTORY",), SOURCE=layer_of({"A": INSIDE}), LAYER=past(NEXT=NEXT_DOOR), CASE_FILE="", WITHIN=within
        ).results["COUNT"]
        for within in (0.0, 19.9, 20.0)
    ]

    assert counts == [0, 0, 1]


def test_a_run_that_is_stopped_leaves_nothing(tmp_path: Path):
    stopped = Heard()
    stopped.cancel()
    target = tmp_path / "history.gpkg"

    with pytest.raises(QgsProcessingException, match="Stopped"):
        run(SiteHistoryAlgorithm, feedback=stopped, SOURCE=layer_of({"A": INSIDE}), LAYER=past(B=HALF), CASE_FILE="", HISTORY=str(target))

    assert not target.exists()
