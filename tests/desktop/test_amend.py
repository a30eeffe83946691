"""The officer amends a red line: Amend boundary, drag, the reason, save; what the change changes is beside the map at every move."""

from __future__ import annotations

import os
import time
from typing import Any

import pytest

from tests.desktop.desktop import Desktop

pytestmark = pytest.mark.slow

REASON = "The drive to the road belongs to the site."


def opened_case(desktop: Desktop, reference: str) -> dict[str, Any]:
    """A case of the list, with its site on the map."""
    desktop.press(desktop.state()["buttons"]["redline_cases"])
    state = desktop.wait(lambda now: now["cases"]["state"] == "ready" and any(row["uuid"] for row in now["cases"]["rows"]), "the list", 120)
    desktop.press(state["cases"]["places"]["search"])
    desktop.type(reference)
    desktop.wait(lambda now: now["cases"]["reference"].startswith(reference) and now["cases"]["seen"], "the case that was typed", 60)
    return desktop.wait(lambda now: now["cases"]["open"] in now["sites"] and not now["drawing"], "its site on the map", 60)


def test_a_line_is_amended_and_saved_with_a_reason(desktop: Desktop) -> None:
    state = opened_case(desktop, os.environ.get("REDLINE_CASE", "26-00132"))
    desktop.screenshot("amend-1-case")
    before = desktop.clicks
    desktop.press(state["amend"]["button"])
    state = desktop.wait(lambda now: now["amend"]["open"] and now["amend"].get("area") and not now["drawing"], "the line to be amended")
    desktop.screenshot("amend-2-begun")
    corners = state["amend"]["corners"]
    start = max(corners, key=lambda corner: corner[0] - corner[1])
    goal = (start[0] + 60, start[1] - 45)
    desktop.drag((start[0], start[1]), *[(start[0] + by, start[1] - by * 3 // 4) for by in range(10, 60, 10)], goal)
    state = desktop.wait(lambda now: len(now["amend"]["steps"]) == 2 and now["amend"]["kept"], "the corner to be moved")
    state = desktop.wait(lambda now: " more" in now["amend"]["area"] or " less" in now["amend"]["area"], "the area to follow")
    desktop.wait(lambda now: not now["drawing"], "the map")
    time.sleep(0.5)
    desktop.screenshot("amend-3-drawn")
    state = desktop.state()
    longest, moves = state["amend"]["followed"]
    print(f"what changes stood beside the map {longest * 1000:.0f} ms after a move of the mouse at most, over {moves} moves")
    desktop.press(state["amend"]["places"]["reason"])
    desktop.type(REASON, enter=False)
    desktop.screenshot("amend-4-reason")
    desktop.press(state["amend"]["places"]["save"])
    desktop.wait(lambda now: not now["amend"]["open"] and not now["drawing"], "the version to be saved")
    time.sleep(0.8)
    assert desktop.clicks - before == 4
    desktop.screenshot("amend-5-saved")

    state = desktop.state()
    desktop.press(state["cases"]["tab places"][4])
    state = desktop.wait(lambda now: len(now["cases"]["places"]["versions"]) == 2, "both versions")
    desktop.press(state["cases"]["places"]["versions"][0])
    desktop.key("shift+Down")
    time.sleep(0.8)
    desktop.wait(lambda now: not now["drawing"], "the map")
    desktop.screenshot("amend-6-compared")
