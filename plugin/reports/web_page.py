"""A web page that needs nothing from outside: one file to send, to keep, to print."""

from __future__ import annotations

from html import escape

#: A page may neither fetch nor run anything, whatever was overlooked when it was put together.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def wide_part(label: str, body: str) -> str:
    """HTML that is safe already, and is scrolled sideways by itself on a narrow screen, by keyboard too; ``label`` is escaped here."""
    return f'<div class="wide" tabindex="0" role="region" aria-label="{escape(label)}">{body}</div>'


def web_page(title: str, style: str, body: str) -> str:
    """A whole HTML document; ``title`` is escaped here, ``body`` is HTML that is safe already."""
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="robots" content="noindex">\n'
        f"<title>{escape(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )
