"""The officer's way through part one: QGIS opens, a site is clicked on the map, what applies to it is seen."""

from __future__ import annotations

import math
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.desktop.cases import since
from tests.desktop.conftest import GRID
from tests.desktop.desktop import Desktop
from tests.shared import shared_path

pytestmark = pytest.mark.slow


@pytest.fixture
def desktop(sample: Path, tmp_path: Path) -> Iterator[Desktop]:
    with Desktop(tmp_path, shared_path(GRID)) as opened:
        opened.start(applications=sample / "applications", store=sample / "store", profile=sample / "profile.json")
        yield opened


def telling(state: dict[str, Any]) -> tuple[str, list[int]]:
    """Of the sites that a click can't mistake for another, the one of which there is most to tell; with its point on the screen."""
    sites: dict[str, list[int]] = state["sites"]

    def room(name: str) -> float:
        x, y = sites[name]
        return min(math.hypot(x - a, y - b) for other, (a, b) in sites.items() if other != name)

    apart = [name for name in sites if name != state["current"] and room(name) > 16]
    chosen = max(apart, key=lambda name: (state["tells"].get(name, 0), name))
    return chosen, sites[chosen]


def counted(board: dict[str, str]) -> int:
    """How many datasets the four lines of the board account for."""
    return sum(int(count) for line in board.values() for count in re.findall(r"^<b>(\d+) ", line))


@pytest.mark.alone
def test_a_site_is_selected_by_mouse_and_its_constraints_are_seen(desktop: Desktop) -> None:
    began = time.monotonic()
    state = desktop.wait(
        lambda now: now["usable"] and now["screenings"] == now["usable"] and not now["working"], "the sample to be screened", 120
    )
    print(f"screened {state['screenings']} sites {time.monotonic() - began:.1f} s after the window stood")
    assert state["store_problem"] == ""
    assert state["current"], "the first site is selected without a click"
    for name in ("map", "site panel", "constraints panel", "board"):
        left, top, width, height = state["places"][name]
        assert left >= 0, name
        assert left + width <= 1280, name
        assert top + height <= 800, name
    assert state["places"]["map"][2] >= 500, "the map stays usable"
    assert counted(state["board"]) == state["datasets"]

    shown = desktop.wait(lambda now: len(now["sites"]) > 1 and not now["drawing"], "sites on the map")
    desktop.screenshot("start")
    wanted, point = telling(shown)
    before, clicked = desktop.state(), time.monotonic()
    desktop.click(*point)
    state = desktop.wait(lambda now: now["current"] == wanted and now["version"].startswith(wanted), f"the panels to follow to {wanted}")
    took = since(clicked, before, state)
    print(f"{wanted} shown with its constraints {took:.2f} s after 1 click")
    assert state["reference"] in wanted
    assert counted(state["board"]) == state["datasets"]
    assert took < 2

    row = with_a_finding(desktop)
    desktop.click(*row["at"])
    state = desktop.wait(lambda now: row["name"] in now["details"], "the details of the finding")
    desktop.press(state["places"]["copy"])
    state = desktop.wait(lambda now: "The site" in now["clipboard"], "the sentence on the clipboard")
    desktop.wait(lambda now: not now["drawing"], "the map")
    desktop.screenshot("site")
    assert "boundary as submitted" in state["clipboard"]


def test_a_site_is_found_by_typing_part_of_its_name(desktop: Desktop) -> None:
    state = desktop.wait(lambda now: now["usable"] and now["screenings"] == now["usable"] and not now["working"], "the screening", 120)
    most = max(state["tells"], key=lambda site: (state["tells"][site], site))

    desktop.press(state["places"]["sites"])
    desktop.type(most)
    state = desktop.wait(lambda now: now["current"] == most and now["version"].startswith(most), f"the panels to show {most}")
    assert counted(state["board"]) == state["datasets"]

    row = with_a_finding(desktop)
    desktop.click(*row["at"])
    desktop.wait(lambda now: row["name"] in now["details"], "the details of the finding")
    desktop.wait(lambda now: not now["drawing"] and not now["messages"], "the map")
    desktop.screenshot("window")


def at_rest(desktop: Desktop) -> dict[str, Any]:
    """The window once its rows stand where they stood half a second before: a row that still moves can't be clicked.

    The window's own moments count, and several of them: one that is too busy to tell its state is not at rest.
    """
    earlier: dict[float, Any] = {}

    def still(now: dict[str, Any]) -> bool:
        rows = [(row["name"], row["at"]) for row in now["findings"]]
        if any(seen != rows for seen in earlier.values()):
            earlier.clear()
        earlier[now["moment"]] = rows
        return len(earlier) >= 5 and now["moment"] - min(earlier) >= 0.5

    return desktop.wait(still, "the rows of the findings to stand still")


def with_a_finding(desktop: Desktop) -> dict[str, Any]:
    """Steps on until a site has a finding in sight, and gives its row: one whose place inside the site is a point, if it can."""
    for _ in range(desktop.state()["readings"]):
        state = at_rest(desktop)
        rows = [row for row in state["findings"] if row["at"] is not None]
        if rows:
            return dict(next((row for row in rows if "inside" in row["figures"]), rows[0]))
        desktop.press(state["places"]["next"])
        before = state["current"]
        desktop.wait(lambda now, before=before: now["current"] != before, "the next site")
    return pytest.fail("no site of the sample has a finding")
