"""The officer amends a red line and asks the applicant, who answers in a browser; what changes is beside the map at every move."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import pytest

from tests.desktop.cases import case_on_map, opened_list
from tests.desktop.desktop import OUT, Desktop

pytestmark = pytest.mark.slow

REASON = "The drive to the road belongs to the site."


def test_a_line_is_amended_and_saved_with_a_reason(desktop: Desktop) -> None:
    state = case_on_map(desktop, os.environ.get("REDLINE_CASE", "26-00132"))
    desktop.screenshot("amend-1-case")
    before = desktop.clicks
    desktop.press(state["amend"]["button"])
    state = desktop.wait(ready_to_draw, "the line to be amended")
    desktop.screenshot("amend-2-begun")
    corners = state["amend"]["corners"]
    start = max(corners, key=lambda corner: corner[0] - corner[1])
    goal = (start[0] + 60, start[1] - 45)
    desktop.drag((start[0], start[1]), *[(start[0] + by, start[1] - by * 3 // 4) for by in range(6, 60, 2)], goal)
    state = desktop.wait(lambda now: len(now["amend"]["steps"]) == 2 and now["amend"]["kept"], "the corner to be moved")
    state = desktop.wait(lambda now: " more" in now["amend"]["area"] or " less" in now["amend"]["area"], "the area to follow")
    desktop.wait(lambda now: not now["drawing"], "the map")
    desktop.at_rest()
    desktop.screenshot("amend-3-drawn")
    state = desktop.state()
    record_moves("amend-moves", state["amend"]["followed"])
    rows = [row for rows in state["amend"]["lines"].values() for row in rows]
    assert [before.split()[1] for title, before, _ in rows if title == "Neighbours to notify"] == ["addresses"]
    desktop.press(state["amend"]["places"]["reason"])
    desktop.type(REASON, enter=False)
    desktop.screenshot("amend-4-reason")
    desktop.press(state["amend"]["places"]["save"])
    desktop.wait(lambda now: not now["amend"]["open"] and not now["drawing"], "the version to be saved")
    desktop.at_rest()
    assert desktop.clicks - before == 4
    desktop.screenshot("amend-5-saved")

    state = desktop.wait(lambda now: now["cases"]["versions"]["chosen"] == 2, "the saved version beside the line in force")
    assert state["cases"]["versions"]["between"].startswith("enlargement: ")
    desktop.wait(
        lambda now: "not screened" not in now["cases"]["versions"]["words"] and not now["drawing"], "the version to be screened", 60
    )
    desktop.at_rest()
    desktop.screenshot("amend-6-compared")


def test_qgis_asks_before_a_line_that_is_not_saved_is_left(desktop: Desktop) -> None:
    case_on_map(desktop, os.environ.get("REDLINE_CASE", "26-00132"))
    drawn(desktop)

    for way in ("ctrl+n", "alt+F4"):
        desktop.key(way)
        desktop.wait(lambda now: "is drawn anew and not saved" in now["question"], f"the question after {way}")
        desktop.at_rest()
        desktop.screenshot(f"leaving-{way}")
        desktop.key("Escape")
        state = desktop.wait(lambda now: not now["question"], "the question to be cancelled")
        assert state["amend"]["open"]
        # On a busy machine the window manager may give nobody the keys again: a click on the panel's title does
        time.sleep(1)
        left, top, _, _ = state["amend"]["places"]["panel"]
        desktop.click(left + 60, top + 8)

    desktop.key("ctrl+n")
    desktop.wait(lambda now: "is drawn anew and not saved" in now["question"], "the question")
    desktop.key("Return")
    desktop.wait(lambda now: not now["amend"]["open"] and now["question"], "QGIS's own question")
    desktop.key("Tab")
    desktop.key("Return")
    desktop.wait(lambda now: not now["question"] and not now["layers"], "an empty project")
    desktop.press(desktop.state()["amend"]["button"])
    state = desktop.wait(lambda now: now["amend"]["open"], "the draft to be gone on with")
    assert len(state["amend"]["steps"]) == 2


def test_qgis_s_own_vertex_tool_moves_a_corner_and_findings_and_draft_follow(desktop: Desktop) -> None:
    case_on_map(desktop, os.environ.get("REDLINE_CASE", "26-00132"))
    desktop.press(desktop.state()["amend"]["button"])
    state = desktop.wait(ready_to_draw, "the line to be amended")
    desktop.press(state["amend"]["places"]["vertex tool"])
    desktop.wait(lambda now: now["amend"]["how"].startswith("Another tool of QGIS is in use"), "QGIS's tool in the hand")
    corners = state["amend"]["corners"]
    x, y = max(corners, key=lambda corner: corner[0] - corner[1])
    # Its way: one click takes the corner up, the next puts it down
    desktop.click(x, y)
    desktop.click(x + 50, y - 36)

    state = desktop.wait(lambda now: len(now["amend"]["steps"]) == 2 and now["amend"]["kept"], "the draft to follow")
    state = desktop.wait(lambda now: " more" in now["amend"]["area"] and now["amend"]["kind"], "what changes to follow")
    assert "Moved vertex" in state["amend"]["steps"][1]
    assert any(title.startswith("Changed") for title in state["amend"]["lines"])
    desktop.at_rest()
    desktop.screenshot("amend-vertex-tool")
    desktop.key("ctrl+z")
    desktop.wait(lambda now: now["amend"]["position"] == 0 and "as before" in now["amend"]["area"], "the corner to be back")


def test_a_crash_while_a_shape_is_drawn_loses_nothing_but_at_most_the_last_corner(desktop: Desktop) -> None:
    case_on_map(desktop, os.environ.get("REDLINE_CASE", "26-00132"))
    state = drawn(desktop)
    moved = state["amend"]["steps"]
    desktop.press(state["amend"]["places"]["add"])
    state = desktop.at_rest()
    left, top, width, _ = state["places"]["map"]
    # Far from the site and from each other, so that no click is a double one
    places = [(left + width - 170 + x, top + 60 + y) for x, y in ((0, 0), (70, 10), (90, 60), (40, 90), (-10, 55))]
    for number, (x, y) in enumerate(places, start=1):
        desktop.click(x, y)
        state = desktop.wait(lambda now, number=number: len(now["mouse"]["drawn"]) >= number, "the corner to be drawn")
    clicked = state["mouse"]["drawn"]
    desktop.screenshot("crash-1-before")
    desktop.crash()

    desktop.start_again()
    opened_list(desktop)
    state = desktop.wait(lambda now: any("Draft: 26-00132-HAPP." in words for words in now["messages"]), "the draft to be offered")
    desktop.at_rest()
    desktop.screenshot("crash-2-offered")
    desktop.press(desktop.state()["message buttons"]["Go on"])
    state = desktop.wait(lambda now: now["amend"]["open"] and now["mouse"]["drawn"], "the draft to be gone on with")
    state = desktop.at_rest()
    desktop.screenshot("crash-3-again")
    assert state["amend"]["steps"] == moved
    again = state["mouse"]["drawn"]
    assert len(again) >= len(places) - 1
    assert again == clicked[: len(again)]


def ready_to_draw(now: dict[str, Any]) -> bool:
    """A line is being amended, and what lies round it has been read: until then findings are told to be on their way."""
    return bool(now["amend"]["open"] and now["amend"].get("lines") and not now["drawing"])


def record_moves(name: str, followed: dict[str, Any]) -> None:
    """Each move was followed in the turn of the event loop that ended its frame, the first like every other.

    The milliseconds are written down: figures of this machine at this hour, no test.
    """
    took = followed["took"]
    assert took
    assert followed["late"] == 0
    assert followed["imported"] == []
    ordered = sorted(took)
    within = sum(each <= 100 for each in took)
    words = f"{len(took)} moves: {ordered[len(ordered) // 2]:.0f} ms in the middle, {ordered[-1]:.0f} ms at most, {within} within 100 ms"
    print(f"what changes stood beside the map after each move of the mouse, {words}, {took[0]:.0f} ms after the first")
    OUT.mkdir(exist_ok=True)
    figures = "\n".join(f"{each:.1f}" for each in took)
    (OUT / f"desktop-{name}.txt").write_text(f"{words}\nmilliseconds from each move to what it changes:\n{figures}\n", encoding="utf-8")


def drawn(desktop: Desktop) -> dict[str, Any]:
    """Amend, and an edge dragged outwards: two clicks."""
    desktop.press(desktop.state()["amend"]["button"])
    state = desktop.wait(ready_to_draw, "the line to be amended")
    start, (x, y) = middle_and_way_out(state["amend"]["corners"])
    desktop.drag(start, *[(round(start[0] + by * x), round(start[1] + by * y)) for by in range(4, 26, 3)])
    desktop.wait(lambda now: len(now["amend"]["steps"]) == 2 and now["amend"]["kept"], "the edge to be moved")
    return desktop.wait(lambda now: " more" in now["amend"]["area"] and not now["drawing"], "the area to follow")


def middle_and_way_out(corners: list[list[int]]) -> tuple[tuple[int, int], tuple[float, float]]:
    """A point on the longest edge, beside its middle, and the way that leads straight out of the site."""
    edges = list(zip(corners, corners[1:]))
    (ax, ay), (bx, by) = max(edges, key=lambda edge: (edge[0][0] - edge[1][0]) ** 2 + (edge[0][1] - edge[1][1]) ** 2)
    length = ((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5
    out = ((by - ay) / length, (ax - bx) / length)
    centre = (sum(x for x, _ in corners) / len(corners), sum(y for _, y in corners) / len(corners))
    if (centre[0] - ax) * out[0] + (centre[1] - ay) * out[1] > 0:
        out = (-out[0], -out[1])
    return (round(ax + 0.3 * (bx - ax)), round(ay + 0.3 * (by - ay))), out


def test_an_applicant_is_asked_with_five_clicks_and_a_reason_and_answers_in_a_browser(desktop: Desktop, tmp_path: Path) -> None:
    case_on_map(desktop, os.environ.get("REDLINE_CASE", "26-00132"))
    desktop.screenshot("agreement-1-case")
    before = desktop.clicks
    state = drawn(desktop)
    record_moves("agreement-moves", state["amend"]["followed"])
    desktop.at_rest()
    desktop.screenshot("agreement-2-drawn")
    desktop.press(state["amend"]["places"]["send"])
    state = desktop.wait(lambda now: now["asking"]["form"] and now["asking"].get("map"), "the form with the letter")
    desktop.type(REASON, enter=False)
    desktop.press(state["asking"]["places"]["known"])
    state = desktop.wait(
        lambda now: REASON in now["asking"]["letter"] and "certificate B" in now["asking"]["letter"], "the letter to follow"
    )
    desktop.at_rest()
    desktop.screenshot("agreement-3-letter")
    desktop.press(state["asking"]["places"]["send"])
    state = desktop.wait(
        lambda now: not now["asking"]["form"] and any(row[1] == "waiting for the applicant" for row in now["asking"]["rows"]),
        "the request to be sent",
    )
    assert desktop.clicks - before == 5
    state = desktop.at_rest()
    desktop.screenshot("agreement-4-sent")
    assert [row[1] for row in state["asking"]["rows"]] == ["waiting for the applicant"]

    letters = (tmp_path / "backoffice" / "letters").glob("*-ask.txt")
    answered_in_a_browser(max(letters, key=lambda letter: int(letter.stem.split("-request-")[1].split("-")[0])))

    desktop.press(desktop.state()["cases"]["places"]["refresh"])
    state = desktop.wait(lambda now: any(row[1] == "agreed by the applicant" for row in now["asking"]["rows"]), "the answer")
    assert state["asking"]["warnings"] == ""
    assert "came into force here" in state["asking"]["facts"]
    desktop.wait(lambda now: not now["drawing"] and "?" not in now["cases"]["counts"], "the line in force to be screened")
    desktop.at_rest()
    desktop.screenshot("agreement-6-agreed")


def answered_in_a_browser(letter: Path) -> None:
    """The applicant follows the link of the letter and agrees."""
    import re
    import shutil

    from playwright import sync_api

    program = shutil.which("chromium")
    assert program is not None, "chromium is not here: scripts/setup installs it."
    (address,) = re.findall(r"^http\S+/applicant/\S+$", letter.read_text(encoding="utf-8"), re.MULTILINE)
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1000, "height": 800})
        page.goto(address)
        page.screenshot(path=OUT / "desktop-agreement-5-applicant.png", full_page=True)
        page.get_by_label("Yes, I agree to the proposed boundary").click()
        page.get_by_role("button", name="Send my answer").click()
        sync_api.expect(page.get_by_role("heading", level=1)).to_have_text("You have agreed to the change")
        browser.close()
