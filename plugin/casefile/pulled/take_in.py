"""Taking in what a back office told: new, changed or unchanged by content, and never over an act that still waits to be sent."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ...domain.case import CaseChange, PulledCase, TakeInReport
from ..conflicts.conflicts import settle, told_conflicts, waits
from ..conflicts.overtaken_acts import note_line_conflicts
from ..errors import CaseFileError
from ..file.json_text import canonical, parsed, sha256, storable, storable_values
from ..file.statements import statement
from ..requests.settling import settle_requests
from ..trail.act import Act, new_uuid, note_change
from .application_fields import columns_of, empty_values, told_values, values_of
from .base_values import base_of, keep_base
from .first_validity import keep_first_validity
from .milestones import note_milestones
from .take_boundary import BoundaryTaking
from .take_records import RecordsTaken, take_records

_BY_ID = "SELECT * FROM application WHERE source = ? AND back_office_id = ? AND back_office_id <> '' AND superseded_by IS NULL"
_BY_REFERENCE = """
SELECT * FROM application
WHERE source = ? AND reference = ? AND superseded_by IS NULL AND (back_office_id = '' OR ? = '')
ORDER BY gone_at IS NOT NULL LIMIT 1
"""
_TWIN = """
SELECT uuid FROM application WHERE source = ? AND reference = ? AND back_office_id = '' AND uuid <> ? AND superseded_by IS NULL
"""
_SEEN = "UPDATE application SET seen_at = ? WHERE uuid = ?"
_BACK = "UPDATE application SET gone_at = NULL WHERE uuid = ?"
_IDENTIFY = "UPDATE application SET back_office_id = ? WHERE uuid = ?"
_SUPERSEDE = "UPDATE application SET superseded_by = ? WHERE uuid = ?"
_STATUS = "SELECT status FROM application WHERE uuid = ?"
_KIND = "application"

Row = dict[str, Any]


class TakeIn:
    """One act of taking in: fed case by case within a transaction, closed by ``report``."""

    def __init__(self, act: Act, source: str) -> None:
        self._act = act
        self._source = source
        self._boundaries = BoundaryTaking(act)
        self._uuids: list[str] = []
        self._new: list[str] = []
        self._changed: list[CaseChange] = []
        self._reappeared: list[str] = []
        self._conflicts: list[CaseChange] = []
        self._unchanged = 0
        self._seen: list[tuple[str, str]] = []
        self._to_settle: list[str] = []
        self._stages: list[tuple[str, str]] = []

    def take(self, cases: Iterable[PulledCase]) -> TakeInReport:
        """Take every case, one after the other, and say what came of it."""
        for case in cases:
            row = self._find(case)
            self._uuids.append(self._add(case) if row is None else self._compare(case, row))
        self._boundaries.write()
        for uuid in self._to_settle:
            settle_requests(self._act, uuid)
            note_line_conflicts(self._act, uuid)
        for uuid, before in self._stages:
            note_milestones(self._act, uuid, before, self._status(uuid))
        self._act.connection.executemany(_SEEN, self._seen)
        return TakeInReport(
            uuids=tuple(self._uuids),
            new=tuple(self._new),
            changed=tuple(self._changed),
            unchanged=self._unchanged,
            reappeared=tuple(self._reappeared),
            conflicts=tuple(self._conflicts),
        )

    def _find(self, case: PulledCase) -> Row | None:
        """The application by the id that doesn't change; else by its reference, among those whose id nobody has told yet."""
        if not case.back_office_id and not case.reference:
            raise CaseFileError("The back office told of a case without an id and without a reference; it can't be kept.")
        row = self._one(_BY_ID, (self._source, storable(case.back_office_id))) if case.back_office_id else None
        if not case.reference:
            return row
        by_reference = (self._source, storable(case.reference), storable(case.back_office_id))
        if row is None:
            return self._one(_BY_REFERENCE, by_reference)
        twin = self._act.connection.execute(_TWIN, (*by_reference[:2], row["uuid"])).fetchone()
        if twin is not None and not waits(self._act.connection, twin[0]):
            self._supersede(twin[0], row["uuid"])
        return row

    def _one(self, sql: str, parameters: tuple[str, ...]) -> Row | None:
        cursor = self._act.connection.execute(sql, parameters)
        found = cursor.fetchone()
        return None if found is None else dict(zip((column[0] for column in cursor.description), found))

    def _supersede(self, twin: str, uuid: str) -> None:
        """The same case came under its new reference before its id was known: one of the two steps back, and is kept."""
        self._act.connection.execute(_SUPERSEDE, (uuid, twin))
        self._act.trail.add(twin, "joined with the case of the same id", _KIND, twin, after={"into": uuid})

    def _add(self, case: PulledCase) -> str:
        act, uuid = self._act, new_uuid()
        told = told_values(case)
        texts = {name: canonical(value) for name, value in told.items()}
        columns = columns_of({**empty_values(), **told}, [])
        columns.update(uuid=uuid, source=self._source, back_office_id=case.back_office_id, seen_at=act.at)
        act.connection.execute(statement("application_add"), storable_values(columns))
        keep_base(act.connection, _KIND, uuid, texts, case.base_version)
        after = {"source": self._source, "reference": case.reference, "status": case.status, "content": sha256(canonical(texts))}
        sequence = act.trail.add(uuid, "taken in", _KIND, uuid, after=after)
        if case.site is not None and "site" not in case.silent:
            sequence = self._boundaries.first(uuid, case.site)
        self._stages.append((uuid, ""))
        records = take_records(act, uuid, case)
        if case.validation_requests:
            self._to_settle.append(uuid)
        note_change(act, uuid, ("new",), max(sequence, records.sequence))
        self._new.append(uuid)
        return uuid

    def _compare(self, case: PulledCase, row: Row) -> str:
        act, uuid = self._act, str(row["uuid"])
        self._seen.append((act.at, uuid))
        if case.back_office_id and not row["back_office_id"]:
            act.connection.execute(_IDENTIFY, (storable(case.back_office_id), uuid))
            row["back_office_id"] = case.back_office_id
        sequence = self._reappear(row) if row["gone_at"] is not None else 0
        changed, conflicts, told_at = self._compare_fields(case, row)
        sequence = max(sequence, told_at)
        # Before the line: what has become of a request says what the line is.
        records = take_records(act, uuid, case) if _has_records(case) else RecordsTaken((), (), 0)
        if case.validation_requests is not None:
            self._to_settle.append(uuid)
        if case.site is not None and "site" not in case.silent:
            taken = self._boundaries.compare(uuid, case.site)
            sequence = max(sequence, taken.sequence)
            (conflicts if taken.conflict else changed).extend(["boundary"] if taken.changed else [])
            self._to_settle.extend([uuid] if taken.changed else [])
        self._stages.append((uuid, str(row["status"])))
        changed.extend(records.changed)
        conflicts.extend(records.conflicts)
        sequence = max(sequence, records.sequence)
        if sequence:
            note_change(act, uuid, (*changed, *conflicts, *(("reappeared",) if row["gone_at"] is not None else ())), sequence)
        reference = case.reference or str(row["reference"])
        if conflicts:
            self._conflicts.append(CaseChange(uuid, reference, tuple(conflicts)))
        if changed:
            self._changed.append(CaseChange(uuid, reference, tuple(changed)))
        if not changed and not conflicts:
            self._unchanged += 1
        return uuid

    def _status(self, uuid: str) -> str:
        return str(self._act.connection.execute(_STATUS, (uuid,)).fetchone()[0])

    def _reappear(self, row: Row) -> int:
        self._reappeared.append(row["uuid"])
        return reappear(self._act, row["uuid"])

    def _compare_fields(self, case: PulledCase, row: Row) -> tuple[list[str], list[str], int]:
        act, uuid = self._act, str(row["uuid"])
        base = base_of(act.connection, _KIND, uuid)
        told = told_values(case)
        texts = {name: canonical(value) for name, value in told.items()}
        differing = {name: text for name, text in texts.items() if base.get(name) != text}
        if waits(act.connection, uuid, _KIND):
            mine = {name: canonical(value) for name, value in values_of(row).items()}
            agreed, found = told_conflicts(act, uuid, (_KIND, uuid), base, mine, texts)
            keep_base(act.connection, _KIND, uuid, agreed, case.base_version)
            if not found:
                return [], [], 0
            after = {name: told[name] for name in found}
            return [], found, act.trail.add(uuid, "in conflict with the back office", _KIND, uuid, {}, after)
        if not differing:
            return [], [], 0
        before = {name: parsed(base.get(name)) for name in differing}
        after = {name: told[name] for name in differing}
        stood = {name: parsed(base[name]) if name in base else row[name] for name in ("status", "valid_on")}
        keep_first_validity(act, uuid, stood, {**stood, **after})
        self._overwrite(row, after)
        keep_base(act.connection, _KIND, uuid, differing, case.base_version)
        # What was silent until now and is told for the first time completes the case; it is no change of it.
        news = [name for name in differing if name in base]
        sequence = act.trail.add(uuid, "changed by the back office" if news else "completed", _KIND, uuid, before, after)
        return (news, [], sequence) if news else ([], [], 0)

    def _overwrite(self, row: Row, changes: dict[str, Any]) -> None:
        previous = list(parsed(row["previous_references"]))
        if "reference" in changes and row["reference"] and row["reference"] not in previous:
            previous.append(row["reference"])
        write_application(self._act, row, {**values_of(row), **changes}, previous)


def write_application(act: Act, row: Row, values: dict[str, Any], previous_references: list[str]) -> None:
    """Let an application's row hold these values."""
    columns = columns_of(values, previous_references)
    columns.update(uuid=row["uuid"], back_office_id=row["back_office_id"])
    act.connection.execute(statement("application_update"), storable_values(columns))


def reappear(act: Act, application_uuid: str) -> int:
    """A case that was taken for gone is there again."""
    act.connection.execute(_BACK, (application_uuid,))
    settle(act, application_uuid, (_KIND, application_uuid), "", "the case is there again")
    return act.trail.add(application_uuid, "there again", _KIND, application_uuid)


def _has_records(case: PulledCase) -> bool:
    lists = (case.documents, case.published_documents, case.validation_requests, case.representations, case.contacts)
    return bool(case.raw) or any(each is not None for each in lists)
