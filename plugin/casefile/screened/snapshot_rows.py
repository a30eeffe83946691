"""How old the data of a screening was, as the case file keeps it."""

from __future__ import annotations

import sqlite3

from ...domain.accuracy import Accuracy
from ...domain.dataset import Coverage, Snapshot

_OF_VERSION = """
SELECT snapshot.identifier, snapshot.dataset, source, fetched_at, snapshot.count, snapshot.coverage, sha256, licence, attribution,
  accuracy_operation, accuracy_metres, accuracy_grid
FROM snapshot JOIN dataset_result ON dataset_result.snapshot = snapshot.identifier
WHERE screening_uuid = (SELECT uuid FROM screening WHERE boundary_version_uuid = ? ORDER BY rowid DESC LIMIT 1)
"""


def snapshots_of(connection: sqlite3.Connection, boundary_version_uuid: str) -> dict[str, Snapshot]:
    """By dataset, the snapshots that the latest screening of a version rests on, as far as they were told; without a day of their data."""
    return {row[1]: _snapshot(row) for row in connection.execute(_OF_VERSION, (boundary_version_uuid,)).fetchall()}


def _snapshot(row: tuple[str, str, str, str, int, str, str, str, str, str, float, str]) -> Snapshot:
    identifier, dataset, source, fetched_at, count, coverage, sha256, licence, attribution, operation, metres, grid = row
    accuracy = Accuracy(operation or "", metres, grid)
    return Snapshot(identifier, dataset, source, fetched_at, count, 0, 0, Coverage(coverage), accuracy, sha256, licence, attribution)
