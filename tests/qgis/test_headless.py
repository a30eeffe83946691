"""The run without a window, as scripts/run starts it: a process of its own, files in, files out."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from qgis.PyQt.QtGui import QImage

from plugin.boundary.transformer import Transformer
from plugin.constraints.catalogue import Catalogue
from plugin.constraints.store.build_request import BuildRequest
from plugin.constraints.store.builder import build_store
from plugin.domain.clock import SystemClock
from scripts.headless import sheet_names
from tests.qgis.conftest import reading
from tests.qgis.small_borough import build, write_applications, write_table
from tests.shared import shared_path

_CHECKOUT = Path(__file__).resolve().parents[2]


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "scripts.headless", *map(str, arguments)],
        cwd=_CHECKOUT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )


def text(path: Path) -> str:
    told = subprocess.run(["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True, timeout=60)
    return " ".join(told.stdout.decode("utf-8").split())


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    folder = tmp_path_factory.mktemp("run")
    applications = write_applications(folder / "applications")
    (applications / "broken.json").write_text("{", encoding="utf-8")
    done = run("--store", build(folder), "--applications", applications, "--output", folder / "out")
    return folder / "out", done


def test_a_store_that_is_not_there_ends_with_a_sentence_and_2(tmp_path: Path):
    applications = write_applications(tmp_path / "applications")

    done = run("--store", tmp_path / "nowhere", "--applications", applications, "--output", tmp_path / "out")

    assert done.returncode == 2
    assert "nowhere" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_file_that_cannot_be_read_is_told_and_the_others_are_done(results: tuple[Path, subprocess.CompletedProcess[str]]):
    folder, done = results

    assert done.returncode == 2
    assert "broken.json" in done.stderr
    found = json.loads((folder / "findings.json").read_text(encoding="utf-8"))
    assert len(found["sites"]) == 3
    assert [row["file"].endswith("broken.json") for row in found["unreadable"]] == [True]


def test_findings_json_has_the_form_of_screen_json(results: tuple[Path, subprocess.CompletedProcess[str]]):
    found = json.loads((results[0] / "findings.json").read_text(encoding="utf-8"))

    states = {site["reference"]: {row["dataset"]: row["state"] for row in site["datasets"]} for site in found["sites"]}
    assert states["26-00001-HAPP"] == {"conservation-area": "overlaps", "listed-building": "overlaps"}
    assert states["26-00002-HAPP"] == {"conservation-area": "clear", "listed-building": "clear"}
    assert set(states["26-00003-HAPP"].values()) == {"not checked"}


def test_every_application_has_a_sheet_also_the_one_without_a_red_line(results: tuple[Path, subprocess.CompletedProcess[str]]):
    sheets = sorted(path.name for path in (results[0] / "sheets").iterdir())

    assert sheets == ["26-00001-HAPP.pdf", "26-00002-HAPP.pdf", "26-00003-HAPP.pdf"]
    assert "overlaps Conservation area" in text(results[0] / "sheets" / sheets[0])
    assert "No map: the application has no red line that can be used" in text(results[0] / "sheets" / sheets[2])


def test_the_geopackage_holds_sites_findings_and_overlaps(results: tuple[Path, subprocess.CompletedProcess[str]]):
    connection = sqlite3.connect(results[0] / "redline.gpkg")
    try:
        tables = {row[0] for row in connection.execute("SELECT table_name FROM gpkg_contents")}
    finally:
        connection.close()

    assert {"sites", "findings", "overlaps"} <= tables


def test_the_overview_is_a_picture_and_the_table_and_steps_are_told(results: tuple[Path, subprocess.CompletedProcess[str]]):
    folder, done = results

    image = QImage(str(folder / "overview.png"))
    assert (image.width(), image.height()) == (1600, 1200)
    assert "Screening 3 applications against 2 datasets." in done.stdout
    assert "26-00002-HAPP" in done.stdout
    assert "Overlap and touch count constraints; clear, in part and not checked count datasets." in done.stdout
    assert str(folder) in done.stdout


def test_a_table_of_applications_is_read_by_the_mapping_of_its_columns(tmp_path: Path):
    folder = tmp_path / "applications"
    folder.mkdir()
    table, mapping = write_table(folder)

    done = run("--store", build(tmp_path), "--applications", table, "--mapping", mapping, "--output", tmp_path / "out")

    assert done.returncode == 0, done.stderr
    found = json.loads((tmp_path / "out" / "findings.json").read_text(encoding="utf-8"))
    states = {site["reference"]: [row["state"] for row in site["datasets"]] for site in found["sites"]}
    assert states == {"26-00011-FUL": ["overlaps", "overlaps"], "26-00012-FUL": ["clear", "clear"]}
    assert "1 High Street" in done.stdout


def test_a_mapping_with_an_unknown_field_ends_with_a_sentence_and_2(tmp_path: Path):
    folder = tmp_path / "applications"
    folder.mkdir()
    table, mapping = write_table(folder)
    mapping.write_text('{"referenze": "APP_NO"}', encoding="utf-8")

    done = run("--store", build(tmp_path), "--applications", table, "--mapping", mapping, "--output", tmp_path / "out")

    assert done.returncode == 2
    assert "Did you mean 'reference'?" in done.stderr


def test_names_of_sheets_are_safe_and_no_two_are_alike():
    readings = [reading(site) for site in ("24/00001/FUL", "24/00001/ful", "../../etc/passwd", "///", "24/00001/FUL")]

    names = sheet_names(readings)

    assert names == ["24-00001-FUL.pdf", "24-00001-ful-2.pdf", "etc-passwd.pdf", "site.pdf", "24-00001-FUL-3.pdf"]


@pytest.mark.slow
def test_the_thirteen_example_applications_are_screened_against_southwark(tmp_path: Path):
    examples, layers = shared_path("vectors/odp/examples/application"), shared_path("data/southwark/geojson")
    build_store(
        BuildRequest(tmp_path / "store", sorted(layers.glob("*.geojson"))),
        transformer=Transformer(),
        clock=SystemClock(),
        catalogue=Catalogue.load(),
    )

    done = run("--store", tmp_path / "store", "--applications", examples, "--output", tmp_path / "out")

    assert done.returncode == 3, done.stderr
    found = json.loads((tmp_path / "out" / "findings.json").read_text(encoding="utf-8"))
    assert len(found["sites"]) == 13
    assert len(list((tmp_path / "out" / "sheets").glob("*.pdf"))) == 13
    elsewhere = [site for site in found["sites"] if all(row["why"].startswith("no coverage here") for row in site["datasets"])]
    assert len(elsewhere) == 10
