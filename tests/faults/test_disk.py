"""A disk that is full, a file that another program holds, a folder that may not be written: the reason is said, and nothing is lost."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from plugin.casefile.case_file import CaseFile
from plugin.casefile.errors import CaseFileBusy, CaseFileError, CaseFileFull
from plugin.casefile.file.copies import copies_of, put_back
from tests.faults import templates
from tests.faults.conftest import AllSent, Begin
from tests.faults.desk import Desk, Template
from tests.faults.holds import come_through, everything_holds, what_is_here, what_is_there
from tests.faults.killing import Killer
from tests.faults.ledger import Ledger
from tests.unit.backoffice.agreement_bench import OFFICER

_KIB = 1024


@contextmanager
def small_disk(folder: Path, size: int) -> Iterator[Path]:
    """A disk of its own of so many bytes; skips where this account may not mount one."""
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("a disk that fills needs the right to mount one, which this account has not")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


@contextmanager
def filled(disk: Path, leave: int) -> Iterator[None]:
    """The disk has only so many bytes left."""
    ballast = disk / "ballast"
    free = shutil.disk_usage(disk).free
    with ballast.open("wb") as file:
        file.write(b"x" * max(0, free - leave))
    try:
        yield
    finally:
        ballast.unlink()


MOMENTS: dict[str, tuple[str, Callable[[Desk], Any]]] = {
    "disk full in a push": ("few_acts", lambda desk: desk.send()),
    "disk full in a pull": ("news", lambda desk: desk.pull()),
    "disk full while an officer works": ("news", lambda desk: templates.work_on(desk.file, desk.uuid)),
}


@pytest.mark.parametrize("kind", MOMENTS)
def test_a_disk_that_fills_stops_with_the_reason_and_everything_comes_once_there_is_room(
    kind: str, begun: Begin, tmp_path: Path, ledger: Ledger, request: pytest.FixtureRequest
) -> None:
    name, moment = MOMENTS[kind]
    template: Template = request.getfixturevalue(name)
    undisturbed = begun(template)
    moment(undisturbed)
    best_here, best_there = what_is_here(undisturbed.file), what_is_there(undisturbed.office)
    times = 0
    # From not a byte to room for everything
    for leave in (0, 4, 8, 16, 32, 48, 64, 96, 128, 192, 256, 384, 512, 1024, 4096):
        with small_disk(tmp_path / f"disk-{leave}", 16 * _KIB * _KIB) as disk:
            desk = begun(template, disk)
            full = None
            with filled(disk, leave * _KIB):
                try:
                    moment(desk)
                except CaseFileFull as error:
                    full = error
                    # Read, not opened anew: a disk without a byte does not even hold SQLite's own notes
                    assert desk.file.verify_audit() == []
                desk.leave()
            everything_holds(desk)
            if full is None:
                assert what_is_here(desk.file) == best_here
                desk.close()
                break
            times += 1
            assert "full" in str(full) or "No space left" in str(full)
            if name == "few_acts":
                come_through(desk)
            elif kind == "disk full in a pull":
                moment(desk)
            everything_holds(desk)
            if kind != "disk full while an officer works":
                assert (what_is_here(desk.file), what_is_there(desk.office)) == (best_here, best_there)
            desk.close()
    ledger.note(kind, "stopped with the reason, then goes on", times=times)
    assert times >= 2


def test_a_file_that_may_not_grow_stops_with_the_reason(begun: Begin, few_acts: Template, ledger: Ledger) -> None:
    """The same without a disk of its own, where no account has to be asked."""
    desk = begun(few_acts)
    pages = desk.file._connection.execute("PRAGMA page_count").fetchone()[0]
    desk.file._connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(CaseFileFull, match="full"):
        desk.file.edit(desk.uuid, "describe", {"description": "x" * 400_000})
    acts = len(desk.file.outbox(over=True))
    everything_holds(desk)
    assert len(desk.file.outbox(over=True)) == acts
    ledger.note("file may not grow", "stopped with the reason, then goes on")
    come_through(desk)


_HOLDS = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute(sys.argv[2])
connection.execute("SELECT count(*) FROM audit").fetchone()
print("held", flush=True)
sys.stdin.read()
connection.execute("ROLLBACK")
"""


@contextmanager
def held_by_another_program(path: Path, how: str) -> Iterator[None]:
    """Another process is in the middle of something with the file."""
    command = [sys.executable, "-c", _HOLDS, str(path), how]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        assert program.stdin is not None
        assert program.stdout.readline() == "held\n"
        try:
            yield
        finally:
            program.stdin.close()
            program.wait(timeout=60)


def hurried(desk: Desk) -> None:
    """An officer's patience is tried elsewhere."""
    desk.file._connection.execute("PRAGMA busy_timeout = 50")


@pytest.mark.parametrize(
    ("kind", "name"),
    [("file locked in a push", "few_acts"), ("file locked in a pull", "news"), ("file locked while an officer works", "news")],
)
def test_a_file_that_another_program_writes_stops_with_the_reason_and_goes_on(
    kind: str, name: str, begun: Begin, ledger: Ledger, request: pytest.FixtureRequest
) -> None:
    template: Template = request.getfixturevalue(name)
    moments: dict[str, Callable[[Desk], Any]] = {
        "file locked in a push": Desk.send,
        "file locked in a pull": Desk.pull,
        "file locked while an officer works": lambda desk: templates.work_on(desk.file, desk.uuid),
    }
    moment = moments[kind]
    undisturbed = begun(template)
    moment(undisturbed)
    best = (what_is_here(undisturbed.file), what_is_there(undisturbed.office))
    desk = begun(template)
    before = what_is_here(desk.file)
    hurried(desk)
    with held_by_another_program(desk.path, "BEGIN IMMEDIATE"):
        with pytest.raises(CaseFileBusy, match="another QGIS window"):
            moment(desk)
        assert what_is_here(desk.file) == before, "reading waits for nobody"
    everything_holds(desk)
    moment(desk)
    everything_holds(desk)
    assert (what_is_here(desk.file), what_is_there(desk.office)) == best
    ledger.note(kind, "stopped with the reason, then goes on")


def test_a_program_that_only_reads_holds_nothing_up(begun: Begin, few_acts: Template, ledger: Ledger) -> None:
    desk = begun(few_acts)
    hurried(desk)
    with held_by_another_program(desk.path, "BEGIN"):
        desk.send()
        assert desk.file.outbox() == []
    everything_holds(desk)
    ledger.note("another program reads for long", "everything goes on")


def test_a_lock_in_the_middle_of_a_push_loses_no_answer(begun: Begin, all_sent: AllSent, few_acts: Template, ledger: Ledger) -> None:
    """The back office has acted, and the file is locked when its answer is to be kept."""
    best = all_sent(few_acts)
    desk = begun(few_acts)
    hurried(desk)
    locks: list[Any] = []

    def locked(exchange: Any) -> None:
        answer = exchange.forward()
        if not locks:
            locks.append(held_by_another_program(desk.path, "BEGIN IMMEDIATE"))
            locks[0].__enter__()
        exchange.reply(answer)

    desk.meets(locked, lambda asked: asked.is_order)
    try:
        with pytest.raises(CaseFileBusy):
            desk.send()
    finally:
        locks[0].__exit__(None, None, None)
    everything_holds(desk)
    come_through(desk)
    assert what_is_there(desk.office) == best
    ledger.note("file locked as the answer comes", "sending, then counts once")


def test_a_log_that_was_left_over_is_taken_up(begun: Begin, few_acts: Template, kills: Killer, ledger: Ledger) -> None:
    kills.load(begun(few_acts), "send")
    desk = begun(few_acts)
    assert kills.run(desk, "send", 40).killed
    assert desk.path.with_name(f"{desk.path.name}-wal").stat().st_size > 0
    everything_holds(desk)
    come_through(desk)
    ledger.note("log left over", "taken up")


def test_half_a_log_is_what_was_whole_of_it(begun: Begin, few_acts: Template, kills: Killer, ledger: Ledger) -> None:
    """The machine lost its power: the end of the log never reached the disk."""
    kills.load(begun(few_acts), "send")
    for part in (1, 2, 3):
        desk = begun(few_acts)
        assert kills.run(desk, "send", 40).killed
        log = desk.path.with_name(f"{desk.path.name}-wal")
        os.truncate(log, log.stat().st_size * part // 4)
        desk.path.with_name(f"{desk.path.name}-shm").unlink()
        with closing(sqlite3.connect(desk.path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        desk.trail = 0
        desk.reopen()
        assert desk.file.verify_audit() == []
        assert {each.uuid for each in desk.file.outbox(over=True)} == desk.acts
        come_through(desk)
        everything_holds(desk)
        desk.close()
    ledger.note("log cut short", "what was whole of it stands; what was done counts once", times=3)


@pytest.mark.parametrize("kind", ["file damaged", "file cut short", "file of zeros"])
def test_a_damaged_file_is_refused_with_the_way_back_and_the_copy_goes_on(
    kind: str, begun: Begin, all_sent: AllSent, few_acts: Template, ledger: Ledger
) -> None:
    best = all_sent(few_acts)
    desk = begun(few_acts)
    desk.file.copy_aside("pull")
    desk.leave()
    whole = desk.path.read_bytes()
    half = len(whole) // 2
    spoilt = {
        "file damaged": whole[: 3 * 4096] + os.urandom(8 * 4096) + whole[11 * 4096 :],
        "file cut short": whole[:half],
        "file of zeros": bytes(len(whole)),
    }[kind]
    desk.path.write_bytes(spoilt)
    with pytest.raises(CaseFileError, match="left as it is") as caught:
        CaseFile.open(desk.path, clock=desk.clock, identity=OFFICER)
    copy = copies_of(desk.path)[0]
    assert copy.name in str(caught.value)
    assert desk.path.read_bytes() == spoilt, "left to the byte"
    put_back(desk.path, copy)
    everything_holds(desk)
    come_through(desk)
    assert what_is_there(desk.office) == best
    ledger.note(kind, "refused, left to the byte; the copy goes on")


@pytest.mark.parametrize("read_first", [False, True])
def test_a_copy_that_has_not_heard_of_the_answers_counts_nothing_twice(
    read_first: bool, begun: Begin, all_sent: AllSent, few_acts: Template, ledger: Ledger
) -> None:
    """Yesterday's copy is put back, in which everything still waits."""
    best = all_sent(few_acts)
    desk = begun(few_acts)
    copy = desk.file.copy_aside("pull")
    come_through(desk)
    desk.leave()
    put_back(desk.path, copy)
    desk.trail = 0
    desk.reopen()
    assert desk.file.outbox(), "everything waits again"
    pieces = len(desk.file.case(desk.uuid).casework)
    if read_first:
        desk.pull()
        desk.refresh()
    assert len(desk.file.case(desk.uuid).casework) == pieces, "what was read is known for what waits"
    come_through(desk)
    everything_holds(desk)
    assert what_is_there(desk.office) == best
    ledger.note("yesterday's copy put back", "what was done counts once")


def test_a_folder_that_may_only_be_read_is_said(begun: Begin, few_acts: Template, ledger: Ledger) -> None:
    desk = begun(few_acts)
    desk.file._connection.execute("PRAGMA query_only = ON")
    with pytest.raises(CaseFileError, match="can't be written"):
        desk.send()
    everything_holds(desk)
    come_through(desk)
    ledger.note("file may only be read", "stopped with the reason, then goes on")
