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
    Kind("two processes send at once", "two programs send what waits in one case file"),
    Kind("two processes update at once", "two programs read the back office into one case file"),
    Kind("one case file on two computers", "a copy of the case file sends as well"),
    Kind("disk full in a push", "a disk of its own with 0, 4, 8 ... KB left (ENOSPC)"),
    Kind("disk full in a pull", "the same while a back office is read"),
    Kind("disk full while an officer works", "the same while acts are kept"),
    Kind("file may not grow", "SQLite may add no page"),
    Kind("file may only be read", "SQLite may write nothing"),
    Kind("file locked in a push", "another process is in the middle of writing"),
    Kind("file locked in a pull", "the same while a back office is read"),
    Kind("file locked while an officer works", "the same while acts are kept"),
    Kind("file locked as the answer comes", "another process begins to write between an order and its answer"),
    Kind("another program reads for long", "another process holds an old view of the file"),
    Kind("log left over", "the write-ahead log of a killed process"),
    Kind("log cut short", "that log without its last quarter, half, three quarters"),
    Kind("file damaged", "eight pages of random bytes"),
    Kind("file cut short", "the second half is gone"),
    Kind("file of zeros", "every byte is zero"),
    Kind("yesterday's copy put back", "a copy from before the push, in which everything still waits"),
    Kind("clock ahead here", "this computer is an hour, a day, ten years ahead"),
    Kind("clock behind here", "this computer is as far behind"),
    Kind("clock ahead there", "the back office is ahead"),
    Kind("clock behind there", "the back office is behind"),
    Kind("clock put forward and back", "40 days forward, 80 back, 40 forward between acts"),
    Kind("NUL in a text", "a condition and a text of the assessment with U+0000"),
    Kind("half a character", "the same with lone surrogates"),
    Kind("every plane of Unicode", "the same with emoji, private use, combining marks"),
    Kind("bidirectional marks", "the same with marks that turn the reading round"),
    Kind("control characters", "the same with every control character"),
    Kind("markup", "the same with script, image and template tags"),
    Kind("formulas", "the same with what a spreadsheet would carry out"),
    Kind("a very long text", "the same with 260,000 characters"),
    Kind("field cleared here", "a text, three fields of a consideration and the case officer are emptied, the answers lost"),
    Kind("field cleared there", "the case officer and the end of consultation are emptied in the back office"),
    Kind("deleted there, edited here", "one piece, the two sides at odds"),
    Kind("deleted here, edited there", "the same the other way round"),
    Kind("deleted on both sides", "one piece"),
    Kind("case gone there, edited here", "the whole application is removed, and comes back"),
    Kind("two officers, one text", "both write it, one sends first"),
    Kind("same change on both sides", "both write the same, and the answer is lost"),
    Kind("hostile input", "files, archives, tables, settings and answers made to do harm, each given to its readers"),
    Kind("spoilt at random", "files cut, changed and doubled at random places (hypothesis, the same in every run), given to their readers"),
    Kind("led through every line", "input that a fuzzer makes by watching what it reaches (atheris)"),
    Kind("what peers lost", "how programs of the same kind lost work, each in a test called after it"),
)

#: By name, in the order of the table.
KINDS: Mapping[str, Kind] = MappingProxyType({kind.name: kind for kind in _KINDS})
