"""Which of a council's columns is which field of the standard, and what its own words are in the standard's."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ...domain.errors import RedlineError
from ..records.record_fields import normalised
from ..strict_json import JsonObject, read_object
from .standard import Standard

_PARTS = ("columns", "values", "constants")


@dataclass(frozen=True)
class ColumnMapping:
    """``columns``: field to column. ``values``: field to the council's word to the standard's. ``constants``: field to what every row says.

    A field that is not named takes the column of its own name, whatever its case, with hyphens, underscores or spaces.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)

    def found(self, standard: Standard, columns: Iterable[str]) -> dict[str, str]:
        """Field to column, for those that there are. Raises RedlineError where a column that was named is not there."""
        there = list(columns)
        by_name = {normalised(name): name for name in reversed(there)}
        found = {}
        for each in standard.fields:
            if each.name in self.columns:
                named = self.columns[each.name]
                if there and named not in there:
                    raise RedlineError(f"The mapping takes {each.name} from a column “{named}”, which is not there: {', '.join(there)}.")
                found[each.name] = named
            elif normalised(each.name) in by_name:
                found[each.name] = by_name[normalised(each.name)]
        return found

    def value(self, name: str, text: str) -> str:
        """What a field says, in the standard's words."""
        return self.values.get(name, {}).get(text, text)

    def save(self, path: Path) -> None:
        """Keep the mapping as a profile. Raises OSError."""
        told = {part: getattr(self, part) for part in _PARTS}
        path.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def load_mapping(path: Path, standard: Standard) -> ColumnMapping:
    """A mapping from a JSON file: {"columns": {FIELD: COLUMN}, "values": {FIELD: {YOURS: THEIRS}}, "constants": {FIELD: TEXT}}.

    Raises UnreadableFile, and RedlineError for a part that is not known or a field that the standard does not have.
    """
    told = read_object(path, _PARTS)
    words = told.member("values", standard.names)
    return ColumnMapping(
        columns=_texts(told.member("columns", standard.names)),
        values={name: _texts(words.member(name)) for name in words.keys},
        constants=_texts(told.member("constants", standard.names)),
    )


def _texts(told: JsonObject) -> dict[str, str]:
    return {name: told.text(name) for name in told.keys}
