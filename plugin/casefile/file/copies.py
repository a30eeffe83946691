"""Copies of a case file: made before anything that could spoil it, ten kept, and the way back to one."""

from __future__ import annotations

import errno
import re
import sqlite3
from contextlib import closing
from pathlib import Path

from ...domain.clock import Clock, timestamp
from ...sqlite_uri import sqlite_uri
from ..errors import CaseFileError, CaseFileFull
from .transaction import sentences

KEPT = 10
_FOLDER = "copies"


def copies_of(path: Path) -> list[Path]:
    """The copies of a case file, newest first."""
    return sorted((path.parent / _FOLDER).glob(f"{path.stem}-*{path.suffix}"), reverse=True)


def all_copies_of(path: Path) -> list[Path]:
    """The copies, and the files that stood there before a copy was put back."""
    tails = ("-wal", "-shm", "-journal", ".part")
    return [*copies_of(path), *sorted(each for each in path.parent.glob(f"{path.name}.replaced*") if not each.name.endswith(tails))]


def copy_aside(connection: sqlite3.Connection, path: Path, clock: Clock, why: str, keep: int = KEPT) -> Path:
    """Copy an open case file as it stands after its last act into the folder "copies" beside it, and drop the oldest beyond ``keep``.

    ``why`` becomes part of the name ("pull", "version-1"). CaseFileFull when there is no room, CaseFileError for any other reason.
    """
    moment = re.sub(r"[-:]", "", timestamp(clock))
    folder = path.parent / _FOLDER
    stem = f"{path.stem}-{moment}"
    part = folder / f"{stem}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        with sentences(path), closing(sqlite3.connect(part, isolation_level=None)) as target:
            connection.backup(target)
            # A copy lies still: it needs no log beside it, and opens where nothing can be written.
            target.execute("PRAGMA journal_mode = DELETE")
        number = 1
        copy = folder / f"{stem}-{number:02}-{why}{path.suffix}"
        while list(folder.glob(f"{stem}-{number:02}-*{path.suffix}")):
            number += 1
            copy = folder / f"{stem}-{number:02}-{why}{path.suffix}"
        part.replace(copy)
        for old in copies_of(path)[keep:]:
            old.unlink()
    except OSError as error:
        kind = CaseFileFull if error.errno == errno.ENOSPC else CaseFileError
        raise kind(f"No copy of {path.name} could be made in {folder}: {error.strerror or error}.") from error
    return copy


def put_back(path: Path, copy: Path) -> Path:
    """Let a copy take the place of a case file that no window has open; the file that stood there is kept beside it, under the name that is
    given back."""
    if not copy.is_file():
        raise CaseFileError(f"There is no copy {copy}.")
    aside = path.with_name(f"{path.name}.replaced")
    number = 1
    while aside.exists():
        number += 1
        aside = path.with_name(f"{path.name}.replaced-{number}")
    fresh = path.with_name(f"{path.name}.part")
    try:
        fresh.unlink(missing_ok=True)
        with sentences(copy):
            _copy_over(copy, fresh)
        for tail in ("-wal", "-shm", ""):
            standing = path.with_name(path.name + tail)
            if standing.exists():
                standing.replace(aside.with_name(aside.name + tail))
        fresh.replace(path)
    except OSError as error:
        raise CaseFileError(f"{copy.name} could not be put in place of {path.name}: {error.strerror or error}. Close QGIS.") from error
    return aside


def _copy_over(copy: Path, fresh: Path) -> None:
    address = sqlite_uri(copy.resolve(), "mode=ro")
    with closing(sqlite3.connect(address, uri=True)) as source, closing(sqlite3.connect(fresh, isolation_level=None)) as target:
        source.backup(target)
