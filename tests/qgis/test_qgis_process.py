"""Every algorithm as a command: qgis_process finds the plugin, prints its help and runs it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from qgis.core import QgsVectorLayer

from plugin.constraints.store.generations import current_generation
from plugin.processing.provider import ALGORITHMS
from plugin.processing.redline_algorithm import RedlineAlgorithm
from plugin.processing.refresh_algorithm import RefreshAlgorithm
from plugin.processing.site_history_algorithm import SiteHistoryAlgorithm
from tests.platform_stand_in import Platform, StandIn, district, record
from tests.qgis.processing_models import model_of_all, provided
from tests.qgis.small_borough import build, write_applications

_CHECKOUT = Path(__file__).resolve().parents[2]
_SCRIPT = _CHECKOUT / "scripts" / "qgis_process_with_redline"
_GROUND = "MULTIPOLYGON (((-0.12 51.42, -0.02 51.42, -0.02 51.51, -0.12 51.51, -0.12 51.42)))"
_AREA = "MULTIPOLYGON (((-0.08 51.47, -0.07 51.47, -0.07 51.48, -0.08 51.48, -0.08 51.47)))"
_FEATURE = {
    "type": "Feature",
    "properties": {"reference": "CA1", "name": "Old Town"},
    "geometry": {"type": "Polygon", "coordinates": [[[-0.08, 51.47], [-0.07, 51.47], [-0.07, 51.48], [-0.08, 51.47]]]},
}

Command = Callable[..., str]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def qgis_process(tmp_path_factory: pytest.TempPathFactory) -> Command:
    """Gives what a call prints; the plugin is enabled in a profile of its own."""
    if shutil.which("qgis_process") is None:
        pytest.skip("qgis_process is not installed: it comes with the QGIS desktop")
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QGIS_CUSTOM_CONFIG_PATH": str(tmp_path_factory.mktemp("profile"))}

    def called(*arguments: str, code: int = 0) -> str:
        done = subprocess.run([str(_SCRIPT), *arguments], env=environment, capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + (done.stderr if code else "")

    called("plugins", "enable", "redline")
    return called


@pytest.fixture
def areas(tmp_path: Path) -> Path:
    """A council's conservation areas, two of one reference."""
    path = tmp_path / "areas.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [_FEATURE, _FEATURE]}), encoding="utf-8")
    return path


def column(path: Path, name: str) -> list[Any]:
    return [feature[name] for feature in QgsVectorLayer(str(path)).getFeatures()]


def results(printed: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(printed[printed.index("{") :])["results"]
    return told


def test_what_is_missing_ends_a_command_with_its_sentence(qgis_process: Command, tmp_path: Path) -> None:
    told = qgis_process("run", "redline:checkboundaries", f"--ISSUES={tmp_path / 'faults.csv'}", code=1)

    assert "There is nothing to check: give a layer of sites, or a folder of applications." in told
    assert "Traceback" not in told


def test_without_shapely_a_command_ends_with_one_sentence_that_says_how_to_set_it_up(qgis_process: Command, tmp_path: Path) -> None:
    """As on a computer where nobody has set anything up: the plugin, QGIS's own Python, and no shapely that it could import."""
    (tmp_path / "plugins").mkdir()
    (tmp_path / "plugins" / "redline").symlink_to(_CHECKOUT)
    (tmp_path / "sitecustomize.py").write_text("import sys\nsys.modules['shapely'] = None\n", encoding="utf-8")
    profile = tmp_path / "profile" / "profiles" / "default" / "QGIS"
    profile.mkdir(parents=True)
    (profile / "QGIS3.ini").write_text("[PythonPlugins]\nredline=true\n", encoding="utf-8")
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "QGIS_CUSTOM_CONFIG_PATH": str(tmp_path / "profile"),
        "QGIS_PLUGINPATH": str(tmp_path / "plugins"),
        "PYTHONPATH": str(tmp_path),
    }
    command = ["qgis_process", "run", "redline:checkboundaries", f"--APPLICATIONS={tmp_path}", f"--ISSUES={tmp_path / 'faults.csv'}"]

    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)

    assert done.returncode == 1
    assert "shapely is not installed" in done.stderr
    assert "qgis_process by scripts/qgis_process_with_redline" in done.stderr
    assert "Traceback" not in done.stdout + done.stderr


@pytest.mark.parametrize("kind", [SiteHistoryAlgorithm, RefreshAlgorithm])
def test_help_explains_every_parameter_and_output(qgis_process: Command, qgis_app: object, kind: type[RedlineAlgorithm]) -> None:
    """Of the two with the most kinds of parameters: every start takes seconds. That all have words is asked in test_processing_layers."""
    told, algorithm = qgis_process("help", f"redline:{kind.about.name}"), kind().create()

    for parameter in algorithm.parameterDefinitions():
        assert f"{parameter.name()}: {parameter.description()}" in told
        assert parameter.help() in told
    for output in algorithm.outputDefinitions():
        assert output.name() in told


def test_sites_are_screened_and_a_layer_is_checked(qgis_process: Command, areas: Path, tmp_path: Path) -> None:
    applications, store = write_applications(tmp_path / "applications"), build(tmp_path)

    screened = results(
        qgis_process(
            "run",
            "--json",
            "redline:screen",
            f"--APPLICATIONS={applications}",
            f"--STORE={store}",
            f"--SITES={tmp_path / 'sites.gpkg'}",
            f"--DATASETS={tmp_path / 'datasets.gpkg'}",
        )
    )
    checked = results(
        qgis_process("run", "--json", "redline:checkstandard", f"--INPUT={areas}", "--DATASET=conservation-area", "--ISSUES=memory:")
    )

    assert screened["SITE_COUNT"] == 3
    assert QgsVectorLayer(str(tmp_path / "sites.gpkg"), "sites", "ogr").featureCount() == 3
    assert (checked["MET"], checked["MUST_FIX"]) == (False, 1)


def test_a_model_of_all_of_them_runs(qgis_process: Command, qgis_app: object, areas: Path, tmp_path: Path) -> None:
    """One start of QGIS for eight algorithms: the model is a file, as the designer saves it."""
    applications, published, store = write_applications(tmp_path / "applications"), tmp_path / "published", build(tmp_path)
    before = current_generation(store)
    outputs = {name: tmp_path / f"{name}.gpkg" for name in ("outcomes", "changes", "faults", "screened", "history", "of_the_standard")}
    with StandIn(Platform([district(_GROUND), record(1, "conservation-area", _AREA, name="Old Town")])) as stand_in:
        with provided():
            model = model_of_all(stand_in.address, store, applications, areas, published)
            assert {each.algorithmId() for each in model.childAlgorithms().values()} == {
                f"redline:{each.about.name}" for each in ALGORITHMS
            }
            assert model.validate() == (True, [])
            model.toFile(str(tmp_path / "all.model3"))
        qgis_process("run", str(tmp_path / "all.model3"), *(f"--{name}={path}" for name, path in outputs.items()))

    assert current_generation(store) > before
    assert column(outputs["outcomes"], "outcome") == ["fetched", "fetched"]
    assert column(outputs["changes"], "dataset") == ["conservation-area", "local-authority-district"]
    assert column(outputs["faults"], "severity").count("error") == 1
    assert sorted(column(outputs["screened"], "site")) == ["26-00001-HAPP", "26-00002-HAPP", "26-00003-HAPP"]
    assert column(outputs["history"], "relation") == ["overlaps", "near", "overlaps", "near"]
    assert "reference-not-unique" in column(outputs["of_the_standard"], "code")
    assert sorted(path.name for path in published.iterdir()) == ["conservation-area.csv", "conservation-area.geojson"]
