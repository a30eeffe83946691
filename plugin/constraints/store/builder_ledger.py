"""Which units of a build are finished: kept in the unfinished file itself, so that the next build can go on from there."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Mapping
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

from ...domain.errors import StoreError
from ..geopackage.geopackage import part_of
from .generation_pieces import pieces_of
from .generations import generation_path, unfinished_parts

_TABLE = "CREATE TABLE IF NOT EXISTS build_unit (identity TEXT PRIMARY KEY NOT NULL, figures TEXT NOT NULL)"
_UNITS = "SELECT identity, figures FROM build_unit"
_ADD = "INSERT INTO build_unit VALUES (?, ?)"
_END = "DROP TABLE build_unit"
_PIECES = "SELECT count(*) FROM sqlite_master"


@dataclass(frozen=True)
class DatasetFigures:
    """What a build knows of a dataset that the generation itself does not tell."""

    pieces: int
    numbered: int
    duplicates: tuple[int, ...]


class Ledger:
    """The finished units of the generation that is being written; ``resumed`` are the datasets that were there from the start."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        connection.execute(_TABLE)
        self._units = {str(identity): _figures(text) for identity, text in connection.execute(_UNITS)}
        self.resumed: tuple[str, ...] = tuple(slug for figures in self._units.values() for slug in figures)

    def has(self, identity: str) -> bool:
        """Whether the unit is finished."""
        return identity in self._units

    def add(self, identity: str, figures: Mapping[str, DatasetFigures]) -> None:
        """Write down that a unit is finished, with the figures of its datasets by slug."""
        self._units[identity] = dict(figures)
        self._connection.execute(_ADD, (identity, json.dumps({slug: asdict(each) for slug, each in figures.items()})))

    def identity_of(self, slug: str) -> str:
        """The finished unit that brought a dataset."""
        return next(identity for identity, figures in self._units.items() if slug in figures)

    def figures(self) -> dict[str, DatasetFigures]:
        """Those of every finished dataset, by slug."""
        return {slug: each for figures in self._units.values() for slug, each in figures.items()}

    def end(self) -> None:
        """Leave nothing of the ledger in the generation."""
        self._connection.execute(_END)


def go_on_or_clear(folder: Path, name: str, wanted: Collection[str]) -> None:
    """Make what an interrupted build left the beginning of the generation ``name``, where all its units are ``wanted``; clear the rest."""
    target, taken = part_of(generation_path(folder, name)), False
    try:
        for part in sorted(unfinished_parts(folder), reverse=True):
            units = _finished(part)
            if units and not taken and set(units) <= set(wanted):
                part.replace(target)
                pieces_of(part).replace(pieces_of(target))
                taken = True
            else:
                part.unlink()
                pieces_of(part).unlink(missing_ok=True)
            for file in (part, pieces_of(part)):
                _journal(file).unlink(missing_ok=True)
        # What a commit over both files was guarded by, where it was cut off.
        for guard in target.parent.glob("*.gpkg.part-mj*"):
            guard.unlink()
    except OSError as error:
        raise StoreError(f"The remains of an earlier build in {folder} cannot be removed: {error}.") from error


def clear_pieces(generation: Path) -> None:
    """Remove the gathered pieces of a generation that is finished, or of which nothing is kept."""
    part = part_of(generation)
    if not part.exists():
        pieces_of(part).unlink(missing_ok=True)
        _journal(pieces_of(part)).unlink(missing_ok=True)


def finished_datasets(folder: Path) -> tuple[str, ...]:
    """The datasets that an interrupted build has finished."""
    return tuple(slug for part in unfinished_parts(folder) for figures in _finished(part).values() for slug in figures)


def _finished(part: Path) -> dict[str, dict[str, DatasetFigures]]:
    """The finished units of a part file, none where it is damaged. SQLite takes back what was half done when it reads the files."""
    if not pieces_of(part).exists():
        return {}
    try:
        with closing(sqlite3.connect(pieces_of(part))) as connection:
            connection.execute(_PIECES)
        with closing(sqlite3.connect(part)) as connection:
            return {identity: _figures(text) for identity, text in connection.execute(_UNITS)}
    except (sqlite3.Error, ValueError, TypeError):
        return {}


def _journal(file: Path) -> Path:
    return file.with_name(f"{file.name}-journal")


def _figures(text: str) -> dict[str, DatasetFigures]:
    return {slug: DatasetFigures(each["pieces"], each["numbered"], tuple(each["duplicates"])) for slug, each in json.loads(text).items()}
