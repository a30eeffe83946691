"""Many screened sites as one Parquet table, with the rows of the CSV."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ...domain.errors import MissingLibrary
from ...reports.many_table import MANY_FINDING_COLUMNS, MANY_SITE_COLUMNS, Coded, Column, ManyTable
from .many_sink import ManyForm, ManySink

if TYPE_CHECKING:
    import pyarrow as pa

#: Rows that are gathered before they are written as one group.
_GROUP_ROWS = 200_000
_COLUMNS = dict([("row", str), *MANY_FINDING_COLUMNS, *MANY_SITE_COLUMNS])


class ParquetForm(ManyForm):
    """``row`` says "site" or "finding"; texts are dictionaries of those that occur."""

    def made(self, table: ManyTable) -> pa.Table:
        """A batch, a site's row before those of its findings."""
        pa = import_pyarrow()
        sites, findings = len(table.boundaries), len(table.site_of)
        rows = {"row": pa.array(["site"] * sites + ["finding"] * findings)}
        for name in list(_COLUMNS)[1:]:
            halves = [(table.sites.get(name), sites), (table.findings.get(name), findings)]
            rows[name] = pa.chunked_array([_array(column, count, _COLUMNS[name]) for column, count in halves])
        order = np.argsort(np.concatenate([np.arange(sites), table.site_of]), kind="stable")
        return pa.table(rows).take(pa.array(order)).combine_chunks()


class ParquetManySink(ManySink):
    """Groups of rows, compressed."""

    def __init__(self, path: Path) -> None:
        """Raises MissingLibrary without pyarrow."""
        super().__init__(path)
        import_pyarrow()

    @property
    def form(self) -> ManyForm:
        return ParquetForm()

    def add(self, made: Any) -> None:
        self._waiting.append(made)
        if sum(table.num_rows for table in self._waiting) >= _GROUP_ROWS:
            self._write()

    def _open(self, path: Path) -> None:
        self._file = path
        self._waiting: list[pa.Table] = []
        self._writer: Any = None

    def _write(self) -> None:
        from pyarrow import parquet

        together = import_pyarrow().concat_tables(self._waiting)
        self._waiting = []
        if self._writer is None:
            self._writer = parquet.ParquetWriter(self._file, together.schema, compression="zstd")
        self._writer.write_table(together, row_group_size=_GROUP_ROWS)

    def _finish(self) -> None:
        if self._waiting or self._writer is None:
            self._waiting = self._waiting or [schema().empty_table()]
            self._write()
        self._close()

    def _close(self) -> None:
        if self._writer is not None:
            self._writer.close()


def import_pyarrow() -> Any:
    """Pyarrow. Raises MissingLibrary, with what to do, where it is not installed."""
    try:
        import pyarrow as pa
    except ImportError as error:
        message = "Parquet needs the Python library pyarrow, which is not here. Install it (pip install pyarrow), or choose .csv or .gpkg."
        raise MissingLibrary(message) from error
    return pa


def schema() -> pa.Schema:
    """The columns of every file."""
    pa = import_pyarrow()
    return pa.schema([(name, _type(kind)) for name, kind in _COLUMNS.items()])


def _type(kind: type) -> pa.DataType:
    pa = import_pyarrow()
    return {str: pa.string(), int: pa.int64(), float: pa.float64()}[kind]


def _array(column: Column | None, count: int, kind: type) -> pa.Array:
    pa = import_pyarrow()
    if column is None:
        return pa.nulls(count, _type(kind))
    if isinstance(column, Coded):
        return pa.array(list(column.texts), _type(kind)).take(pa.array(column.codes))
    if isinstance(column, list):
        return pa.array(column, pa.string())
    return pa.array(column, _type(kind), from_pandas=True)
