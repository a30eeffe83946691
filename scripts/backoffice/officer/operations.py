"""Which operations of the document are served, out of the routes themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import ModuleType

from fastapi.routing import APIRoute


def operations_of(modules: Iterable[ModuleType]) -> Mapping[str, frozenset[str]]:
    """The scopes that each operation needs, by its operationId."""
    return {
        route.operation_id: frozenset(scope for entry in (route.openapi_extra or {}).get("security", []) for scope in entry["bearer"])
        for module in modules
        for route in module.router.routes
        if isinstance(route, APIRoute) and route.operation_id
    }
