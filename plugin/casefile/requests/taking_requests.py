"""Taking in what a back office answered to an act on a request: the request as it has it, the end of the act, its effect on the line."""

from __future__ import annotations

from ...domain.outbox_entry import OutboxState
from ...domain.outbox_verbs import ASK
from ...domain.validation_request import ValidationRequest
from ..outbox.outbox import entry, move
from ..pulled.record_kinds import VALIDATION_REQUEST
from ..pulled.take_records import take_one
from ..trail.act import Act
from .asking import link_request
from .settling import settle_requests


def request_taken(act: Act, outbox_uuid: str, told: ValidationRequest, answer: str) -> None:
    """The back office has done an act: its record of the request, the link to ours, the act's end and its effect, all at once.

    An act that another window has noted as done already is left as it is: it counted once.
    """
    done = entry(act.connection, outbox_uuid)
    if done.state is OutboxState.SENT:
        return
    uuid = take_one(act, done.application_uuid, VALIDATION_REQUEST, told)
    if done.verb == ASK:
        link_request(act, done.application_uuid, done.record_uuid, uuid)
    move(act, outbox_uuid, OutboxState.SENT, answer)
    settle_requests(act, done.application_uuid)


def request_told(act: Act, application_uuid: str, told: ValidationRequest) -> None:
    """What the back office said of one request, outside of an act."""
    take_one(act, application_uuid, VALIDATION_REQUEST, told)
    settle_requests(act, application_uuid)
