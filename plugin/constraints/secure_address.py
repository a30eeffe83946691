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


def with_scheme(typed: str) -> str:
    """An address as somebody typed it, with https where its scheme is left out; "" for nothing."""
    text = typed.strip()
    return text if not text or "://" in text else f"https://{text}"


def why_not_asked(address: str) -> str:
    """Why nothing is asked of a server at an address, in a sentence; "" where it may be."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").lower()
        named = parts.scheme.lower() in {"http", "https"} and bool(host) and not re.search(r"\s", address) and parts.port != 0
    except ValueError:
        named = False
    if not named:
        return f"“{address}” is no web address. One looks like https://www.example.gov.uk."
    if "@" in parts.netloc:
        return "An address must not hold a name or password. Leave them out."
    if parts.scheme.lower() != "https" and not is_loopback(host):
        return f"{address} is not encrypted, so nothing is asked there. Use the address that begins with https://."
    return ""


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
