"""One question and its whole answer, bounded in size and in time."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO, NoReturn
from urllib.parse import urljoin

import requests

from .connection import Limits
from .errand import Abandoned
from .errors import BackOfficeError, Cancelled, Trouble
from .origin import origin_of, require_secure

_PIECE = 4096
_MOST_REDIRECTS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
#: What a library puts before the words of an operating system.
_NUMBER = re.compile(r"^.*\[Errno -?\d+\] ")


@dataclass(frozen=True)
class Answer:
    """What came back, whole; the headers' names in lower case."""

    address: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    method: str = "GET"

    @property
    def content_type(self) -> str:
        """Without its parameters, in lower case; "" where the answer does not say."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


@dataclass(frozen=True)
class Arrival:
    """How a file came: from where in the end, as what, how large."""

    address: str
    content_type: str
    size: int


def ask(
    session: requests.Session, address: str, headers: Mapping[str, str], limits: Limits, abandoned: Abandoned, method: str = "GET"
) -> Answer:
    """Ask and read the whole answer, whatever its status.

    A redirect within the same server is followed; one to another is not, so that neither the token nor the question goes there. Raises
    BackOfficeError for everything that is not a whole answer within the limits, Cancelled when nobody waits any more.
    """
    until = time.monotonic() + limits.longest
    with opened(session, address, headers, method) as (response, here):
        return _whole(response, here, limits, until, abandoned)


@contextmanager
def opened(
    session: requests.Session, address: str, headers: Mapping[str, str], method: str = "GET"
) -> Iterator[tuple[requests.Response, str]]:
    """The answer before its body is read, and from where it came in the end; redirects are followed and errors raised as ``ask`` does."""
    here = address
    for _ in range(_MOST_REDIRECTS):
        with _sent(session, method, here, headers) as response:
            if not _is_redirect(response):
                yield response, here
                return
            there = urljoin(here, response.headers["Location"])
            if origin_of(there) != origin_of(address):
                raise BackOfficeError(
                    Trouble.REDIRECTED,
                    f"{address} sends its visitors to {origin_of(there)}, another server. Redline didn't follow, and the token was not "
                    "sent there. Is it a sign-in page of the network? Then sign in with a browser and try again; else check the address.",
                    response.status_code,
                )
            here = there
    raise BackOfficeError(Trouble.REDIRECTED, f"{address} sends its visitors round in a circle. Tell whoever runs the back office.")


def post(
    session: requests.Session,
    address: str,
    headers: Mapping[str, str],
    body: bytes | None,
    limits: Limits,
    abandoned: Abandoned,
    method: str = "POST",
) -> Answer:
    """Send JSON (nothing for None) and read the whole answer, whatever its status; no redirect is followed, since an act goes where it was
    meant to go.

    Raises as ``ask`` does; then nobody knows whether the act was done.
    """
    until = time.monotonic() + limits.longest
    content = {} if body is None else {"Content-Type": "application/json"}
    with _sent(session, method, address, {**headers, **content}, body) as response:
        if _is_redirect(response):
            raise BackOfficeError(
                Trouble.REDIRECTED,
                f"{origin_of(address)} points elsewhere when it is written to. Redline didn't follow: check the address in the settings.",
                response.status_code,
            )
        return _whole(response, address, limits, until, abandoned)


def fetch(session: requests.Session, address: str, into: BinaryIO, limits: Limits, abandoned: Abandoned) -> Arrival:
    """Fetch one file into ``into``, following redirects wherever they lead: ``session`` must bear no token.

    Raises BackOfficeError, also for a status that is not 200 and for a file over the limit; what was written by then is of no use.
    """
    until = time.monotonic() + limits.longest_file
    here = address
    for _ in range(_MOST_REDIRECTS):
        require_secure(origin_of(here))
        with _sent(session, "GET", here, {}) as response:
            if _is_redirect(response):
                here = urljoin(here, response.headers["Location"])
                continue
            if response.status_code != 200:
                raise BackOfficeError(
                    Trouble.NOT_FOUND if response.status_code in {404, 410} else Trouble.REFUSED,
                    f"The file could not be fetched: {origin_of(here)} answered {response.status_code}. "
                    "Try again, or open it in the back office.",
                    response.status_code,
                )
            size = 0
            for piece in pieces(response, limits.largest_file, until, abandoned):
                into.write(piece)
                size += len(piece)
            return Arrival(here, response.headers.get("Content-Type", "").partition(";")[0].strip().lower(), size)
    raise BackOfficeError(Trouble.REDIRECTED, f"The file at {address} leads round in a circle. Open it in the back office.")


def _is_redirect(response: requests.Response) -> bool:
    return response.status_code in _REDIRECTS and "Location" in response.headers


def _whole(response: requests.Response, address: str, limits: Limits, until: float, abandoned: Abandoned) -> Answer:
    body = b"".join(pieces(response, limits.largest_answer, until, abandoned))
    headers = {name.lower(): value for name, value in response.headers.items()}
    return Answer(address, response.status_code, headers, body, response.request.method or "GET")


def _sent(session: requests.Session, method: str, address: str, headers: Mapping[str, str], body: bytes | None = None) -> requests.Response:
    try:
        return session.request(method, address, headers=dict(headers), data=body, allow_redirects=False, stream=True)
    except (requests.RequestException, OSError) as error:
        _say(error, address, method)


def pieces(response: requests.Response, most: int, until: float, abandoned: Abandoned, size_of_one: int = _PIECE) -> Iterator[bytes]:
    """The body as it comes, ``most`` bytes of it until a moment of the monotonic clock. Raises BackOfficeError and Cancelled."""
    address, method = response.url or "The back office", response.request.method or "GET"
    size = 0
    declared = _declared(response)
    if declared is not None and declared > most:
        raise _too_large(address, most)
    try:
        for piece in response.iter_content(size_of_one):
            size += len(piece)
            if size > most:
                raise _too_large(address, most)
            if abandoned():
                raise Cancelled
            if time.monotonic() > until:
                raise late(address, method)
            yield piece
    except (requests.RequestException, OSError) as error:
        _say(error, address, method, begun=True)
    if declared is not None and size != declared and method != "HEAD":
        raise _broken(address, method)


def _declared(response: requests.Response) -> int | None:
    """The length that the answer must have; None where it is packed, or says nothing."""
    text = response.headers.get("Content-Length", "")
    packed = response.headers.get("Content-Encoding", "identity") != "identity"
    return int(text) if text.isascii() and text.isdigit() and not packed and response.status_code not in {204, 304} else None


def _say(error: Exception, address: str, method: str, *, begun: bool = False) -> NoReturn:
    """Raise one sentence for a fault of the network."""
    place = str(origin_of(address))
    if isinstance(error, requests.exceptions.SSLError):
        raise BackOfficeError(
            Trouble.NOT_TRUSTED,
            f"The certificate of {place} can't be trusted, so nothing was sent: {_reason(error)}. Ask your IT whether it inspects traffic.",
        ) from error
    if isinstance(error, requests.exceptions.ProxyError):
        raise BackOfficeError(
            Trouble.PROXY,
            f"The proxy of your network would not connect to {place}: {_reason(error)}. Check the proxy settings, or ask your IT.",
        ) from error
    if isinstance(error, (requests.Timeout, TimeoutError)) or "timed out" in str(error).lower():
        raise late(place, method) from error
    if begun or isinstance(error, (requests.exceptions.ChunkedEncodingError, requests.exceptions.ContentDecodingError)) or _hung_up(error):
        raise _broken(place, method) from error
    if isinstance(error, (requests.exceptions.InvalidURL, requests.exceptions.InvalidSchema, requests.exceptions.MissingSchema)):
        raise BackOfficeError(Trouble.ADDRESS, f"{address} is not an address that can be asked. Check it.") from error
    raise BackOfficeError(
        Trouble.UNREACHABLE,
        f"{place} can't be reached: {_reason(error)}. Check the address and the network; "
        "what Redline has on this computer can be used meanwhile.",
    ) from error


def _hung_up(error: Exception) -> bool:
    """Whether the server took the question and then hung up: known to urllib3 as an aborted connection."""
    return "Connection aborted" in str(error)


def _reason(error: BaseException) -> str:
    """The innermost cause in its own words, short."""
    inner: BaseException = error
    while True:
        reason = getattr(inner, "reason", None)
        nested = reason if isinstance(reason, BaseException) else next((a for a in inner.args if isinstance(a, BaseException)), None)
        if nested is None or nested is inner:
            break
        inner = nested
    text = inner.strerror if isinstance(inner, OSError) and inner.strerror else str(inner)
    text = _NUMBER.sub("", text.split(">: ")[-1])
    return " ".join(text.split())[:160].rstrip(" .?!:") or type(inner).__name__


def late(place: str, method: str) -> BackOfficeError:
    """The error of an answer that did not come in time."""
    return BackOfficeError(Trouble.LATE, f"{place} took too long to answer.{and_then('Try again later', method)}")


def and_then(does: str, method: str) -> str:
    """What follows from a failed question. Of an order nobody knows here what became of it: whoever gave it says what follows."""
    return f" {does}; nothing was changed." if method == "GET" else ""


def _broken(place: str, method: str) -> BackOfficeError:
    return BackOfficeError(Trouble.BROKEN, f"The answer of {place} broke off in the middle.{and_then('Try again', method)}")


def _too_large(address: str, most: int) -> BackOfficeError:
    return BackOfficeError(
        Trouble.TOO_LARGE,
        f"The answer of {address} is larger than {most // 1024**2} MB, so it was not read. Tell whoever runs the back office.",
    )
