"""A red line is taken over from a file: every kind that is read, one of several, one with an assumption, and none without a word."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import shapely

from plugin.gui.amend.import_shape import ShapeImport
from plugin.gui.messages import Messages
from tests.qgis.cases_of_nowhere import until
from tests.qgis.test_amend_verbs import answers

SQUARE = shapely.box(530010, 180010, 530040, 180030)
OTHER = shapely.box(530100, 180010, 530140, 180030)
BOW_TIE = shapely.from_wkt("POLYGON ((530000 180000, 530050 180040, 530050 180000, 530000 180040, 530000 180000))")


@pytest.fixture
def amending(window: Any) -> Any:
    return window().begin()


def imported(amending: Any, *paths: Path) -> ShapeImport:
    reading = ShapeImport(amending.place.panel, amending.desk.settings, amending.bench, Messages(amending.iface.messageBar()))
    reading.read(list(paths))
    return reading


def geojson(path: Path, shape: Any) -> Path:
    path.write_text(shapely.to_geojson(shape))
    return path


def table(path: Path, *shapes: Any) -> Path:
    lines = [f'26-0000{number}-HAPP,"{shape.wkt}"' for number, shape in enumerate(shapes, start=1)]
    path.write_text("\n".join(["reference,wkt", *lines]))
    return path


def test_a_file_that_can_not_be_read_is_said_and_nothing_changes(amending: Any, tmp_path: Path) -> None:
    (tmp_path / "line.json").write_text("{")

    imported(amending, tmp_path / "line.json")

    until(lambda: "line.json" in amending.place.panel.problemLabel.text())
    assert len(amending.bench.draft.draft.steps) == 1


def test_a_file_without_a_line_says_what_stands_in_the_way(amending: Any, tmp_path: Path) -> None:
    (tmp_path / "point.json").write_text(json.dumps({"type": "Point", "coordinates": [530010, 180010]}))

    imported(amending, tmp_path / "point.json")

    until(lambda: "No constraint store" not in (said := amending.place.panel.problemLabel.text()) and said)
    assert "point" in amending.place.panel.problemLabel.text().lower()


@pytest.mark.parametrize("kind", ["geojson", "csv"])
def test_one_line_of_a_file_takes_the_place_of_the_line_once_the_officer_says_so(amending: Any, tmp_path: Path, kind: str) -> None:
    path = geojson(tmp_path / "line.geojson", SQUARE) if kind == "geojson" else table(tmp_path / "lines.csv", SQUARE)

    imported(amending, path)

    until(lambda: not amending.place.panel.questionFrame.isHidden())
    assert len(amending.bench.draft.draft.steps) == 1
    answers(amending.place.panel)["Use it instead"].click()
    assert amending.bench.draft.geometry.equals(SQUARE)


def test_of_several_lines_the_officer_chooses_one(amending: Any, tmp_path: Path) -> None:
    offered: list[Any] = []
    amending.bench.offered.disconnect()
    amending.bench.offered.connect(offered.extend)

    imported(amending, table(tmp_path / "lines.csv", SQUARE, OTHER))

    until(lambda: len(offered) == 2)
    name, use = offered[1]
    assert name == "26-00002-HAPP"
    use()
    answers(amending.place.panel)["Add this land"].click()
    assert amending.bench.draft.geometry.geom_type == "MultiPolygon"


def test_a_line_that_needs_a_yes_is_offered_with_what_is_assumed(amending: Any, tmp_path: Path) -> None:
    imported(amending, geojson(tmp_path / "bow-tie.geojson", BOW_TIE))

    panel = amending.place.panel
    until(lambda: not panel.questionFrame.isHidden())
    assert panel.questionLabel.text().startswith("Use the repaired line")
    answers(panel)["Use it instead"].click()
    assert amending.bench.draft.geometry.is_valid
