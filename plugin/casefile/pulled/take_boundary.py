"""Taking in the red line of an application: another line makes another version, the earlier ones stay as they are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from ...boundary.returned_line import ReturnedLine
from ...boundary.same_line import same_line_by
from ...domain.boundary_version import BoundaryOrigin, LineKind
from ...domain.plain_figures import metres_words
from ...domain.reading import SiteReading
from ...domain.three_way import clash, compare
from ...domain.validation_request import ValidationRequest
from ...rules.rules import Rules
from ..conflicts.conflicts import note_comparison, waits
from ..file.json_text import canonical, sha256
from ..lines.boundary_rows import Row, content_of, derived_columns, error_count, original_columns, write_versions
from ..lines.lines_in_force import BOUNDARY, Line, put_in_force, red_lines, shown_version, wkt_of
from ..lines.returned import nearest_proposed
from ..requests.red_line_requests import has_requests, requests_told
from ..trail.act import Act, new_uuid
from .base_values import base_of, keep_base

_NUMBER = "SELECT coalesce(max(number), 0) + 1 FROM boundary_version WHERE application_uuid = ? AND kind = ?"
_CURRENT = """
SELECT boundary_version.uuid, number, content_sha256, accuracy_operation, accuracy_metres, geometry IS NULL
FROM application JOIN boundary_version ON boundary_version.uuid = boundary_uuid WHERE application.uuid = ?
"""
_THEIRS = frozenset({BoundaryOrigin.SUBMITTED, BoundaryOrigin.RECEIVED})
_ERRORS = "UPDATE application SET red_line_errors = ? WHERE uuid = ?"


class BoundaryTaken(NamedTuple):
    """Whether the line is another one, whether it met an act in the outbox, and the entry of the trail (0 without one)."""

    changed: bool
    conflict: bool
    sequence: int


class BoundaryTaking:
    """Collects the versions of one act, whose shapes are then written all together."""

    def __init__(self, act: Act) -> None:
        self._act = act
        self._added: list[Row] = []
        self._derived: list[Row] = []
        self._numbers: dict[tuple[str, LineKind], int] = {}

    def first(self, application_uuid: str, reading: SiteReading) -> int:
        """The line that an application came with, or that it came without one."""
        reason = "as the back office first showed it" if reading.original is not None else "the back office shows no red line"
        uuid, sequence = self.add(application_uuid, reading, BoundaryOrigin.SUBMITTED, "the back office", reason)
        self._keep_base(application_uuid, content_of(reading), uuid)
        return sequence

    def compare(self, application_uuid: str, reading: SiteReading) -> BoundaryTaken:
        """What the back office shows now against what it showed last."""
        content = content_of(reading)
        base = base_of(self._act.connection, BOUNDARY, application_uuid)
        if not base:
            return BoundaryTaken(True, False, self.first(application_uuid, reading))
        told = {BOUNDARY: canonical(content)}
        in_outbox = waits(self._act.connection, application_uuid, BOUNDARY)
        if not in_outbox and base.get(BOUNDARY) == told[BOUNDARY]:
            self._derive_anew(application_uuid, reading, content)
            return BoundaryTaken(False, False, 0)
        if in_outbox:
            return self._compare_with_ours(application_uuid, reading, told)
        return self._take_other(application_uuid, reading, content)

    def _compare_with_ours(self, application_uuid: str, reading: SiteReading, told: Mapping[str, str]) -> BoundaryTaken:
        """A line while an act on ours waits: as one field, to the distance that counts as the same line."""
        connection, same = self._act.connection, same_line_by(Rules(self._act.on))
        lines, current = red_lines(connection, application_uuid), connection.execute(_CURRENT, (application_uuid,)).fetchone()
        base, mine = (wkt_of(lines.get(name)) for name in (shown_version(connection, application_uuid), current[0] if current else ""))
        theirs = str(reading.boundary.geometry.wkt) if reading.boundary is not None else ""
        record = (BOUNDARY, application_uuid)
        comparison = (
            compare(None, None, None)
            if same(base, theirs)
            else clash({BOUNDARY: base}, {BOUNDARY: mine}, {BOUNDARY: theirs}, {BOUNDARY: same})
        )
        is_new = note_comparison(self._act, application_uuid, record, comparison)
        if not comparison.meeting.is_conflict and not same(base, theirs):
            keep_base(connection, BOUNDARY, application_uuid, {**told, "version": canonical("")})
        if not is_new:
            return BoundaryTaken(False, False, 0)
        reason = "changed in the back office while an act of ours waited to be sent"
        _, sequence = self.add(application_uuid, reading, BoundaryOrigin.RECEIVED, "the back office", reason, in_force=False)
        return BoundaryTaken(True, True, sequence)

    def _take_other(self, application_uuid: str, reading: SiteReading, content: str) -> BoundaryTaken:
        """Another line than last time: one that a request was about waits for what has become of the request; any other is in force."""
        connection = self._act.connection
        current = connection.execute(_CURRENT, (application_uuid,)).fetchone()
        if current is not None and current[2] == content:
            self._keep_base(application_uuid, content, current[0])
            verb = f"boundary version {current[1]} is shown again"
            return BoundaryTaken(True, False, self._act.trail.add(application_uuid, verb, BOUNDARY, current[0]))
        if has_requests(connection, application_uuid):
            back = self._came_back(application_uuid, reading, content)
            if back is not None:
                return back
            if content in {_content_told(each) for each in requests_told(connection, application_uuid)}:
                reason = "the line of a request to the applicant, as the back office shows it"
                uuid, sequence = self.add(application_uuid, reading, BoundaryOrigin.RECEIVED, "the back office", reason, in_force=False)
                self._keep_base(application_uuid, content, uuid)
                return BoundaryTaken(True, False, sequence)
        reason = "changed in the back office" if reading.original is not None else "removed in the back office"
        reason += self._difference(application_uuid, reading)
        uuid, sequence = self.add(application_uuid, reading, BoundaryOrigin.RECEIVED, "the back office", reason)
        self._keep_base(application_uuid, content, uuid)
        return BoundaryTaken(True, False, sequence)

    def _came_back(self, application_uuid: str, reading: SiteReading, content: str) -> BoundaryTaken | None:
        """The line of a request made here, which is a version already; None where it is none of them."""
        found = self._proposed(application_uuid, reading)
        if found is None or not found[1].unchanged:
            return None
        line, match = found
        self._keep_base(application_uuid, content, line.uuid)
        verb = f"boundary version {line.number} came back"
        return BoundaryTaken(True, False, self._act.trail.add(application_uuid, verb, BOUNDARY, line.uuid, after={"match": match.sentence}))

    def _difference(self, application_uuid: str, reading: SiteReading) -> str:
        """How far the line lies from one that was proposed here and is most like it; "" where nothing was proposed."""
        found = self._proposed(application_uuid, reading)
        if found is None:
            return ""
        line, match = found
        return f". It differs from version {line.number}, which was proposed, by up to {metres_words(match.farthest_m)}"

    def _proposed(self, application_uuid: str, reading: SiteReading) -> tuple[Line, ReturnedLine] | None:
        if reading.boundary is None:
            return None
        rules = Rules(self._act.on)
        return nearest_proposed(self._act.connection, application_uuid, reading.boundary.geometry, rules)

    def add(
        self,
        application_uuid: str,
        reading: SiteReading,
        origin: BoundaryOrigin,
        author: str,
        reason: str,
        kind: LineKind = LineKind.RED,
        in_force: bool = True,
    ) -> tuple[str, int]:
        """Number a new version and write it into the trail; gives its uuid and the entry. Its row is written by ``write``."""
        act, uuid = self._act, new_uuid()
        number = self._numbers.get((application_uuid, kind)) or int(
            act.connection.execute(_NUMBER, (application_uuid, kind.value)).fetchone()[0]
        )
        self._numbers[application_uuid, kind] = number + 1
        original = original_columns(reading)
        self._added.append(
            {
                "uuid": uuid,
                "application_uuid": application_uuid,
                "number": number,
                "kind": kind.value,
                "origin": origin.value,
                "author": author,
                "created_at": act.at,
                "reason": reason,
                **original,
                **derived_columns(reading),
            }
        )
        current = act.connection.execute(_CURRENT, (application_uuid,)).fetchone()
        before: Mapping[str, Any] = {"version": current[1], "content": current[2]} if current else {}
        if in_force and kind is LineKind.RED:
            put_in_force(act, application_uuid, uuid, error_count(reading))
        after = {
            "version": number,
            "kind": kind.value,
            "origin": origin.value,
            "content": original["content_sha256"],
            "sha256": original["original_sha256"],
            # Officers' words may name people; the back office's are our own sentences
            "reason": reason if origin in _THEIRS else act.trail.digest(application_uuid, reason),
            "in_force": in_force,
        }
        return uuid, act.trail.add(application_uuid, f"boundary version {number}", BOUNDARY, uuid, before, after)

    def write(self) -> None:
        """Write the collected rows."""
        write_versions(self._act.connection, self._added)
        write_versions(self._act.connection, self._derived, "boundary_version_derive")
        self._added, self._derived = [], []

    def _keep_base(self, application_uuid: str, content: str, version_uuid: str) -> None:
        """What the back office shows now, and which version that is."""
        shown = {BOUNDARY: canonical(content), "version": canonical(version_uuid), "since": canonical(self._act.at)}
        keep_base(self._act.connection, BOUNDARY, application_uuid, shown)

    def _derive_anew(self, application_uuid: str, reading: SiteReading, content: str) -> None:
        """The same line, brought to the grid by a better operation than before (OSTN15 was installed since): its figures follow."""
        current = self._act.connection.execute(_CURRENT, (application_uuid,)).fetchone()
        if current is None or reading.boundary is None or current[2] != content:
            return
        uuid, number, _, operation, metres, without = current
        now = reading.boundary.accuracy
        better = now.metres is not None and (metres is None or now.metres < metres)
        if not without and (now.operation == operation or not better):
            return
        self._derived.append({"uuid": uuid, **derived_columns(reading)})
        self._act.connection.execute(_ERRORS, (error_count(reading), application_uuid))
        told = ({"operation": operation, "metres": metres}, {"operation": now.operation, "metres": now.metres})
        self._act.trail.add(application_uuid, f"boundary version {number} located anew", BOUNDARY, uuid, *told)


def _content_told(request: ValidationRequest) -> str:
    """The digest of the line that a request is about."""
    return sha256(canonical(request.specific.get("new_geojson")))
