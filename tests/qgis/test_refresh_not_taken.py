"""The Constraint layers window tells why datasets were not taken."""

from __future__ import annotations

from tests.platform_stand_in import Fault
from tests.qgis.test_constraint_layers import Layers, layers, row_of  # noqa: F401  # a fixture


def test_a_platform_that_has_none_of_the_datasets_is_told_once_with_all_of_them(layers: Layers) -> None:  # noqa: F811  # a fixture
    layers.platform.fault = lambda asked: Fault(404) if "/dataset/" in asked else None

    layers.refresh()

    assert (row_of(layers, "Tree")[4], row_of(layers, "Conservation area")[4]) == ("not fetched", "not fetched")
    said = layers.dialog.layers.saidLabel.text()
    assert "For that reason 3 datasets were not fetched: Local authority district, Conservation area and Tree." in said
    assert said.count("The platform has nothing at") == 1
