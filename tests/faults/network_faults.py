"""What a network, a proxy or a back office does wrong to one exchange, before the back office has acted and after it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from tests.faults import answers
from tests.faults.proxy import Does, Exchange

STATUSES = (401, 403, 404, 409, 412, 422, 429, 500, 502, 503)
_ELSEWHERE = "http://127.0.0.1:9/sign-in"


def hung_up(_: Exchange) -> None:
    """The question was taken, and the connection is closed without a byte."""


def reset(exchange: Exchange) -> None:
    """The question was taken, and the connection is cut off."""
    exchange.reset()


def breaks_off_on_its_way(exchange: Exchange) -> None:
    """Half of the question reaches the back office."""
    exchange.forward(exchange.asked.raw[: -len(exchange.asked.raw) // 3])


def never_arrives(exchange: Exchange) -> None:
    """The client waits until it gives up."""
    exchange.wait_until_left()


def answered(answer: bytes) -> Does:
    """Something in between answers, and the back office hears nothing."""
    return lambda exchange: exchange.reply(answer)


def after(does: Does) -> Does:
    """The back office acts, its answer is thrown away, and then this happens."""

    def done(exchange: Exchange) -> None:
        exchange.forward()
        does(exchange)

    return done


def changed(change: Callable[[bytes], bytes]) -> Does:
    """The back office acts, and its answer is another one on arrival."""
    return lambda exchange: exchange.reply(change(exchange.forward()))


def twice(exchange: Exchange) -> None:
    """The question reaches the back office twice; the second answer arrives."""
    exchange.forward()
    exchange.reply(exchange.forward())


_REDIRECT = answers.raw(302, b"", "text/html", f"Location: {_ELSEWHERE}")
_ANSWERS: Mapping[str, bytes] = MappingProxyType(
    {
        **{str(status): answers.refusal(status) for status in STATUSES if status != 429},
        "429": answers.refusal(429, "Retry-After: 7"),
        "sign-in page": answers.web_page(),
        "404 as a web page": answers.web_page(404),
        "502 as a web page": answers.web_page(502),
        "407 of a proxy": answers.web_page(407),
        "redirect elsewhere": _REDIRECT,
        "304 unasked": answers.raw(304, b"", "application/json"),
        "no body": answers.raw(200, b"", "application/json"),
        "not an object": answers.json_answer(200, ["hello"]),
        "of no meaning": answers.json_answer(200, {"hello": "world"}),
        "too deep": answers.raw(200, b"[" * 100_000, "application/json"),
        "not UTF-8": answers.raw(200, b'{"entry": "\xff\xfe\x00"}', "application/json"),
    }
)

#: By kind of fault, what happens where the back office has not acted.
BEFORE: Mapping[str, Does] = MappingProxyType(
    {
        "hung up": hung_up,
        "reset": reset,
        "question breaks off": breaks_off_on_its_way,
        "no answer in time": never_arrives,
        **{name: answered(answer) for name, answer in _ANSWERS.items()},
    }
)

#: By kind of fault, what happens where the back office has acted.
AFTER: Mapping[str, Does] = MappingProxyType(
    {
        "hung up": after(hung_up),
        "reset": after(reset),
        "no answer in time": after(never_arrives),
        **{name: after(answered(answer)) for name, answer in _ANSWERS.items()},
        "answer breaks off": changed(answers.broken_off),
        "answer cut short": changed(answers.cut_short),
        "without its version": changed(lambda answer: answers.without_header(answer, "etag")),
        "asked twice": twice,
    }
)

#: What says that an act was not done: of one that was done, only somebody who lies says it.
SAYS_NOT_DONE = frozenset({*(str(status) for status in STATUSES if status < 500), "404 as a web page", "407 of a proxy"})
