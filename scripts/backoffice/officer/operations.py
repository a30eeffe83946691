"""Which operations of the document are served, out of the routes themselves."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from types import ModuleType

from fastapi.routing import APIRoute


@dataclass(frozen=True)
class Operation:
    """The scopes that a token needs for it, and whether it has to be an officer's, or a reviewer's."""

    scopes: frozenset[str]
    by_officer: bool
    by_reviewer: bool

    def is_open_to(self, permissions: Collection[str], role: str | None) -> bool:
        """Whether a token with these permissions may do it; ``role`` is that of the officer whom it belongs to, None for nobody's."""
        if not self.scopes <= set(permissions) or (self.by_officer and role is None):
            return False
        return role == "reviewer" or not self.by_reviewer


def operations_of(modules: Iterable[ModuleType]) -> Mapping[str, Operation]:
    """By operationId."""
    found: dict[str, Operation] = {}
    for module in modules:
        for route in module.router.routes:
            if isinstance(route, APIRoute) and route.operation_id:
                extra = route.openapi_extra or {}
                scopes = frozenset(scope for entry in extra.get("security", []) for scope in entry["bearer"])
                found[route.operation_id] = Operation(scopes, bool(extra.get("x-by-officer")), bool(extra.get("x-by-reviewer")))
    return found
