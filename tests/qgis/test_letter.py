"""The letter as it leaves the printer: what can be read and selected, what the map shows, what becomes of words from outside."""

from __future__ import annotations

import subprocess
import threading
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import shapely
from qgis.core import QgsApplication, QgsFeature, QgsFillSymbol, QgsGeometry, QgsSingleSymbolRenderer, QgsVectorLayer
from qgis.PyQt.QtCore import QThread

from plugin.boundary.compare import compare
from plugin.constraints.base_map import BaseMap
from plugin.domain.case import Case
from plugin.domain.errors import RedlineError
from plugin.domain.red_line_request import Certificate, Grounds, Handling
from plugin.gui.layers.base_map_layers import base_map_layers
from plugin.gui.layers.change_layers import change_layers
from plugin.gui.layouts.letter_printer import print_letter, write_letter
from plugin.gui.requests.letter_ground import LetterGround, attribution_of
from plugin.gui.tasks.letter_task import LetterTask
from plugin.reports.letter import Letter, Route, Terms, Writer, letter_of
from plugin.rules.rules import Rules
from tests.qgis.cases_of_nowhere import until
from tests.qgis.council_layers import memory_layer, written
from tests.qgis.small_store import SmallStore
from tests.unit.casefile.examples import SOURCE, Clock, opened, pulled

TODAY = date(2026, 11, 22)
PRESENT = shapely.box(530_000, 180_000, 530_020, 180_030)
PROPOSED = shapely.Polygon(
    [(530_000, 180_000), (530_015, 180_000), (530_020, 180_004), (530_026, 180_012), (530_026, 180_030), (530_000, 180_030)]
)
REASON = "The access to the road has to lie inside the red line: what is needed to carry out the development belongs to the site."


@pytest.fixture
def case(qgis_app: object, tmp_path: Path) -> Case:
    with opened(tmp_path, clock=Clock()) as file:
        (uuid,) = file.take_in([pulled(1)], SOURCE).uuids
        return file.case(uuid)


def letter(case: Case, reason: str = REASON, **more: object) -> Letter:
    grounds = Grounds(reason, Handling.RECONSULT, "Two houses.", Certificate.B)
    change = compare(PRESENT, PROPOSED, Rules(TODAY))
    writer = Writer("Sampleton Borough Council", "Jo Officer", sample=bool(more.pop("sample", False)))
    return letter_of(case, PROPOSED, change, grounds, Terms(Route.LETTER), writer, TODAY, present=PRESENT, number=2, **more)


def text(path: Path) -> str:
    out = subprocess.run(["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True, text=True, timeout=60).stdout
    return " ".join(out.split())


def test_every_sentence_can_be_selected_and_searched(case: Case, tmp_path: Path) -> None:
    found = letter(case)
    printed = text(print_letter(found, tmp_path / "letter.pdf"))
    for sentence in (found.subject, *found.reason, *found.changes, found.accuracy, *found.asks, *found.replies, "Jo Officer"):
        assert sentence in printed
    for name, value in (*found.facts, *found.figures):
        assert f"{name} {value}" in printed
    for name in ("Present boundary", "Proposed boundary (version 2)", "Land added", "Land taken away"):
        assert name in printed
    assert "Both boundaries are drawn to one scale: 1:250 on A4." in printed


def test_a_letter_of_many_words_runs_on_and_keeps_its_map_in_one_piece(case: Case, tmp_path: Path) -> None:
    printed = text(
        print_letter(letter(case, "\n".join(f"Reason {number} of many: {REASON}" for number in range(40))), tmp_path / "letter.pdf")
    )
    for number in range(40):
        assert f"Reason {number} of many: " in printed
    assert "Page 4 of 4" in printed


def test_what_looks_like_an_expression_or_markup_is_printed_as_it_stands(case: Case, tmp_path: Path) -> None:
    hostile = "[% @project_folder %] <b>bold</b> & <img src='http://evil.example/x.png'>"
    assert hostile in text(print_letter(letter(case, hostile), tmp_path / "letter.pdf"))


def test_only_the_land_that_there_is_has_a_place_in_the_legend(case: Case) -> None:
    larger = compare(PRESENT, shapely.box(530_000, 180_000, 530_030, 180_030), Rules(TODAY))
    assert list(change_layers(PRESENT, PROPOSED, larger)) == ["Present boundary", "Proposed boundary", "Land added"]
    assert list(change_layers(None, PROPOSED, None)) == ["Proposed boundary"]


def test_the_letter_the_page_and_the_line_are_written_side_by_side(case: Case, tmp_path: Path) -> None:
    made = write_letter(letter(case), {"type": "Feature"}, tmp_path, "26-00001-HAPP-letter")
    assert [path.name for path in made] == [f"26-00001-HAPP-letter.{ending}" for ending in ("pdf", "html", "geojson")]
    assert all(path.stat().st_size > 10 for path in made)
    assert not list(tmp_path.glob(".*part"))


def test_a_folder_that_is_not_there_is_said_so(case: Case, tmp_path: Path) -> None:
    with pytest.raises(RedlineError, match="could not be written"):
        print_letter(letter(case), tmp_path / "nowhere" / "letter.pdf")


def test_a_sample_says_so_on_every_page(case: Case, tmp_path: Path) -> None:
    printed = text(print_letter(letter(case, sample=True), tmp_path / "letter.pdf"))
    assert printed.count("SAMPLE: a fictional place.") == 2


def test_without_a_present_line_there_is_one_line_on_the_map(case: Case, tmp_path: Path) -> None:
    alone = replace(letter(case), present=None, change=None, figures=(), accuracy="")
    printed = text(print_letter(alone, tmp_path / "letter.pdf"))
    assert "Scale: 1:250 on A4." in printed
    assert "Present boundary" not in printed


def test_a_letter_that_another_thread_printed_is_the_same_to_the_pixel(case: Case, tmp_path: Path) -> None:
    """The task prints it beside the window; the layers beneath the lines are handed over to it."""
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    there.mkdir()
    write_letter(letter(case), {"type": "Feature"}, here, "letter", ground=[beneath()])
    task = LetterTask(letter(case), lambda: {"type": "Feature"}, there, "letter", LetterGround([beneath()], PROPOSED), "")
    made: list[object] = []
    task.written.connect(made.append)
    task.failed.connect(made.append)
    QgsApplication.taskManager().addTask(task)
    until(lambda: made)
    assert made == [[there / f"letter.{ending}" for ending in ("pdf", "html", "geojson")]]
    assert text(there / "letter.pdf") == text(here / "letter.pdf")
    assert pictures(there / "letter.pdf") == pictures(here / "letter.pdf")


def test_the_base_map_of_a_letter_is_opened_and_read_in_the_thread_that_writes_it(qgis_app: object, tmp_path: Path) -> None:
    written(named(), tmp_path / "basemap.gpkg")
    base_map = base_map_layers(BaseMap("file", str(tmp_path / "basemap.gpkg"), attribution="© the map makers."))
    (road,) = base_map.values()
    road.setOpacity(0.4)
    ground = LetterGround([road], PROPOSED.buffer(20))
    threads: list[object] = []

    def read() -> None:
        (copy,) = ground.layers()
        threads.extend((copy.thread() is QThread.currentThread(), copy is not road, copy.opacity(), copy.featureCount()))
        around = ground.surroundings()
        threads.extend((around.attribution, [feature.name for feature in around.features["road"]]))

    reading = threading.Thread(target=read)
    reading.start()
    reading.join()

    assert threads == [True, True, pytest.approx(0.4), 2, "© the map makers", ["Mill Lane"]]


def test_a_letter_bears_attribution_and_licence_of_the_layers_beneath_its_lines(qgis_app: object, tmp_path: Path) -> None:
    base_map = BaseMap("file", str(SmallStore(tmp_path).path), attribution="© the map makers.", licence_line="Licence 1")
    bare = QgsVectorLayer("Point?crs=EPSG:27700", "the officer's own", "memory")

    assert attribution_of([bare, *base_map_layers(base_map).values()]) == "© the map makers. Licence 1"
    assert attribution_of([bare]) == ""


def named() -> QgsVectorLayer:
    """Two streets, one of them far away."""
    lane, far = shapely.LineString([(530_000, 180_035), (530_030, 180_035)]), shapely.LineString([(535_000, 180_000), (535_030, 180_000)])
    return memory_layer("MultiLineString", "road", "&field=name:string", [(lane, ["Mill Lane"]), (far, ["Far Lane"])])


def beneath() -> QgsVectorLayer:
    """A piece of ground beneath the lines."""
    layer = QgsVectorLayer("Polygon?crs=EPSG:27700", "ground", "memory")
    feature = QgsFeature()
    feature.setGeometry(QgsGeometry.fromWkt(shapely.box(529_990, 179_990, 530_010, 180_010).wkt))
    layer.dataProvider().addFeatures([feature])
    layer.setRenderer(QgsSingleSymbolRenderer(QgsFillSymbol.createSimple({"color": "#dddddd"})))
    return layer


def pictures(path: Path) -> list[bytes]:
    """The pages as pictures: the file itself has a name of its own each time."""
    subprocess.run(["pdftoppm", "-r", "60", str(path), str(path.with_suffix(""))], check=True, timeout=60)
    return [page.read_bytes() for page in sorted(path.parent.glob("*.ppm"))]
