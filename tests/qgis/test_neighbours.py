"""Neighbours out of the council's own layers: whatever QGIS reads, near the line only, and beside the window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import shapely
from qgis.core import QgsProject, QgsSettings, QgsVectorLayer
from qgis.PyQt.QtCore import Qt

from plugin.boundary.neighbour_ground import NeighbourGround
from plugin.domain.errors import RedlineError
from plugin.domain.neighbour_sources import NeighbourSources
from plugin.gui.neighbours.ground_reader import GroundReader
from plugin.gui.neighbours.neighbour_desk import NO_SOURCE, NeighbourDesk
from plugin.rules.rules import Rules
from tests.qgis.amending import WIDER
from tests.qgis.cases_of_nowhere import until
from tests.qgis.council_layers import addresses, memory_layer, parcels, parcels_with_addresses, written
from tests.qgis.small_borough import INSIDE, build

BOX = (529_900.0, 179_900.0, 530_150.0, 180_140.0)


@pytest.fixture
def project(qgis_app: object) -> Iterator[QgsProject]:
    yield QgsProject.instance()
    QgsProject.instance().clear()


@pytest.fixture
def read(project: QgsProject) -> Callable[..., NeighbourGround]:
    return lambda **sources: GroundReader(NeighbourSources(**sources), project).read(BOX, lambda: None)


def told(ground: NeighbourGround) -> list[tuple[str, str]]:
    return sorted((each.uprn, each.address) for each in ground.addresses)


def test_only_what_lies_near_is_read_of_a_file(read: Any, tmp_path: Path) -> None:
    file = written(addresses(), tmp_path / "llpg.gpkg")

    ground = read(addresses=file, address="PAO, STREET")

    assert told(ground) == [("100", "1, Mill Lane"), ("102", "5, Mill Lane")]
    assert ground.box == BOX
    assert ground.highways is None


def test_a_file_in_degrees_lies_where_one_on_the_national_grid_does(read: Any, tmp_path: Path) -> None:
    file = written(addresses("EPSG:4326"), tmp_path / "llpg.geojson", "GeoJSON")

    (first, second) = sorted(read(addresses=file, address="PAO").addresses, key=lambda each: each.uprn)

    assert first.point.distance(shapely.Point(529_992, 180_020)) < 0.1
    assert second.point.distance(shapely.Point(530_065, 180_020)) < 0.1


def test_a_table_of_coordinates_is_read_as_open_uprn_is_published(read: Any, tmp_path: Path) -> None:
    file = tmp_path / "osopenuprn.csv"
    file.write_text("UPRN,X_COORDINATE,Y_COORDINATE\n100,529992.00,180020.00\n103,535000.00,180000.00\n", encoding="utf-8")

    assert told(read(addresses=str(file))) == [("100", "UPRN 100, no address in the layer")]


def test_one_layer_of_several_in_a_file_is_named_as_qgis_names_it(read: Any, tmp_path: Path) -> None:
    written(parcels(), tmp_path / "land.gpkg")
    file = written(addresses(), tmp_path / "land.gpkg")

    ground = read(addresses=f"{file}|layername=Addresses", address="STREET", parcels=f"{file}|layername=Parcels")

    assert len(ground.addresses) == 2
    assert len(ground.parcels) == 2


def test_a_layer_of_the_project_is_called_by_its_name(read: Any, project: QgsProject) -> None:
    project.addMapLayer(addresses(name="Our addresses"))

    assert len(read(addresses="Our addresses", address="street").addresses) == 2


def test_parcels_that_bear_their_address_are_addresses_and_parcels_at_once(read: Any, project: QgsProject) -> None:
    project.addMapLayer(parcels_with_addresses())

    ground = read(addresses="Land")

    assert told(ground) == [("100", "1 Mill Lane"), ("102", "5 Mill Lane")]
    assert len(ground.parcels) == 2


def test_a_source_that_is_not_there_is_named_with_where_to_correct_it(read: Any) -> None:
    with pytest.raises(RedlineError, match=r"neither a file nor a layer of this project called /nowhere/llpg\.gpkg .* Settings"):
        read(addresses="/nowhere/llpg.gpkg")


def test_a_column_that_is_not_there_is_named_with_those_that_are(read: Any, project: QgsProject) -> None:
    project.addMapLayer(addresses())

    with pytest.raises(RedlineError, match="has no column POSTCODE; it has UPRN, PAO, STREET"):
        read(addresses="Addresses", address="PAO, POSTCODE")


def test_a_layer_none_of_whose_columns_is_known_asks_for_their_names(read: Any, project: QgsProject) -> None:
    layer = QgsVectorLayer("Point?crs=EPSG:27700&field=a:string&field=b:string", "Letters", "memory")
    project.addMapLayer(layer)

    with pytest.raises(RedlineError, match="name one of a, b"):
        read(addresses="Letters")


def test_a_layer_of_the_project_without_coordinates_of_a_known_kind_is_refused(read: Any, project: QgsProject) -> None:
    layer = QgsVectorLayer("Point?field=uprn:int8", "Placeless", "memory")
    layer.setCrs(type(layer.crs())())
    project.addMapLayer(layer)

    with pytest.raises(RedlineError, match="The layer Placeless of this project has no coordinate system"):
        read(addresses="Placeless")


@pytest.fixture
def desk(project: QgsProject) -> Iterator[Callable[..., NeighbourDesk]]:
    desks: list[NeighbourDesk] = []

    def make(own: str = "", **sources: Any) -> NeighbourDesk:
        desks.append(NeighbourDesk(NeighbourSources(**sources), Rules(date(2026, 11, 27)), own, project))
        return desks[-1]

    yield make
    for each in desks:
        each.close()


def test_without_a_layer_of_addresses_nobody_takes_no_list_for_no_neighbours(desk: Any) -> None:
    assert desk().around(INSIDE).unknown == NO_SOURCE


def test_neighbours_are_read_beside_the_window_and_then_answered_at_once(desk: Any, project: QgsProject) -> None:
    for layer in (addresses(), parcels()):
        project.addMapLayer(layer)
    asked = desk(addresses="Addresses", address="PAO, STREET", parcels="Parcels")
    came: list[bool] = []
    asked.came.connect(lambda: came.append(True))

    assert "are being read" in asked.around(INSIDE).unknown
    until(lambda: came)

    assert [each.address for each in asked.around(INSIDE).neighbours] == ["1, Mill Lane", "5, Mill Lane"]
    assert [each.distance_m for each in asked.around(WIDER).neighbours] == [0.0, 0.0]
    assert len(came) == 1


def found(desk: NeighbourDesk, line: shapely.Geometry) -> list[tuple[str, str, float]]:
    """Who is a neighbour of a line, why, and how far away."""
    came: list[bool] = []
    desk.came.connect(lambda: came.append(True))
    desk.around(line)
    until(lambda: came)
    return [(each.address, each.reason.value, each.distance_m) for each in desk.around(line).neighbours]


def test_parcels_alone_are_neighbours_by_their_number_and_nobody_takes_them_for_addresses(desk: Any, project: QgsProject) -> None:
    project.addMapLayer(parcels())
    asked = desk(parcels="Parcels")

    assert found(asked, WIDER) == [
        ("Parcel INSPIREID 1, no address in the layer", "adjoins the site", 0.0),
        ("Parcel INSPIREID 2, no address in the layer", "adjoins the site", 0.0),
    ]
    assert "find out who owns or occupies each of them" in asked.around(WIDER).notes[-1]


def test_case_37_parcels_alone_are_found_along_the_whole_line(desk: Any, project: QgsProject) -> None:
    plots = [(shapely.box(east, 180_040, east + 20, 180_070), [number]) for number, east in enumerate(range(530_000, 530_300, 20), 1)]
    project.addMapLayer(memory_layer("MultiPolygon", "Plots", "&field=title_no:string", plots))

    names = [address for address, _, _ in found(desk(parcels="Plots"), shapely.box(530_000, 180_000, 530_300, 180_040))]

    assert len(names) == len(plots)


def test_parcels_alone_that_bear_an_address_are_called_by_it(desk: Any, project: QgsProject) -> None:
    project.addMapLayer(parcels_with_addresses())
    asked = desk(parcels="Land")

    assert [address for address, _, _ in found(asked, WIDER)] == ["1 Mill Lane", "5 Mill Lane"]
    assert not any("find out who owns" in note for note in asked.around(WIDER).notes)


def test_a_parcel_without_any_number_is_called_by_where_it_lies(desk: Any, project: QgsProject) -> None:
    project.addMapLayer(memory_layer("MultiPolygon", "Land", "", [(shapely.box(529_980, 180_000, 530_000, 180_040), [])]))

    assert [address for address, _, _ in found(desk(parcels="Land"), INSIDE)] == ["Parcel at 529990 E 180020 N, no address in the layer"]


def test_the_site_s_own_parcel_is_to_be_confirmed_though_the_site_s_number_is_known(desk: Any, project: QgsProject) -> None:
    project.addMapLayer(parcels())
    asked = desk(own="100", parcels="Parcels")
    over_the_first = shapely.box(529_975, 179_995, 530_010, 180_045)

    found(asked, over_the_first)

    (own,) = [each for each in asked.around(over_the_first).neighbours if each.reason.value == "within the red line"]
    assert own.confirm == "To be confirmed: whether it is the site's own address."


def test_addresses_alone_are_told_by_their_points_and_say_so(desk: Any, project: QgsProject) -> None:
    project.addMapLayer(addresses())
    asked = desk(addresses="Addresses", address="PAO, STREET", buffer=20.0)

    assert [address for address, _, _ in found(asked, INSIDE)] == ["1, Mill Lane", "5, Mill Lane"]
    assert "No parcels were given" in asked.around(INSIDE).notes[0]


def test_the_options_say_that_neighbours_are_parcels_where_there_are_no_addresses(project: QgsProject) -> None:
    project.addMapLayer(parcels())

    words = GroundReader(NeighbourSources(parcels="Parcels"), project).describe()

    assert words == "Neighbours are the parcels themselves, called by INSPIREID. Addresses would say who lives there."


def test_a_site_s_own_number_is_known_with_its_leading_zeros(desk: Any, project: QgsProject) -> None:
    project.addMapLayer(parcels_with_addresses())
    asked = desk(own="000000000100", addresses="Land")
    over_the_first = shapely.box(529_975, 179_995, 530_010, 180_045)
    came: list[bool] = []
    asked.came.connect(lambda: came.append(True))

    asked.around(over_the_first)
    until(lambda: came)

    assert asked.around(over_the_first).left_out == ("100",)


def test_what_stands_in_the_way_is_said_once_and_not_asked_for_at_every_move(desk: Any) -> None:
    asked = desk(addresses="/nowhere/llpg.gpkg")
    came: list[bool] = []
    asked.came.connect(lambda: came.append(True))
    asked.around(INSIDE)
    until(lambda: came)

    assert "/nowhere/llpg.gpkg" in asked.around(WIDER).unknown
    assert asked._task is None


def test_case_38_new_neighbours_stand_in_what_changes_while_the_line_is_drawn(window: Any, tmp_path: Path) -> None:
    QgsSettings().setValue("redline/store", str(build(tmp_path)))
    QgsSettings().setValue("redline/neighbours/addresses", written(addresses(), tmp_path / "llpg.gpkg"))
    QgsSettings().setValue("redline/neighbours/address", "PAO,STREET")
    QgsSettings().setValue("redline/neighbours/parcels", written(parcels(), tmp_path / "land.gpkg"))
    QgsSettings().setValue("redline/neighbours/across_highway", False)
    amending = window().begin()
    until(lambda: _line(amending, "Neighbours to notify") == ("Stays as it is", "1 address", "none new"))

    amending.bench.draft.moving.emit(_Drawn(WIDER))

    until(lambda: _line(amending, "Neighbours to notify") == ("Gained", "1 address", "1 new"))
    amending.bench.draft.moving.emit(_Drawn(shapely.box(530_010, 180_000, 530_050, 180_040)))
    until(lambda: _line(amending, "Neighbours no more") == ("Lost", "1 address", ""))


def test_case_39_the_border_of_the_authority_stands_in_what_changes_while_the_line_is_drawn(window: Any, tmp_path: Path) -> None:
    QgsSettings().setValue("redline/store", str(build(tmp_path, border=530_056)))
    amending = window().begin()
    until(lambda: _line(amending, "Neighbours to notify"))
    assert _line(amending, "Border of the authority") is None

    amending.bench.draft.moving.emit(_Drawn(shapely.box(530_000, 180_000, 530_056.4, 180_040)))
    until(lambda: _line(amending, "Border of the authority") == ("Gained", "within it", "touches it"))

    amending.bench.draft.moving.emit(_Drawn(WIDER))
    until(lambda: _line(amending, "Border of the authority") == ("Gained", "within it", "across it"))
    tree = amending.place.panel.changesTree
    tree.setCurrentItem(next(item for item in tree.findItems("Border of the authority", Qt.MatchFlag.MatchRecursive)))
    assert "160 m² (6.7 %) outside. Each authority decides its own part" in amending.place.panel.detailLabel.text()


def test_a_case_without_layers_of_addresses_says_that_its_neighbours_are_not_known(window: Any) -> None:
    amending = window().begin()

    until(lambda: _line(amending, "Neighbours to notify") == ("To be confirmed", "not known", "not known"))


class _Drawn:
    def __init__(self, geometry: Any) -> None:
        self.geometry = geometry


def _line(amending: Any, title: str) -> tuple[str, str, str] | None:
    """The heading under which a line stands in the panel, what was and what would be."""
    tree = amending.place.panel.changesTree
    for group in (tree.topLevelItem(number) for number in range(tree.topLevelItemCount())):
        for child in (group.child(row) for row in range(group.childCount())):
            if child.text(0) == title:
                return group.text(0).rsplit(" (", 1)[0], child.text(1), child.text(2)
    return None
