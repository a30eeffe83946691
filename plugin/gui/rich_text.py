"""Text from outside, made safe to stand in a rich text label."""

from __future__ import annotations

from html import escape as escape_html


def escape(text: str) -> str:
    """The text as it reads, whatever it holds: tags and quotes shown, line ends kept."""
    return escape_html(text, quote=True).replace("\n", "<br>")


def anchor(text: str, address: str) -> str:
    """A link that shows ``text``; both parts are escaped."""
    return f'<a href="{escape_html(address, quote=True)}">{escape(text)}</a>'
