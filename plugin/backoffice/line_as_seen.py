"""Whether the back office's red line is still the one that an act hangs on."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from ..boundary.reader import read_boundary
from ..boundary.returned_line import match_returned
from ..boundary.transformer import Transformer
from ..casefile.file.json_text import canonical
from ..domain.boundary import Original
from ..domain.boundary_version import BoundaryVersion
from ..domain.case import Case
from ..domain.clock import Clock, today
from ..domain.outbox_entry import OutboxEntry
from ..rules.rules import Rules
from .errors import OrderRefused
from .moved_on import MovedOn, unless_gone
from .officer_api import LineInForce, OfficerApi

_ANOTHER_LINE = "The back office has another red line than the one that {which}. Read the case again, compare, then send again."


class LineAsSeen:
    """Looks at the line in force there before an act goes out that was decided over one that is here."""

    def __init__(self, api: OfficerApi, moved: MovedOn, transformer: Transformer, clock: Clock) -> None:
        self._api = api
        self._moved = moved
        self._transformer = transformer
        self._rules = Rules(today(clock))

    def look(
        self, entry: OutboxEntry, case: Case, version_uuid: str, which: str
    ) -> tuple[LineInForce | None, Callable[[], OrderRefused] | None]:
        """The back office's red line, and the refusal where it is another than the version that an act hangs on.

        Raises that refusal unless the act was tried before: then only its own key tells. ``which`` says which one the officer meant.
        """
        over = next(each for each in case.boundary_versions if each.uuid == version_uuid)
        line: LineInForce | None = unless_gone(entry, lambda: self._api.line_in_force(str(entry.payload["case"])))
        if line is not None and self._is_line(line.geojson, over):
            return line, None

        def moved() -> OrderRefused:
            return self._moved.another_line(entry, case, line, _ANOTHER_LINE.format(which=which))

        if not entry.was_tried:
            raise moved()
        return line, moved

    def _is_line(self, geojson: Any, version: BoundaryVersion) -> bool:
        """Whether the back office's line is a version that is here: by what its text says, else in metres."""
        original = version.original
        if geojson is None or original is None:
            return geojson is None and original is None
        if original.form == "geojson" and canonical(_parsed(original.text)) == canonical(geojson):
            return True
        if version.boundary is None or not isinstance(geojson, Mapping):
            return False
        text = json.dumps(geojson)
        read = read_boundary(geojson, Original(text, "geojson"), self._transformer, self._rules).boundary
        return read is not None and match_returned(version.boundary.geometry, read.geometry, self._rules).unchanged


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
