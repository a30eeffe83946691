"""How deeply a parsed JSON value is nested: what is nested deeper than any application can only do harm."""

from __future__ import annotations

from typing import Any


def is_deeper_than(value: Any, deepest: int) -> bool:
    """Whether ``value`` has containers nested more than ``deepest`` levels. Goes level by level, so that depth itself can do no harm."""
    level = [value]
    for _ in range(deepest):
        level = [child for container in level for child in _children(container) if isinstance(child, (dict, list))]
        if not level:
            return False
    return True


def _children(container: Any) -> list[Any]:
    if isinstance(container, dict):
        return list(container.values())
    return container if isinstance(container, list) else []
