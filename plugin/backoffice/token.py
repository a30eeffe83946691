"""A BOPS token: its form and its checksum, so that a mistyped one is seen before it is sent.

Source: BOPS, app/models/api_user.rb: "bops_", 36 letters and digits, then the CRC-32 of those 36 in URL-safe base64.
"""

from __future__ import annotations

import base64
import re
import zlib
from typing import Literal

_FORM = re.compile(r"bops_([a-zA-Z0-9]{36})([-_a-zA-Z0-9]{6})")


def token_checksums(body: str) -> tuple[str, str]:
    """The endings that a token whose 36 characters are ``body`` may have.

    BOPS packs the checksum in the byte order of the machine that it runs on: little-endian nearly everywhere, which comes first.
    """
    crc = zlib.crc32(body.encode("ascii"))
    little, big = (base64.urlsafe_b64encode(crc.to_bytes(4, order)).decode("ascii").rstrip("=") for order in _ORDERS)
    return little, big


def token_trouble(token: str) -> str:
    """A sentence on what is wrong with a token as typed; "" where it could be one."""
    if not token.strip():
        return "No token was given. An administrator of the back office makes one under Admin, Tokens."
    form = _FORM.fullmatch(token.strip())
    if form is None:
        return "This is not a token of BOPS: one begins with bops_ and has 47 characters. Copy it once more, all of it."
    if form.group(2) not in token_checksums(form.group(1)):
        return "This token has a typing error in it: its checksum doesn't agree. Copy it once more."
    return ""


_ORDERS: tuple[Literal["little"], Literal["big"]] = ("little", "big")
