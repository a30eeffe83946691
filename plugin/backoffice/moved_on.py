"""What an act on a request was about is another by now: it is kept, laid beside the act, and left to the officer."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TypeVar

from ..boundary.transformer import Transformer
from ..casefile.case_file import CaseFile
from ..casefile.conflicts.told_in_conflict import ToldInConflict
from ..casefile.errors import ActOver
from ..casefile.requests.changing_requests import request_as_drafted
from ..casefile.requests.taking_back import TOLD_REQUEST
from ..domain.case import Case
from ..domain.clock import Clock, today
from ..domain.outbox_entry import OutboxEntry, OutboxState
from ..domain.outbox_verbs import CHANGE
from ..domain.validation_request import ValidationRequest
from ..rules.request_outcome import request_outcome
from ..rules.request_types import sent_words
from ..rules.rules import Rules
from .errors import BackOfficeError, OrderRefused, Trouble
from .officer_api import LineInForce
from .site_mapping import site_of

Seen = TypeVar("Seen")


class MovedOn:
    """Gives the refusals of such acts, in words; by then a conflict is noted in the case file."""

    def __init__(self, case_file: CaseFile, transformer: Transformer, clock: Clock) -> None:
        self._case_file = case_file
        self._transformer = transformer
        self._clock = clock
        self._rules = Rules(today(clock))

    def another_line(self, entry: OutboxEntry, case: Case, line: LineInForce | None, words: str) -> OrderRefused:
        """From now on the line is here, to be compared with."""
        self._not_done(entry, words)
        if line is not None and line.geojson is not None:
            text = json.dumps(line.geojson)
            self._case_file.note_line_there(case.uuid, site_of(case.reference, text, self._transformer, today(self._clock)))
        return OrderRefused(Trouble.MOVED_ON, words)

    def no_longer(self, entry: OutboxEntry, request: ValidationRequest, decide: str, became: str = "") -> OrderRefused:
        """From now on the officer knows what is there, and settles it; ActOver where that ends the act."""
        words = became or request_outcome(request, self._rules).words
        sentence = f"The request is no longer as you saw it: {words}. Decide again {decide}."
        self._not_done(entry, sentence)
        self._case_file.request_told(entry.application_uuid, request)
        if all(each.uuid != entry.uuid for each in self._case_file.outbox(entry.application_uuid)):
            raise ActOver("The request is cancelled in the back office.")
        record = (entry.record_kind, entry.record_uuid)
        number, seen = str(entry.payload["request"]), entry.payload["seen"]
        if entry.verb == CHANGE and request.state == "pending":
            there = sent_words(request_as_drafted(request))
            told = ToldInConflict(record, TOLD_REQUEST, number, there)
            self._case_file.note_act_conflict(entry.uuid, told, seen, entry.payload["data"], there)
        else:
            told = ToldInConflict(record, TOLD_REQUEST, number, {"state": request.state, "approved": request.approved})
            base, mine = ("pending", "worded anew") if entry.verb == CHANGE else (str(seen).partition("/")[0], "cancelled")
            self._case_file.note_act_conflict(entry.uuid, told, {"state": base}, {"state": mine}, {"state": words})
        return OrderRefused(Trouble.MOVED_ON, sentence)

    def _not_done(self, entry: OutboxEntry, why: str) -> None:
        """Its own key has told that it was never done: so it can be compared, and settled."""
        if entry.was_tried:
            self._case_file.move_in_outbox(entry.uuid, OutboxState.REFUSED, why)


def unless_gone(entry: OutboxEntry, look: Callable[[], Seen]) -> Seen | None:
    """What an act is about, as it is now; None where it is gone and only the act's own key can tell whether the act was done."""
    try:
        return look()
    except BackOfficeError as error:
        if error.trouble is Trouble.NOT_FOUND and entry.may_have_arrived:
            return None
        raise
