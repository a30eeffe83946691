"""The frame of every page that an applicant meets: nothing from another host, no script, nothing that stays behind."""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from html import escape
from pathlib import Path

from fastapi import Response

_PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{title}</title>
<link rel="icon" href="data:,">
<style>{style}</style>
</head>
<body>
<a class="skip" href="#main">Skip to main content</a>
<header><p>{authority} <span>Planning</span></p></header>
<main id="main" tabindex="-1">
{body}
</main>
<footer><p>SAMPLE: this page is served by Redline's local back office. It is no council's, and sends nothing to anybody.</p></footer>
</body>
</html>
"""


@lru_cache(maxsize=1)
def _style() -> str:
    return (Path(__file__).parents[1] / "data" / "applicant.css").read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def _headers() -> dict[str, str]:
    digest = base64.b64encode(hashlib.sha256(_style().encode()).digest()).decode()
    return {
        "cache-control": "no-store",
        "content-security-policy": (
            f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        ),
        "content-type": "text/html; charset=utf-8",
        # The address is the secret: it goes to nobody else.
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "x-robots-tag": "noindex, nofollow",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
    }


def page(authority: str, title: str, body: str, status: int = 200) -> Response:
    """A whole page; ``body`` is HTML that is safe already."""
    whole = _PAGE.format(title=escape(f"{title} - {authority}"), authority=escape(authority), body=body, style=_style())
    return Response(whole.encode(), status_code=status, headers=_headers())
