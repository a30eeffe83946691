"""The real layers of Southwark, held to the national standard in the window, by an algorithm and on the command line: all say the same."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from qgis.core import QgsVectorLayer

from plugin.constraints.standard.column_mapping import ColumnMapping
from plugin.domain.clock import Clock
from plugin.gui.settings import Settings, StoredSettings
from plugin.processing.check_standard_algorithm import CheckStandardAlgorithm
from tests.qgis.cases_of_nowhere import until
from tests.qgis.fake_iface import FakeIface
from tests.qgis.standard_pages import Page, open_page
from tests.qgis.test_processing_layers import Ran, run  # noqa: F401  # a fixture
from tests.shared import shared_path
from tests.unit.commands.streams import Run
from tests.unit.commands.test_standard import COLUMNS


@pytest.fixture
def page(iface: FakeIface, stored: StoredSettings, clock: Clock) -> Iterator[Page]:
    yield from open_page(iface, stored, clock)


@pytest.mark.parametrize("dataset", sorted(COLUMNS))
def test_southwarks_layers_have_the_same_faults_in_the_window_as_an_algorithm_and_on_the_command_line(
    run: Ran,  # noqa: F811  # a fixture
    stored: StoredSettings,
    dataset: str,
    tmp_path: Path,
) -> None:
    file, grids = shared_path("data/southwark/southwark-constraints-27700.gpkg"), shared_path("data/grids")
    # By which operation a speck comes to degrees says on which corner of six decimals it falls
    stored.save(Settings(grid_folder=str(grids)))
    mapping = tmp_path / "mapping.json"
    mapping.write_text(json.dumps({"columns": COLUMNS[dataset]}), encoding="utf-8")
    layer = QgsVectorLayer(f"{file}|layername={dataset}", dataset, "ogr")

    told = Run("--grid", grids, "standard", "check", file, "--dataset", dataset, "--layer", dataset, "--mapping", mapping, "--json").json
    _, found = run(CheckStandardAlgorithm, ("ISSUES",), INPUT=layer, DATASET=dataset, MAPPING=str(mapping))

    line = [(issue["row"], issue["field"], issue["code"], issue["severity"], issue["message"]) for issue in told["issues"]]
    algorithm = [(each["row"] or None, *(each[name] for name in ("field", "code", "severity", "message"))) for each in found["ISSUES"]]
    assert algorithm == line


@pytest.mark.parametrize("dataset", sorted(COLUMNS))
def test_southwarks_layers_have_their_known_faults_in_the_window_and_a_clean_export_none(
    page: Page, stored: StoredSettings, dataset: str, tmp_path: Path
) -> None:
    file = shared_path("data/southwark/southwark-constraints-27700.gpkg")
    stored.save(Settings(grid_folder=str(shared_path("data/grids"))))
    page.name(file)
    layers = page.setup.form.fileLayerCombo
    layers.setCurrentIndex(layers.findText(dataset))
    page.choose(dataset)
    page.map(ColumnMapping(COLUMNS[dataset]))
    page.check()
    mapping = tmp_path / "mapping.json"
    page.setup.table.mapping.save(mapping)
    options = ("--dataset", dataset, "--layer", dataset, "--mapping", mapping, "--json")

    told = Run("--grid", shared_path("data/grids"), "standard", "check", file, *options).json

    line = {(issue["row"], issue["field"], issue["code"], issue["severity"], issue["message"]) for issue in told["issues"]}
    assert page.told() == line
    assert page.page.result is not None
    assert list(page.page.result.table.unmapped) == told["unmapped_columns"]
    page.page.export(tmp_path / "out")
    until(lambda: page.page.result is not None and page.page.result.published is not None, 60)
    Run("--grid", shared_path("data/grids"), "standard", "export", file, *options, "--output", tmp_path / "line")
    for name in (f"{dataset}.csv", f"{dataset}.geojson"):
        assert (tmp_path / "out" / name).read_bytes() == (tmp_path / "line" / name).read_bytes()
    after = {code for _row, _field, code, *_ in page.told()}
    assert not after & {"geometry-invalid", "coordinates-not-wgs84", "date-unreadable", "spaces-around"}
    assert (page.faults.headLabel.text() == "Ready to be published.") == (dataset == "conservation-area")
