"""What a back office is told when it starts."""

from __future__ import annotations

from dataclasses import dataclass

from .silence import Effect


@dataclass(frozen=True)
class Settings:
    """The one authority that is served here, and how slowly.

    ``subdomain`` is what BOPS tells authorities apart by; ``council_code`` stands before full references.
    ``delay_per_case`` is in seconds, for each application on a page of ``list`` or ``search``.
    ``first_number`` is the first reference's number of an empty back office.
    ``silence`` is what becomes of a request that nobody answers. ``officer_api`` is off where plain BOPS is to be met.
    ``issuer`` is the address of an identity provider (OpenID Connect) whose bearers are taken beside tokens of this back office's own.
    ``address`` begins the links in letters; the name that a client gave in its request never does.
    """

    subdomain: str = "saltmere"
    council_code: str = "SALT"
    authority_name: str = "Borough of Saltmere (sample)"
    delay_per_case: float = 0.0
    first_number: int = 100
    silence: Effect = Effect.CLOSES
    officer_api: bool = True
    address: str = "http://127.0.0.1"
    issuer: str = ""
