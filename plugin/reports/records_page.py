"""Records as a page that people read: sections, and under each its records as tables of two columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from .plain_text import plain_lines
from .web_page import web_page

_STYLE = """
body { font: 1rem/1.5 Arial, Helvetica, sans-serif; color: #0b0c0c; background: #fff; }
main { max-width: 52rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; line-height: 1.25; } h2 { font-size: 1.15rem; margin: 1.6em 0 .4em; }
table { border-collapse: collapse; width: 100%; margin: 0 0 1em; table-layout: fixed; }
th, td { text-align: left; padding: .25em .8em .25em 0; border-bottom: 1px solid #b1b4b6; vertical-align: top; overflow-wrap: anywhere; }
th { font-weight: normal; width: 30%; }
@media print { main { margin: 0; max-width: none; } h2 { break-after: avoid; } table { break-inside: avoid; } }
"""

#: A titled part of the page with its records.
Part = tuple[str, Sequence[Mapping[str, Any]]]


def records_page(title: str, said: Sequence[str], parts: Sequence[Part]) -> str:
    """A whole HTML document; every word is escaped, nothing in it is fetched or run. Parts without records are left out."""
    return web_page(title, _STYLE, records_body(title, said, parts))


def records_body(title: str, said: Sequence[str], parts: Sequence[Part]) -> str:
    """The same page's body alone, which is printed."""
    body = [f"<h1>{escape(title)}</h1>", *(f"<p>{escape(line)}</p>" for line in said)]
    for heading, records in parts:
        if records:
            body += [f"<h2>{escape(heading)}</h2>", *(_table(record) for record in records)]
    return "\n".join(body)


def _table(record: Mapping[str, Any]) -> str:
    named = [(name.replace("_", " "), value) for name, value in _flat(record)]
    rows = "".join(f'<tr><th scope="row">{escape(name)}</th><td>{_cell(value)}</td></tr>' for name, value in named)
    return f"<table><tbody>{rows}</tbody></table>"


def _flat(record: Mapping[str, Any]) -> list[tuple[str, Any]]:
    flat: list[tuple[str, Any]] = []
    for name, value in record.items():
        if isinstance(value, Mapping):
            flat += [(f"{name}: {inner}", each) for inner, each in _flat(value)]
        elif value not in (None, "", [], False):
            flat.append((name, value))
    return flat


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return "<br>".join(_cell(each) for each in value)
    if isinstance(value, Mapping):
        return escape("; ".join(f"{name}: {each}" for name, each in _flat(value)))
    return escape(plain_lines(str(value))).replace("\n", "<br>")
