"""The officer's morning: QGIS opens, Cases, the case on top; what it needs is in sight after two clicks and a second."""

from __future__ import annotations

import math
import time
from typing import Any

import pytest

from tests.desktop.cases import first_case, opened_case
from tests.desktop.desktop import Desktop

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


def test_the_case_on_top_is_shown_after_two_clicks_and_a_second(desktop: Desktop) -> None:
    desktop.screenshot("morning-1-qgis")
    desktop.press(desktop.state()["buttons"]["redline_cases"])
    clicked = time.monotonic()
    state = desktop.wait(first_case, "the first cases", 60)
    print(f"the first cases stood in the list {time.monotonic() - clicked:.1f} s after the click, from nothing")
    desktop.screenshot("morning-2-first")
    state = desktop.wait(lambda now: now["cases"]["state"] == "ready" and not now["drawing"], "the list to be complete", 120)
    print(f"{state['cases']['count']} cases, {state['cases']['age']}, {time.monotonic() - clicked:.1f} s after the click")
    desktop.wait(lambda now: "?" not in now["cases"]["counts"], "screening")
    desktop.screenshot("morning-2-cases")
    assert state["cases"]["rows"][0]["text"].startswith("My cases")

    state = desktop.state()
    top = first_case(state)
    before = desktop.clicks
    clicked = time.monotonic()
    desktop.click(*top["at"])
    state = desktop.wait(
        lambda now: now["cases"]["open"] == top["uuid"] and now["cases"]["reference"] and "?" not in now["cases"]["counts"],
        "the case",
    )
    took = time.monotonic() - clicked
    print(f"{state['cases']['reference']} shown {took:.2f} s after the click; clicks: {desktop.clicks}")
    assert (before, desktop.clicks) == (1, 2)
    assert took < 1
    cases = state["cases"]
    assert cases["date"]
    assert "error" in cases["counts"]
    assert "not checked" in cases["counts"]
    assert "Back office today" in cases["data age"]
    for name in ("cases", "case", "head", "counts"):
        assert in_sight(cases["places"][name]), name
    assert state["places"]["map"][2] >= 500
    state = desktop.wait(
        lambda now: cases["open"] in now["sites"] and not now["drawing"] and now["cases"]["seen"], "the site on the map", 30
    )
    desktop.screenshot("morning-3-case")

    for name in ("site", "constraints", "validation", "documents", "comments", "history"):
        desktop.press(tab(state, name))
        time.sleep(0.6)
        desktop.screenshot(f"morning-4-{name}")
        places = desktop.state()["cases"]["places"]
        assert in_sight(places["case"]), f"the window stays on the screen with {name}"
    desktop.press(tab(state, "constraints"))
    state = desktop.wait(lambda now: now["cases"]["places"]["comparison"], "the constraints tab")
    desktop.press(state["cases"]["places"]["comparison"])
    time.sleep(0.6)
    desktop.screenshot("morning-5-three-sources")


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
    desktop.wait(lambda now: now["cases"]["count"] > 1, "the whole list")
    time.sleep(1)
    desktop.tell("all")
    time.sleep(1)
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
    time.sleep(0.5)
    desktop.screenshot("morning-9-constraints")
    desktop.press(state["cases"]["places"]["comparison"])
    time.sleep(0.5)
    desktop.screenshot("morning-9-three-sources")
