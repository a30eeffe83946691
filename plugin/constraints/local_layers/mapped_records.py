"""The rows of a local layer under the names that Redline reads, by the layer's mapping."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from ..records.record import Record
from ..records.record_fields import normalised
from ..standard.column_mapping import ColumnMapping

#: Columns that a reader takes for something else than words.
_TAKEN = frozenset({"dataset", "geometry", "point"})


class MappedRecords:
    """``columns`` are those that the source declares, none where its rows alone tell; then ``finish`` says what was never there.

    Raises RedlineError where the mapping names a column that is not there.
    """

    def __init__(self, mapping: ColumnMapping, names: Iterable[str], columns: Iterable[str]) -> None:
        self._mapping = mapping
        self._fields = tuple(names)
        self._known = {*(normalised(name) for name in self._fields), *_TAKEN}
        declared = tuple(columns)
        self._found = mapping.found(self._fields, declared) if declared else None
        self._seen: dict[str, None] = {}

    def row(self, record: Record) -> dict[str, str]:
        """What a record says: the fields under their own names first, then its other columns.

        A column that is called as a field and is not that field by the mapping gets "own" before its name, so that nothing is lost.
        """
        found = self._found
        if found is None:
            # A row of JSON lacks the columns that say nothing there
            self._seen.update(dict.fromkeys(record.attributes))
            missing = self._mapping.lost(record.attributes)
            found = replace(self._mapping, columns={name: "" if name in missing else column for name, column in self._named}).found(
                self._fields, record.attributes
            )
        row = {name: text for name in self._fields if (text := self._value(name, found, record.attributes))}
        taken = set(found.values())
        for column, text in record.attributes.items():
            if column not in taken:
                row[column if normalised(column) not in self._known else f"own {column}"] = text
        return row

    def finish(self) -> None:
        """Raises RedlineError where a column that the mapping names was in none of the rows."""
        if self._found is None:
            self._mapping.found(self._fields, self._seen)

    @property
    def _named(self) -> Iterable[tuple[str, str]]:
        return self._mapping.columns.items()

    def _value(self, name: str, found: Mapping[str, str], attributes: Mapping[str, str]) -> str:
        if name in self._mapping.constants:
            return self._mapping.constants[name]
        column = found.get(name, "")
        return self._mapping.value(name, attributes.get(column, "")) if column else ""
