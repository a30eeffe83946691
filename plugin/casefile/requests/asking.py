"""Asking the applicant to agree to another red line: the version, the request, what is to be sent and the trail, in one act."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from ...boundary.compare import compare
from ...constraints.geopackage.geopackage_blob import decoded
from ...domain.boundary_change import ChangeKind
from ...domain.boundary_version import BoundaryOrigin
from ...domain.errors import RedlineError
from ...domain.identity import Identity
from ...domain.outbox_entry import OutboxState
from ...domain.outbox_verbs import ASK, verb_words
from ...domain.reading import SiteReading
from ...domain.red_line_request import OWNERS_OF_CERTIFICATE, Certificate, Grounds
from ...rules.rules import Rules
from ..casework.said_words import said_words
from ..errors import NotAsked
from ..lines.drafts import refuse_unless_amendable
from ..lines.lines_in_force import red_lines
from ..lines.proposing import propose
from ..outbox.outbox import move, outbox_of, put_in_outbox
from ..pulled.told_facts import tell_facts
from ..trail.act import Act
from ..whole_case import application_row, case_name
from .missing_words import HANDLING_REASON, REASON, missing_words
from .red_line_requests import RED_LINE_REQUEST, add_request, asked_requests, link, note_letter, the_request
from .request_guard import refuse_unless_allowed
from .taking_back import cancel_request

_VERSION = "SELECT origin, geometry FROM boundary_version WHERE uuid = ? AND application_uuid = ?"


def ask_with_draft(
    act: Act,
    identity: Identity,
    application_uuid: str,
    reading: SiteReading,
    grounds: Grounds,
    new_geojson: Mapping[str, Any],
    rules: Rules,
) -> tuple[str, str, str]:
    """Save the draft, read as ``reading``, as a proposed version and ask the applicant to agree to it.

    ``new_geojson`` is the line in WGS84, as it is to be sent. Gives the uuids of the version, the request and the outbox entry. NotProposed
    and NotAsked name the field that is wrong; the draft is then as it was.
    """
    row = application_row(act.connection, application_uuid)
    version = propose(act, identity, application_uuid, reading, grounds.reason, rules)
    if reading.boundary is None:
        raise NotAsked("line", "There is no line that can be used.")
    warning = refuse_unless_amendable(row, identity)
    line = (version, reading.boundary.geometry)
    return version, *_ask(act, application_uuid, line, row["boundary_uuid"], grounds, new_geojson, rules, warning)


def ask_with_version(
    act: Act,
    identity: Identity,
    application_uuid: str,
    version_uuid: str,
    grounds: Grounds,
    new_geojson: Mapping[str, Any],
    rules: Rules,
    instead_of: str = "",
) -> tuple[str, str, str]:
    """The same for a line that was saved as a proposed version before.

    ``instead_of`` is a request for it that was refused, and that is taken back with this one.
    """
    row = application_row(act.connection, application_uuid)
    if instead_of:
        again = _asked_again(act, row, instead_of, version_uuid, grounds, new_geojson)
        if again is not None:
            refuse_unless_allowed(act, identity, application_uuid)
            return version_uuid, *again
        cancel_request(act, identity, application_uuid, instead_of, "asked anew")
    warning = refuse_unless_amendable(row, identity)
    found = act.connection.execute(_VERSION, (version_uuid, application_uuid)).fetchone()
    if found is None or found[0] != BoundaryOrigin.PROPOSED.value or found[1] is None:
        raise NotAsked("line", "This version is no proposed line that can be used. Choose a proposed version.")
    if version_uuid == row["boundary_uuid"]:
        raise NotAsked("line", "This line is in force already: there is nothing to ask.")
    line = (version_uuid, decoded(found[1]))
    return version_uuid, *_ask(act, application_uuid, line, row["boundary_uuid"], grounds, new_geojson, rules, warning)


def sent_as_letter(act: Act, identity: Identity, application_uuid: str, request_uuid: str, sent_on: date, today: date) -> None:
    """The officer sent the request as a letter; what waits to be sent for it is withdrawn. NotAsked names the field that is wrong."""
    warned = refuse_unless_allowed(act, identity, application_uuid)
    request = the_request(act.connection, application_uuid, request_uuid)
    ours = request.ours
    if ours is None or request.theirs is not None:
        raise NotAsked("state", "The back office has sent this request: a letter beside it would ask the applicant twice.")
    if sent_on > today:
        raise NotAsked("sent_on", "This day is still to come. Record the letter once it has gone out.")
    if sent_on.isoformat() < ours.created_at[:10]:
        raise NotAsked("sent_on", "The letter can't have gone out before the request was made. Check the day.")
    for entry in outbox_of(act.connection, application_uuid):
        if entry.record_uuid == ours.uuid and entry.verb == ASK:
            if entry.may_have_arrived:
                raise NotAsked("state", "This request may have reached the back office: wait until that is known before a letter goes out.")
            move(act, entry.uuid, OutboxState.WITHDRAWN, f"sent as a letter on {sent_on.isoformat()}")
    note_letter(act, ours.uuid, sent_on)
    after = {"sent_on": sent_on.isoformat(), **warned}
    act.trail.add(application_uuid, "request sent as a letter", RED_LINE_REQUEST, ours.uuid, after=after)


def link_request(act: Act, application_uuid: str, request_uuid: str, validation_request_uuid: str) -> None:
    """The back office has the request that was made here, under its own record."""
    link(act, request_uuid, validation_request_uuid)
    after = {"validation_request": validation_request_uuid}
    act.trail.add(application_uuid, "request taken by the back office", RED_LINE_REQUEST, request_uuid, after=after)


def _asked_again(
    act: Act, row: Mapping[str, Any], request_uuid: str, version_uuid: str, grounds: Grounds, new_geojson: Mapping[str, Any]
) -> tuple[str, str] | None:
    """The very same question, which left here before and was refused: it goes once more by its own key, so that it can't be asked twice.

    Gives the uuids of the request and of the outbox entry; None where it is another question.
    """
    ours = the_request(act.connection, row["uuid"], request_uuid).ours
    if ours is None or (ours.version_uuid, ours.over_uuid, ours.grounds) != (version_uuid, row["boundary_uuid"], grounds):
        return None
    for entry in outbox_of(act.connection, row["uuid"]):
        refused = entry.record_uuid == ours.uuid and entry.verb == ASK and entry.state is OutboxState.REFUSED
        if refused and entry.attempts and entry.payload["new_geojson"] == new_geojson:
            move(act, entry.uuid, OutboxState.WAITING, "")
            return ours.uuid, entry.uuid
    return None


def _ask(
    act: Act,
    application_uuid: str,
    line: tuple[str, Any],
    over: str,
    grounds: Grounds,
    new_geojson: Mapping[str, Any],
    rules: Rules,
    warning: str,
) -> tuple[str, str]:
    version_uuid, geometry = line
    row = application_row(act.connection, application_uuid)
    before = red_lines(act.connection, application_uuid)[over]
    try:
        # Where there is no line yet, or none that can be used, all of the proposed land is new.
        change = compare(before.geometry, geometry, rules).kind if before.geometry is not None else ChangeKind.ENLARGEMENT
    except RedlineError as error:
        raise NotAsked("line", str(error)) from error
    grounds = _checked(grounds, change)
    others = [each for each in asked_requests(act.connection, application_uuid) if each.theirs is not None and each.theirs.is_open]
    open_beside = f"{len(others)} other request{'s' if len(others) > 1 else ''} open" if others else ""
    warnings = [each for each in (warning, open_beside) if each]
    request = add_request(act, application_uuid, version_uuid, over, change, grounds)
    certificate = grounds.certificate.value if grounds.certificate is not None else None
    payload = {
        "case": case_name(row),
        "reason": grounds.reason,
        "handling": grounds.handling.value,
        "handling_reason": grounds.handling_reason,
        **({"ownership_certificate": certificate} if certificate else {}),
        "new_geojson": dict(new_geojson),
    }
    outbox = put_in_outbox(act, application_uuid, (RED_LINE_REQUEST, request), ASK, payload)
    after = {
        "over_version": before.number,
        "change": change.value,
        "reason": act.trail.digest(application_uuid, grounds.reason),
        "handling": grounds.handling.value,
        "handling_reason": act.trail.digest(application_uuid, grounds.handling_reason),
        "certificate": certificate or "",
        "outbox": outbox,
        **({"warned": "; ".join(warnings)} if warnings else {}),
    }
    if grounds.certificate is not None:
        _tell_owners(act, application_uuid, version_uuid, grounds.certificate)
    act.trail.add(application_uuid, verb_words(ASK), RED_LINE_REQUEST, request, after=after)
    return request, outbox


def _tell_owners(act: Act, application_uuid: str, version_uuid: str, certificate: Certificate) -> None:
    """Whose the added land is, is a fact of the case from now on; what was told of other land before no longer is."""
    number = red_lines(act.connection, application_uuid)[version_uuid].number
    owners = OWNERS_OF_CERTIFICATE[certificate] or None
    tell_facts(act, application_uuid, {"added_land_owners": owners}, f"said of the land that version {number} adds, to ask the applicant")


def _checked(grounds: Grounds, change: ChangeKind) -> Grounds:
    for field, words in missing_words(grounds, takes_in_land=change.takes_in_land).items():
        raise NotAsked(field, words)
    reason = said_words("reason", grounds.reason, REASON)
    why = said_words("handling_reason", grounds.handling_reason, HANDLING_REASON)
    return Grounds(reason, grounds.handling, why, grounds.certificate if change.takes_in_land else None)
