"""The pages of HTML: what is answered where nothing is, and a list of what is served."""

from __future__ import annotations

from html import escape
from typing import Any

_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>body {{ font-family: sans-serif; margin: 2em; line-height: 1.4 }} td {{ padding: 0.2em 1em 0.2em 0; vertical-align: top }}</style>
</head>
<body>
{body}
</body>
</html>
"""


def not_found() -> str:
    """For an unknown authority, path or method, also under ``/api/``: as BOPS does."""
    text = "<h1>Page not found</h1><p>If you typed the web address, check it is correct.</p>"
    return _PAGE.format(title="Page not found", body=text)


def operations(description: dict[str, Any]) -> str:
    """The operations of an OpenAPI document, without anything from another host."""
    rows = [
        f"<tr><td>{method.upper()}</td><td><code>{escape(path)}</code></td><td>{escape(operation.get('summary', ''))}</td></tr>"
        for path, operations in description["paths"].items()
        for method, operation in operations.items()
    ]
    body = (
        f"<h1>{escape(description['info']['title'])}</h1><p>{escape(description['info'].get('description', ''))}</p>"
        f'<p>As data: <a href="/openapi.json">openapi.json</a></p><table>{"".join(rows)}</table>'
    )
    return _PAGE.format(title=escape(description["info"]["title"]), body=body)
