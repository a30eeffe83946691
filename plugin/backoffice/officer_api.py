"""The officer API: what a back office takes from officers. Plain BOPS has none of it (resources/api/officer-api.yaml).

Every order bears a key of its own, so that it counts once however often it is sent, and the version of what the officer saw.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..domain.clock import Clock
from ..domain.validation_request import ValidationRequest
from .act_answers import refusal_of
from .answers import expect_json, is_json, text_of, told_of
from .bops import Bops
from .capabilities import Capabilities
from .detail_mapping import request_of
from .endpoints import BOUNDARY, CANCEL_REQUEST, CREATE_REQUEST, OFFICER_API, REQUEST, Endpoint
from .errors import NOT_THERE, BackOfficeError, OrderRefused, Trouble
from .exchange import Answer
from .question import Order, Question, Told

#: After these nobody knows whether the order arrived.
_UNCLEAR = frozenset(
    {
        Trouble.LATE,
        Trouble.BROKEN,
        Trouble.DAMAGED,
        Trouble.TOO_LARGE,
        Trouble.SERVER,
        Trouble.NOT_JSON,
        Trouble.REDIRECTED,
        Trouble.REFUSED,
    }
)
#: What the answer to a removal bears.
_REMOVED = "message"


_MAY_NOT_ASK = (
    "This token may not send requests to applicants. An administrator of the back office can allow it under Admin, Tokens "
    "(validation_request:write)."
)


@dataclass(frozen=True)
class LineInForce:
    """The red line that a back office has in force. ``etag`` is what a proposal over it has to name; ``geojson`` None where it has none."""

    etag: str
    geojson: Any


@dataclass(frozen=True)
class HeldRequest:
    """A request as the back office has it now; ``etag`` is what a cancellation has to name."""

    request: ValidationRequest
    etag: str


@dataclass(frozen=True)
class Held:
    """A record as the back office has it now; ``etag`` is what an act on it has to name."""

    value: Mapping[str, Any]
    etag: str


class OfficerApi:
    """Asks and orders through one client. Raises BackOfficeError or Cancelled; OrderRefused where it is known that nothing was done."""

    def __init__(self, client: Bops, clock: Clock) -> None:
        self._client = client
        self._clock = clock

    def capabilities(self) -> Capabilities:
        """What the back office takes; nothing of plain BOPS, which is told from an address that is wrong by its greeting."""
        try:
            told = self._client.whole(Question(OFFICER_API))
        except BackOfficeError as error:
            if error.trouble not in NOT_THERE:
                raise
            self._client.ping()
            return Capabilities()
        said = _object(told)
        silence, officer = said.get("silence"), said.get("officer")
        whose = officer if isinstance(officer, Mapping) else {}
        return Capabilities(
            operations=frozenset(_texts(said.get("operations"))),
            request_types=frozenset(_texts(said.get("validation_request_types"))),
            silence=str(silence.get("effect", "")) if isinstance(silence, Mapping) else "",
            officer=str(whose.get("name") or ""),
            role=str(whose.get("role") or ""),
        )

    def line_in_force(self, case: str) -> LineInForce:
        """The red line of a case, by its integer id or its reference."""
        told = self._client.whole(Question(BOUNDARY, case))
        return LineInForce(_etag(told.etag), _object(told).get("boundary_geojson"))

    def request(self, case: str, number: str) -> HeldRequest:
        """One request as it stands."""
        told = self._client.whole(Question(REQUEST, case, request=number))
        return HeldRequest(request_of(_object(told)), _etag(told.etag))

    def held(self, endpoint: Endpoint, case: str, names: Mapping[str, str]) -> Held:
        """What an act would be about, as it is now."""
        told = self._client.whole(Question(endpoint, case, names=tuple(names.items())))
        return Held(_object(told), _etag(told.etag))

    def ask_applicant(self, case: str, key: str, over: str, data: Mapping[str, Any]) -> ValidationRequest:
        """Make a request; ``over`` is the ETag of the line that it was drawn over."""
        return self._ordered(Order(CREATE_REQUEST, key, over, data, case))

    def cancel(self, case: str, number: str, key: str, seen: str, reason: str) -> ValidationRequest:
        """Take a request back; ``seen`` is its ETag as the officer saw it."""
        return self._ordered(Order(CANCEL_REQUEST, key, seen, {"cancel_reason": reason}, case, number))

    def change(self, case: str, number: str, key: str, seen: str, data: Mapping[str, Any]) -> ValidationRequest:
        """Word a request anew that the applicant does not have yet; ``seen`` is its ETag as the officer saw it."""
        return self._ordered(Order(REQUEST, key, seen, data, case, number, method="PATCH"))

    def _ordered(self, order: Order) -> ValidationRequest:
        return request_of(self.carry_out(order, _MAY_NOT_ASK))

    def carry_out(self, order: Order, lacking: str) -> Mapping[str, Any]:
        """Carry out any order, and give what the back office holds then; ``lacking`` says which permission a token lacks, if it does."""
        try:
            answer = self._client.carry(order)
            refusal = refusal_of(answer)
            if refusal is not None:
                raise refusal
            return _done(self._object_in(answer, order.endpoint.thing), _REMOVED if order.method == "DELETE" else order.endpoint.bears)
        except OrderRefused:
            raise
        except BackOfficeError as error:
            if error.trouble is Trouble.NOT_KNOWN:
                raise self._not_allowed(error, lacking) from error
            if error.trouble in _UNCLEAR and not error.is_refusal:
                words = f"It is not known whether the back office took this. It is sent again with the same key, and counts once. {error}"
                raise BackOfficeError(Trouble.NOT_KNOWN_WHETHER, words, error.status, error.retry_after) from error
            raise

    def _object_in(self, answer: Answer, thing: str) -> Mapping[str, Any]:
        text = text_of(answer) if answer.status == 201 and is_json(answer) else expect_json(answer, thing, self._clock)
        return _object(told_of(answer, text, self._client.connection.limits.deepest))

    def _not_allowed(self, error: BackOfficeError, lacking: str) -> BackOfficeError:
        """An unknown token and a missing permission look the same; the greeting tells them apart."""
        try:
            self._client.ping()
        except BackOfficeError as other:
            return other if other.trouble is Trouble.NOT_KNOWN else error
        return OrderRefused(Trouble.PERMISSION, lacking, error.status)


def _object(told: Told) -> Mapping[str, Any]:
    if not isinstance(told.value, dict):
        raise BackOfficeError(Trouble.DAMAGED, "The answer of the back office can't be used: it is no object. Try again.")
    return told.value


def _done(told: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """An object that is the answer to an order, and not whatever something in between says with 200."""
    if name not in told:
        raise BackOfficeError(Trouble.DAMAGED, f"The answer of the back office can't be used: it has no {name}.")
    return told


def _texts(value: Any) -> list[str]:
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


def _etag(text: str) -> str:
    if not text:
        raise BackOfficeError(
            Trouble.DAMAGED, "The back office names no version of what it answered, so nothing can be sent on it. Tell whoever runs it."
        )
    return text
