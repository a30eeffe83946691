"""One act, one transaction: all of it stands, or nothing of it, whatever the disk, another window or the machine does."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..errors import CaseFileBusy, CaseFileError, CaseFileFull


@contextmanager
def transaction(connection: sqlite3.Connection, path: Path) -> Iterator[None]:
    """Begin at once with the right to write, commit at the end, roll back after any error.

    SQLite's errors become CaseFileError with a sentence for the officer.
    """
    with sentences(path):
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            connection.execute("COMMIT")
        finally:
            # SQLite itself has rolled back after some errors; after any other that came before the commit it is done here.
            if connection.in_transaction:
                connection.execute("ROLLBACK")


@contextmanager
def one_view(connection: sqlite3.Connection, path: Path) -> Iterator[None]:
    """Several questions that see the file at one moment, whatever another thread or window writes meanwhile."""
    with sentences(path):
        connection.execute("BEGIN")
        try:
            yield
        finally:
            if connection.in_transaction:
                connection.execute("COMMIT")


@contextmanager
def sentences(path: Path) -> Iterator[None]:
    """SQLite's errors inside become CaseFileError."""
    try:
        yield
    except sqlite3.Error as error:
        raise told(error, path) from error


def told(error: sqlite3.Error, path: Path) -> CaseFileError:
    """What an error of SQLite means for the officer, and what to do."""
    text = str(error)
    if "locked" in text or "busy" in text:
        return CaseFileBusy(
            f"{path.name} is being written by another QGIS window. Nothing of this act was kept: try again in a moment, "
            "or close the other window."
        )
    if "disk is full" in text:
        return CaseFileFull(
            f"The disk that holds {path.name} is full. Nothing of this act was kept, and nothing that stood there was lost: make room, "
            "then try again."
        )
    if "readonly" in text or "unable to open" in text:
        return CaseFileError(f"{path} can't be written: {text}. Ask for the right to write there, or choose another folder.")
    if "malformed" in text or "not a database" in text:
        return CaseFileError(
            f"{path.name} is damaged ({text}). Close QGIS, and put back the newest of its copies (see the folder “copies”)."
        )
    if "disk I/O" in text:
        return CaseFileError(f"The disk gave an error while {path.name} was in use ({text}). Nothing of this act was kept; check the disk.")
    return CaseFileError(f"{path.name} did not take this act ({text}). Nothing of it was kept.")
