"""An earlier generation is put back from the Constraint layers window, its cases are told, and the newer one can be taken again."""

from __future__ import annotations

from pathlib import Path

from plugin.constraints.store.generations import current_generation
from tests.qgis.cases_of_nowhere import until
from tests.qgis.test_constraint_layers import Layers, layers  # noqa: F401  # a fixture


def test_the_one_before_is_put_back(layers: Layers, tmp_path: Path) -> None:  # noqa: F811  # a fixture
    layers.refresh()
    layers.accept()
    first = current_generation(tmp_path / "store")
    assert not layers.dialog.layers.putBackButton.isEnabled()
    layers.platform.records[1].update({"name": "Renamed", "entry-date": "2026-11-20"})
    layers.refresh()
    layers.accept()
    assert current_generation(tmp_path / "store") != first

    layers.put_back()

    assert current_generation(tmp_path / "store") == first
    assert layers.moved == 3


def test_the_case_that_it_touches_shows_as_changed_and_the_newer_one_can_be_taken_again(
    layers: Layers,  # noqa: F811  # a fixture
    tmp_path: Path,
) -> None:
    layers.refresh()
    layers.accept()
    layers.platform.records[1].update({"name": "Renamed", "entry-date": "2026-11-20"})
    layers.refresh()
    layers.accept()
    newer = current_generation(tmp_path / "store")
    page = layers.dialog.layers
    assert not page.newerButton.isVisible()

    layers.put_back()

    assert "Put back. 1 case shows as changed." in page.saidLabel.text()

    page.newerButton.click()
    until(lambda: not page.stopButton.isVisible(), 60)

    assert current_generation(tmp_path / "store") == newer
    assert "The newer one is in use again. 1 case shows as changed." in page.saidLabel.text()
    assert not page.newerButton.isVisible()
