"""What every act of a case file stands on: one transaction, begun by an officer at a moment."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import Connection

from ..domain.clock import Clock, timestamp
from ..domain.identity import Identity
from .file.transaction import transaction
from .reader import CaseFileReader
from .trail.act import Act, begin_act


class CaseFileWriter(CaseFileReader):
    """A reader that can also act; the acts themselves stand in the classes that build on it."""

    def __init__(self, connection: Connection, path: Path, clock: Clock, identity: Identity, patience: float) -> None:
        super().__init__(connection, path, clock)
        self.identity = identity
        self._patience = patience

    @contextmanager
    def _act(self) -> Iterator[Act]:
        connection = self._connection
        with transaction(connection, self.path):
            yield begin_act(connection, timestamp(self.clock), self.identity)
