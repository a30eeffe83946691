"""How content runs down the pages: blocks that float, titles that stay with what they lead to, pages that are filled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from qgis.core import QgsLayoutItemLabel, QgsProject

from plugin.constraints.base_map import BaseMap
from plugin.constraints.catalogue import Catalogue
from plugin.constraints.profile import Profile
from plugin.gui.layouts.flow import Flow
from plugin.gui.layouts.paper import BOTTOM, Paper
from plugin.gui.layouts.screening_sheet import ScreeningSheet
from plugin.gui.layouts.sheet_layers import SheetLayers
from plugin.gui.layouts.text_style import BODY
from plugin.reports.sheet import Sheet
from tests.qgis.conftest import finding, reading, screening
from tests.qgis.small_store import SmallStore


def test_a_block_that_does_not_fit_stands_at_the_top_of_the_next_page_and_what_follows_fills_this_one(qgis_app: object) -> None:
    project, drawn = QgsProject(), []
    paper = Paper(project, "float")
    flow = Flow(paper, 0, BOTTOM - 20.0, 21.0)

    flow.floating(100.0, lambda page, top: drawn.append((page, top)))
    flow.paragraph("It goes on here.")
    assert drawn == []
    assert flow.top < BOTTOM
    flow.heading("Next", least_below=40.0)
    assert drawn == [(1, 21.0)]
    assert flow.top > 121.0


def test_blocks_that_float_keep_their_order_and_none_is_left_behind(qgis_app: object) -> None:
    project, drawn = QgsProject(), []
    paper = Paper(project, "float")
    flow = Flow(paper, 0, BOTTOM - 150.0, 21.0)
    for name, height in (("one", 200.0), ("two", 100.0), ("three", 50.0)):
        flow.floating(height, lambda page, top, name=name: drawn.append((name, page, top)))
    flow.end()

    assert drawn == [("one", 1, 21.0), ("two", 2, 21.0), ("three", 2, 121.0)]


def test_a_title_is_not_left_alone_at_the_end_of_a_page(qgis_app: object) -> None:
    project = QgsProject()
    flow = Flow(Paper(project, "title"), 0, BOTTOM - 8.0, 21.0)

    flow.paragraph("Permitted development", BODY, least_below=14.0)
    assert flow.top < 40.0, "it went with what it leads to"


@pytest.fixture
def store(qgis_app: object, tmp_path: Path) -> SmallStore:
    return SmallStore(tmp_path)


@pytest.fixture
def layers(store: SmallStore) -> Iterator[SheetLayers]:
    opened = SheetLayers(store, Catalogue.load(), BaseMap())
    yield opened
    opened.close()


@pytest.mark.parametrize("warnings", [0, 7])
def test_the_first_page_of_a_sheet_is_filled_with_what_was_found_where_the_facts_do_not_fit(
    warnings: int, store: SmallStore, layers: SheetLayers
) -> None:
    found = screening(findings=tuple(finding(f"Area{number}", number=44000000 + number) for number in range(20)))
    sheet = Sheet.build(reading(), found, store.snapshots(), Catalogue.load(), Profile())
    sheet = replace(sheet, warnings=("A warning.",) * warnings)

    paper = ScreeningSheet(sheet, reading(), layers, BaseMap()).build()

    first = [item for item in paper.layout.items() if isinstance(item, QgsLayoutItemLabel) and item.page() == 0]
    said = "\n".join(label.text() for label in first)
    assert ("Boundary version" in said) is (warnings == 0)
    assert ("Constraints found" in said) or warnings == 0
    body = [label.pagePos().y() + label.rect().height() for label in first if label.pagePos().y() < BOTTOM]
    assert max(body) > BOTTOM - 40.0
