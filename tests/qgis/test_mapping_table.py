"""The table in which somebody says which column of a layer is which field."""

from __future__ import annotations

from pathlib import Path

import pytest
from qgis.core import QgsVectorLayer

from plugin.constraints.standard.column_mapping import ColumnMapping, load_mapping
from plugin.constraints.standard.standard import standard_for
from plugin.gui.constraint_layers.mapping_row import WantedField
from plugin.gui.constraint_layers.mapping_table import MappingTable
from plugin.gui.constraint_layers.standard_fields import shapes_of, wanted_fields
from tests.unit.constraints.standard.tables import TODAY

WANTED = [
    WantedField("reference", "Your own identifier.", needed=True),
    WantedField("name", "What it is called."),
    WantedField("geometry", "Its outline.", needed=True, is_shape=True),
]


@pytest.fixture
def table(qgis_app: object) -> MappingTable:
    return MappingTable()


def field_words(table: MappingTable, number: int) -> str:
    return str(table.topLevelItem(number).text(0))


def test_a_needed_field_that_nothing_fills_is_marked_by_picture_and_words_until_a_column_is_chosen(table: MappingTable) -> None:
    told: list[None] = []
    table.changed.connect(lambda: told.append(None))

    table.ask(WANTED, ["NUMBER", "Name"], ColumnMapping())

    assert table.lacking == ("reference", "geometry")
    assert field_words(table, 0) == "reference\nneeded: not filled"
    assert not table.topLevelItem(0).icon(0).isNull()
    assert field_words(table, 1) == "name\noptional"
    combo = table.rows["reference"].combo
    combo.setCurrentIndex(combo.findText("NUMBER"))
    assert (table.lacking, len(told)) == (("geometry",), 1)
    assert field_words(table, 0) == "reference\nneeded"


def test_a_column_that_the_mapping_names_and_that_is_not_there_is_told_at_its_field(table: MappingTable) -> None:
    table.ask(WANTED, ["REFERENCE", "Name"], ColumnMapping({"reference": "NUMBER"}), {"geometry": "3 polygons"})

    assert field_words(table, 0) == "reference\n“NUMBER” is not there"
    assert (table.lost, table.lacking) == (("NUMBER",), ("reference",))
    assert table.rows["reference"].combo.currentText() == "No column"


def test_columns_called_as_the_fields_are_chosen_and_their_first_values_shown(table: MappingTable) -> None:
    table.ask(WANTED, ["Ref_no", "REFERENCE", "NAME"], ColumnMapping(values={"name": {"OT": "Old Town"}}), {"geometry": "3 polygons"})
    table.show_values({"REFERENCE": ("CA1", "CA2", "CA3", "CA4"), "NAME": ("OT",)})

    assert table.lacking == ()
    assert table.rows["reference"].values_shown == "CA1 · CA2 · CA3"
    assert table.rows["name"].values_shown == "OT → Old Town"
    assert table.topLevelItem(2).text(2) == "3 polygons"


def test_what_is_chosen_is_the_mapping_that_the_command_line_takes(table: MappingTable, tmp_path: Path) -> None:
    standard = standard_for("conservation-area", TODAY)
    columns = ["NO", "name", "notes", "area"]
    table.ask(wanted_fields(standard, {}), columns, ColumnMapping({"reference": "NO"}, {"name": {"OT": "Old Town"}}))
    notes, organisation = table.rows["notes"], table.rows["organisation"]
    notes.combo.setCurrentIndex(0)
    organisation.combo.setCurrentIndex(organisation.combo.count() - 1)
    organisation.edit.setText("local-authority:SWK")

    table.mapping.save(tmp_path / "mapping.json")

    read = load_mapping(tmp_path / "mapping.json", standard.names)
    assert read.columns == {"reference": "NO", "name": "name", "notes": ""}
    assert read.values == {"name": {"OT": "Old Town"}}
    assert read.constants == {"organisation": "local-authority:SWK"}
    table.ask(wanted_fields(standard, {}), columns, read)
    assert table.mapping == read
    assert table.rows["organisation"].edit.isVisibleTo(table)


@pytest.mark.parametrize(
    ("kind", "dataset", "filled", "lacking"),
    [
        ("Polygon", "tree", {"geometry": "0 polygons"}, ()),
        ("Point", "tree", {"point": "0 points"}, ()),
        ("NoGeometry", "tree", {}, ("point",)),
        ("Point", "conservation-area", {"point": "0 points"}, ("geometry",)),
        ("NoGeometry", "tree-preservation-order", {}, ()),
    ],
)
def test_the_shapes_of_a_layer_fill_the_field_of_their_kind(
    table: MappingTable, kind: str, dataset: str, filled: dict[str, str], lacking: tuple[str, ...]
) -> None:
    standard = standard_for(dataset, TODAY)
    layer = QgsVectorLayer(kind if kind == "NoGeometry" else f"{kind}?crs=EPSG:27700", "layer", "memory")
    shapes = shapes_of(layer, standard)

    table.ask(wanted_fields(standard, shapes), standard.names, ColumnMapping(), shapes)

    assert (shapes, table.lacking) == (filled, lacking)
