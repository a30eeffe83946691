"""How deeply a parsed JSON value is nested: what is nested deeper than any application can only do harm."""

from __future__ import annotations

from typing import Any

_CONTAINERS = frozenset({dict, list})


def is_deeper_than(value: Any, deepest: int) -> bool:
    """Whether ``value`` has containers nested more than ``deepest`` levels. Goes level by level, so that depth itself can do no harm."""
    level = [value]
    for _ in range(deepest):
        # The kinds that json makes, compared as they are: every answer of a back office goes through here
        level = [
            child
            for container in level
            if type(container) in _CONTAINERS
            for child in (container.values() if type(container) is dict else container)
            if type(child) in _CONTAINERS
        ]
        if not level:
            return False
    return True
