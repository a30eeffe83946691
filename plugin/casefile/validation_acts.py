"""The acts of validation: requests to the applicant, valid or invalid, whose case it is, and the blue line."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from ..domain.casework.drafted_request import DraftedRequest
from ..domain.clock import today
from ..domain.reading import SiteReading
from ..domain.red_line_request import Grounds
from ..rules.rules import Rules
from . import validating
from .lines import blue_line
from .requests import asking, changing_requests, requesting, taking_back
from .requests.requesting import RequestsEdit
from .writer import CaseFileWriter


class ValidationActs(CaseFileWriter):
    """Part of CaseFile. NotAsked names the field that is wrong, and nothing is changed then."""

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

    def take_back_unsent(self, application_uuid: str, uuid: str) -> None:
        """A request that has not reached the back office is a draft again."""
        with self._act() as act:
            requesting.take_back_unsent(act, application_uuid, uuid)

    def cancel_told_request(self, application_uuid: str, key: str, reason: str) -> str:
        """Take a request of any type back that the back office holds, by its key; gives the uuid of the outbox entry."""
        with self._act() as act:
            return taking_back.cancel_told_request(act, self.identity, application_uuid, key, reason)

    def change_told_request(self, application_uuid: str, key: str, changed: DraftedRequest) -> str:
        """Word a request anew that the applicant does not have yet, by its key; gives the uuid of the outbox entry, "" for none."""
        with self._act() as act:
            return changing_requests.change_told_request(act, self.identity, application_uuid, key, changed)

    def let_told_stand(self, application_uuid: str, key: str) -> None:
        """Leave a request as it is that was to be taken back or changed, by its key."""
        with self._act() as act:
            taking_back.let_told_stand(act, self.identity, application_uuid, key)

    def try_requests_again(self, application_uuid: str) -> None:
        """Send what a back office did not take once more, with the next run."""
        with self._act() as act:
            requesting.try_requests_again(act, application_uuid)

    def say_valid(self, application_uuid: str, valid_from: date) -> str:
        """The application is valid from a day; gives the uuid of the outbox entry."""
        with self._act() as act:
            return validating.say_valid(act, application_uuid, valid_from, today(self.clock))

    def say_invalid(self, application_uuid: str) -> str:
        """The application is invalid, and what was asked goes out; gives the uuid of the outbox entry."""
        with self._act() as act:
            return validating.say_invalid(act, application_uuid, today(self.clock))

    def assign(self, application_uuid: str, officer_id: int | None, name: str) -> str:
        """Give the case to an officer of the back office, None to nobody; gives the uuid of the outbox entry."""
        with self._act() as act:
            return validating.assign(act, application_uuid, officer_id, name)

    def take_back_decision(self, application_uuid: str) -> None:
        """Undo what was decided about validity, or whose case it is, and has not reached the back office."""
        with self._act() as act:
            validating.take_back_decision(act, application_uuid)

    def keep_blue_line(self, application_uuid: str, reading: SiteReading, reason: str, *, from_file: bool = False) -> str:
        """Keep other land of the applicant as the next version of the blue line; gives its uuid. NotProposed names what is wrong."""
        with self._act() as act:
            return blue_line.keep_blue_line(act, self.identity, application_uuid, reading, reason, from_file=from_file)

    def take_blue_line_away(self, application_uuid: str, reason: str) -> str:
        """The applicant has no other land; gives the uuid of the version that says so."""
        with self._act() as act:
            return blue_line.take_blue_line_away(act, self.identity, application_uuid, reason)
