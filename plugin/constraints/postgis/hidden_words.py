"""What is secret in the address of a database, and never shown: in a sentence, a log or the settings."""

from __future__ import annotations

import re

_IN_URL = re.compile(r"(?P<before>://[^:@/]*):(?P<secret>.*)@", re.DOTALL)
_IN_WORDS = re.compile(r"(?P<before>password\s*=\s*)(?P<secret>'(?:\\.|[^'\\])*'?|[^\s&]+)", re.IGNORECASE)
#: Signs that end a password in an address too early, so that what is left of it would be taken for a host or a port.
_TO_BE_WRITTEN_OTHERWISE = frozenset("@/?#")
_MASK = "…"


def shown(address: str) -> str:
    """The address with a mask in place of a password."""
    masked = _IN_URL.sub(lambda found: f"{found['before']}:{_MASK}@", address)
    return _IN_WORDS.sub(lambda found: f"{found['before']}{_MASK}", masked)


def without_password(address: str) -> str:
    """The address with no password in it, as it may be kept."""
    bare = _IN_URL.sub(lambda found: f"{found['before']}@", address)
    bare = re.sub(r"\s*\b(?:ssl)?password\s*=\s*(?:'(?:\\.|[^'\\])*'?|[^\s&]+)&?", "", bare, flags=re.IGNORECASE)
    return bare.strip().rstrip("?&")


def masked(words: str, address: str) -> str:
    """What a library said of an address, without the address's password."""
    for found in (*_IN_URL.finditer(address), *_IN_WORDS.finditer(address)):
        secret = found["secret"].strip("'")
        if secret:
            words = words.replace(secret, _MASK)
    return shown(words)


def is_cut_short(address: str) -> bool:
    """Whether the password of an address has signs that end it too early."""
    return any(_TO_BE_WRITTEN_OTHERWISE & set(found["secret"]) for found in _IN_URL.finditer(address))
