"""Asking BOPS: what it answers live, and every way in which it does not."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, BinaryIO, TypeVar
from weakref import WeakSet

from requests.adapters import BaseAdapter

from ..domain.clock import Clock
from .answers import expect_json, permission_missing, told_of
from .connection import Connection
from .couriers import couriers_of
from .endpoints import (
    ALL_REQUESTS,
    DOCUMENTS,
    LARGEST_PAGE,
    LIST,
    NEIGHBOUR_RESPONSES,
    PING,
    REQUESTS_OF_CASE,
    SEARCH,
    SHOW,
    SUBMISSION,
    Endpoint,
)
from .errand import Abandoned, Errand
from .errors import BackOfficeError, Cancelled, Trouble
from .exchange import Answer, Arrival, ask, fetch, late, post
from .filters import Filters
from .origin import origin_of
from .page import Page, page_of
from .question import Order, Question, Told
from .tally import Tally
from .transport import session, visit

#: What may go better the next time. A refused connection is told at once: the officer can do more about it than waiting.
_PASSING = frozenset({Trouble.LATE, Trouble.BROKEN, Trouble.DAMAGED, Trouble.SERVER, Trouble.BUSY})
#: BOPS stands two questions at a time well (seen live: a page takes it up to two seconds of one processor).
_AT_A_TIME = 2
_GLANCE = 0.05
#: What a courier may take beyond the limit before it is given up: the look-up of a name, the last piece.
_GRACE = 5.0

Result = TypeVar("Result")


class Bops:
    """One authority's BOPS. Every question is a GET, may be asked again, and can be left at any moment through ``cancelled``.

    An order (``carry``) is sent once for each call; whoever sends it again gives it the same key.

    ``adapter`` carries the requests inside QGIS; it is called from up to two plain threads at once. ``cancelled`` is asked about every
    twentieth of a second on the thread that waits. All clients of one back office in this process have two questions out between them;
    those of a client that is ``in_front`` (an officer sits before what it asks for) go before the others'.

    Everything here raises BackOfficeError with a sentence, or Cancelled.
    """

    def __init__(
        self,
        connection: Connection,
        clock: Clock,
        *,
        adapter: BaseAdapter | None = None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> None:
        self.connection = connection
        self.cancelled = cancelled
        self.tally = Tally()
        self.grace = _GRACE
        self.in_front = False
        self._clock = clock
        self._adapter = adapter
        self._session = session(connection, adapter)
        self._couriers = couriers_of(connection.source, _AT_A_TIME)
        self._out: WeakSet[Errand[Any]] = WeakSet()

    def close(self) -> None:
        """Leave every question that is still out."""
        self._couriers.leave(*self._out)
        self._session.close()

    def ping(self) -> None:
        """Returns when the back office knows the token."""
        self.ask(Question(PING))

    def show(self, case: str, etag: str = "") -> Told | None:
        """One application by its integer id or its reference; None where it is as it was at ``etag``."""
        return self.ask(Question(SHOW, case, etag=etag))

    def documents(self, case: str) -> Told:
        return self.whole(Question(DOCUMENTS, case))

    def submission(self, case: str) -> Told:
        return self.whole(Question(SUBMISSION, case))

    def requests_of(self, case: str, number: int = 1) -> Page:
        """A page of the validation requests of one case, those not yet sent among them."""
        return self._whole_page(paged(REQUESTS_OF_CASE, number, case=case))

    def all_requests(self, number: int = 1) -> Page:
        """A page of the whole authority's validation requests; only those that were sent."""
        return self._whole_page(paged(ALL_REQUESTS, number))

    def neighbour_responses(self, number: int = 1) -> Page:
        """A page of the whole authority's published comments."""
        return self._whole_page(paged(NEIGHBOUR_RESPONSES, number))

    def fetch_file(self, address: str, into: BinaryIO) -> Arrival:
        """Fetch a document into ``into``: no token goes with it, the cookies of BOPS's own redirect do."""
        errand = self._send(lambda abandoned: self._fetched(address, into, abandoned), in_front=True)
        return self._awaited(errand, str(self.connection.origin), self.connection.limits.longest_file)

    def carry(self, order: Order) -> Answer:
        """Send an order and give the answer, whatever it is; after an error nobody knows whether the order was carried out."""
        address = order.address(self.connection.origin)
        errand = self._send(lambda abandoned: self._carried(order, address, abandoned), in_front=True)
        return self._awaited(errand, address, self.connection.limits.longest, order.method)

    def page(self, question: Question) -> Page | None:
        """The page that a question is answered with; None where nothing has changed."""
        told = self.ask(question)
        return None if told is None else page_of(told, question.endpoint)

    def ask(self, question: Question) -> Told | None:
        """Ask and wait; None where nothing has changed since the question's ETag."""
        return self.await_answer(question, self.begin(question))

    def begin(self, question: Question) -> Errand[Told | None]:
        """Send a question on its way; await_answer waits for it."""
        address = question.address(self.connection.origin)
        return self._send(lambda abandoned: self._told(question, address, abandoned), in_front=self.in_front)

    def await_answer(self, question: Question, errand: Errand[Told | None]) -> Told | None:
        """The answer to a question that was begun, asked again as often as patience allows."""
        patience = self.connection.patience
        for wait in (*patience.waits, None):
            try:
                return self._awaited(errand, question.address(self.connection.origin), self.connection.limits.longest)
            except BackOfficeError as error:
                if error.trouble is Trouble.NOT_KNOWN and question.endpoint is not PING:
                    raise self._why_not_allowed(question.endpoint, error) from error
                pause = max(wait or 0.0, error.retry_after or 0.0)
                if wait is None or error.trouble not in _PASSING or pause > patience.longest_wait:
                    raise
                self.tally.note_retry(str(error))
            self._pause(pause)
            errand = self.begin(question)
        raise Cancelled

    def leave(self, errand: Errand[Told | None]) -> None:
        """An answer that nobody wants any more."""
        self._couriers.leave(errand)

    def _send(self, call: Callable[[Abandoned], Result], *, in_front: bool) -> Errand[Result]:
        errand = self._couriers.send(call, in_front=in_front)
        self._out.add(errand)
        return errand

    def _told(self, question: Question, address: str, abandoned: Abandoned) -> Told | None:
        limits = self.connection.limits
        answer = ask(self._session, address, question.headers, limits, abandoned)
        self.tally.note_answer(len(answer.body), not_modified=answer.status == 304)
        if answer.status == 304 and question.etag:
            return None
        text = expect_json(answer, question.endpoint.thing, self._clock)
        return told_of(answer, text, limits.deepest, question.endpoint.rows)

    def _carried(self, order: Order, address: str, abandoned: Abandoned) -> Answer:
        answer = post(self._session, address, order.headers, order.body, self.connection.limits, abandoned, order.method)
        self.tally.note_answer(len(answer.body), not_modified=False)
        return answer

    def _fetched(self, address: str, into: BinaryIO, abandoned: Abandoned) -> Arrival:
        with visit(self.connection, self._adapter) as visitor:
            return fetch(visitor, address, into, self.connection.limits, abandoned)

    def _awaited(self, errand: Errand[Result], address: str, longest: float, method: str = "GET") -> Result:
        while True:
            if self.cancelled():
                self._couriers.leave(errand)
                raise Cancelled
            if errand.wait(_GLANCE):
                return errand.result()
            if errand.age > longest + self.grace:
                self._couriers.leave(errand)
                raise late(str(origin_of(address)), method)

    def _pause(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if self.cancelled():
                raise Cancelled
            time.sleep(min(_GLANCE, max(0.0, until - time.monotonic())))

    def _why_not_allowed(self, endpoint: Endpoint, error: BackOfficeError) -> BackOfficeError:
        """BOPS answers 401 for a token that it does not know and for a permission that is missing; its ``ping`` tells them apart."""
        try:
            self.ping()
        except BackOfficeError as other:
            return other if other.trouble is Trouble.NOT_KNOWN else error
        return permission_missing(endpoint.thing, error.status or 401)

    def whole(self, question: Question) -> Told:
        """The answer to a question without an ETag."""
        told = self.ask(question)
        if told is None:
            raise BackOfficeError(
                Trouble.DAMAGED, "The back office says that nothing has changed, though it was not asked that. Try again."
            )
        return told

    def _whole_page(self, question: Question) -> Page:
        return page_of(self.whole(question), question.endpoint)


def paged(
    endpoint: Endpoint,
    number: int,
    size: int = LARGEST_PAGE,
    *,
    case: str = "",
    parameters: tuple[tuple[str, str], ...] = (),
    etag: str = "",
) -> Question:
    """The question for one page."""
    return Question(endpoint, case, (*parameters, ("page", str(number)), ("maxresults", str(size))), etag)


def list_question(number: int, size: int = LARGEST_PAGE, etag: str = "") -> Question:
    """The question for a page of all applications."""
    return paged(LIST, number, size, etag=etag)


def search_question(filters: Filters, number: int, size: int = LARGEST_PAGE, etag: str = "") -> Question:
    """The question for a page of a search."""
    return paged(SEARCH, number, size, parameters=tuple(filters.parameters()), etag=etag)
