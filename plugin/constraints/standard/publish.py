"""Writes a table as the platform takes it, and checks what was written as if it had come from somebody else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ...boundary.transformer import Transformer
from ...domain.errors import RedlineError
from .check import Known, StandardReport, check_standard
from .column_mapping import ColumnMapping
from .export import Exported, export_standard, exported_files
from .mend import mended
from .standard_table import StandardTable, read_table

#: Bytes that the platform's own check takes of one file (planning-data 3.2).
_LARGEST = 100 * 1024 * 1024


@dataclass(frozen=True)
class Published:
    """The files, what they lack still, in how many places something was mended on the way, the rows that have no shape in them, and the
    files that are larger than the platform's check takes."""

    exported: Exported
    report: StandardReport
    mended: int
    without_shape: tuple[int, ...]
    too_large: tuple[Path, ...]


def publish(
    table: StandardTable,
    folder: Path,
    transformer: Transformer,
    today: date,
    known: Known | None = None,
    *,
    source: Path | None = None,
    as_it_is: bool = False,
    told: Callable[[float], None] = lambda _share: None,
) -> Published:
    """Export with every safe fix made (none where ``as_it_is``), read both files and check them.

    ``told`` hears how much is done, 0 to 1, as long as nothing is written, and may raise to stop it. Raises RedlineError where nothing
    can be written, where that would replace ``source``, the file that the table comes from, and where the two files do not say the same.
    """
    if source is not None and source.resolve() in [file.resolve() for file in exported_files(folder, table.standard.dataset)]:
        raise RedlineError(f"The export would replace {source}, which is exported. Choose another folder.")
    told(0.0)
    made, fixes = (table, ()) if as_it_is else mended(table, today)
    told(0.3)
    exported = export_standard(made, folder, transformer)
    written = [read_table(file, table.standard, ColumnMapping(), transformer) for file in exported.files]
    for other in written[1:]:
        if [row["reference"] for row in other.rows] != [row["reference"] for row in written[0].rows]:
            raise RedlineError(f"{exported.files[0]} and {exported.files[1]} do not say the same. Export again, and publish neither.")
    large = tuple(file for file in exported.files if file.stat().st_size > _LARGEST)
    return Published(exported, check_standard(written[0], today, known), len(fixes), _without_shape(written[0]), large)


def _without_shape(table: StandardTable) -> tuple[int, ...]:
    if not table.placed:
        return ()
    shapes = list(table.shapes.values())
    return tuple(row.number for position, row in enumerate(table.rows) if all(each[position] is None for each in shapes))
