"""Old generations are deleted when there are too many of them and nobody can be expected to have them open any more."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from plugin.constraints.store.generations import current_generation, generation_path
from plugin.constraints.store.local_store import LocalStore
from plugin.constraints.store.prune import Keeping, prune, usual_keeping
from plugin.domain.clock import FixedClock

from .making import NOON, build, collection, entities, feature

TWO_AT_ONCE = Keeping(kept=2, hours=0)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    return collection(tmp_path / "tree.geojson", feature("POINT (530000 180000)", name="Oak"))


def on_day(folder: Path, tree: Path, day: int, keeping: Keeping) -> str:
    return build(folder, tree, clock=FixedClock(NOON + timedelta(days=day)), keeping=keeping).generation


def generations(folder: Path) -> list[str]:
    return sorted(path.stem for path in (folder / "generations").glob("*.gpkg"))


def test_the_newest_are_kept_and_the_rest_deleted(tmp_path, tree):
    names = [on_day(tmp_path, tree, day, TWO_AT_ONCE) for day in range(4)]

    assert generations(tmp_path) == names[-2:]


def test_usually_three_are_kept():
    assert usual_keeping().kept == 3


def test_a_generation_that_was_replaced_a_short_while_ago_stays_however_many_there_are(tmp_path, tree):
    names = [on_day(tmp_path, tree, day, Keeping(kept=1, hours=36)) for day in range(4)]

    assert generations(tmp_path) == names[-3:]


def test_the_generation_in_use_stays_even_where_it_is_the_oldest(tmp_path, tree):
    names = [on_day(tmp_path, tree, day, Keeping(kept=9, hours=0)) for day in range(3)]
    pointer = tmp_path / "current.json"
    pointer.write_text(pointer.read_text().replace(names[2], names[0]))

    prune(tmp_path, FixedClock(NOON + timedelta(days=9)), Keeping(kept=1, hours=0))

    assert names[0] in generations(tmp_path)
    assert current_generation(tmp_path) == names[0]


def test_a_file_that_the_system_does_not_let_go_of_stays_and_stops_nothing(tmp_path, tree, monkeypatch):
    first = on_day(tmp_path, tree, 0, TWO_AT_ONCE)
    unlink = Path.unlink

    def held_open(path: Path, missing_ok: bool = False) -> None:
        if path == generation_path(tmp_path, first):
            raise PermissionError(13, "The process cannot access the file because it is being used by another process", str(path))
        unlink(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", held_open)
    names = [on_day(tmp_path, tree, day, TWO_AT_ONCE) for day in range(1, 4)]

    assert generations(tmp_path) == [first, *names[-2:]]
    monkeypatch.undo()
    assert prune(tmp_path, FixedClock(NOON + timedelta(days=9)), TWO_AT_ONCE) == (first,)


def test_a_reader_goes_on_reading_what_was_deleted_under_it(tmp_path, tree):
    on_day(tmp_path, tree, 0, TWO_AT_ONCE)
    with LocalStore(tmp_path) as store:
        for day in range(1, 4):
            on_day(tmp_path, tree, day, TWO_AT_ONCE)

        assert [entity.name for entity in entities(store)] == ["Oak"]
        assert store.reload_if_moved()


def test_files_with_names_of_their_own_are_left_alone(tmp_path, tree):
    on_day(tmp_path, tree, 0, TWO_AT_ONCE)
    copy = generation_path(tmp_path, "our-copy-of-march")
    copy.write_bytes(b"somebody's own")

    for day in range(1, 5):
        on_day(tmp_path, tree, day, TWO_AT_ONCE)

    assert copy.exists()
