"""Redline's algorithms run as a batch, in the dialog that the toolbox opens for it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import qgis.utils
from qgis.core import QgsApplication, QgsProcessingContext, QgsVectorLayer
from qgis.gui import QgsBrowserGuiModel
from qgis.PyQt.QtWidgets import QTextBrowser, QTextEdit

from tests.qgis.cases_of_nowhere import until
from tests.qgis.processing_models import provided
from tests.qgis.small_borough import build, write_applications

NAMES = (*("read", "checkboundaries", "screen", "sitehistory"), *("refresh", "comparegenerations", "checkstandard", "exportstandard"))


@pytest.fixture
def batch(qgis_app: object, qgis_iface: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Opens the dialog of an algorithm. QGIS's own plugin "processing" brings it."""
    plugins = Path(QgsApplication.pkgDataPath()) / "python" / "plugins"
    if not (plugins / "processing").is_dir():
        pytest.skip("the plugin processing is not installed: it comes with the QGIS desktop")
    # pytest knows the checkout by the name of its folder, which may be this one
    monkeypatch.delitem(sys.modules, "processing", raising=False)
    monkeypatch.syspath_prepend(str(plugins))
    model = QgsBrowserGuiModel()
    monkeypatch.setattr(qgis_iface, "browserModel", lambda: model, raising=False)
    monkeypatch.setattr(qgis.utils, "iface", qgis_iface)
    from processing.gui.BatchAlgorithmDialog import BatchAlgorithmDialog

    opened = []

    def opens(name: str) -> Any:
        dialog = BatchAlgorithmDialog(QgsApplication.processingRegistry().createAlgorithmById(f"redline:{name}"))
        opened.append(dialog)
        return dialog

    with provided():
        yield opens
        for dialog in opened:
            dialog.close()


def fill(dialog: Any, *rows: dict[str, str]) -> None:
    """Writes into the cells of the table; what is not named stays as the dialog has it."""
    panel, context = dialog.mainWidget(), QgsProcessingContext()
    panel.addRow(len(rows) - 1)
    for number, row in enumerate(rows):
        for name, value in row.items():
            column = panel.parameter_to_column[name]
            if panel.alg.parameterDefinition(name).isDestination():
                panel.tblParameters.cellWidget(number + 1, column).setValue(value)
            else:
                panel.wrappers[number][column].setParameterValue(value, context)


def finished(dialog: Any) -> str:
    """Runs the batch to its end; gives its log."""
    log = dialog.findChild(QTextEdit, "txtLog")
    dialog.mainWidget().checkLoadLayersOnCompletion.setChecked(False)
    dialog.runAlgorithm()
    until(lambda: "Batch execution completed" in log.toPlainText())
    return str(log.toPlainText())


def test_a_row_that_fails_is_told_and_the_others_are_done(batch: Any, tmp_path: Path) -> None:
    store, first = build(tmp_path), write_applications(tmp_path / "first")
    second = write_applications(tmp_path / "second")
    (second / "26-00002-HAPP.geojson").unlink()
    dialog = batch("screen")
    fill(
        dialog,
        {"APPLICATIONS": str(first), "STORE": str(store), "SITES": str(tmp_path / "first.gpkg")},
        {"APPLICATIONS": str(tmp_path / "nowhere"), "STORE": str(store), "SITES": str(tmp_path / "nowhere.gpkg")},
        {"APPLICATIONS": str(second), "STORE": str(store), "SITES": str(tmp_path / "second.gpkg")},
    )

    log = finished(dialog)

    counts = {name: QgsVectorLayer(str(tmp_path / f"{name}.gpkg")).featureCount() for name in ("first", "second")}
    assert counts == {"first": 3, "second": 2}
    assert not (tmp_path / "nowhere.gpkg").exists()
    assert f"The folder of applications {tmp_path / 'nowhere'} is not there" in log


@pytest.mark.parametrize("name", NAMES)
def test_every_algorithm_opens_as_a_batch_with_a_column_for_each_parameter(batch: Any, name: str) -> None:
    panel = batch(name).mainWidget()

    assert set(panel.parameter_to_column) == {parameter.name() for parameter in panel.alg.parameterDefinitions()}
    assert panel.batchRowCount() == 1


@pytest.mark.parametrize("name", NAMES)
def test_every_algorithm_opens_in_its_dialog_with_its_help_and_refuses_to_run_on_nothing(batch: Any, name: str) -> None:
    from processing.gui.AlgorithmDialog import AlgorithmDialog

    dialog = AlgorithmDialog(batch(name).mainWidget().alg.create(), False, None)
    told = dialog.findChild(QTextBrowser, "textShortHelp").toPlainText()

    parameters = dialog.createProcessingParameters()
    good, sentence = dialog.algorithm().checkParameterValues(parameters, QgsProcessingContext())

    assert dialog.algorithm().shortDescription() in told
    assert not good
    assert sentence.endswith((".", "}"))
    dialog.close()
