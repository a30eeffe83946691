"""Sending what waits in the outbox: each act once, whatever happens; what the back office does not take waits, with the reason."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..boundary.reader import read_boundary
from ..boundary.returned_line import match_returned
from ..boundary.transformer import Transformer
from ..casefile.asking import ASK, CANCEL, seen_of
from ..casefile.case_file import CaseFile
from ..casefile.json_text import canonical
from ..casefile.reader import CaseFileReader
from ..domain.boundary import Original
from ..domain.boundary_version import BoundaryVersion
from ..domain.case import Case
from ..domain.clock import Clock, today
from ..domain.outbox_entry import OutboxEntry, OutboxState
from ..domain.validation_request import RED_LINE_CHANGE, ValidationRequest
from ..rules.request_outcome import request_outcome
from ..rules.rules import Rules
from .bops import Bops
from .errors import BackOfficeError, BadQuestion, Cancelled, OrderRefused, Trouble
from .officer_api import Capabilities, OfficerApi
from .question import NO_VERSION

_OPEN = frozenset({OutboxState.WAITING, OutboxState.SENDING})
_TAKES_NONE = "This back office takes no requests from Redline. Send the letter, then record the day on which it went out."
_NOT_FROM_HERE = (
    "This back office, or this token, takes no requests for another red line from Redline. An administrator can allow it under Admin, "
    "Tokens (validation_request:write); else send the letter, and record the day on which it went out."
)
_NO_CANCELLING = "This back office, or this token, takes no cancellation from Redline. Cancel the request in the back office itself."


@dataclass
class SendReport:
    """What became of what waited: ``sent`` acts, and a sentence for each that was refused or waits on.

    ``unreachable`` says why the back office was not reached, "" where it was.
    """

    sent: int = 0
    refused: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    unreachable: str = ""


def send_waiting(
    client: Bops, case_file: CaseFile, transformer: Transformer, clock: Clock, application_uuid: str | None = None
) -> SendReport:
    """Send every act that waits for this back office, of one case or of all, in their order. ``case_file`` belongs to the calling thread.

    Asks nothing where nothing waits. Raises Cancelled and CaseFileError; what was under way then is sent again with the same key, and
    counts once.
    """
    return _Sending(client, case_file, transformer, clock).run(application_uuid)


def ask_capabilities(client: Bops, case_file: CaseFile, clock: Clock) -> Capabilities:
    """What a back office takes, asked now and remembered in the case file for when it is out of reach."""
    found = OfficerApi(client, clock).capabilities()
    told = {"operations": sorted(found.operations), "request_types": sorted(found.request_types), "silence": found.silence}
    case_file.write_setting(_setting(client.connection.source), canonical(told))
    return found


def known_capabilities(case_file: CaseFileReader, source: str) -> Capabilities | None:
    """What the back office of that name was last known to take; None where it was not asked yet."""
    text = case_file.setting(_setting(source))
    if not text:
        return None
    told = json.loads(text)
    return Capabilities(frozenset(told["operations"]), frozenset(told["request_types"]), told["silence"])


class _Sending:
    def __init__(self, client: Bops, case_file: CaseFile, transformer: Transformer, clock: Clock) -> None:
        self._client = client
        self._clock = clock
        self._source = client.connection.source
        self._api = OfficerApi(client, clock)
        self._case_file = case_file
        self._transformer = transformer
        self._rules = Rules(today(clock))
        self._report = SendReport()
        self._held_up: set[str] = set()

    def run(self, application_uuid: str | None) -> SendReport:
        waiting = [each for each in self._case_file.outbox(application_uuid) if each.verb in {ASK, CANCEL}]
        cases = {
            uuid: self._case_file.case(uuid) for uuid in dict.fromkeys(each.application_uuid for each in waiting if each.state in _OPEN)
        }
        mine = [each for each in waiting if each.application_uuid in cases and cases[each.application_uuid].source == self._source]
        if not mine:
            return self._report
        try:
            capabilities = ask_capabilities(self._client, self._case_file, self._clock)
        except BackOfficeError as error:
            self._report.unreachable = str(error)
            return self._report
        for each in mine:
            if each.state not in _OPEN:
                self._held_up.add(each.record_uuid)
            elif each.record_uuid in self._held_up:
                self._wait(each, "An earlier act on the same request is still waiting; it goes first.")
            else:
                self._one(each, cases[each.application_uuid], capabilities)
            if self._report.unreachable:
                break
        return self._report

    def _one(self, entry: OutboxEntry, case: Case, capabilities: Capabilities) -> None:
        do, able, unable = (
            (self._ask, capabilities.can_ask, _NOT_FROM_HERE if capabilities.operations else _TAKES_NONE)
            if entry.verb == ASK
            else (self._cancel, capabilities.can_cancel, _NO_CANCELLING)
        )
        if not able:
            self._refuse(entry, case, OutboxState.UNSUPPORTED, unable)
            return
        try:
            do(entry, case)
        except Cancelled:
            raise
        except OrderRefused as error:
            unsupported = error.trouble is Trouble.PERMISSION
            self._refuse(entry, case, OutboxState.UNSUPPORTED if unsupported else OutboxState.REFUSED, str(error))
        except BadQuestion as error:
            self._refuse(entry, case, OutboxState.REFUSED, str(error))
        except BackOfficeError as error:
            if error.trouble is Trouble.NOT_FOUND:
                self._refuse(entry, case, OutboxState.REFUSED, str(error))
            else:
                self._not_reached(entry, error)

    def _ask(self, entry: OutboxEntry, case: Case) -> None:
        payload = entry.payload
        request = next(each.ours for each in case.asked_requests if each.ours is not None and each.uuid == entry.record_uuid)
        over = next(each for each in case.boundary_versions if each.uuid == request.over_uuid)
        name = str(payload["case"])
        line = self._api.line_in_force(name)
        same = self._is_line(line.geojson, over)
        if not same and not entry.attempts:
            words = (
                "The back office has another red line than the one that this was drawn over. Read the case again, compare, then send again."
            )
            raise OrderRefused(Trouble.MOVED_ON, words)
        attributes = {
            key: payload[key] for key in ("new_geojson", "handling", "handling_reason", "ownership_certificate") if key in payload
        }
        data = {"type": RED_LINE_CHANGE, "reason": payload["reason"], "specific_attributes": attributes}
        match = line.etag if same else NO_VERSION
        self._do(entry, lambda: self._api.ask_applicant(name, entry.uuid, match, data))

    def _cancel(self, entry: OutboxEntry, case: Case) -> None:
        payload = entry.payload
        name, number = str(payload["case"]), str(payload["request"])
        held = self._api.request(name, number)
        same = seen_of(held.request.state, held.request.approved) == payload["seen"]
        if not same and not entry.attempts:
            self._case_file.request_told(case.uuid, held.request)
            became = request_outcome(held.request, self._rules).words
            raise OrderRefused(Trouble.MOVED_ON, f"The request is no longer as you saw it: {became}. Decide again whether to take it back.")
        match = held.etag if same else NO_VERSION
        self._do(entry, lambda: self._api.cancel(name, number, entry.uuid, match, str(payload["reason"])))

    def _do(self, entry: OutboxEntry, order: Callable[[], ValidationRequest]) -> None:
        self._case_file.move_in_outbox(entry.uuid, OutboxState.SENDING)
        told = order()
        self._case_file.request_taken(entry.uuid, told, "taken by the back office")
        self._report.sent += 1

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

    def _refuse(self, entry: OutboxEntry, case: Case, state: OutboxState, why: str) -> None:
        self._held_up.add(entry.record_uuid)
        self._case_file.move_in_outbox(entry.uuid, state, why)
        self._report.refused.append(f"{case.reference} was not sent: {why}")

    def _not_reached(self, entry: OutboxEntry, error: BackOfficeError) -> None:
        """Nobody is to blame and nothing is lost: the next run tries again, by the same key."""
        self._report.unreachable = str(error)
        if error.trouble is Trouble.NOT_KNOWN_WHETHER:
            self._case_file.note_in_outbox(entry.uuid, str(error))
            self._report.waiting.append(str(error))
        else:
            self._wait(entry, str(error))

    def _wait(self, entry: OutboxEntry, why: str) -> None:
        self._case_file.move_in_outbox(entry.uuid, OutboxState.WAITING, why)
        self._report.waiting.append(why)


def _setting(source: str) -> str:
    return f"officer api of {source}"


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
