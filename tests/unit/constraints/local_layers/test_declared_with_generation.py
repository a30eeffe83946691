"""A declaration and the generation that it makes come into use together, are left together, and are put back together."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from plugin.constraints.local_layers.declarations import load_layers, with_layer
from plugin.constraints.local_layers.local_layer import LocalLayer
from plugin.constraints.store.generations import current_generation
from plugin.constraints.store.put_back import put_back, put_into_use
from plugin.domain.errors import RedlineError

from ..store.making import TickingClock, build, collection, feature, square
from .declaring import areas, declare, layer, read, used


@pytest.fixture
def clock() -> TickingClock:
    return TickingClock()


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture
def one(tmp_path: Path) -> LocalLayer:
    return layer(areas(tmp_path / "one.geojson"), "One")


@pytest.fixture
def other(tmp_path: Path) -> LocalLayer:
    return layer(areas(tmp_path / "other.geojson", 5), "Other")


def test_nothing_is_declared_before_the_generation_that_was_made_of_it_is_accepted(
    store: Path, clock: TickingClock, one: LocalLayer
) -> None:
    found = declare(store, one, layers=[one], clock=clock)
    before = load_layers(store)

    put_into_use(store, found.generation)

    assert before == ()
    assert load_layers(store) == (one,)


def test_a_review_that_is_abandoned_leaves_every_declaration_as_it_was(
    store: Path, clock: TickingClock, one: LocalLayer, other: LocalLayer
) -> None:
    used(store, one, declared=[one], clock=clock)
    anew = layer(areas(store.parent / "anew.geojson", 7), "One", consequence="Ask the surveyor.")

    declare(store, other, layers=[one, other], clock=clock)
    declare(store, anew, layers=[anew], clock=clock)
    read(store, clock=clock, without=["one"], declared=[])

    assert load_layers(store) == (one,)
    assert not (store / "layers.json").exists()


def test_a_yes_that_breaks_off_before_the_pointer_has_moved_leaves_data_and_declarations_together(
    store: Path, clock: TickingClock, one: LocalLayer, other: LocalLayer, monkeypatch: pytest.MonkeyPatch
) -> None:
    used(store, one, declared=[one], clock=clock)
    was = current_generation(store)
    found = declare(store, other, layers=[one, other], clock=clock)
    replace = Path.replace

    def dying(path: Path, target: Path) -> Path:
        if target.name == "current.json":
            raise KeyboardInterrupt
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", dying)
    with pytest.raises(KeyboardInterrupt):
        put_into_use(store, found.generation)

    assert (current_generation(store), load_layers(store)) == (was, (one,))


def test_the_generation_before_comes_back_with_what_was_declared_then(
    store: Path, clock: TickingClock, one: LocalLayer, other: LocalLayer
) -> None:
    used(store, one, declared=[one], clock=clock)
    used(store, other, declared=[one, other], clock=clock)
    used(store, declared=[one], without=["other"], clock=clock)
    after = load_layers(store)

    put_back(store)

    assert after == (one,)
    assert load_layers(store) == (one, other)


def test_of_two_that_wait_only_the_accepted_one_is_declared(store: Path, clock: TickingClock, one: LocalLayer, other: LocalLayer) -> None:
    declare(store, one, layers=[one], clock=clock)
    second = declare(store, other, layers=[other], clock=clock)

    put_into_use(store, second.generation)

    assert load_layers(store) == (other,)


def test_what_is_declared_goes_on_from_generation_to_generation(
    store: Path, clock: TickingClock, one: LocalLayer, other: LocalLayer
) -> None:
    used(store, one, declared=[one], clock=clock)

    build(store, collection(store.parent / "tree.geojson", feature(square(530000, 180000), name="Oak")), clock=clock)
    built = load_layers(store)
    areas(store.parent / "one.geojson", 9)
    used(store, one, clock=clock)

    assert (built, load_layers(store)) == ((one,), (one,))


def test_a_layer_that_could_not_be_read_is_declared_by_nothing_that_waits(store: Path, clock: TickingClock, one: LocalLayer) -> None:
    used(store, one, declared=[one], clock=clock)
    absent = layer(store.parent / "nowhere.geojson", "Absent")

    found = declare(store, absent, layers=[one, absent], clock=clock)

    assert found.generation == ""
    assert load_layers(store) == (one,)


def test_a_declaration_alone_makes_a_generation_too(store: Path, clock: TickingClock, one: LocalLayer, other: LocalLayer) -> None:
    """A layer that is declared and was never read: nothing of it is in the store, and yet it can go."""
    used(store, one, declared=[one, other], clock=clock)

    found = used(store, declared=[one], without=["other"], clock=clock)

    assert found.generation
    assert load_layers(store) == (one,)


def test_the_file_of_an_older_store_counts_until_something_is_declared_otherwise(
    store: Path, clock: TickingClock, one: LocalLayer, other: LocalLayer
) -> None:
    used(store, one, clock=clock)
    text = json.dumps({"format": 1, "layers": [one.form]})
    (store / "layers.json").write_text(text, encoding="utf-8")
    before = load_layers(store)

    used(store, other, declared=with_layer(before, other), clock=clock)
    after = load_layers(store)
    put_back(store)

    assert (before, after, load_layers(store)) == ((one,), (one, other), (one,))
    assert (store / "layers.json").read_text(encoding="utf-8") == text


def test_declarations_of_a_newer_redline_are_refused(store: Path, clock: TickingClock, one: LocalLayer) -> None:
    used(store, one, clock=clock)
    (store / "layers.json").write_text('{"format": 2, "layers": []}', encoding="utf-8")

    with pytest.raises(RedlineError, match="newer Redline"):
        load_layers(store)
