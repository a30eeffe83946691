"""Answers as bytes: those of a back office, of whatever stands in between, and what can be done to them on the way."""

from __future__ import annotations

import json
from typing import Any

_SAYS = {
    200: "OK",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    409: "Conflict",
    412: "Precondition Failed",
    422: "Unprocessable Content",
    429: "Too Many Requests",
    500: "Internal Server Error",
    502: "Bad Gateway",
    503: "Service Unavailable",
}


def raw(status: int, body: bytes, content_type: str, *headers: str, declared: int | None = None) -> bytes:
    """An answer on the line; ``declared`` is a length that is not true."""
    lines = [
        f"HTTP/1.1 {status} {_SAYS.get(status, 'Scripted')}",
        f"Content-Type: {content_type}",
        f"Content-Length: {len(body) if declared is None else declared}",
        "Connection: close",
        *headers,
    ]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1") + body


def json_answer(status: int, value: Any, *headers: str) -> bytes:
    """As a back office answers."""
    return raw(status, json.dumps(value).encode(), "application/json; charset=utf-8", *headers)


def refusal(status: int, *headers: str) -> bytes:
    """A refusal in JSON, in the words that BOPS uses."""
    return json_answer(status, {"error": {"code": status, "message": _SAYS[status]}}, *headers)


def web_page(status: int = 200) -> bytes:
    """A page of HTML, as a sign-in page of a network, a load balancer or a crashed application gives it."""
    return raw(status, b"<!DOCTYPE html><html><head><title>Sign in</title></head><body>Sign in</body></html>", "text/html; charset=UTF-8")


def parts(answer: bytes) -> tuple[bytes, bytes]:
    """Head and body of an answer."""
    head, _, body = answer.partition(b"\r\n\r\n")
    return head, body


def broken_off(answer: bytes) -> bytes:
    """The first half of the body; the head promises the whole."""
    head, body = parts(answer)
    return head + b"\r\n\r\n" + body[: len(body) // 2]


def cut_short(answer: bytes) -> bytes:
    """The first half of the body, with a head that says that this is all."""
    _, body = parts(answer)
    return with_body(answer, body[: len(body) // 2])


def with_body(answer: bytes, body: bytes) -> bytes:
    """The same head over another body."""
    head, _ = parts(answer)
    kept = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"content-length:")]
    return b"\r\n".join([*kept, b"Content-Length: " + str(len(body)).encode()]) + b"\r\n\r\n" + body


def without_header(answer: bytes, name: str) -> bytes:
    """An answer that has lost a header."""
    head, body = parts(answer)
    kept = [line for line in head.split(b"\r\n") if not line.lower().startswith(f"{name.lower()}:".encode())]
    return b"\r\n".join(kept) + b"\r\n\r\n" + body
