"""Bringing a case file to the version of this Redline, in whole steps, with a copy made before."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ...constraints.geopackage.geopackage_sql import statements_of
from ...domain.clock import Clock
from ...resources_path import resources_path
from ..errors import CaseFileError
from .copies import copy_aside
from .transaction import transaction

#: "RDLN", written into the head of every case file.
APPLICATION_ID = 1380207694


@dataclass(frozen=True)
class Migrations:
    """The steps ``001.sql``, ``002.sql`` ... of a folder; each ends by setting ``user_version`` to its number."""

    folder: Path

    @staticmethod
    def shipped() -> Migrations:
        return Migrations(resources_path("casefile"))

    def steps(self) -> list[Path]:
        return list(_steps_of(self.folder))

    @property
    def latest(self) -> int:
        return int(self.steps()[-1].stem)


@lru_cache(maxsize=8)
def _steps_of(folder: Path) -> tuple[Path, ...]:
    """What was installed stays as it is while QGIS runs; several times in every opening it is asked for."""
    return tuple(sorted(path for path in folder.glob("*.sql") if re.fullmatch(r"\d{3}\.sql", path.name)))


def version_of(connection: sqlite3.Connection) -> int:
    """The version that the file says it has; 0 for one that is still empty."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def check_kind(connection: sqlite3.Connection, path: Path, migrations: Migrations) -> None:
    """CaseFileError for another program's file and for one of a newer Redline."""
    application_id = connection.execute("PRAGMA application_id").fetchone()[0]
    version = version_of(connection)
    tables = connection.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()[0]
    if application_id != APPLICATION_ID and (tables or application_id or version):
        raise CaseFileError(f"{path.name} is a database, but not a case file of Redline. It was left as it is: choose another file.")
    if version > migrations.latest:
        raise CaseFileError(
            f"{path.name} was written by a newer Redline (version {version} of the file; this Redline knows versions up to "
            f"{migrations.latest}). It was left as it is: update the Redline plugin, or open a copy from before the update."
        )


def migrate(connection: sqlite3.Connection, path: Path, migrations: Migrations, clock: Clock) -> None:
    """Run what is missing, each step in one transaction; a file that had a version is copied aside first."""
    version = version_of(connection)
    missing = [step for step in migrations.steps() if int(step.stem) > version]
    if version and missing:
        copy_aside(connection, path, clock, f"version-{version}")
    run_steps(connection, path, migrations)


def run_steps(connection: sqlite3.Connection, path: Path, migrations: Migrations) -> None:
    """The same without a copy: for a file that is one. An empty file becomes a whole one at once, with one wait for the disk."""
    version = version_of(connection)
    missing = [each for each in migrations.steps() if int(each.stem) > version]
    for together in [[each] for each in missing] if version else [missing]:
        with transaction(connection, path):
            for step in together:
                # Another window may have done it while this one waited for its turn.
                if version_of(connection) < int(step.stem):
                    _take_step(connection, step)


def _take_step(connection: sqlite3.Connection, step: Path) -> None:
    for statement in statements_of(step.read_text(encoding="utf-8")):
        connection.execute(statement)
