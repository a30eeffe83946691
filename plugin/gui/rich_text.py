"""Text from outside, made safe to stand in a rich text label."""

from __future__ import annotations

from html import escape as escape_html

from ..reports.plain_text import plain_text, without_controls


def escape(text: str) -> str:
    """The text as it reads, whatever it holds: tags and quotes shown, line ends kept, nothing that turns a sentence round."""
    return escape_html(without_controls(text), quote=True).replace("\n", "<br>")


def tooltip(text: str) -> str:
    """A tooltip that shows the text as it reads: Qt takes anything that looks like markup for markup."""
    return f"<qt>{escape(plain_text(text))}</qt>" if text else ""


def anchor(text: str, address: str) -> str:
    """A link that shows ``text``; both parts are escaped."""
    return f'<a href="{escape_html(address, quote=True)}">{escape(text)}</a>'
