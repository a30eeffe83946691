"""A submission becomes an application, in BOPS's two halves: pending at once, then documents, constraints and the first state."""

from __future__ import annotations

import json
import secrets
from datetime import timedelta
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from plugin.domain.clock import london

from . import application_columns, casework, constraints, moments, plan_files, submission_check
from .back_office import BackOffice
from .business_days import received_at
from .errors import BadRequest
from .storage.database import jsonb
from .vocabulary import application_types, told_constraints

TARGET_DAYS, EXPIRY_DAYS = 35, 56
#: A certificate says what the law is: nobody is consulted.
_NOT_CONSULTED_ON = "lawfulness_certificate"
_KEEP_ENFORCEMENT = "INSERT INTO enforcements (created_at, submission) VALUES (?, ?)"


def submit(office: BackOffice, submission: Any) -> str:
    """Take in what is posted; gives the reference. Raises BadRequest for what BOPS refuses too."""
    if submission_check.check(submission) == "enforcement":
        return _keep_enforcement(office, submission)
    with office.database.act():
        identity = begin(office, submission)
        finish(office, identity)
        return _reference(office, identity)


def begin(office: BackOffice, submission: dict[str, Any], reference: str = "") -> int:
    """The first half: a pending application. Gives its id. ``reference`` is for a case that has one already."""
    data = submission["data"]
    kind = application_types().get(data["application"]["type"]["value"])
    if kind is None:
        raise BadRequest
    arrived = office.clock.now()
    received = received_at(arrived)
    site = application_columns.site(submission)
    boundary = (data["proposal"].get("boundary") or {}).get("site")
    number = office.applications.next_number(office.settings.first_number)
    columns = {
        "reference": reference or f"{arrived.astimezone(london()):%y}-{number:05d}-{kind.suffix}",
        "type_code": kind.code,
        "status": "pending",
        "description": data["proposal"].get("description") or "Not provided",
        "created_at": moments.kept(arrived),
        "received_at": moments.kept(received),
        "target_date": (received.date() + timedelta(days=TARGET_DAYS)).isoformat(),
        "expiry_date": (received.date() + timedelta(days=EXPIRY_DAYS)).isoformat(),
        "submission": jsonb(submission),
        "session_id": submission["metadata"].get("id"),
        "postcode_key": application_columns.postcode_key(site),
        "people": json.dumps(application_columns.people(submission)),
        "site": json.dumps(site),
        "applicant": jsonb(application_columns.applicant(submission)),
        "has_consultation": kind.name != _NOT_CONSULTED_ON,
        "change_access_id": secrets.token_hex(15),
    }
    with office.database.act():
        identity = office.applications.add(columns, application_columns.single_line(site))
        if boundary is not None:
            office.boundaries.add(identity, jsonb(boundary), moments.kept(arrived), "submission")
        return identity


def finish(office: BackOffice, identity: int) -> None:
    """The second half, which BOPS leaves to a job: what is pending shows no documents, constraints or certificate."""
    application = casework.known(office, identity)
    submission = application.json("submission")
    designations = (submission["data"]["property"].get("planning") or {}).get("designations") or []
    with office.database.act():
        for key in told_constraints(designations):
            office.constraints.add(identity, key, office.now(), identified=True, identified_by="PlanX")
        constraints.show_labels(office, identity)
        _keep_documents(office, identity, submission["files"], application.reference, application.json("boundary"))
        casework.happens(office, identity, "mark_accepted")


def _keep_documents(office: BackOffice, identity: int, files: list[dict[str, Any]], reference: str, boundary: Any) -> None:
    """A drawing stands for each file: nothing is fetched from the address that the submission names."""
    for file in files:
        name = PurePosixPath(urlsplit(file["name"]).path).name or "document.pdf"
        tags = [{"value": kind["value"], "description": kind["description"]} for kind in file["type"]]
        if name.lower().endswith(".png"):
            content, content_type = plan_files.png(boundary), "image/png"
        else:
            lines = [f"{reference}: {', '.join(tag['description'] for tag in tags)}", "SAMPLE - drawn by Redline's local back office"]
            content, content_type = plan_files.pdf(lines, boundary), "application/pdf"
        office.documents.add(identity, name, content, content_type, tags=tags, created_at=office.now(), description=file.get("description"))


def _keep_enforcement(office: BackOffice, submission: dict[str, Any]) -> str:
    """Reports of breaches are kept apart from applications, as in BOPS, and appear in none of these answers."""
    with office.database.act() as connection:
        number = connection.execute(_KEEP_ENFORCEMENT, (office.now(), jsonb(submission))).lastrowid
    return f"{office.clock.now().astimezone(london()):%y}-{number:05d}-ENF"


def _reference(office: BackOffice, identity: int) -> str:
    return casework.known(office, identity).reference
