"""The officer's first steps in every journey: the list of cases, and one case of it."""

from __future__ import annotations

import time
from typing import Any

from tests.desktop.desktop import Desktop


def since(clicked: float, before: dict[str, Any], now: dict[str, Any]) -> float:
    """Seconds since a click, less those in which the window was ready and other programs had the processors.

    ``before`` is the state at the click.
    """
    return time.monotonic() - clicked - (now["kept waiting"] - before["kept waiting"])


def opened_list(desktop: Desktop) -> dict[str, Any]:
    """The list of cases, complete: one click."""
    desktop.press(desktop.state()["buttons"]["redline_cases"])
    return desktop.wait(lambda now: now["cases"]["state"] == "ready" and first_case(now) is not None, "the list", 120)


def opened_case(desktop: Desktop, reference: str) -> dict[str, Any]:
    """The case whose reference was typed into the field above the list."""
    state = opened_list(desktop)
    desktop.press(state["cases"]["places"]["search"])
    desktop.type(reference)
    return desktop.wait(lambda now: now["cases"]["reference"].startswith(reference) and now["cases"]["seen"], f"the case {reference}")


def case_on_map(desktop: Desktop, reference: str) -> dict[str, Any]:
    """The case, once its site is on the map."""
    opened_case(desktop, reference)
    return desktop.wait(lambda now: now["cases"]["open"] in now["sites"] and not now["drawing"], "its site on the map")


def first_case(state: dict[str, Any]) -> dict[str, Any] | None:
    """The row of the case on top of the list; None while there is none in sight."""
    return next((row for row in state["cases"]["rows"] if row["uuid"]), None)
