"""Which addresses may be asked: encrypted ones, and those that never leave this computer."""

from __future__ import annotations

import re
from ipaddress import ip_address
from urllib.parse import unquote, urlsplit

_ADDRESS = re.compile(r"(?=(\bhttps?://[^\s&\"'<>]+))", re.IGNORECASE)


def is_loopback(host: str) -> bool:
    """Whether a host is this computer, where nothing crosses a network."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def not_encrypted(source: str) -> str:
    """The first address in a setting that is neither https nor of this computer, however it is wrapped; "" where there is none."""
    for found in _ADDRESS.findall(unquote(source)):
        try:
            parts = urlsplit(found)
            host = parts.hostname or ""
        except ValueError:
            return str(found)
        if parts.scheme.lower() != "https" and not is_loopback(host.lower()):
            return str(found)
    return ""
