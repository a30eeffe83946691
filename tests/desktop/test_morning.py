"""The officer's morning: QGIS opens, Cases, the case on top; what it needs is in sight after two clicks and a second."""

from __future__ import annotations

import math
import re
import time
from pathlib import Path
from typing import Any

import pytest

from tests.desktop.cases import first_case, opened_case, since
from tests.desktop.conftest import GRID, OFFICER
from tests.desktop.desktop import Desktop
from tests.shared import shared_path

pytestmark = pytest.mark.slow


def in_sight(place: list[int] | None) -> bool:
    return place is not None and place[0] >= 0 and place[1] >= 0 and place[0] + place[2] <= 1280 and place[1] + place[3] <= 800


def tab(state: dict[str, Any], name: str) -> list[int]:
    """Where the tab of the case stands whose words begin with ``name``."""
    cases = state["cases"]
    return next(place for words, place in zip(cases["tabs"], cases["tab places"]) if words.lower().startswith(name))


def least_room(site: str, sites: dict[str, list[int]]) -> float:
    x, y = sites[site]
    return min((math.hypot(x - a, y - b) for name, (a, b) in sites.items() if name != site), default=1000.0)


def is_shown(state: dict[str, Any], uuid: str) -> bool:
    """Whether the case is open and its site stands on a map that is drawn."""
    return bool(state["cases"]["open"] == uuid and state["cases"]["reference"] and uuid in state["sites"] and not state["drawing"])


def assert_in_sight(state: dict[str, Any]) -> None:
    """What the officer needs of a case at a glance stands on the screen: date, four counts, age of the data, site on the base map."""
    cases = state["cases"]
    assert re.search(r"\d{1,2} [A-Z][a-z]{2}", cases["date"]), cases["date"]
    assert re.fullmatch(r"\d+ errors?, \d+ overlaps?, \d+ touch(es)?, \d+ not checked", cases["counts"]), cases["counts"]
    assert "Back office today" in cases["data age"]
    for name in ("cases", "case", "head", "counts"):
        assert in_sight(cases["places"][name]), name
    assert state["base map"]
    assert state["places"]["map"][2] >= 500


@pytest.mark.alone
def test_the_case_on_top_is_shown_after_two_clicks_and_a_second(desktop: Desktop) -> None:
    desktop.screenshot("morning-1-qgis")
    desktop.press(desktop.state()["buttons"]["redline_cases"])
    clicked = time.monotonic()
    state = desktop.wait(first_case, "the first cases")
    print(f"the first cases stood in the list {time.monotonic() - clicked:.1f} s after the click, from nothing")
    desktop.screenshot("morning-2-first")
    state = desktop.wait(lambda now: now["cases"]["state"] == "ready" and not now["drawing"], "the list to be complete", 120)
    print(f"{state['cases']['count']} cases, {state['cases']['age']}, {time.monotonic() - clicked:.1f} s after the click")
    desktop.wait(lambda now: "?" not in now["cases"]["counts"], "screening")
    desktop.screenshot("morning-2-cases")
    assert state["cases"]["rows"][0]["text"].startswith("My cases")

    earlier = desktop.state()
    top = first_case(earlier)
    assert top is not None
    before = desktop.clicks
    clicked = time.monotonic()
    desktop.click(*top["at"])
    state = desktop.wait(
        lambda now: is_shown(now, top["uuid"]) and now["extent"] != earlier["extent"] and "?" not in now["cases"]["counts"],
        "the case with its site on the map",
    )
    took = since(clicked, earlier, state)
    print(f"{state['cases']['reference']} with its site on the map {took:.2f} s after the click; clicks: {desktop.clicks}")
    assert (before, desktop.clicks) == (1, 2)
    assert took < 1
    assert_in_sight(state)
    desktop.wait(lambda now: is_shown(now, top["uuid"]) and now["cases"]["seen"], "the case to count as looked at")
    desktop.screenshot("morning-3-case")

    for name in ("site", "constraints", "validation", "documents", "representations", "history"):
        desktop.press(tab(state, name))
        desktop.at_rest()
        desktop.screenshot(f"morning-4-{name}")
        places = desktop.state()["cases"]["places"]
        assert in_sight(places["case"]), f"the window stays on the screen with {name}"
    desktop.press(tab(state, "constraints"))
    state = desktop.wait(lambda now: now["cases"]["places"]["comparison"], "the constraints tab")
    desktop.press(state["cases"]["places"]["comparison"])
    desktop.at_rest()
    desktop.screenshot("morning-5-three-sources")


def test_a_window_that_opens_cases_at_start_shows_the_first_case_without_a_click(sample: Path, backoffice: Path, tmp_path: Path) -> None:
    with Desktop(tmp_path, shared_path(GRID)) as desktop:
        office = desktop.serve(backoffice)
        desktop.start(store=sample / "store", profile=sample / "profile.json", office=office, officer=OFFICER)
        tops: set[str] = set()

        def has_opened(now: dict[str, Any]) -> bool:
            top = first_case(now)
            tops.update([top["uuid"]] if top is not None else [])
            return bool(now["cases"]["open"])

        opened = desktop.wait(has_opened, "a case to be opened", 120)["cases"]["open"]
        assert opened in tops, "the case that stood on top of the list"
        state = desktop.wait(
            lambda now: now["cases"]["state"] == "ready" and is_shown(now, opened) and "?" not in now["cases"]["counts"],
            "the first case with its site on the map, once all have come",
            120,
        )
        desktop.screenshot("morning-10-opened-at-start")
        assert desktop.clicks == 0
        assert_in_sight(state)


def test_a_plan_is_seen_beside_the_map_and_the_map_and_the_search_box_lead_to_cases(desktop: Desktop) -> None:
    state = opened_case(desktop, "26-00118")

    desktop.press(tab(state, "documents"))
    state = desktop.wait(lambda now: any(".png" in name for name in now["cases"]["places"]["documents"]), "the documents")
    picture = next(place for name, place in state["cases"]["places"]["documents"].items() if ".png" in name)
    desktop.press(picture)
    desktop.press(state["cases"]["places"]["open document"])
    state = desktop.wait(lambda now: now["cases"]["places"]["document"], "the picture")
    desktop.wait(lambda now: not now["drawing"], "the map")
    desktop.screenshot("morning-6-document")

    desktop.press(state["cases"]["places"]["search"])
    desktop.key("ctrl+a")
    desktop.key("Delete")
    desktop.wait(lambda now: now["cases"]["count"] > 1 and now["sites of the list"] > 1, "the whole list, in the layer too")
    desktop.at_rest()
    desktop.tell("all")
    desktop.at_rest()
    first = state["cases"]["open"]
    state = desktop.wait(lambda now: any(site != first for site in now["sites"]) and not now["drawing"], "other sites on the map")
    other = max((site for site in state["sites"] if site != first), key=lambda site: least_room(site, state["sites"]))
    desktop.click(*state["sites"][other])
    desktop.wait(lambda now: now["cases"]["open"] == other, "the case that was clicked on the map")
    desktop.screenshot("morning-7-map")

    desktop.press([100, 775, 40, 20])
    desktop.type("rl 26-00105", enter=False)
    time.sleep(1.5)
    desktop.screenshot("morning-8-search-box")
    desktop.key("Return")
    state = desktop.wait(lambda now: now["cases"]["reference"] == "26-00105-MINOR", "the case that was searched for")
    desktop.wait(lambda now: now["cases"]["open"] in now["sites"] and not now["drawing"] and "?" not in now["cases"]["counts"], "its site")
    desktop.press(tab(state, "constraints"))
    state = desktop.wait(lambda now: now["cases"]["places"]["comparison"], "the constraints tab")
    desktop.at_rest()
    desktop.screenshot("morning-9-constraints")
    desktop.press(state["cases"]["places"]["comparison"])
    desktop.at_rest()
    desktop.screenshot("morning-9-three-sources")
