"""Whatever stops an act, all of it stands or nothing of it does."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
from functools import partial

import pytest

from plugin.casefile.errors import CaseFileError
from plugin.casefile.file.connection import connected
from plugin.domain.case import CaseQuery
from tests.unit.casefile.examples import SOURCE, finding, opened, pulled, screening


def state(folder):
    """What the file holds, read by a process that had no part in the act."""
    with opened(folder) as file:
        assert file.verify_audit() == []
        assert file._connection.execute("PRAGMA foreign_key_check").fetchall() == []
        rows = file.cases(CaseQuery(closed=True))
        return [
            (row.reference, row.status, row.overlaps, len(file.boundary_versions(row.uuid)), len(file.outbox(row.uuid))) for row in rows
        ]


class States:
    """The state of what a killed process left; what is left to the byte as it was once before is looked at that once."""

    def __init__(self):
        self._known = {}

    def of(self, folder):
        # The third file is SQLite's memory of who reads, which whoever comes next makes anew
        left = tuple(path.read_bytes() for path in sorted(folder.iterdir()) if not path.name.endswith("-shm"))
        if left not in self._known:
            self._known[left] = state(folder)
        return self._known[left]


def killed_at(folder, act, statement: int) -> bool:
    """Run an act in a process that is killed when it begins its n-th statement; whether it came that far."""
    child = os.fork()
    if child == 0:
        file = opened(folder)
        left = [statement]

        def count(_: str) -> None:
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)

        file._connection.set_trace_callback(count)
        act(file)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def take_three(file):
    file.take_in([pulled(number, status="determined") for number in (1, 2, 3)], SOURCE)


def edit_it(file):
    file.edit(file.find("26-00001-HAPP"), "withdraw", {"status": "withdrawn"})


def screen_it(file):
    uuid = file.find("26-00001-HAPP")
    file.record_screening(uuid, file.case(uuid).boundary.uuid, screening(finding()))


ACTS = {
    "take in": (take_three, [(f"26-0000{number}-HAPP", "determined", None, 1, 0) for number in (1, 2, 3)]),
    "edit": (edit_it, [("26-00001-HAPP", "withdrawn", None, 1, 1)]),
    "screen": (screen_it, [("26-00001-HAPP", "in_assessment", 1, 1, 0)]),
}


@pytest.mark.parametrize("name", ACTS)
def test_an_act_killed_between_any_two_statements_is_whole_or_was_never(tmp_path, name):
    act, after = ACTS[name]
    before = tmp_path / "before"
    with opened(before) as file:
        file.take_in([pulled(1)], SOURCE)
    kills, states = 0, States()
    for statement in range(1, 400):
        folder = shutil.copytree(before, tmp_path / str(statement))
        killed = killed_at(folder, act, statement)

        assert states.of(folder) == ([("26-00001-HAPP", "in_assessment", None, 1, 0)] if killed else after)
        if not killed:
            break
        kills += 1

    assert kills > 10


def making_killed_at(folder, statement: int) -> bool:
    """Make a file in a process that is killed before the n-th statement; whether it came that far."""
    left = [statement]

    class Dying(sqlite3.Connection):
        def execute(self, *arguments):
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return super().execute(*arguments)

    child = os.fork()
    if child == 0:
        sqlite3.connect = partial(sqlite3.connect, factory=Dying)
        opened(folder)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def test_a_file_killed_while_it_was_being_made_can_be_made_again(tmp_path):
    kills, states = 0, States()
    while making_killed_at(tmp_path / str(kills), kills + 1):
        assert states.of(tmp_path / str(kills)) == []
        kills += 1

    assert kills > 30


@pytest.fixture
def full_disk(tmp_path):
    """A file that may not grow by a page."""
    with opened(tmp_path) as file:
        file.take_in([pulled(1)], SOURCE)
        pages = file._connection.execute("PRAGMA page_count").fetchone()[0]
        file._connection.execute(f"PRAGMA max_page_count = {pages}")
        yield file


def test_a_full_disk_stops_with_the_reason_and_loses_nothing(full_disk, tmp_path):
    with pytest.raises(CaseFileError, match=r"The disk that holds .* is full"):
        full_disk.take_in([pulled(number, status="determined") for number in range(1, 200)], SOURCE)

    assert [row.status for row in full_disk.cases()] == ["in_assessment"]
    full_disk._connection.execute("PRAGMA max_page_count = 100000")
    assert len(full_disk.take_in([pulled(number) for number in range(1, 200)], SOURCE).new) == 198
    assert full_disk.verify_audit() == []


def test_an_edit_on_a_full_disk_is_not_half_kept(full_disk):
    uuid = full_disk.find("26-00001-HAPP")

    with pytest.raises(CaseFileError, match="full"):
        full_disk.edit(uuid, "describe", {"description": "x" * 100_000})

    assert full_disk.outbox() == []
    assert full_disk.case(uuid).application.description == "Single storey rear extension."


def test_a_file_that_may_only_be_read_says_so(tmp_path):
    with opened(tmp_path) as file:
        file._connection.execute("PRAGMA query_only = ON")

        with pytest.raises(CaseFileError, match="can't be written"):
            file.take_in([pulled()], SOURCE)


def test_a_log_left_by_a_crash_is_taken_up(tmp_path):
    child = os.fork()
    if child == 0:
        opened(tmp_path).take_in([pulled()], SOURCE)
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    assert (tmp_path / "cases.redline-wal").stat().st_size > 0

    assert [row[0] for row in state(tmp_path)] == ["26-00001-HAPP"]


def test_an_act_is_on_the_disk_when_the_call_returns(tmp_path):
    with opened(tmp_path) as file:
        assert file._connection.execute("PRAGMA synchronous").fetchone()[0] == 2
        with file.for_this_thread() as other:
            assert other._connection.execute("PRAGMA synchronous").fetchone()[0] == 2


def test_a_connection_on_a_file_that_is_not_there_says_where(tmp_path):
    with pytest.raises(CaseFileError, match="can't be written"):
        connected(tmp_path / "nowhere" / "cases.redline", 0.05)


def test_a_clock_that_was_put_back_does_not_break_the_trail(case_file, clock):
    case_file.take_in([pulled(1)], SOURCE)
    clock.advance(days=-30)
    case_file.take_in([pulled(1, status="determined"), pulled(2)], SOURCE)

    assert case_file.verify_audit() == []
    assert case_file.row(case_file.find("26-00001-HAPP")).changed
