"""A store is all there or not there; whatever goes wrong, the generation in use stays in use."""

from __future__ import annotations

import errno
import json
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import shapely

from plugin.constraints.geopackage.hilbert import hilbert_order
from plugin.constraints.local_layers.declarations import load_layers
from plugin.constraints.store import builder_generation
from plugin.constraints.store.generations import built_generations, current_generation, generation_path, has_store
from plugin.constraints.store.local_store import LocalStore
from plugin.domain.clock import FixedClock
from plugin.domain.errors import StoreError, UnreadableFile

from .making import NOON, build, collection, entities, feature, square


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return collection(tmp_path / "tree.geojson", feature("POINT (530000 180000)", name="Oak"))


@pytest.fixture
def folder(tmp_path: Path, file: Path) -> Path:
    build(tmp_path / "store", file, clock=FixedClock(NOON))
    return tmp_path / "store"


def test_a_folder_without_a_store_is_refused_with_what_to_do(tmp_path: Path):
    with pytest.raises(StoreError, match=r"no constraint store in .* make one there: Refresh in the .* window"):
        LocalStore(tmp_path)


@pytest.mark.parametrize("ask", [LocalStore, has_store, built_generations, load_layers])
def test_a_folder_that_may_not_be_looked_into_is_told_apart_from_one_without_a_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ask: Callable[[Path], object]
):
    locked, look = tmp_path / "locked", Path.stat

    def refused(path: Path, **told: object) -> os.stat_result:
        if locked in (path, *path.parents):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return look(path, **told)

    monkeypatch.setattr(Path, "stat", refused)

    with pytest.raises(StoreError, match=r"store in .*locked can't be reached \(Permission denied\)\. See that .* you may read it\."):
        ask(locked)


def test_a_generation_that_may_not_be_read_is_not_called_damaged(folder: Path):
    """The owner of everything may read everything: a folder in the file's place is what even that account is refused."""
    path = generation_path(folder, current_generation(folder))
    path.unlink()
    path.mkdir()

    with pytest.raises(StoreError, match=r"can't be reached .* you may read it"):
        LocalStore(folder)


def test_a_newer_format_is_refused_politely(folder: Path):
    pointer = json.loads((folder / "current.json").read_text())
    (folder / "current.json").write_text(json.dumps({**pointer, "format": 2}))

    with pytest.raises(StoreError, match=r"newer Redline \(format 2; this one reads up to 1\)"):
        LocalStore(folder)


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"format": 1}', '{"format": 1, "generation": "../../elsewhere"}'])
def test_a_damaged_pointer_is_refused(folder: Path, text: str):
    (folder / "current.json").write_text(text)

    with pytest.raises(StoreError, match="Build the store again"):
        LocalStore(folder)


def test_a_missing_generation_is_refused(folder: Path):
    generation_path(folder, current_generation(folder)).unlink()

    with pytest.raises(StoreError, match="not there"):
        LocalStore(folder)


@pytest.mark.parametrize("content", [b"", b"not a database at all, but long enough to be read as one" * 40])
def test_a_damaged_generation_is_refused(folder: Path, content: bytes):
    path = generation_path(folder, current_generation(folder))
    path.write_bytes(content)

    with pytest.raises(StoreError, match="damaged") as refused:
        LocalStore(folder)

    assert refused.tb is not None  # it holds on to whatever was left open
    assert path not in {opened.resolve() for opened in Path("/proc/self/fd").iterdir()}


def test_a_truncated_generation_is_refused_when_it_is_read(folder: Path):
    path = generation_path(folder, current_generation(folder))
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 3])

    with pytest.raises(StoreError, match="damaged"):
        entities(LocalStore(folder))


def test_a_build_that_dies_before_the_pointer_leaves_the_old_generation_in_use(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def dies(folder: Path, name: str) -> None:
        raise KeyboardInterrupt

    before = current_generation(folder)
    monkeypatch.setattr(builder_generation, "point_to", dies)
    with pytest.raises(KeyboardInterrupt):
        build(folder, collection(tmp_path / "tree.geojson", feature("POINT (1 1)", name="Elm")))

    store = LocalStore(folder)
    assert store.generation == before
    assert [entity.name for entity in entities(store)] == ["Oak"]


def test_a_file_that_breaks_off_leaves_the_store_as_it_was_and_nothing_beside_it(folder: Path, tmp_path: Path):
    broken = tmp_path / "green-belt.geojson"
    broken.write_text('{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {}, "geometry": null}, {"type"')
    before = sorted((folder / "generations").iterdir())

    with pytest.raises(UnreadableFile, match=r"green-belt\.geojson is not whole JSON"):
        build(folder, broken)

    assert sorted((folder / "generations").iterdir()) == before
    assert list(LocalStore(folder).snapshots()) == ["tree"]


def test_the_remains_of_a_killed_build_are_cleared_by_the_next(folder: Path, file: Path):
    remains = folder / "generations" / "20200101T000000Z-00000000.gpkg.part"
    remains.write_bytes(b"half a file")

    build(folder, file)

    assert not remains.exists()


def test_a_generation_is_never_overwritten(folder: Path, file: Path):
    first = current_generation(folder)

    second = build(folder, file, clock=FixedClock(NOON)).generation

    assert second != first
    assert generation_path(folder, first).exists()


def test_a_store_that_is_damaged_is_not_built_upon(folder: Path, file: Path):
    generation_path(folder, current_generation(folder)).write_bytes(b"")

    with pytest.raises(StoreError, match="damaged"):
        build(folder, file)


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path, file: Path):
    (tmp_path / "taken").write_text("a file, not a folder")

    with pytest.raises(StoreError, match=r"taken.* cannot be written"):
        build(tmp_path / "taken", file)


def test_a_reader_keeps_its_generation_until_it_looks_at_the_pointer(folder: Path, tmp_path: Path):
    store = LocalStore(folder)
    build(folder, collection(tmp_path / "tree.geojson", feature("POINT (530000 180000)", name="Elm")))

    assert [entity.name for entity in entities(store)] == ["Oak"]
    assert store.reload_if_moved()
    assert [entity.name for entity in entities(store)] == ["Elm"]
    assert not store.reload_if_moved()


def test_a_store_is_read_without_a_trace_in_its_folder(folder: Path):
    before = sorted(path.name for path in folder.rglob("*"))
    with LocalStore(folder) as store:
        entities(store)
        during = sorted(path.name for path in folder.rglob("*"))

    assert during == before


def test_a_store_belongs_to_its_thread_and_another_opens_its_own(folder: Path):
    from concurrent.futures import ThreadPoolExecutor

    store = LocalStore(folder)
    with ThreadPoolExecutor(1) as pool:
        with pytest.raises(sqlite3.ProgrammingError):
            pool.submit(entities, store).result()
        assert pool.submit(lambda: [entity.name for entity in entities(LocalStore(folder))]).result() == ["Oak"]


def test_datasets_that_a_build_does_not_bring_are_carried_over(folder: Path, tmp_path: Path):
    belt = collection(tmp_path / "green-belt.geojson", feature(square(400000, 300000), name="Belt", **{"start-date": "12/05/2020"}))
    build(folder, belt)
    report = build(folder, collection(tmp_path / "tree.geojson", feature("POINT (530000 180000)", name="Elm")))

    store = LocalStore(folder)
    assert report.carried == ("green-belt",)
    assert [(entity.dataset, entity.name) for entity in entities(store)] == [("green-belt", "Belt"), ("tree", "Elm")]
    assert entities(LocalStore(folder))[0].constraint == "green-belt:1"
    belt_entity = entities(store)[0]
    assert store.attributes(belt_entity) == {"name": "Belt", "start-date": "12/05/2020"}
    assert store.geometry(belt_entity).area == 10000
    assert store.snapshots()["green-belt"].count == 1
    assert len({entity.key for entity in entities(store)}) == 2


def test_every_packed_index_of_a_store_is_one_that_sqlite_itself_finds_sound(folder: Path, tmp_path: Path):
    many = [feature(square(400000 + 150 * (place % 60), 200000 + 150 * (place // 60)), entity=place + 1) for place in range(3000)]
    build(folder, collection(tmp_path / "green-belt.geojson", *many, feature("POINT (530000 180000)")))
    build(folder, collection(tmp_path / "tree.geojson", *(feature(f"POINT ({530000 + place} 180000)") for place in range(60))))

    with LocalStore(folder) as store, sqlite3.connect(store.path) as connection:
        layers = [layer for names in store.layers().values() for layer in names]
        trees = ["tile_rtree", *(f"rtree_{layer}_geom" for layer in layers)]
        checked = {tree: connection.execute("SELECT rtreecheck(?)", (tree,)).fetchone()[0] for tree in trees}
        pieces = connection.execute("SELECT count(*) FROM tile_rtree").fetchone()[0]
    assert checked == dict.fromkeys(trees, "ok")
    assert len(trees) == 4
    assert pieces == 3000 + 1 + 60


def test_a_dataset_that_is_carried_over_makes_way_where_a_new_one_takes_the_name_of_its_layer(folder: Path, tmp_path: Path):
    trees = [feature("POINT (530000 180000)", name="Oak"), feature(square(400000, 300000), name="Copse")]
    build(folder, collection(tmp_path / "tree.geojson", *trees))
    build(folder, collection(tmp_path / "tree-point.geojson", feature(square(500000, 300000), name="Point")))

    store = LocalStore(folder)
    assert dict(store.layers()) == {"tree": ("tree", "tree_point_2"), "tree-point": ("tree_point",)}
    assert [(entity.name, store.geometry(entity).geom_type, store.attributes(entity)) for entity in entities(store)] == [
        ("Oak", "Point", {"name": "Oak"}),
        ("Copse", "Polygon", {"name": "Copse"}),
        ("Point", "Polygon", {"name": "Point"}),
    ]


def test_pieces_lie_in_the_order_of_the_map_whichever_dataset_and_build_they_are_of(folder: Path, tmp_path: Path):
    places = [(400000 + 5000 * (place * 7 % 40), 200000 + 5000 * (place * 11 % 40)) for place in range(400)]
    build(folder, collection(tmp_path / "green-belt.geojson", *(feature(square(*place)) for place in places)))
    build(folder, collection(tmp_path / "ramsar.geojson", *(feature(square(east + 200, north)) for east, north in reversed(places))))

    with LocalStore(folder) as store, sqlite3.connect(store.path) as connection:
        rows = connection.execute("SELECT tile.id, geometry, minx, miny, maxx, maxy FROM tile JOIN tile_rtree USING (id) ORDER BY tile.id")
        rows = rows.fetchall()
        ids, bodies = zip(*(row[:2] for row in rows))
        boxes = np.array([row[2:] for row in rows], dtype=np.float32)
        datasets = {entity.dataset for entity in entities(store)}
    assert datasets == {"green-belt", "ramsar", "tree"}
    assert list(ids) == list(range(1, 802))
    assert (hilbert_order(boxes) == np.arange(801)).all()
    assert (boxes == shapely.bounds(shapely.from_wkb(list(bodies)))).all()
