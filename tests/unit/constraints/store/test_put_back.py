"""An earlier generation is put back into use, and that can be undone."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugin.constraints.store.build_lock import build_lock
from plugin.constraints.store.earlier_or_newer import earlier_generation, newer_generation
from plugin.constraints.store.generations import current_generation, generation_path, generations_of
from plugin.constraints.store.local_store import LocalStore
from plugin.constraints.store.put_back import put_back, put_into_use
from plugin.domain.clock import FixedClock
from plugin.domain.errors import StoreError

from .making import NOON, TickingClock, build, collection, feature, square


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Three generations of one area that moves east."""
    clock = TickingClock()
    for east in (530000, 531000, 532000):
        build(tmp_path / "store", collection(tmp_path / "conservation-area.geojson", feature(square(east, 180000))), clock=clock)
    return tmp_path / "store"


def test_without_a_store_or_an_earlier_generation_nothing_is_put_back(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no constraint store"):
        put_back(tmp_path)
    build(tmp_path / "store", collection(tmp_path / "tree.geojson", feature("POINT (530000 180000)")))
    with pytest.raises(StoreError, match="no generation before the one in use"):
        put_back(tmp_path / "store")


def test_a_generation_that_is_not_there_is_refused_with_those_that_are(store: Path) -> None:
    with pytest.raises(StoreError, match=r"no generation “x”. It has \d{8}T"):
        put_back(store, "x")


def test_a_damaged_generation_never_comes_into_use(store: Path) -> None:
    newest, older, _ = generations_of(store)
    generation_path(store, older).write_bytes(b"nothing of a database" * 100)

    with pytest.raises(StoreError, match="is damaged"):
        put_back(store)

    assert current_generation(store) == newest


def test_while_a_build_is_at_work_nothing_is_put_back(store: Path) -> None:
    with build_lock(store), pytest.raises(StoreError, match="Another build is at work"):
        put_back(store)


def test_the_one_before_is_put_back_and_a_reader_takes_it_up_when_it_looks(store: Path) -> None:
    newest, older, oldest = generations_of(store)
    with LocalStore(store) as reader:
        assert put_back(store) == older

        assert reader.generation == newest
        assert reader.reload_if_moved()
        assert reader.generation == older
    assert put_back(store) == oldest
    assert put_back(store, newest) == newest
    assert generations_of(store) == (newest, older, oldest)


def test_of_generations_made_in_one_second_the_one_made_before_is_put_back(tmp_path: Path) -> None:
    store, clock = tmp_path / "store", FixedClock(NOON)
    files = [collection(tmp_path / f"{dataset}.geojson", feature(square(530000, 180000))) for dataset in ("tree", "green-belt", "park")]
    made = [build(store, file, clock=clock).generation for file in files]

    assert [put_back(store), put_back(store)] == [made[1], made[0]]
    assert newer_generation(store, made[2]) == made[2]
    with pytest.raises(StoreError, match="is no earlier one"):
        earlier_generation(store, made[1])
    put_back(store, made[2])
    assert earlier_generation(store) == made[1]
    with pytest.raises(StoreError, match="is no newer one"):
        newer_generation(store, made[0])


def test_a_generation_that_is_accepted_is_in_use_and_can_be_left_again(store: Path) -> None:
    newest, older, _ = generations_of(store)
    put_into_use(store, older)

    with LocalStore(store) as reader:
        assert reader.generation == older
    put_into_use(store, newest)
    assert put_back(store) == older
