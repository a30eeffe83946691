"""The acts on requests to the applicant: drafted, asked, worded anew, taken back, replied to, told by the back office."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from ...domain.casework.drafted_request import DraftedRequest
from ...domain.clock import today
from ...domain.reading import SiteReading
from ...domain.red_line_request import Grounds
from ...domain.validation_request import ValidationRequest
from ...rules.rules import Rules
from ..writer import CaseFileWriter
from . import asking, changing_requests, replying, requesting, taking_back, taking_requests
from .replying import ReplyToRecord
from .requesting import RequestsEdit


class RequestActs(CaseFileWriter):
    """Part of CaseFile, which says what an act is. NotAsked names the field that is wrong, and nothing is changed then."""

    def keep_requests(self, application_uuid: str, edit: RequestsEdit) -> None:
        """Keep drafts of requests as the officer left them; CaseFileError where another window has changed one since."""
        with self._act() as act:
            requesting.keep_requests(act, application_uuid, edit)

    def send_requests(self, application_uuid: str, edit: RequestsEdit) -> int:
        """Keep the drafts, and put all that can go out into the outbox, in one act; gives how many."""
        with self._act() as act:
            return requesting.send_requests(act, application_uuid, edit)

    def send_requests_with_line(
        self, application_uuid: str, edit: RequestsEdit, version_uuid: str, grounds: Grounds, new_geojson: Mapping[str, Any]
    ) -> int:
        """The same, with a proposed red line that the applicant is asked to agree to; gives how many requests go out.

        ``new_geojson`` is the line in WGS84, as it is to be sent.
        """
        with self._act() as act:
            requesting.keep_requests(act, application_uuid, edit)
            rules = Rules(today(self.clock))
            asking.ask_with_version(act, self.identity, application_uuid, version_uuid, grounds, new_geojson, rules)
            return 1 + requesting.send_beside_line(act, application_uuid)

    def ask_with_draft(
        self, application_uuid: str, reading: SiteReading, grounds: Grounds, new_geojson: Mapping[str, Any]
    ) -> tuple[str, str, str]:
        """Save the draft, read as ``reading``, as a proposed version and put the question to the applicant into the outbox, in one act.

        ``new_geojson`` is the line in WGS84, as it is to be sent. Gives the uuids of the version, the request and the outbox entry.
        NotProposed and NotAsked name the field that is wrong; nothing is changed then.
        """
        with self._act() as act:
            rules = Rules(today(self.clock))
            return asking.ask_with_draft(act, self.identity, application_uuid, reading, grounds, new_geojson, rules)

    def ask_with_version(
        self, application_uuid: str, version_uuid: str, grounds: Grounds, new_geojson: Mapping[str, Any], *, instead_of: str = ""
    ) -> tuple[str, str, str]:
        """The same for a line that was saved before; ``instead_of`` is a request for it that was refused, and is taken back with this."""
        with self._act() as act:
            rules = Rules(today(self.clock))
            return asking.ask_with_version(act, self.identity, application_uuid, version_uuid, grounds, new_geojson, rules, instead_of)

    def sent_as_letter(self, application_uuid: str, request_uuid: str, sent_on: date) -> None:
        """The request went out as a letter on a day; it no longer waits in the outbox."""
        with self._act() as act:
            asking.sent_as_letter(act, self.identity, application_uuid, request_uuid, sent_on, today(self.clock))

    def take_back_unsent(self, application_uuid: str, uuid: str) -> None:
        """A request that has not reached the back office is a draft again."""
        with self._act() as act:
            requesting.take_back_unsent(act, application_uuid, uuid)

    def cancel_request(self, application_uuid: str, request_uuid: str, reason: str) -> str:
        """Take a request back: at once where nobody has seen it, else by the outbox, whose entry's uuid is given ("" without one)."""
        with self._act() as act:
            return taking_back.cancel_request(act, self.identity, application_uuid, request_uuid, reason)

    def cancel_told_request(self, application_uuid: str, key: str, reason: str) -> str:
        """Take a request of any type back that the back office holds, by its key; gives the uuid of the outbox entry."""
        with self._act() as act:
            return taking_back.cancel_told_request(act, self.identity, application_uuid, key, reason)

    def change_told_request(self, application_uuid: str, key: str, changed: DraftedRequest) -> str:
        """Word a request anew that the applicant does not have yet, by its key; gives the uuid of the outbox entry, "" for none."""
        with self._act() as act:
            return changing_requests.change_told_request(act, self.identity, application_uuid, key, changed)

    def let_stand(self, application_uuid: str, request_uuid: str) -> None:
        """Leave a request as it is that was to be taken back; NotAsked where that may have reached the back office."""
        with self._act() as act:
            taking_back.let_stand(act, self.identity, application_uuid, request_uuid)

    def let_told_stand(self, application_uuid: str, key: str) -> None:
        """Leave a request as it is that was to be taken back or changed, by its key."""
        with self._act() as act:
            taking_back.let_told_stand(act, self.identity, application_uuid, key)

    def try_again(self, application_uuid: str, request_uuid: str) -> None:
        """Send what the back office did not take once more, with the next run."""
        with self._act() as act:
            taking_back.try_again(act, self.identity, application_uuid, request_uuid)

    def try_requests_again(self, application_uuid: str) -> None:
        """Send what a back office did not take once more, with the next run."""
        with self._act() as act:
            requesting.try_requests_again(act, application_uuid)

    def record_reply(self, application_uuid: str, request_uuid: str, told: ReplyToRecord) -> str:
        """Write down a reply that came by letter, or what the back office leaves open; a yes puts its line in force."""
        with self._act() as act:
            return replying.record_reply(act, self.identity, application_uuid, request_uuid, told, today(self.clock))

    def accept_line(self, application_uuid: str, request_uuid: str, reason: str) -> None:
        """Put a line in force by hand that waits for an officer."""
        with self._act() as act:
            replying.accept_line(act, self.identity, application_uuid, request_uuid, reason)

    def keep_line(self, application_uuid: str, request_uuid: str, reason: str) -> None:
        """Keep the earlier line in force, whatever the back office has."""
        with self._act() as act:
            replying.keep_line(act, self.identity, application_uuid, request_uuid, reason)

    def request_taken(self, outbox_uuid: str, told: ValidationRequest, answer: str) -> None:
        """The back office has done what an act in the outbox asked for; ``told`` is the request as it has it now."""
        with self._act() as act:
            taking_requests.request_taken(act, outbox_uuid, told, answer)

    def request_told(self, application_uuid: str, told: ValidationRequest) -> None:
        """Keep what the back office said of one request."""
        with self._act() as act:
            taking_requests.request_told(act, application_uuid, told)
