"""From nothing to the first case in five steps: address, token, constraints, base map, name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.desktop.conftest import GRID, OFFICER
from tests.desktop.desktop import Desktop
from tests.shared import shared_path

pytestmark = pytest.mark.slow


@pytest.fixture
def fresh(sample: Path, backoffice: Path, tmp_path: Path) -> Iterator[tuple[Desktop, dict[str, Any]]]:
    """QGIS as it is after the plugin was installed, and a back office that nobody has told it of."""
    with Desktop(tmp_path, shared_path(GRID)) as desktop:
        office = desktop.serve(backoffice)
        desktop.start(sample=sample, wait=True)
        yield desktop, office


def at_step(desktop: Desktop, number: int) -> dict[str, Any]:
    state = desktop.wait(lambda now: now["first run"].get("title", "").startswith(f"{number} of 5"), f"step {number}")
    return dict(state["first run"])


def test_five_steps_lead_to_the_first_case(fresh: tuple[Desktop, dict[str, Any]]) -> None:
    desktop, office = fresh
    desktop.press(desktop.state()["buttons"]["redline_cases"])
    state = desktop.wait(lambda now: now["cases"]["places"]["set up"], "the page that leads to the first steps")
    desktop.screenshot("first-run-0-nothing")
    desktop.press(state["cases"]["places"]["set up"])

    page = at_step(desktop, 1)
    desktop.press(page["places"]["address"])
    desktop.type(office["url"], enter=False)
    desktop.screenshot("first-run-1-authority")
    desktop.press(page["places"]["next"])

    page = at_step(desktop, 2)
    desktop.press(page["places"]["token"])
    desktop.type(office["tokens"]["officer"], enter=False)
    desktop.screenshot("first-run-2-token")
    desktop.press(page["places"]["check"])
    state = desktop.wait(lambda now: len(now["master password"].get("fields", [])) == 2, "QGIS to ask for a master password")
    for field in state["master password"]["fields"]:
        desktop.press(field)
        desktop.type("of this test only", enter=False)
    desktop.press(state["master password"]["ok"])
    desktop.wait(lambda now: any("knows this token" in words for words in now["first run"].get("said", [])), "the back office's word")
    desktop.screenshot("first-run-2-token-known")
    desktop.press(page["places"]["next"])

    page = at_step(desktop, 3)
    desktop.press(page["places"]["sample"])
    state = desktop.wait(lambda now: any("datasets" in words for words in now["first run"].get("said", [])), "what was found in the store")
    desktop.screenshot("first-run-3-constraints")
    desktop.press(page["places"]["next"])

    page = at_step(desktop, 4)
    desktop.screenshot("first-run-4-base-map")
    desktop.press(page["places"]["next"])

    page = at_step(desktop, 5)
    desktop.press(page["places"]["officer"])
    desktop.type(OFFICER, enter=False)
    desktop.screenshot("first-run-5-you")
    desktop.press(page["places"]["finish"])

    state = desktop.wait(lambda now: now["cases"]["reference"] and now["cases"]["date"], "the first case")
    state = desktop.wait(
        lambda now: "?" not in now["cases"]["counts"] and now["cases"]["state"] == "ready" and not now["drawing"], "its screening", 120
    )
    desktop.screenshot("first-run-6-first-case")
    assert state["cases"]["rows"][0]["text"].startswith("My cases")
    assert "Back office today" in state["cases"]["data age"]
