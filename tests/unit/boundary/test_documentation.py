"""docs/checks.md lists every check of a red line that reading and screening can make, and none that they can't."""

from __future__ import annotations

import ast
import re
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[3]


def codes_in_the_code() -> dict[str, set[str]]:
    """Code to severities, from every Check(...) and .error(...) of the boundary room, and of what screening says of a line."""
    found: dict[str, set[str]] = {}
    rooms = (CHECKOUT / "plugin" / "boundary", CHECKOUT / "plugin" / "constraints" / "screening")
    for path in sorted(path for room in rooms for path in room.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args or not isinstance(node.args[0], ast.Constant):
                continue
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if name == "error":
                found.setdefault(node.args[0].value, set()).add("error")
            elif name == "Check" and isinstance(node.args[1], ast.Attribute):
                found.setdefault(node.args[0].value, set()).add(node.args[1].attr.lower())
    return found


def codes_on_the_page() -> dict[str, set[str]]:
    page = (CHECKOUT / "docs" / "checks.md").read_text(encoding="utf-8")
    found: dict[str, set[str]] = {}
    for code, severity in re.findall(r"^\| `([a-z-]+)` \| (\w+) \|", page, flags=re.MULTILINE):
        found.setdefault(code, set()).add(severity)
    return found


def codes_behind_a_variable() -> dict[str, set[str]]:
    """The two checks for narrow places are made in one loop."""
    return {"spike": {"warning"}, "gap": {"warning"}}


def test_the_page_of_checks_is_complete_and_true():
    in_code = {**codes_in_the_code(), **codes_behind_a_variable()}

    assert len(in_code) > 30
    assert codes_on_the_page() == in_code
