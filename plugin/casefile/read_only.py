"""A case file for somebody who does not work in it: read, never made, migrated or changed."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

from ..domain.clock import Clock
from .errors import CaseFileError
from .file.connection import open_for_reading
from .file.migrations import Migrations, version_of
from .file.transaction import sentences
from .reader import CaseFileReader


def read_only(path: Path, clock: Clock) -> CaseFileReader:
    """The questions that a file answers. CaseFileError where it is no case file, or that of another Redline than this one."""
    migrations = Migrations.shipped()
    connection = open_for_reading(path, migrations)
    with ExitStack() as until_it_is_checked, sentences(path):
        until_it_is_checked.callback(connection.close)
        if version_of(connection) < migrations.latest:
            raise CaseFileError(f"{path.name} was last used with an older Redline. Open it in Redline once, which brings it up to date.")
        until_it_is_checked.pop_all()
    return CaseFileReader(connection, path, clock)
