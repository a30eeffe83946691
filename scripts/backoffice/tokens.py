"""Bearer tokens in BOPS's own form: ``bops_``, 36 letters and digits, and six characters that check them."""

from __future__ import annotations

import base64
import re
import secrets
import string
import zlib

_FORM = re.compile(r"bops_([a-zA-Z0-9]{36})([-_a-zA-Z0-9]{6})")
_CHARACTERS = string.ascii_letters + string.digits

_OFFICER = (
    "planning_application:read",
    "planning_application:write",
    "comment:read",
    "comment:write",
    "validation_request:read",
    "validation_request:write",
    "assessment:read",
    "assessment:write",
)
#: What each role's token may do; an authority's own administrator chooses these in BOPS.
ROLES: dict[str, tuple[str, ...]] = {
    "reader": ("planning_application:read", "comment:read", "validation_request:read", "assessment:read"),
    "officer": _OFFICER,
    "reviewer": _OFFICER,
    "intake": ("planning_application:write",),
    "applicant-service": ("planning_application:read", "comment:write", "validation_request:read", "validation_request:write"),
}

#: BOPS's tokens belong to an authority and to nobody; an act of an officer needs a name behind it, and a role.
HOLDERS = {"officer": ("Amina Yusuf", "assessor"), "reviewer": ("Helen Marsh", "reviewer")}


def checksum(middle: str) -> str:
    """The CRC32 of the 36 characters in urlsafe base64 without padding, packed in the byte order of nearly every machine."""
    return base64.urlsafe_b64encode(zlib.crc32(middle.encode()).to_bytes(4, "little")).decode().rstrip("=")


def make_token() -> str:
    """A new token that nobody can guess."""
    middle = "".join(secrets.choice(_CHARACTERS) for _ in range(36))
    return f"bops_{middle}{checksum(middle)}"


def is_well_formed(token: str) -> bool:
    """Whether the form and the checksum are right; a client can ask this before it sends anything."""
    match = _FORM.fullmatch(token)
    return match is not None and match[2] == checksum(match[1])
