"""The acts of a pack as a page that people read: what each is, why it waits, where it is done by hand, what it says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import Any

from ...domain.outbox_entry import OutboxEntry
from ...reports.act_words import act_words, said_by
from ...reports.plain_text import plain_lines, plain_text
from ...reports.sending_words import state_words
from ...reports.web_page import web_page
from ...reports.wording import moment_words

LINES = "lines.geojson"
_NOT_YET = "Don't do this by hand yet: it may have arrived. Redline sends it again first, and says what became of it."
_STYLE = """
body { font: 1rem/1.5 Arial, Helvetica, sans-serif; color: #0b0c0c; background: #fff; }
main { max-width: 52rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; line-height: 1.25; } h2 { font-size: 1.15rem; margin: 1.6em 0 .4em; break-after: avoid; } p { margin: .3em 0; }
"""


def change_page(title: str, said: Iterable[str], parts: Iterable[str]) -> tuple[str, str]:
    """A whole HTML document, and its body alone, which is printed; ``parts`` are safe already, all other words are escaped."""
    body = "\n".join((f"<h1>{_safe(title)}</h1>", *(_paragraph(line) for line in said), *parts))
    return web_page(plain_text(title), _STYLE, body), body


def act_parts(waiting: Sequence[OutboxEntry], pages: Sequence[str]) -> Iterator[str]:
    """Each act as safe HTML; ``pages`` are the back office's own, "" where there is none."""
    for number, (entry, page) in enumerate(zip(waiting, pages), start=1):
        yield f"<h2>{number}. {_safe(act_words(entry.verb, entry.payload))}</h2>"
        yield _paragraph(f"Made on {moment_words(entry.created_at)}; {state_words(entry)}. {entry.last_answer}".strip())
        if entry.may_have_arrived:
            yield _paragraph(_NOT_YET)
        elif page:
            # An address keeps every sign, and leads only to the web: hand_page gives no other
            yield f'<p>Where: <a href="{escape(page)}">{escape(page)}</a></p>'
        for name, value in said_by(entry.payload):
            yield _paragraph(f"{name[:1].upper()}{name[1:]}: {value}")
        if line_of(entry) is not None:
            yield _paragraph(f"The line is in {LINES}, as the feature of this act ({entry.uuid}).")


def line_of(entry: OutboxEntry) -> Mapping[str, Any] | None:
    """The red line that an act asks for, as GeoJSON."""
    line = entry.payload.get("new_geojson")
    return line if isinstance(line, dict) else None


def _paragraph(text: str) -> str:
    return f"<p>{_safe(text)}</p>"


def _safe(text: str) -> str:
    return escape(plain_lines(text)).replace("\n", "<br>")
