"""Everything of one case, put together from its tables."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

from ..domain.application import Address, Application
from ..domain.case import Case
from ..domain.contact import Contact
from ..domain.document import Document
from ..domain.representation import Representation
from ..domain.validation_request import ValidationRequest
from .case_list import one_row
from .casework.casework_rows import casework_of
from .conflicts.conflicts import open_conflicts
from .errors import CaseFileError, CaseNotThere
from .file.json_text import parsed
from .file.statements import statement
from .lines.boundary_rows import versions_of
from .lines.lines_in_force import shown_version
from .outbox.outbox import outbox_of
from .pulled.application_fields import designations_from, values_of
from .pulled.fact_rows import facts_of
from .pulled.record_kinds import CONTACT, DOCUMENT, REPRESENTATION, VALIDATION_REQUEST, RecordKind
from .requests.judging import judged_requests
from .requests.red_line_requests import replies_of, settlements_of
from .screened.answer_rows import answers_of
from .screened.screening_rows import screened_before, screening_of

_APPLICATION = "SELECT * FROM application WHERE uuid = ?"
_DECLARED = "SELECT declared_area_m2 FROM boundary_version WHERE uuid = ?"

_AnyRecord = TypeVar("_AnyRecord", Document, ValidationRequest, Representation, Contact)


def application_row(connection: sqlite3.Connection, application_uuid: str) -> dict[str, Any]:
    """The row of an application; CaseNotThere without one."""
    cursor = connection.execute(_APPLICATION, (application_uuid,))
    found = cursor.fetchone()
    if found is None:
        raise CaseNotThere(f"The case file has no case {application_uuid}.")
    return dict(zip((column[0] for column in cursor.description), found))


def case_name(row: Mapping[str, Any]) -> str:
    """What a back office calls a case: the integer id, which does not change with the type of the application; the reference where nobody
    has told it. CaseFileError where there is neither."""
    name = str(row["back_office_id"] or row["reference"])
    if not name:
        raise CaseFileError("This case has no reference yet. Update it from the back office first.")
    return name


def whole_case(connection: sqlite3.Connection, application_uuid: str, on: date) -> Case:
    """One case, seen on a day."""
    row = application_row(connection, application_uuid)
    if row["superseded_by"] is not None:
        return whole_case(connection, row["superseded_by"], on)
    line = one_row(connection, application_uuid, on)
    if line is None:
        raise CaseNotThere(f"The case file has no case {application_uuid}.")
    application = _application(connection, row)
    versions = tuple(versions_of(connection, application_uuid, application))
    screening = None if row["boundary_uuid"] is None else screening_of(connection, row["boundary_uuid"])
    return Case(
        row=line,
        source=row["source"],
        application=application,
        full_reference=row["full_reference"],
        alternative_reference=row["alternative_reference"],
        previous_references=tuple(parsed(row["previous_references"])),
        work_status=row["work_status"],
        web_page=row["web_page"],
        published_on=_day(row["published_on"]),
        determined_on=_day(row["determined_on"]),
        shown_constraints=tuple(parsed(row["shown_constraints"])),
        designations=designations_from(parsed(row["designations"])),
        boundary_versions=versions,
        screening=screening,
        documents=_records(connection, DOCUMENT, application_uuid, Document),
        validation_requests=_records(connection, VALIDATION_REQUEST, application_uuid, ValidationRequest),
        representations=_records(connection, REPRESENTATION, application_uuid, Representation),
        contacts=_records(connection, CONTACT, application_uuid, Contact),
        conflicts=tuple(open_conflicts(connection, application_uuid)),
        outbox=tuple(outbox_of(connection, application_uuid)),
        details_at=row["details_at"],
        judged_requests=judged_requests(connection, application_uuid, on),
        replies=tuple(replies_of(connection, application_uuid)),
        settlements=tuple(settlements_of(connection, application_uuid)),
        shown_version_uuid=shown_version(connection, application_uuid),
        casework=casework_of(connection, application_uuid),
        answers=answers_of(connection, application_uuid, row["source"]),
        screened_before=screened_before(connection, application_uuid) if screening is None else None,
    )


def _application(connection: sqlite3.Connection, row: dict[str, Any]) -> Application:
    values = values_of(row)
    declared = connection.execute(_DECLARED, (row["boundary_uuid"],)).fetchone()
    return Application(
        reference=row["reference"],
        type_code=row["type_code"],
        type_description=row["type_description"],
        description=row["description"],
        status=row["status"],
        organisation=row["organisation"],
        address=Address(**values["address"]),
        submitted_on=_day(row["received_on"]),
        received_on=_day(row["received_on"]),
        valid_on=_day(row["valid_on"]),
        declared_area_m2=declared[0] if declared else None,
        designations=designations_from(values["designations"]) or (),
        facts=facts_of(connection, row["uuid"]),
    )


def _records(connection: sqlite3.Connection, kind: RecordKind, application_uuid: str, record: type[_AnyRecord]) -> tuple[_AnyRecord, ...]:
    cursor = connection.execute(statement(f"{kind.name}_of"), (application_uuid,))
    names = [column[0] for column in cursor.description]
    found = []
    for values in cursor.fetchall():
        row = dict(zip(names, values))
        ours = {"uuid": row["uuid"], "gone": row["gone_at"] is not None}
        built = kind.build({**{name: row[name] for name in kind.fields}, **ours})
        if isinstance(built, record):
            found.append(built)
    return tuple(found)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
