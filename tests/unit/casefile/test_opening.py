"""Which files and folders are taken for a case file, and how the others are refused."""

from __future__ import annotations

import re
import shutil
import sqlite3
import threading
from contextlib import closing

import pytest

from plugin.casefile.errors import CaseFileBusy, CaseFileError
from plugin.casefile.file.copies import copies_of, put_back
from plugin.casefile.file.migrations import APPLICATION_ID, Migrations
from plugin.resources_path import resources_path
from tests.unit.casefile.examples import JO, SOURCE, Clock, no_site, opened, pulled


def refused(folder, **more) -> str:
    with pytest.raises(CaseFileError) as refusal:
        opened(folder, **more)
    return str(refusal.value)


def test_a_file_of_a_newer_redline_is_refused_politely_and_left_to_the_byte(tmp_path):
    path = tmp_path / "cases.redline"
    opened(tmp_path).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("PRAGMA user_version = 99")
        connection.commit()
    before = path.read_bytes()

    sentence = refused(tmp_path)

    assert "newer Redline" in sentence
    assert "99" in sentence
    assert "update the Redline plugin" in sentence
    assert path.read_bytes() == before
    assert not path.with_name("cases.redline-wal").exists()


def test_the_redline_before_this_one_says_why_it_does_not_open_the_file_and_its_copy_from_before_opens(tmp_path):
    shipped = Migrations.shipped()
    before = tmp_path / "steps of the Redline before"
    before.mkdir()
    for step in shipped.steps()[:-1]:
        shutil.copy(step, before / step.name)
    older = Migrations(before)
    with opened(tmp_path, migrations=older) as file:
        file.write_setting("made by", "the Redline before")
    opened(tmp_path).close()
    whole = (tmp_path / "cases.redline").read_bytes()

    sentence = refused(tmp_path, migrations=older)

    assert f"(version {shipped.latest} of the file; this Redline knows versions up to {older.latest})" in sentence
    assert "open a copy from before the update" in sentence
    assert (tmp_path / "cases.redline").read_bytes() == whole
    (copy,) = copies_of(tmp_path / "cases.redline")
    assert copy.stem.endswith(f"version-{older.latest}")
    put_back(tmp_path / "cases.redline", copy)
    with opened(tmp_path, migrations=older) as file:
        assert file.setting("made by") == "the Redline before"


def test_a_damaged_file_is_refused_with_the_newest_copy_as_the_way_back(tmp_path):
    with opened(tmp_path) as file:
        file.take_in([pulled(number) for number in range(1, 60)], SOURCE)
        copy = file.copy_aside("pull")
    path = tmp_path / "cases.redline"
    spoilt = bytearray(path.read_bytes())
    for page in range(6, 14):
        spoilt[page * 4096 + 100 : page * 4096 + 3000] = b"\xff" * 2900
    path.write_bytes(spoilt)

    sentence = refused(tmp_path)

    assert "damaged" in sentence
    assert str(copy) in sentence
    assert path.read_bytes() == spoilt


def test_a_file_of_which_only_the_head_is_whole_is_called_damaged_with_the_way_back(tmp_path):
    with opened(tmp_path) as file:
        copy = file.copy_aside("pull")
    path = tmp_path / "cases.redline"
    path.write_bytes(b"SQLite format 3\0" + b"\0" * 5000)

    assert f"is damaged (file is not a database). It was left as it is: the newest copy of it is {copy}" in refused(tmp_path)


def test_a_copy_that_is_put_back_opens_and_the_damaged_file_is_kept(tmp_path):
    path = tmp_path / "cases.redline"
    with opened(tmp_path) as file:
        file.take_in([pulled()], SOURCE)
        copy = file.copy_aside("pull")
    path.write_bytes(b"SQLite format 3\0" + b"\0" * 5000)

    aside = put_back(path, copy)

    assert aside.read_bytes().startswith(b"SQLite format 3\0\0\0")
    with opened(tmp_path) as file:
        assert [row.reference for row in file.cases()] == ["26-00001-HAPP"]


def test_a_file_that_is_no_database_is_refused_and_left(tmp_path):
    path = tmp_path / "cases.redline"
    path.write_text("Dear sir or madam, this is a letter.", encoding="utf-8")

    assert "not a case file" in refused(tmp_path)
    assert path.read_text(encoding="utf-8").startswith("Dear")


def test_another_programs_database_is_refused_and_left(tmp_path):
    path = tmp_path / "cases.redline"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE invoice (id INTEGER)")
        connection.commit()
    before = path.read_bytes()

    assert "not a case file of Redline" in refused(tmp_path)
    assert path.read_bytes() == before


def test_a_folder_that_can_not_be_made_is_told(tmp_path):
    (tmp_path / "taken").write_text("a file", encoding="utf-8")

    assert "can't be opened" in refused(tmp_path / "taken")


def test_an_empty_file_left_by_a_crash_becomes_a_case_file(tmp_path):
    (tmp_path / "cases.redline").touch()

    with opened(tmp_path) as file:
        assert file.cases() == []


def test_a_new_file_has_the_rules_of_the_house(tmp_path):
    with opened(tmp_path / "not" / "yet" / "there") as file:
        ask = file._connection.execute
        assert ask("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
        assert ask("PRAGMA user_version").fetchone()[0] == Migrations.shipped().latest
        assert ask("PRAGMA journal_mode").fetchone()[0] == "wal"
        assert ask("PRAGMA synchronous").fetchone()[0] == 2
        assert ask("PRAGMA foreign_keys").fetchone()[0] == 1
        assert ask("PRAGMA foreign_key_check").fetchall() == []


@pytest.fixture
def next_version(tmp_path):
    """The steps of a Redline that knows one version more."""
    folder = tmp_path / "steps"
    shutil.copytree(resources_path("casefile"), folder)
    number = Migrations.shipped().latest + 1
    step = folder / f"{number:03}.sql"
    step.write_text(f"ALTER TABLE application ADD COLUMN fee TEXT;\nPRAGMA user_version = {number};\n", encoding="utf-8")
    return Migrations(folder)


def test_an_older_file_is_copied_then_migrated_and_keeps_its_cases(tmp_path, next_version):
    with opened(tmp_path) as file:
        file.take_in([pulled()], SOURCE)

    with opened(tmp_path, migrations=next_version) as file:
        assert [row.reference for row in file.cases()] == ["26-00001-HAPP"]
        assert file._connection.execute("SELECT fee FROM application").fetchall() == [(None,)]
        assert file.verify_audit() == []

    (copy,) = copies_of(tmp_path / "cases.redline")
    assert f"version-{Migrations.shipped().latest}" in copy.name
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone()[0] == Migrations.shipped().latest
        assert connection.execute("SELECT COUNT(*) FROM application").fetchone()[0] == 1


def test_a_migration_that_fails_half_way_leaves_the_old_version_whole(tmp_path, next_version):
    opened(tmp_path).close()
    step = next_version.steps()[-1]
    step.write_text(step.read_text(encoding="utf-8") + "ALTER TABLE not_there ADD COLUMN x TEXT;\n", encoding="utf-8")

    assert "did not take this act" in refused(tmp_path, migrations=next_version)

    with opened(tmp_path) as file:
        columns = [row[1] for row in file._connection.execute("PRAGMA table_info(application)")]
        assert "fee" not in columns


def test_ten_copies_are_kept_the_newest_first(tmp_path, clock):
    with opened(tmp_path, clock=clock) as file:
        made = []
        for _ in range(12):
            made.append(file.copy_aside("pull"))
            clock.advance(minutes=1)

    assert copies_of(tmp_path / "cases.redline") == made[:1:-1]


def test_two_copies_of_one_second_do_not_replace_each_other(case_file):
    assert case_file.copy_aside("pull") != case_file.copy_aside("pull")


def test_an_act_while_another_window_writes_is_refused_and_can_be_tried_again(case_file, tmp_path):
    with closing(sqlite3.connect(tmp_path / "cases.redline", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")

        with pytest.raises(CaseFileBusy, match="another QGIS window"):
            case_file.take_in([pulled()], SOURCE)

        assert case_file.cases() == []
        other.execute("ROLLBACK")

    assert len(case_file.take_in([pulled()], SOURCE).new) == 1


def test_two_windows_on_one_file_see_each_others_acts(tmp_path):
    with opened(tmp_path) as here, opened(tmp_path) as there:
        here.take_in([pulled(1)], SOURCE)
        there.take_in([pulled(2)], SOURCE)
        here.take_in([pulled(3)], SOURCE)

        assert len(there.cases()) == 3
        assert here.verify_audit() == there.verify_audit() == []


def test_another_thread_is_told_to_take_a_connection_of_its_own(case_file):
    said: list[str] = []

    def use():
        try:
            case_file.take_in([pulled()], SOURCE)
        except CaseFileError as error:
            said.append(str(error))

    thread = threading.Thread(target=use)
    thread.start()
    thread.join()

    assert re.search(r"reader\(\).*for_this_thread\(\)", said[0])


def test_a_task_reads_and_writes_by_connections_of_its_own(case_file):
    def work():
        with case_file.for_this_thread() as mine, case_file.reader() as reader:
            mine.take_in([pulled()], SOURCE)
            seen.extend(reader.cases())

    seen: list[object] = []
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()

    assert len(seen) == len(case_file.cases()) == 1


def test_a_case_is_read_as_of_one_moment(case_file, tmp_path):
    """What another window writes while the parts of a case are put together does not mix with them."""
    (uuid,) = case_file.take_in([pulled()], SOURCE).uuids
    with opened(tmp_path) as other, case_file.reader() as reader:
        pending = [True]

        def interfere(_: str) -> None:
            # Before the third question of the many that a case takes.
            pending.append(True)
            if len(pending) == 4:
                other.take_in([pulled(status="determined", site=no_site())], SOURCE)

        reader._connection.set_trace_callback(interfere)
        case = reader.case(uuid)
        reader._connection.set_trace_callback(None)

        assert len(pending) > 4
        assert (case.status, case.application.status, len(case.boundary_versions)) == ("in_assessment", "in_assessment", 1)
        assert reader.case(uuid).status == "determined"


def test_a_reader_can_not_write(case_file):
    with case_file.reader() as reader, pytest.raises(sqlite3.OperationalError):
        reader._connection.execute("DELETE FROM setting")


def test_the_officer_is_written_down_once(tmp_path):
    for number in (1, 2):
        with opened(tmp_path, clock=Clock()) as file:
            file.take_in([pulled(number)], SOURCE)
            officers = file._connection.execute("SELECT name, email, role FROM officer").fetchall()

    assert officers == [(JO.name, JO.email, JO.role.value)]
