"""Every kind of fault that is acted out, declared once: these are the rows of docs/reliability.md and of a run's own table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True)
class Kind:
    """``happens`` says what is done to Redline, in few words."""

    name: str
    happens: str


_KINDS = (
    Kind("nobody answers", "the back office's port refuses every connection"),
    Kind("hung up", "the connection is closed without a byte of answer"),
    Kind("reset", "the connection is cut off (RST) without a byte of answer"),
    Kind("question breaks off", "only the first part of what Redline sends arrives"),
    Kind("no answer in time", "nothing comes until Redline gives up"),
    Kind("arrives late", "what Redline gave up waiting for reaches the back office after the next attempt"),
    Kind("401", "the token is called unknown"),
    Kind("403", "the act is called forbidden"),
    Kind("404", "what the act is about is called gone"),
    Kind("409", "the act is called impossible in this state"),
    Kind("412", "what the act is about is called changed"),
    Kind("422", "what was sent is called wrong"),
    Kind("429", "too many questions; come back in seven seconds"),
    Kind("500", "the back office fails"),
    Kind("502", "what stands before the back office finds it gone"),
    Kind("503", "the back office is being looked after"),
    Kind("sign-in page", "a page of HTML, 200, in place of data"),
    Kind("404 as a web page", "a page of HTML says that there is no such page"),
    Kind("502 as a web page", "a page of HTML says that the gateway failed"),
    Kind("407 of a proxy", "the network's proxy wants a password"),
    Kind("redirect elsewhere", "the answer points to another server"),
    Kind("304 unasked", "nothing is said to have changed, though nobody asked that"),
    Kind("no body", "200 in JSON with nothing in it"),
    Kind("not an object", "a list where an object should be"),
    Kind("of no meaning", "an object that says nothing of what was asked"),
    Kind("too deep", "a hundred thousand brackets"),
    Kind("not UTF-8", "bytes that are no text"),
    Kind("answer breaks off", "half of the answer, though the head promises the whole"),
    Kind("answer cut short", "half of the answer, called the whole"),
    Kind("without its version", "the answer has lost its ETag"),
    Kind("asked twice", "what Redline sends arrives twice"),
    Kind("killed in a push", "SIGKILL before each write of a push, to the disk and to the back office"),
    Kind("killed in a pull", "SIGKILL before each write of a pull"),
    Kind("killed while a case is read", "SIGKILL before each write while an opened case is read again"),
    Kind("killed while an officer works", "SIGKILL before each write of acts off line"),
    Kind("killed again and again", "SIGKILL before the 61st write of every life"),
)

#: By name, in the order of the table.
KINDS: Mapping[str, Kind] = MappingProxyType({kind.name: kind for kind in _KINDS})
