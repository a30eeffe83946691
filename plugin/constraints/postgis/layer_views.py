"""The feature layers of a generation in a database: views with the columns that the folder's GeoPackage has."""

from __future__ import annotations

from typing import Any

from ...resources_path import resources_path
from ..store.builder_layer import IDENTITY_COLUMNS
from ..store.local_store import LocalStore

_LAYERS = "SELECT layer.name, dataset.slug FROM layer JOIN dataset ON dataset.id = layer.dataset ORDER BY layer.id"
_COLUMNS = "SELECT layer, column_name, source FROM layer_column ORDER BY id"
#: Columns that entities have in common, and how each is asked of the table of entities.
_HELD = {
    "dataset": "dataset.slug",
    "entity": "entity.number",
    "reference": "entity.reference",
    "name": "entity.name",
    "start_date": "entity.start_date::date",
    "end_date": "entity.end_date::date",
    "quality": "entity.quality",
}
_IDENTITY = frozenset(column.name for column in IDENTITY_COLUMNS)
_ENTRY_DATE = "CASE WHEN {attribute} ~ '^[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}$' THEN ({attribute})::date END"


def make_layer_views(store: LocalStore, cursor: Any, schema: str) -> None:
    """One view for each feature layer, under the layer's name, with ``fid`` and ``geom``; for QGIS and whatever else reads PostGIS."""
    from psycopg2 import sql

    view = sql.SQL(resources_path("store", "postgis_view.sql").read_text(encoding="utf-8"))
    own: dict[str, list[tuple[str, str]]] = {}
    for layer, column, source in store.rows_of(_COLUMNS):
        own.setdefault(layer, []).append((column, source))
    for layer, _slug in store.rows_of(_LAYERS):
        columns = [sql.SQL("{} AS {}").format(asked, sql.Identifier(name)) for name, asked in _asked(own.get(layer, []))]
        filling = {"schema": sql.Identifier(schema), "view": sql.Identifier(layer), "columns": sql.SQL(", ").join(columns)}
        cursor.execute(view.format(layer=sql.Literal(layer), **filling))


def _asked(own: list[tuple[str, str]]) -> list[tuple[str, Any]]:
    """The columns of a layer in the order of the GeoPackage's, and how each is asked."""
    from psycopg2 import sql

    attribute = {column: sql.SQL("entity.attributes->>{}").format(sql.Literal(source)) for column, source in own}
    entry_date = sql.SQL(_ENTRY_DATE).format(attribute=attribute.get("entry_date", sql.SQL("NULL::text")))
    held = [(name, entry_date if name == "entry_date" else sql.SQL(_HELD[name])) for name in (each.name for each in IDENTITY_COLUMNS)]
    return held + [(column, asked) for column, asked in attribute.items() if column not in _IDENTITY]
