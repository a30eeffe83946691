"""A generation that is accepted comes into use together with the notes on the cases that its changes touch, or not at all."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from plugin.casefile.case_file import CaseFile
from plugin.casefile.errors import CaseFileError
from plugin.casefile.screened.accepting import accept, touched_cases
from plugin.constraints.changes.compare_generations import changes_between
from plugin.constraints.store.generations import current_generation, generations_of
from plugin.constraints.store.put_back import put_back, put_into_use
from plugin.domain.errors import StoreError
from plugin.rules.rules import Rules
from tests.unit.constraints.store.making import NOON, TickingClock, build, collection, feature, square

from .examples import START, Clock, pulled

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
        accept(store, "x", case_file, touched, Clock())

    assert not case_file.reader().row(uuid).changed


def test_where_the_cases_can_not_be_noted_the_store_goes_back_to_what_it_used(store: Path, case_file: CaseFile, uuid: str) -> None:
    newer, older = generations_of(store)
    touched = touched_cases(case_file, changes(store), 200.0)
    ((site, told),) = touched

    with pytest.raises(CaseFileError, match=rf"The store uses {older} as before"):
        accept(store, newer, case_file, ((site._replace(uuid="nobody"), told),), Clock())

    assert current_generation(store) == older


def test_what_is_accepted_is_in_use_and_its_cases_show_as_changed(store: Path, case_file: CaseFile, uuid: str) -> None:
    newer, _ = generations_of(store)

    accept(store, newer, case_file, touched_cases(case_file, changes(store), 200.0), Clock())

    assert current_generation(store) == newer
    row = case_file.reader().row(uuid)
    assert (row.changed, row.changed_fields) == (True, ("constraints",))


def test_only_cases_within_the_near_distance_are_touched(store: Path, case_file: CaseFile, uuid: str) -> None:
    assert touched_cases(case_file, changes(store), NEAR) == ()
    assert [site.uuid for site, _ in touched_cases(case_file, changes(store), 200.0)] == [uuid]


def test_without_a_case_file_the_generation_comes_into_use_all_the_same(store: Path) -> None:
    newer, _ = generations_of(store)

    accept(store, newer, None, (), Clock())

    assert current_generation(store) == newer


def test_generations_that_are_too_many_go_with_the_yes_and_the_one_before_stays(store: Path) -> None:
    newer, older = generations_of(store)
    for days in range(4):
        put_into_use(store, generations_of(store)[0])
        build_later(store, days + 1)
    waiting, *_ = generations_of(store)
    before = current_generation(store)
    assert len(generations_of(store)) == 6

    accept(store, waiting, None, (), On(30), kept=2)

    assert generations_of(store) == (waiting, before)
    assert newer not in generations_of(store)
    assert older not in generations_of(store)


def test_what_was_replaced_within_a_day_stays_however_few_are_kept(store: Path) -> None:
    newer, older = generations_of(store)

    accept(store, newer, None, (), On(0), kept=1)

    assert generations_of(store) == (newer, older)


class On:
    """A clock that stands so many days after the stores of the tests were built."""

    def __init__(self, days: int) -> None:
        self._moment = NOON + timedelta(days=days, hours=1)

    def now(self) -> datetime:
        return self._moment


def build_later(store: Path, days: int) -> None:
    """One more generation, which waits."""
    area = feature(square(540000 + days, 180000), reference="CA1", name="Old Town")
    build(store, collection(store.parent / "conservation-area.geojson", area), clock=On(days), publish=False)
