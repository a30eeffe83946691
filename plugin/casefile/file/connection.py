"""Opening the one SQLite file behind a case file: the rules of the house on every connection."""

from __future__ import annotations

import sqlite3
from contextlib import ExitStack
from pathlib import Path

from ...domain.clock import Clock
from ...sqlite_uri import sqlite_uri
from ..errors import CaseFileError
from .copies import copies_of
from .folder_rules import why_not_here
from .migrations import Migrations, check_kind, migrate, version_of
from .transaction import sentences

#: How long an act waits for another window's, in seconds.
PATIENCE = 5.0
_PRAGMAS = (
    "PRAGMA foreign_keys = ON",
    # Every act is on the disk before the window says that it is saved.
    "PRAGMA synchronous = FULL",
    # What was erased must not stand in a free page.
    "PRAGMA secure_delete = ON",
    # The default of 2 MB would spill the pages of a first pull into the log again and again.
    "PRAGMA cache_size = -65536",
)


def open_for_writing(path: Path, clock: Clock, migrations: Migrations, patience: float) -> sqlite3.Connection:
    """A checked connection to the case file at ``path``, made or migrated if need be; CaseFileError says why not."""
    refusal = why_not_here(path)
    if refusal:
        raise CaseFileError(refusal)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _check_head(path)
    except OSError as error:
        raise CaseFileError(f"{path} can't be opened: {error.strerror or error}. Choose a folder that you may write to.") from error
    connection = connected(path, patience)
    with ExitStack() as until_it_is_checked, sentences(path):
        until_it_is_checked.callback(connection.close)
        # Before anything is written: a file that is damaged, newer or another program's stays as it is, to the byte.
        _check_integrity(connection, path)
        check_kind(connection, path, migrations)
        _into_wal(connection, path)
        migrate(connection, path, migrations, clock)
        until_it_is_checked.pop_all()
    return connection


def connected(path: Path, patience: float) -> sqlite3.Connection:
    """A writing connection without checks, for a file that has been checked."""
    with ExitStack() as until_it_answers, sentences(path):
        connection = sqlite3.connect(path, timeout=patience, isolation_level=None)
        until_it_answers.callback(connection.close)
        try:
            for pragma in _PRAGMAS:
                connection.execute(pragma)
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise
            # Its head is that of a database, and no more
            raise _damaged(path, str(error)) from error
        until_it_answers.pop_all()
    return connection


def connected_for_reading(path: Path, patience: float) -> sqlite3.Connection:
    """A connection that can't write; usable by the thread that calls this."""
    with sentences(path):
        connection = sqlite3.connect(sqlite_uri(path.resolve(), "mode=ro"), uri=True, timeout=patience, isolation_level=None)
        connection.execute("PRAGMA query_only = ON")
    return connection


def open_for_reading(path: Path, migrations: Migrations) -> sqlite3.Connection:
    """A checked connection to a case file that is there, which it never changes; CaseFileError says why not.

    The file may be of an earlier version: see :func:`version_of`.
    """
    if not path.is_file():
        raise CaseFileError(f"There is no case file {path}. Correct its name.")
    try:
        _check_head(path)
    except OSError as error:
        raise CaseFileError(f"{path} can't be read: {error.strerror or error}. Ask for the right to read it.") from error
    connection = connected_for_reading(path, PATIENCE)
    with ExitStack() as until_it_is_checked, sentences(path):
        until_it_is_checked.callback(connection.close)
        check_kind(connection, path, migrations)
        if version_of(connection) == 0:
            raise CaseFileError(f"{path.name} is empty: no case file was begun in it. Choose another file.")
        until_it_is_checked.pop_all()
    return connection


def _check_head(path: Path) -> None:
    if not path.is_file() or not path.stat().st_size:
        return
    with path.open("rb") as file:
        if file.read(16) != b"SQLite format 3\0":
            raise CaseFileError(f"{path.name} is not a case file. It was left as it is: {_way_back(path)}")


def _into_wal(connection: sqlite3.Connection, path: Path) -> None:
    mode = connection.execute("PRAGMA journal_mode = WAL").fetchone()[0]
    if mode != "wal":
        raise CaseFileError(f"The folder of {path} does not let a case file work (no write-ahead log). Choose a folder on a local disk.")


def _check_integrity(connection: sqlite3.Connection, path: Path) -> None:
    try:
        found = [row[0] for row in connection.execute("PRAGMA integrity_check(3)")]
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            raise
        found = [str(error)]
    if found != ["ok"]:
        raise _damaged(path, "; ".join(found))


def _damaged(path: Path, how: str) -> CaseFileError:
    return CaseFileError(f"{path.name} is damaged ({how}). It was left as it is: {_way_back(path)}")


def _way_back(path: Path) -> str:
    copies = copies_of(path)
    if copies:
        return f"the newest copy of it is {copies[0]}; Redline can put it back."
    return "there is no copy of it; keep it for the people who look after this computer, and begin with another file."
