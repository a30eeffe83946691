"""Which of a council's columns is which field of the standard, and what its own words are in the standard's."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from ...domain.errors import RedlineError
from ..records.record_fields import normalised
from ..strict_json import JsonObject, read_object

_PARTS = ("columns", "values", "constants")


@dataclass(frozen=True)
class ColumnMapping:
    """``columns``: field to column. ``values``: field to the council's word to the standard's. ``constants``: field to what every row says.

    A field that is not named takes the column of its own name, whatever its case, with hyphens, underscores or spaces; one whose column
    is "" takes none.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)

    def found(self, names: Iterable[str], columns: Iterable[str]) -> dict[str, str]:
        """Field to column, for those of ``names`` that there are. Raises RedlineError where a column that was named is not there."""
        there = list(columns)
        lost = self.lost(there)
        for name in lost:
            raise RedlineError(f"The mapping takes {name} from a column “{lost[name]}”, which is not there: {', '.join(there)}.")
        by_name = {normalised(name): name for name in reversed(there)}
        found = {}
        for name in names:
            if name in self.columns:
                if self.columns[name]:
                    found[name] = self.columns[name]
            elif normalised(name) in by_name and name not in self.constants:
                found[name] = by_name[normalised(name)]
        return found

    def lost(self, columns: Iterable[str]) -> dict[str, str]:
        """Field to column, for those that are named and not there; none where no column is known at all."""
        there = set(columns)
        return {name: column for name, column in self.columns.items() if there and column and column not in there}

    def only(self, names: Collection[str]) -> ColumnMapping:
        """What it says of the fields ``names``."""
        kept = {name: column for name, column in self.columns.items() if name in names}
        words = {name: each for name, each in self.values.items() if name in names}
        return ColumnMapping(kept, words, {name: text for name, text in self.constants.items() if name in names})

    def value(self, name: str, text: str) -> str:
        """What a field says, in the standard's words."""
        return self.values.get(name, {}).get(text, text)

    def values_of(self, attributes: Mapping[str, str], columns: Mapping[str, str]) -> dict[str, str]:
        """What a record says, field by field, in the standard's words; ``columns`` is field to column, "" for what every record says."""
        values = {}
        for name, column in columns.items():
            text = attributes.get(column, "") if column else self.constants.get(name, "")
            if text:
                values[name] = self.value(name, text)
        return values

    def with_words(self, name: str, words: Mapping[str, str]) -> ColumnMapping:
        """The same, with words of the council's for a field beside those that it has."""
        return replace(self, values={**self.values, name: {**self.values.get(name, {}), **words}})

    def save(self, path: Path) -> None:
        """Keep the mapping as a profile. Raises OSError."""
        path.write_text(json.dumps(self.form, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

    @property
    def form(self) -> dict[str, object]:
        """The mapping as it stands in a file."""
        return {part: getattr(self, part) for part in _PARTS}


def load_mapping(path: Path, names: Sequence[str]) -> ColumnMapping:
    """A mapping of the fields ``names`` from a JSON file.

    {"columns": {FIELD: COLUMN}, "values": {FIELD: {YOURS: THEIRS}}, "constants": {FIELD: TEXT}}

    Raises UnreadableFile, and RedlineError for a part or a field that is not known.
    """
    return mapping_of(read_object(path), names)


def mapping_of(given: JsonObject, names: Sequence[str]) -> ColumnMapping:
    """The same from an object of a file. Raises RedlineError for a part or a field that is not known."""
    told = given.only(_PARTS)
    words = told.member("values", names)
    return ColumnMapping(
        columns=_texts(told.member("columns", names)),
        values={name: _texts(words.member(name)) for name in words.keys},
        constants=_texts(told.member("constants", names)),
    )


def _texts(told: JsonObject) -> dict[str, str]:
    return {name: told.text(name) for name in told.keys}
