"""What an answer means: its content type first, then its status, then its text; each failure becomes one sentence."""

from __future__ import annotations

import json
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

from ..boundary.json_depth import is_deeper_than
from ..boundary.json_text import without_rows
from ..boundary.plain_values import as_text
from ..domain.clock import Clock
from .errors import BackOfficeError, Trouble
from .exchange import Answer, and_then
from .origin import origin_of
from .question import Told

_LONGEST_DETAIL = 200


def is_json(answer: Answer) -> bool:
    """By what the answer itself says, before anything else is looked at."""
    return answer.content_type == "application/json" or answer.content_type.endswith("+json")


def text_of(answer: Answer) -> str:
    """The body of a JSON answer as text. Raises BackOfficeError where it is not UTF-8."""
    try:
        return answer.body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _damaged(answer, f"it is not text in UTF-8 at byte {error.start}") from error


def told_of(answer: Answer, text: str, deepest: int, rows: str = "") -> Told:
    """What the answer tells; ``rows`` is the key of a page's entries, which are looked through and parsed when they are needed.

    Raises BackOfficeError where it is not JSON, or is nested deeper than any application.
    """

    def look(value: Any) -> None:
        if is_deeper_than(value, deepest):
            raise _damaged(answer, "it is nested too deeply")

    try:
        value, places = without_rows(text, rows, look) if rows else (json.loads(text), None)
    except ValueError as error:
        raise _damaged(answer, "it ends too early or is not JSON") from error
    except RecursionError as error:
        raise _damaged(answer, "it is nested too deeply") from error
    look(value)
    return Told(text, value, answer.headers.get("etag", ""), None if places is None else tuple(places))


def expect_json(answer: Answer, thing: str, clock: Clock) -> str:
    """The text of an answer that is 200 and JSON. Raises BackOfficeError with one sentence for every other.

    ``thing`` is what was asked for, in the words of the sentence ("applications"). A 401 is Trouble.NOT_KNOWN here: whether it is the
    token or its permission, only ``ping`` tells.
    """
    if not is_json(answer):
        raise _not_json(answer, thing, clock)
    if answer.status == 200:
        return text_of(answer)
    raise _refusal(answer, thing, clock)


def retry_after(answer: Answer, clock: Clock) -> float | None:
    """The seconds that the answer asks to wait; None where it does not say so, or not in a form that can be read."""
    text = answer.headers.get("retry-after", "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        moment: datetime = parsedate_to_datetime(text)
        return max(0.0, (moment - clock.now()).total_seconds())
    except (ValueError, TypeError, IndexError):
        return None


def permission_missing(thing: str, status: int) -> BackOfficeError:
    """The error of a token that is known and lacks the permission for ``thing``."""
    return BackOfficeError(
        Trouble.PERMISSION,
        f"This token may not read {thing}. An administrator of the back office can allow it under Admin, Tokens.",
        status,
    )


def _not_json(answer: Answer, thing: str, clock: Clock) -> BackOfficeError:
    place, status = origin_of(answer.address), answer.status
    kind = (
        "a web page" if answer.content_type in {"text/html", "application/xhtml+xml"} else f"{answer.content_type or 'something'}, not data"
    )
    if status == 404:
        return BackOfficeError(
            Trouble.NO_SUCH_PLACE,
            f"{place} knows no such authority or page: it answered with {kind}. Check the address: it begins with the council's own name.",
            status,
        )
    if status == 407:
        return BackOfficeError(
            Trouble.PROXY, "The proxy of your network wants a name and password. Set them in QGIS, Options, Network.", status
        )
    if status in {401, 403, 429} or status >= 500:
        return _refusal(answer, thing, clock)
    return BackOfficeError(
        Trouble.NOT_JSON,
        f"{place} answered with {kind} in place of {thing}. Is it a sign-in page of the network? "
        f"Open {place} in a browser, then try again.",
        status,
    )


def _refusal(answer: Answer, thing: str, clock: Clock) -> BackOfficeError:
    place, status = origin_of(answer.address), answer.status
    detail = _detail(answer)
    said = f' It says: "{detail}".' if detail else ""
    if status == 401 and _is_first_version(answer):
        return BackOfficeError(
            Trouble.REFUSED, f"{place} refused the question for {thing}.{said} Tell whoever looks after Redline.", status
        )
    if status == 401:
        return BackOfficeError(
            Trouble.NOT_KNOWN,
            f"{place} doesn't know this token: it may be mistyped, paused or withdrawn.{said} "
            "Ask an administrator of the back office for one.",
            status,
        )
    if status == 403:
        act = "reading" if answer.method == "GET" else "sending"
        return BackOfficeError(Trouble.PERMISSION, f"{place} does not allow {act} {thing}.{said} Ask an administrator.", status)
    if status in {404, 410}:
        return BackOfficeError(Trouble.NOT_FOUND, f"{place} has no such {_one(thing)}. It may have been removed.", status)
    if status == 429:
        wait = retry_after(answer, clock)
        when = f"in {_duration(wait)}" if wait is not None else "later"
        return BackOfficeError(Trouble.BUSY, f"{place} was asked too often. Try again {when}.", status, wait)
    if status >= 500:
        return BackOfficeError(
            Trouble.SERVER,
            f"{place} failed on the question for {thing} (status {status}).{said} Try again later; if it stays, tell whoever runs it.",
            status,
            retry_after(answer, clock),
        )
    return BackOfficeError(
        Trouble.REFUSED, f"{place} refused the question for {thing} (status {status}).{said} Tell whoever looks after Redline.", status
    )


def _detail(answer: Answer) -> str:
    """What the server says about it, in any of its forms; "" where it says nothing that can be read."""
    value = said_in(answer)
    error = value.get("error")
    candidates = [error.get("detail"), error.get("message")] if isinstance(error, dict) else [value.get("message"), error]
    text = next((text for candidate in candidates if (text := as_text(candidate))), "")
    return text.rstrip(".")[:_LONGEST_DETAIL].replace('"', "'")


def _is_first_version(answer: Answer) -> bool:
    """Whether it is version 1 that speaks: {"message": ...}. There a 401 may be about the applicant's key, not about the token."""
    said = said_in(answer)
    return "message" in said and "error" not in said


def said_in(answer: Answer) -> dict[str, Any]:
    """The object that an error answer holds; empty where it holds none."""
    if not is_json(answer):
        return {}
    try:
        value = json.loads(answer.body.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _damaged(answer: Answer, how: str) -> BackOfficeError:
    then = and_then("Try again", answer.method)
    return BackOfficeError(Trouble.DAMAGED, f"The answer of {origin_of(answer.address)} can't be used: {how}.{then}", answer.status)


def _one(thing: str) -> str:
    """The singular, for the few words that are used here."""
    return thing.removesuffix("s")


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} seconds"
    return f"{seconds / 60:.0f} minutes"
