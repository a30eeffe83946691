"""Carrying out an act on a request to the applicant: asked, cancelled or worded anew, on what the officer saw, by its own key."""

from __future__ import annotations

from collections.abc import Callable

from ..casefile.case_file import CaseFile
from ..casefile.requests.changing_requests import same_words
from ..casefile.requests.taking_back import seen_of
from ..domain.case import Case
from ..domain.outbox_entry import OutboxEntry
from ..domain.outbox_verbs import ASK, CANCEL, CHANGE
from ..domain.validation_request import RED_LINE_CHANGE, ValidationRequest
from .capabilities import Capabilities
from .errors import OrderRefused, Trouble
from .line_as_seen import LineAsSeen
from .moved_on import MovedOn, unless_gone
from .officer_api import HeldRequest, OfficerApi
from .question import NO_VERSION

#: The acts that are carried out here.
REQUEST_VERBS = frozenset({ASK, CANCEL, CHANGE})

_TAKES_NONE = "This back office takes no requests from Redline. Send the letter, then record the day on which it went out."
_NOT_FROM_HERE = (
    "This back office, or this token, takes no requests for another red line from Redline. An administrator can allow it under Admin, "
    "Tokens (validation_request:write); else send the letter, and record the day on which it went out."
)
_NO_CHANGING = "This back office, or this token, takes no changes of requests from Redline. Change the request in the back office itself."
_NO_CANCELLING = "This back office, or this token, takes no cancellation from Redline. Cancel the request in the back office itself."


class RequestSending:
    """The acts on requests, through one API into one case file."""

    def __init__(self, api: OfficerApi, case_file: CaseFile, capabilities: Capabilities, lines: LineAsSeen, moved: MovedOn) -> None:
        self._api = api
        self._case_file = case_file
        self._capabilities = capabilities
        self._lines = lines
        self._moved = moved

    def unable(self, entry: OutboxEntry) -> str:
        """Why the back office does not take an act from here, as a sentence; "" where it does."""
        can = self._capabilities
        able, unable = {
            ASK: (can.can_ask, _NOT_FROM_HERE if can.operations else _TAKES_NONE),
            CANCEL: (can.can_cancel, _NO_CANCELLING),
            CHANGE: (can.can_change, _NO_CHANGING),
        }[entry.verb]
        return "" if able else unable

    def carry_out(self, entry: OutboxEntry, case: Case) -> None:
        """Send an act and keep its answer. Raises BackOfficeError, OrderRefused and BadQuestion; then nothing is kept."""
        if entry.verb == ASK:
            self._ask(entry, case)
        elif entry.verb == CANCEL:
            self._cancel(entry)
        else:
            self._change(entry)

    def _ask(self, entry: OutboxEntry, case: Case) -> None:
        payload = entry.payload
        request = next(each.ours for each in case.asked_requests if each.ours is not None and each.uuid == entry.record_uuid)
        name = str(payload["case"])
        line, moved = self._lines.look(entry, case, request.over_uuid, "this was drawn over")
        attributes = {
            key: payload[key] for key in ("new_geojson", "handling", "handling_reason", "ownership_certificate") if key in payload
        }
        data = {"type": RED_LINE_CHANGE, "reason": payload["reason"], "specific_attributes": attributes}
        match = line.etag if line is not None and moved is None else NO_VERSION
        self._do(entry, lambda: self._api.ask_applicant(name, entry.uuid, match, data), moved)

    def _cancel(self, entry: OutboxEntry) -> None:
        payload = entry.payload
        name, number = str(payload["case"]), str(payload["request"])
        held: HeldRequest | None = unless_gone(entry, lambda: self._api.request(name, number))
        same = held is not None and seen_of(held.request.state, held.request.approved) == payload["seen"]
        moved = None if same or held is None else lambda: self._moved.no_longer(entry, held.request, "whether to take it back")
        if moved is not None and not entry.was_tried:
            raise moved()
        match = held.etag if same and held is not None else NO_VERSION
        self._do(entry, lambda: self._api.cancel(name, number, entry.uuid, match, str(payload["reason"])), moved)

    def _change(self, entry: OutboxEntry) -> None:
        payload = entry.payload
        name, number = str(payload["case"]), str(payload["request"])
        held: HeldRequest | None = unless_gone(entry, lambda: self._api.request(name, number))
        same = held is not None and held.request.state == "pending" and same_words(held.request, payload["seen"])
        sent = held is not None and held.request.state != "pending"
        became = "" if sent else "somebody else has changed it"
        moved = None if same or held is None else lambda: self._moved.no_longer(entry, held.request, "how to change it", became)
        if moved is not None and not entry.was_tried:
            raise moved()
        match = held.etag if same and held is not None else NO_VERSION
        self._do(entry, lambda: self._api.change(name, number, entry.uuid, match, payload["data"]), moved)

    def _do(self, entry: OutboxEntry, order: Callable[[], ValidationRequest], moved: Callable[[], OrderRefused] | None) -> None:
        """``moved`` says what is there by now in the words for the officer, where the act's own key had to tell whether it was done."""
        self._case_file.begin_attempt(entry.uuid)
        try:
            told = order()
        except OrderRefused as error:
            if moved is None or error.trouble is not Trouble.MOVED_ON:
                raise
            # Its key is not known there, so it was never done
            raise moved() from error
        self._case_file.request_taken(entry.uuid, told, "taken by the back office")
