"""The counts of a site on the map say the same as its case."""

from __future__ import annotations

from dataclasses import replace

from plugin.domain.dataset import Coverage
from plugin.domain.finding import DatasetState
from plugin.gui.layers.site_row import SiteRow
from tests.qgis.conftest import reading, result, screening


def test_a_dataset_that_speaks_for_part_of_the_site_only_counts_as_not_checked(qgis_app: object) -> None:
    partly = replace(result("tree", "Tree", DatasetState.OVERLAPS, count=1), coverage=Coverage.PARTIAL)
    datasets = (partly, result("green-belt", "Green belt", DatasetState.NOT_CHECKED), result("park", "Park", DatasetState.CLEAR))

    row = SiteRow.of(reading(), screening(datasets=datasets))

    assert (row.overlaps, row.not_checked, row.clear) == (1, 2, 1)
