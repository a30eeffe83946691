"""Erasing reaches the copies of a case file: each is written anew without what was erased, or deleted where that can't be done."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from ...domain.clock import Clock, timestamp
from ...domain.errors import RedlineError
from ...domain.identity import Identity
from ...sqlite_uri import sqlite_uri
from ..errors import CaseFileError
from ..file.copies import all_copies_of
from ..file.migrations import Migrations, check_kind, run_steps
from ..file.transaction import sentences, transaction
from ..trail.act import begin_act
from ..trail.audit import head
from ..trail.erasure import erase
from .closed_cases import held_of

_TAILS = ("-wal", "-shm", "-journal")
_THERE = "SELECT 1 FROM application WHERE uuid = ?"


class CopyFate(Enum):
    """What became of a copy that held something of an erased case."""

    REWRITTEN = "written anew"
    DELETED = "deleted"
    LEFT = "left"


@dataclass(frozen=True)
class CopyErased:
    """``reason`` is a sentence; of one that was left it says what to do."""

    path: Path
    fate: CopyFate
    reason: str


def erase_in_copies(path: Path, erased: Mapping[str, int], why: str, clock: Clock, identity: Identity) -> tuple[CopyErased, ...]:
    """Erase the cases in ``erased`` (uuid, and the entry of the trail with which each was erased) in every copy made before that.

    A copy of an older version of the file is brought to the present one. A copy that can't be read is deleted: nobody could say what is
    in it. Copies that hold nothing of these cases stay as they are, to the byte.
    """
    return tuple(done for copy in all_copies_of(path) for done in _of_one(copy, erased, why, clock, identity))


def _of_one(copy: Path, erased: Mapping[str, int], why: str, clock: Clock, identity: Identity) -> Sequence[CopyErased]:
    part = copy.with_name(f"{copy.name}.part")
    try:
        part.unlink(missing_ok=True)
        _copied(copy, part)
        if not _erased_in(part, copy, erased, why, clock, identity):
            return ()
        part.replace(copy)
        _without_tails(copy)
    except (RedlineError, sqlite3.Error, OSError) as error:
        return [_deleted(copy, str(error.strerror or error) if isinstance(error, OSError) else str(error))]
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
            _without_tails(part)
    return [CopyErased(copy, CopyFate.REWRITTEN, f"{copy.name} was written anew without it.")]


def _copied(copy: Path, part: Path) -> None:
    # A file that was put aside may have a log of its own, which only a connection that may write can read
    mode = "mode=rw" if copy.with_name(f"{copy.name}-wal").exists() else "mode=ro"
    with sentences(copy), closing(sqlite3.connect(sqlite_uri(copy.resolve(), mode), uri=True)) as source:
        check_kind(source, copy, Migrations.shipped())
        with closing(sqlite3.connect(part, isolation_level=None)) as target:
            source.backup(target)
            target.execute("PRAGMA journal_mode = DELETE")
            if target.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                raise CaseFileError(f"{copy.name} is damaged.")


def _erased_in(part: Path, copy: Path, erased: Mapping[str, int], why: str, clock: Clock, identity: Identity) -> bool:
    """Whether something had to be erased, and was."""
    with sentences(copy), closing(sqlite3.connect(part, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")
        run_steps(connection, part, Migrations.shipped())
        last = head(connection)[0]
        due = [uuid for uuid, sequence in erased.items() if last < sequence and connection.execute(_THERE, (uuid,)).fetchone()]
        due = [uuid for uuid in due if held_of(connection, uuid)]
        if not due:
            return False
        with transaction(connection, part):
            act = begin_act(connection, timestamp(clock), identity)
            for uuid in due:
                erase(act, uuid, why)
        connection.execute("VACUUM")
    return True


def _deleted(copy: Path, reason: str) -> CopyErased:
    try:
        copy.unlink()
        _without_tails(copy)
    except OSError as error:
        said = f"{copy.name} still holds it and could not be deleted ({error.strerror or error}): delete it by hand."
        return CopyErased(copy, CopyFate.LEFT, said)
    return CopyErased(copy, CopyFate.DELETED, f"{copy.name} was deleted, because it could not be written anew: {reason}")


def _without_tails(path: Path) -> None:
    for tail in _TAILS:
        path.with_name(path.name + tail).unlink(missing_ok=True)
