"""Which server an address means, and whether a token may go there."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from ..constraints.secure_address import is_loopback
from .errors import BackOfficeError, Trouble

_PORTS = {"https": 443, "http": 80}


@dataclass(frozen=True)
class Origin:
    """Scheme, host and port: what a token belongs to."""

    scheme: str
    host: str
    port: int

    @property
    def is_loopback(self) -> bool:
        """Whether it is this computer, where nothing crosses a network."""
        return is_loopback(self.host)

    @property
    def is_secure(self) -> bool:
        return self.scheme == "https" or self.is_loopback

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if self.port == _PORTS[self.scheme] else f":{self.port}")


def origin_of(address: str) -> Origin:
    """The origin of an http or https address. Raises BackOfficeError for anything else, and for a host that can't be read."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        raise BackOfficeError(Trouble.ADDRESS, f"{address} is not an address: {error}. Check it with whoever gave it to you.") from error
    if parts.scheme not in _PORTS or not parts.hostname:
        raise BackOfficeError(
            Trouble.ADDRESS, f"{address or 'Nothing'} is not the address of a back office. It looks like https://council.bops.services."
        )
    return Origin(parts.scheme, parts.hostname.lower(), port or _PORTS[parts.scheme])


def origin_typed(text: str) -> Origin:
    """The origin of what a person typed: https where the scheme is left out, any path left away.

    Raises BackOfficeError where it is no address, bears a name or password, or is neither https nor this computer.
    """
    typed = text.strip()
    if "://" not in typed:
        typed = f"https://{typed}"
    origin = origin_of(typed)
    if "@" in urlsplit(typed).netloc:
        raise BackOfficeError(
            Trouble.ADDRESS, "The address must not hold a name or password. Leave them out; the token has a place of its own."
        )
    require_secure(origin)
    return origin


def require_secure(origin: Origin) -> None:
    """Raises BackOfficeError unless what is sent there is encrypted, or never leaves this computer."""
    if not origin.is_secure:
        raise BackOfficeError(
            Trouble.NOT_TRUSTED,
            f"{origin} is not encrypted, so Redline sends nothing there. Use the address that begins with https://.",
        )
