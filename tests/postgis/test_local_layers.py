"""A layer of the council's own is in the database what it is in the folder: its words, its date, its coverage, and what follows."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import shapely

from plugin.boundary.transformer import Transformer
from plugin.constraints.catalogue import Catalogue
from plugin.constraints.local_layers.layer_source import FileSource
from plugin.constraints.local_layers.local_layer import LocalLayer
from plugin.constraints.local_layers.opened_layer import open_file_layer
from plugin.constraints.local_layers.read_layers import LayersReader
from plugin.constraints.local_layers.refresh_layers import refresh_layers
from plugin.constraints.postgis.postgis_store import PostgisStore
from plugin.constraints.postgis.push import push_store
from plugin.constraints.store.local_store import LocalStore
from plugin.constraints.store.put_back import put_into_use
from plugin.domain.clock import Clock


def test_what_was_declared_of_a_layer_is_pushed_with_it(tmp_path: Path, empty: str, clock: Clock) -> None:
    shape = json.loads(shapely.to_geojson(shapely.box(530000, 180000, 530100, 180100)))
    (tmp_path / "own.geojson").write_text(json.dumps({"type": "Feature", "properties": {"name": "Mill Lane"}, "geometry": shape}))
    layer = LocalLayer("Survey", FileSource(tmp_path / "own.geojson"), "conservation-area", data_date=date(2026, 1, 2), consequence="Ask.")
    reader = LayersReader(tmp_path / "store", [layer], open_file_layer, Transformer())
    put_into_use(tmp_path / "store", refresh_layers(reader, clock=clock, catalogue=Catalogue.load()).generation)

    push_store(tmp_path / "store", empty, clock)

    with LocalStore(tmp_path / "store") as folder, PostgisStore(empty) as database:
        assert dict(database.snapshots()) == dict(folder.snapshots())
        known = Catalogue.load().with_local(database.snapshots()).dataset("conservation-area--survey")
    assert (known.name, known.consequence, known.article_2_3) == ("Survey", "Ask.", True)
