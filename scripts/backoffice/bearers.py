"""Bearers that an identity provider has issued: the provider itself says whose they are (OpenID Connect, userinfo)."""

from __future__ import annotations

import requests

from .storage.token_records import Holder
from .tokens import ROLES

_TIMEOUT = 5.0


def bearer_of(token: str, issuer: str) -> Holder | None:
    """Whom the provider knows the bearer of; None for nobody, for a role that is none here, and where the provider does not answer."""
    try:
        with requests.Session() as session:
            session.trust_env = False
            answer = session.get(f"{issuer}/userinfo", headers={"Authorization": f"Bearer {token}"}, timeout=_TIMEOUT)
            told = answer.json() if answer.status_code == 200 else {}
    except (requests.RequestException, ValueError):
        return None
    role, name = told.get("role"), told.get("name")
    return Holder(role, ROLES[role], name) if role in ROLES and isinstance(name, str) else None
