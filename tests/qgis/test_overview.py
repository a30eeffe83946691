"""The overview of a run: a picture with its sites, and below it everything that has to stand on a print."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from qgis.core import QgsLayoutExporter, QgsLayoutItemLabel, QgsLayoutItemMap, QgsPrintLayout
from qgis.PyQt.QtGui import QImage

from plugin.constraints.base_map import BaseMap
from plugin.constraints.catalogue import Catalogue
from plugin.constraints.profile import Profile
from plugin.domain.errors import RedlineError
from plugin.gui.layouts import overview
from plugin.gui.layouts.sheet_printer import SheetPrinter
from tests.qgis.conftest import reading, screening
from tests.qgis.small_store import SmallStore


@pytest.fixture
def store(qgis_app: object, tmp_path: Path) -> SmallStore:
    return SmallStore(tmp_path)


@pytest.fixture
def printer(store: SmallStore) -> Iterator[SheetPrinter]:
    with SheetPrinter(store, Catalogue.load(), Profile(authority_name="Example Borough")) as opened:
        yield opened


def test_an_overview_is_a_picture_of_1600_by_1200_with_its_sites(printer: SheetPrinter, tmp_path: Path):
    path = printer.overview([(reading(), screening()), (reading("26-2", None), screening("26-2"))], tmp_path / "overview.png")

    image = QImage(str(path))
    assert (image.width(), image.height()) == (1600, 1200)
    assert len({image.pixel(x, y) for x in range(0, 1600, 8) for y in range(0, 1200, 8)}) > 5


@pytest.fixture
def overview_layouts(monkeypatch: pytest.MonkeyPatch) -> list[QgsPrintLayout]:
    """The layouts of the overviews that are drawn."""
    drawn: list[QgsPrintLayout] = []

    class Noting(QgsLayoutExporter):
        def __init__(self, layout: QgsPrintLayout) -> None:
            drawn.append(layout)
            super().__init__(layout)

    monkeypatch.setattr(overview, "QgsLayoutExporter", Noting)
    return drawn


def said_in(layout: QgsPrintLayout) -> str:
    return " ".join(" ".join(item.text() for item in layout.items() if isinstance(item, QgsLayoutItemLabel)).split())


def test_the_overview_bears_attribution_and_licence_of_the_base_map_and_of_every_constraint(
    store: SmallStore, tmp_path: Path, overview_layouts: list[QgsPrintLayout]
):
    profile = Profile(base_map=BaseMap("file", str(store.path), attribution="© the map makers", licence_line="Licence 1"))

    with SheetPrinter(store, Catalogue.load(), profile) as printer:
        printer.overview([(reading(), screening())], tmp_path / "overview.png")

        said = said_in(overview_layouts[0])
        assert "© the map makers. Licence 1." in said
        for slug in ("conservation-area", "listed-building", "green-belt"):
            assert f"© the keepers of {slug}. Open Government Licence v3.0." in said


def test_the_foot_of_the_overview_grows_with_what_has_to_stand_there_and_the_map_makes_room(
    store: SmallStore, tmp_path: Path, overview_layouts: list[QgsPrintLayout]
):
    words = [f"word{number:03d}" for number in range(200)]
    wordy = Profile(base_map=BaseMap("file", str(store.path), attribution=" ".join(words), licence_line="Licence 1"))

    with SheetPrinter(store, Catalogue.load(), wordy) as printer:
        printer.overview([(reading(), screening())], tmp_path / "overview.png")

        layout = overview_layouts[0]
        said = said_in(layout)
        assert [word for word in (*words, "Licence 1.") if word not in said] == []
        foot = next(item for item in layout.items() if isinstance(item, QgsLayoutItemLabel) and "word000" in item.text())
        shown = next(item for item in layout.items() if isinstance(item, QgsLayoutItemMap))
        assert shown.pagePos().y() + shown.rect().height() <= foot.pagePos().y()
        assert foot.pagePos().y() + foot.rect().height() <= layout.pageCollection().page(0).rect().height()


def test_a_very_long_attribution_makes_the_overview_taller_and_leaves_a_map(store: SmallStore, tmp_path: Path):
    wordy = Profile(base_map=BaseMap("file", str(store.path), attribution="Many words. " * 900, licence_line="Licence 1"))

    with SheetPrinter(store, Catalogue.load(), wordy) as printer:
        image = QImage(str(printer.overview([(reading(), screening())], tmp_path / "overview.png")))

    assert image.width() == 1600
    assert image.height() > 1200


def test_an_overview_of_nothing_is_refused(printer: SheetPrinter, tmp_path: Path):
    with pytest.raises(RedlineError, match="no application has a red line"):
        printer.overview([(reading(wkt=None), screening())], tmp_path / "overview.png")
