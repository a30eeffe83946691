"""A store in PostGIS: the folder's answers, and whole generations or nothing."""

from __future__ import annotations

import re
import sqlite3
import threading
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import psycopg2
import psycopg2.sql
import pytest

from plugin.boundary.transformer import Transformer
from plugin.constraints.catalogue import Catalogue
from plugin.constraints.postgis import database, push
from plugin.constraints.postgis.hidden_words import shown, without_password
from plugin.constraints.postgis.postgis_store import PostgisStore
from plugin.constraints.postgis.push import push_store
from plugin.constraints.store.build_request import BuildRequest
from plugin.constraints.store.builder import build_store
from plugin.constraints.store.generations import current_generation
from plugin.constraints.store.local_store import LocalStore
from plugin.constraints.store.prune import Keeping
from plugin.domain.clock import Clock
from plugin.domain.errors import StoreError
from tests.postgis_server import url_of
from tests.store_answers import EVERYWHERE, StoreAnswers, made_store
from tests.unit.commands.streams import Run

from .conftest import PassingClock


class TestPostgis(StoreAnswers):
    """A team's database."""

    @pytest.fixture(scope="class")
    @classmethod
    def folder(cls, tmp_path_factory: pytest.TempPathFactory) -> Path:
        return made_store(tmp_path_factory.mktemp("answers"), PassingClock())

    @pytest.fixture
    def store(self, folder: Path, empty: str, clock: Clock) -> Iterator[PostgisStore]:
        push_store(folder, empty, clock)
        with PostgisStore(empty) as opened:
            yield opened

    @pytest.fixture
    def reopen(self, store: PostgisStore, empty: str) -> Callable[[str], Any]:
        return lambda generation: PostgisStore(empty, generation)


def test_a_database_that_is_not_there_or_has_no_store_is_told_without_its_password(empty: str) -> None:
    with pytest.raises(StoreError, match="There is no constraint store at"):
        PostgisStore(empty)
    with pytest.raises(StoreError, match="can't be reached") as raised:
        PostgisStore("postgresql://gis:secret-word@127.0.0.1:1/planning")
    assert "secret-word" not in str(raised.value)
    assert "?" not in str(raised.value)
    assert str(raised.value).endswith("Connection refused. Check the address, or ask who keeps it.")


@pytest.mark.parametrize(
    ("address", "told", "kept"),
    [
        ("postgresql://gis:hush@host/planning", "postgresql://gis:…@host/planning", "postgresql://gis@host/planning"),
        ("postgresql://gis@host/planning", "postgresql://gis@host/planning", "postgresql://gis@host/planning"),
        ("postgresql://gis:a@b/c@host/planning", "postgresql://gis:…@host/planning", "postgresql://gis@host/planning"),
        ("postgresql://host/planning?password=hush", "postgresql://host/planning?password=…", "postgresql://host/planning"),
        ("service=team password='two words'", "service=team password=…", "service=team"),
        ("host=x password=hush user=y", "host=x password=… user=y", "host=x user=y"),
    ],
)
def test_a_password_is_neither_shown_nor_kept(address: str, told: str, kept: str) -> None:
    assert shown(address) == told
    assert without_password(address) == kept


def test_a_password_whose_signs_would_be_taken_for_a_host_is_refused_before_anything_says_it() -> None:
    with pytest.raises(StoreError, match="are written %40") as raised:
        PostgisStore("postgresql://gis:secret/word@127.0.0.1:1/planning")
    assert "secret" not in str(raised.value)


def test_a_database_that_goes_away_while_it_is_read_is_told_and_the_next_look_finds_it(empty: str, tmp_path: Path, clock: Clock) -> None:
    push_store(made_store(tmp_path, clock), empty, clock)
    with PostgisStore(empty) as store:
        with psycopg2.connect(empty) as connection, connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'Redline'")
        with pytest.raises(StoreError, match=r"went away: .*Try again once it is back"):
            store.candidates(EVERYWHERE)
    with PostgisStore(empty) as store:
        assert len(store.candidates(EVERYWHERE).entities) == 4


def test_a_question_that_takes_too_long_is_ended_and_told(empty: str, tmp_path: Path, clock: Clock) -> None:
    push_store(made_store(tmp_path, clock), empty, clock)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "_READ_MILLISECONDS", 100)
        connection = database.connect(empty)
    with connection.cursor() as cursor, pytest.raises(StoreError, match="took too long"), database.asking(empty):
        cursor.execute("SELECT pg_sleep(5)")
    connection.close()


def test_each_feature_layer_is_a_view_with_the_columns_of_the_geopackage(empty: str, tmp_path: Path, clock: Clock) -> None:
    folder = made_store(tmp_path, clock)
    push_store(folder, empty, clock)

    with LocalStore(folder) as local, PostgisStore(empty) as store:
        layers = [layer for of_dataset in local.layers().values() for layer in of_dataset]
        with sqlite3.connect(local.path) as file, psycopg2.connect(empty) as connection, connection.cursor() as cursor:
            assert layers
            for layer in layers:
                cursor.execute(psycopg2.sql.SQL("SELECT * FROM {} ORDER BY fid").format(psycopg2.sql.Identifier(store.schema, layer)))
                theirs = file.execute(f'SELECT * FROM "{layer}" ORDER BY fid')
                assert [each.name for each in cursor.description] == [each[0] for each in theirs.description]
                plain = [[each.isoformat() if isinstance(each, date) else each for each in row] for row in cursor.fetchall()]
                assert [[row[0], *row[2:]] for row in plain] == [[row[0], *row[2:]] for row in theirs]


def test_the_command_line_says_what_is_in_the_database_and_what_changed_there(empty: str, tmp_path: Path, clock: Clock) -> None:
    folder = made_store(tmp_path, clock)
    push_store(folder, empty, clock)
    rebuilt(folder, tmp_path, clock)
    push_store(folder, empty, clock)
    url = url_of(empty)

    ours, theirs = (Run("store", "info", store, "--json").json for store in (folder, url))
    assert {**theirs, "store": ""} == {**ours, "store": ""}
    ours, theirs = (Run("store", "changes", store, "--json").json for store in (folder, url))
    assert {**theirs, "store": ""} == {**ours, "store": ""}
    assert [each["dataset"] for each in theirs["datasets"]] == ["tree"]


def test_a_push_that_breaks_leaves_the_database_as_it_was(empty: str, tmp_path: Path, clock: Clock) -> None:
    folder = made_store(tmp_path, clock)
    push_store(folder, empty, clock)
    before = PostgisStore(empty).generation
    again = rebuilt(folder, tmp_path, clock)

    def break_off(table: str, _done: int) -> None:
        raise KeyboardInterrupt(table)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(push, "_ROWS", 1)
        with pytest.raises(KeyboardInterrupt):
            push_store(folder, empty, clock, told=break_off)

    with PostgisStore(empty) as store:
        assert store.generation == before
    assert push_store(folder, empty, clock).generation == again


def rebuilt(folder: Path, files: Path, clock: Clock) -> str:
    """One generation more of the same store."""
    path = files / "tree.geojson"
    path.write_text(path.read_text(encoding="utf-8").replace("T1", "T2"), encoding="utf-8")
    return build_store(BuildRequest(folder, [path]), transformer=Transformer(), clock=clock, catalogue=Catalogue.load()).generation


def test_a_reader_keeps_its_generation_until_it_looks(empty: str, tmp_path: Path, clock: Clock) -> None:
    folder = made_store(tmp_path, clock)
    push_store(folder, empty, clock)
    with PostgisStore(empty) as reader:
        first = reader.generation
        second = rebuilt(folder, tmp_path, clock)
        push_store(folder, empty, clock)

        assert reader.generation == first
        assert {entity.reference for entity in reader.candidates((530000, 180000, 530050, 180050)).entities.values()} == {"CA1", "T1"}
        assert reader.reload_if_moved()
        assert reader.generation == second
        assert {entity.reference for entity in reader.candidates((530000, 180000, 530050, 180050)).entities.values()} == {"CA1", "T2"}
        assert not reader.reload_if_moved()


def test_pushed_again_it_only_comes_into_use_and_old_generations_go(empty: str, tmp_path: Path, clock: Clock) -> None:
    folder = made_store(tmp_path, clock)
    first = push_store(folder, empty, clock)
    assert (first.entities, first.again) == (6, False)
    assert push_store(folder, empty, clock).again
    for name in ("T2", "T3", "T4"):
        path = tmp_path / "tree.geojson"
        path.write_text(path.read_text(encoding="utf-8").replace('"T', f'"{name}x'), encoding="utf-8")
        build_store(BuildRequest(folder, [path]), transformer=Transformer(), clock=clock, catalogue=Catalogue.load())
        push_store(folder, empty, clock, keeping=Keeping(2, 0.0))

    with psycopg2.connect(empty) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM redline.generation")
        assert cursor.fetchone() == (2,)
        cursor.execute("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'redline_2%'")
        assert cursor.fetchone() == (2,)


def test_what_was_replaced_within_a_day_stays_though_it_is_too_many(empty: str, tmp_path: Path, clock: Clock) -> None:
    folder = made_store(tmp_path, clock)
    push_store(folder, empty, clock)
    with PostgisStore(empty) as reader:
        path = tmp_path / "tree.geojson"
        for number in range(2, 7):
            path.write_text(re.sub('"T[0-9]+"', f'"T{number}"', path.read_text(encoding="utf-8")), encoding="utf-8")
            build_store(BuildRequest(folder, [path]), transformer=Transformer(), clock=clock, catalogue=Catalogue.load())
            push_store(folder, empty, clock)

        assert {entity.reference for entity in reader.candidates((530000, 180000, 530050, 180050)).entities.values()} == {"CA1", "T1"}


def test_a_generation_that_is_gone_is_told_to_whoever_still_reads_it(empty: str, tmp_path: Path, clock: Clock) -> None:
    folder = made_store(tmp_path, clock)
    push_store(folder, empty, clock)
    with PostgisStore(empty) as reader:
        rebuilt(folder, tmp_path, clock)
        push_store(folder, empty, clock, keeping=Keeping(1, 0.0))

        with pytest.raises(StoreError, match=r"no longer has the generation that was read.*Screen again"):
            reader.candidates(EVERYWHERE)
        assert reader.reload_if_moved()
        assert reader.candidates(EVERYWHERE).entities


def test_a_reader_s_role_may_read_and_not_write(empty: str, tmp_path: Path, clock: Clock) -> None:
    with psycopg2.connect(empty) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = 'redline_reader'")
        if cursor.fetchone() is None:
            cursor.execute("CREATE ROLE redline_reader; CREATE ROLE duty_planner LOGIN IN ROLE redline_reader")
    push_store(made_store(tmp_path, clock), empty, clock)
    as_reader = empty.replace("user=redline", "user=duty_planner")

    with PostgisStore(as_reader) as store:
        assert store.authority_name() == "Saltmere"
    with psycopg2.connect(as_reader) as connection, connection.cursor() as cursor, pytest.raises(psycopg2.errors.InsufficientPrivilege):
        cursor.execute("DELETE FROM redline.current_generation")


def test_a_reader_s_role_that_came_later_reads_after_the_next_push_of_the_same(empty: str, tmp_path: Path, clock: Clock) -> None:
    folder = made_store(tmp_path, clock)
    push_store(folder, empty, clock)
    with psycopg2.connect(empty) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = 'redline_reader'")
        if cursor.fetchone() is None:
            cursor.execute("CREATE ROLE redline_reader; CREATE ROLE duty_planner LOGIN IN ROLE redline_reader")
        cursor.execute("REVOKE ALL ON SCHEMA redline FROM redline_reader")
    as_reader = empty.replace("user=redline", "user=duty_planner")
    with pytest.raises(StoreError, match="permission denied"):
        PostgisStore(as_reader)

    push_store(folder, empty, clock)

    with PostgisStore(as_reader) as store:
        assert store.authority_name() == "Saltmere"


def test_verbs_that_fill_a_folder_take_no_database() -> None:
    for verb in (("build", "sites.csv"), ("refresh", "--authority", "SWK"), ("put-back",), ("push", "--postgis", "service=team")):
        run = Run("store", verb[0], "postgresql://gis:hush@host/planning", *verb[1:])
        assert run.code == 2
        assert "postgresql://gis:…@host/planning is a database: name the folder" in run.error
        assert not Path("postgresql:").exists()


def test_two_pushes_at_once_one_waits_its_turn_or_is_told(empty: str, tmp_path: Path, clock: Clock) -> None:
    folder = made_store(tmp_path, clock)
    held, go_on = threading.Event(), threading.Event()

    def hold(_table: str, _done: int) -> None:
        held.set()
        go_on.wait(60)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(push, "_ROWS", 1)
        first = threading.Thread(target=push_store, args=(folder, empty, clock), kwargs={"told": hold})
        first.start()
        try:
            assert held.wait(60)
            with pytest.raises(StoreError, match="Another push is at work"):
                push_store(folder, empty, clock)
        finally:
            go_on.set()
            first.join(60)
    with PostgisStore(empty) as store:
        assert store.generation == current_generation(folder)


def test_the_command_line_pushes_and_screens_by_either_address_alike(empty: str, tmp_path: Path, clock: Clock) -> None:
    folder = made_store(tmp_path, clock)
    url = url_of(empty)
    site = tmp_path / "site.csv"
    site.write_text('reference,wkt\nS1,"POLYGON ((530010 180010, 530040 180010, 530040 180040, 530010 180010))"\n', encoding="utf-8")

    pushed = Run("store", "push", folder, "--postgis", url, "--json")

    assert pushed.code == 0
    assert pushed.json["generation"] == current_generation(folder)
    ours, theirs = (Run("screen", store, site, "--output", tmp_path / f"{number}.csv") for number, store in enumerate((folder, url)))
    assert ours.code == theirs.code
    assert (tmp_path / "0.csv").read_text() == (tmp_path / "1.csv").read_text()
    first, second = (Run("screen", store, site, "--json").json for store in (folder, url))
    assert first["sites"] == second["sites"]
