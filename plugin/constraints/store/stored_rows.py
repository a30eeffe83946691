"""Rows of a generation as the domain's own objects, whichever database keeps them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from ...domain.accuracy import Accuracy
from ...domain.dataset import Coverage, LocalWords, Snapshot
from ...domain.finding import Entity


def snapshot_of(row: Sequence[Any], data_date: str, local_layer: str = "") -> Snapshot:
    """Of identifier, dataset, source, fetched_at, count, without_geometry, repaired, coverage, operation, metres, grid, sha256, licence,
    attribution. ``local_layer`` is what :func:`local_text` wrote, "" for a dataset that is no local layer."""
    return Snapshot(
        identifier=row[0],
        dataset=row[1],
        source=row[2],
        fetched_at=row[3],
        count=row[4],
        without_geometry=row[5],
        repaired=row[6],
        coverage=Coverage(row[7]),
        accuracy=Accuracy(operation=row[8], metres=row[9], grid=row[10]),
        sha256=row[11],
        licence=row[12],
        attribution=row[13],
        data_date=data_date,
        local=LocalWords(**json.loads(local_layer)) if local_layer else None,
    )


def local_text(local: LocalWords | None) -> str:
    """What a council says of its layer, as a generation keeps it."""
    return "" if local is None else json.dumps(asdict(local), ensure_ascii=False)


def entity_of(row: Sequence[Any]) -> Entity:
    """Of key, dataset, number, reference, name, constraint_key, start_date, end_date, quality."""
    return Entity(
        key=row[0],
        dataset=row[1],
        number=row[2],
        reference=row[3],
        name=row[4],
        constraint=row[5],
        start_date=date.fromisoformat(row[6]) if row[6] else None,
        end_date=date.fromisoformat(row[7]) if row[7] else None,
        quality=row[8],
    )


def whole_geometry(geometry: Any) -> Any:
    """One part by itself, not as a collection of one; None stays None."""
    parts = getattr(geometry, "geoms", None)
    return parts[0] if parts is not None and len(parts) == 1 else geometry
