"""A generation that is accepted comes into use together with the notes on the cases that its changes touch, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from plugin.casefile.case_file import CaseFile
from plugin.casefile.errors import CaseFileError
from plugin.casefile.screened.accepting import accept, touched_cases
from plugin.constraints.changes.compare_generations import changes_between
from plugin.constraints.store.generations import current_generation, generations_of
from plugin.constraints.store.put_back import put_back
from plugin.domain.errors import StoreError
from plugin.rules.rules import Rules
from tests.unit.constraints.store.making import TickingClock, build, collection, feature, square

from .examples import START, pulled

NEAR = 50.0


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Two generations, of which the newer one waits: an area was added 100 m east of the site of the first case."""
    clock, areas = TickingClock(), tmp_path / "conservation-area.geojson"
    there = feature(square(540000, 180000), reference="CA1", name="Old Town")
    build(tmp_path / "store", collection(areas, there), clock=clock)
    added = feature(square(530150, 180000), reference="CA2", name="Quay")
    build(tmp_path / "store", collection(areas, there, added), clock=clock)
    put_back(tmp_path / "store")
    return tmp_path / "store"


@pytest.fixture
def uuid(case_file: CaseFile) -> str:
    case_file.take_in([pulled(1)], "https://southwark.example")
    uuid = case_file.find("26-00001-HAPP")
    assert uuid is not None
    case_file.look_at(uuid)
    return uuid


def changes(store: Path) -> tuple:
    newer, older = generations_of(store)
    return changes_between(store, older, newer, Rules(START.date()))


def test_a_generation_that_is_not_there_notes_nothing(store: Path, case_file: CaseFile, uuid: str) -> None:
    touched = touched_cases(case_file, changes(store), 200.0)

    with pytest.raises(StoreError, match="has no generation “x”"):
        accept(store, "x", case_file, touched)

    assert not case_file.reader().row(uuid).changed


def test_where_the_cases_can_not_be_noted_the_store_goes_back_to_what_it_used(store: Path, case_file: CaseFile, uuid: str) -> None:
    newer, older = generations_of(store)
    touched = touched_cases(case_file, changes(store), 200.0)
    ((site, told),) = touched

    with pytest.raises(CaseFileError, match=rf"The store uses {older} as before"):
        accept(store, newer, case_file, ((site._replace(uuid="nobody"), told),))

    assert current_generation(store) == older


def test_what_is_accepted_is_in_use_and_its_cases_show_as_changed(store: Path, case_file: CaseFile, uuid: str) -> None:
    newer, _ = generations_of(store)

    accept(store, newer, case_file, touched_cases(case_file, changes(store), 200.0))

    assert current_generation(store) == newer
    row = case_file.reader().row(uuid)
    assert (row.changed, row.changed_fields) == (True, ("constraints",))


def test_only_cases_within_the_near_distance_are_touched(store: Path, case_file: CaseFile, uuid: str) -> None:
    assert touched_cases(case_file, changes(store), NEAR) == ()
    assert [site.uuid for site, _ in touched_cases(case_file, changes(store), 200.0)] == [uuid]


def test_without_a_case_file_the_generation_comes_into_use_all_the_same(store: Path) -> None:
    newer, _ = generations_of(store)

    accept(store, newer, None, ())

    assert current_generation(store) == newer
