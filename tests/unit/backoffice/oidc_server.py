"""A small provider of identities (OpenID Connect) on a socket of this computer, for the tests: discovery, tokens, who somebody is."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import parse_qs

from tests.unit.backoffice.scripted_server import Reply, Request, as_json, serving


@dataclass
class Provider:
    """Knows one person by a password. ``lives`` is how many seconds a token is good for; ``given`` are all that were given out."""

    name: str = "Amina Yusuf"
    role: str = "officer"
    password: str = "correct horse"
    lives: int = 3600
    address: str = ""
    given: list[str] = field(default_factory=list)
    refreshed: int = 0
    asked: list[Request] = field(default_factory=list)

    def answer(self, request: Request) -> Reply:
        self.asked.append(request)
        if request.path == "/.well-known/openid-configuration":
            return as_json(
                {
                    "issuer": self.address,
                    "authorization_endpoint": f"{self.address}/authorize",
                    "token_endpoint": f"{self.address}/token",
                    "userinfo_endpoint": f"{self.address}/userinfo",
                }
            )
        if request.path == "/token":
            return self._token({name: values[0] for name, values in parse_qs(request.body.decode()).items()})
        if request.path == "/userinfo":
            known = request.headers.get("authorization", "").removeprefix("Bearer ") in self.given
            return as_json({"sub": "1", "name": self.name, "role": self.role}) if known else as_json({"error": "invalid_token"}, 401)
        return as_json({"error": "not_found"}, 404)

    def _token(self, form: dict[str, str]) -> Reply:
        right = form.get("password") == self.password or form.get("refresh_token") in [f"again-{token}" for token in self.given]
        if not right:
            return as_json({"error": "invalid_grant"}, 400)
        self.refreshed += form.get("grant_type") == "refresh_token"
        token = f"eyJ{secrets.token_urlsafe(24)}"
        self.given.append(token)
        return as_json(
            {"access_token": token, "token_type": "Bearer", "expires_in": self.lives, "refresh_token": f"again-{token}", "scope": "openid"}
        )


@contextmanager
def providing(**about: object) -> Iterator[Provider]:
    """The provider while it is up."""
    provider = Provider(**about)  # type: ignore[arg-type]  # each test names the fields that it needs
    with serving(provider.answer) as server:
        provider.address = server.address
        yield provider
