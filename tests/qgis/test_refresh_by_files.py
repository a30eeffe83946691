"""The Constraint layers window takes datasets out of the platform's files, through QGIS's own network."""

from __future__ import annotations

import threading

from tests.platform_stand_in import Fault
from tests.qgis.cases_of_nowhere import until
from tests.qgis.test_constraint_layers import AREAS, Layers, layers, row_of  # noqa: F401  # a fixture


def test_a_question_under_way_is_broken_off_when_the_refresh_is_stopped(layers: Layers) -> None:  # noqa: F811  # a fixture
    reached, go_on = threading.Event(), threading.Event()

    def hold(asked: str) -> Fault | None:
        if asked.startswith("/files/"):
            reached.set()
            go_on.wait(60)
        return None

    layers.platform.fault = hold
    layers.dialog.layers.filesBox.setChecked(True)
    layers.dialog.layers.authorityEdit.setText("SWK")
    layers.dialog.layers.refreshButton.click()
    until(reached.is_set)

    layers.dialog.layers.stopButton.click()
    until(lambda: not layers.dialog.layers.stopButton.isVisible(), 20)
    go_on.set()

    assert layers.dialog.layers.saidLabel.text().startswith("Stopped.")


def test_out_of_files_the_same_comes_and_a_dataset_without_one_is_told(layers: Layers) -> None:  # noqa: F811  # a fixture
    layers.refresh()
    layers.accept()
    layers.dialog.layers.filesBox.setChecked(True)
    layers.platform.fault = lambda asked: Fault(404) if asked == "/files/dataset/tree.json" else None

    layers.refresh()

    assert row_of(layers, "Conservation area")[4] == "as it was, 13 records"
    assert row_of(layers, "Tree")[4].startswith("not fetched")
    assert [dataset for dataset, _ in layers.platform.files.asked] == [AREAS]


def test_a_file_that_breaks_off_is_gone_on_with_through_qgiss_network_too(layers: Layers) -> None:  # noqa: F811  # a fixture
    layers.platform.files.broken_after = [900]
    layers.dialog.layers.filesBox.setChecked(True)

    layers.refresh()

    assert row_of(layers, "Conservation area")[4] == "fetched, 13 records"
    assert [asked.get("Range") for dataset, asked in layers.platform.files.asked if dataset == AREAS] == [None, "bytes=900-"]


def test_a_packed_file_that_breaks_off_is_fetched_anew_through_qgiss_network(layers: Layers) -> None:  # noqa: F811  # a fixture
    layers.platform.files.packed = True
    layers.platform.files.broken_after = [200]
    layers.dialog.layers.filesBox.setChecked(True)

    layers.refresh()

    assert row_of(layers, "Conservation area")[4] == "fetched, 13 records"
    assert ["Range" in asked for dataset, asked in layers.platform.files.asked if dataset == AREAS] == [False, False]
