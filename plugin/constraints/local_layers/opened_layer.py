"""A local layer as it was opened: its records, whoever reads them."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import Protocol

from ...domain.errors import RedlineError, UnreadableFile
from ..records.record import Record
from ..records.record_source import RecordSource, sources_of
from ..records.records import open_records
from .layer_source import FileSource, LayerSource, QgisSource


@dataclass(frozen=True)
class OpenedPart:
    """The records of one file, or of one layer, with the coordinate system that it declares ("" where it declares none).

    ``columns`` are those that it declares, none where its rows alone tell. ``count`` is how many records it says that it has, None where
    it can't tell.
    """

    records: Generator[Record, None, None]
    crs: str
    columns: tuple[str, ...] = ()
    count: int | None = None


@dataclass(frozen=True)
class OpenedLayer:
    """``parts`` are read one after the other. ``modified`` is the day on which the source was last changed (ISO), "" where nobody knows."""

    parts: Iterator[OpenedPart]
    modified: str = ""


class LayerOpener(Protocol):
    """Opens where a layer comes from; ``dataset`` is the slug that its records are of.

    Raises RedlineError, in a sentence, where it can't be read; the parts may raise it later.
    """

    def __call__(self, source: LayerSource, dataset: str) -> OpenedLayer: ...


def open_file_layer(source: LayerSource, dataset: str) -> OpenedLayer:
    """Opens a file or a folder, without QGIS. Raises UnreadableFile, and RedlineError for what only QGIS reads."""
    if isinstance(source, QgisSource):
        raise RedlineError(
            f"{source.words} is a layer that only QGIS reads. Read it again in QGIS: Plugins > Redline > Constraint layers. Until then the "
            "store keeps what it has of it."
        )
    sources = tuple(sources_of(source.path))
    return OpenedLayer(_parts(source, sources, dataset), max(each.modified for each in sources)[:10])


def _parts(source: FileSource, sources: tuple[RecordSource, ...], dataset: str) -> Iterator[OpenedPart]:
    seen: list[str] = []
    taken = False
    for each in sources:
        for place, stream in enumerate(open_records(each, dataset)):
            if place and not source.layer:
                raise UnreadableFile(f"{each.path} has several layers. Say which one is meant, by its name.")
            seen.append(stream.layer or each.stem)
            if not source.layer or source.layer in (stream.layer, each.stem):
                taken = True
                yield OpenedPart(stream.records, stream.crs, stream.columns)
            else:
                stream.records.close()
    if not taken:
        raise UnreadableFile(f"{source.path} has no layer “{source.layer}”, but {', '.join(seen) or 'none at all'}.")
