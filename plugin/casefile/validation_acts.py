"""The acts of validation: valid or invalid, and whose case it is."""

from __future__ import annotations

from datetime import date

from ..domain.clock import today
from . import validating
from .writer import CaseFileWriter


class ValidationActs(CaseFileWriter):
    """Part of CaseFile, which says what an act is."""

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
