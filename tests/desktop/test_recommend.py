"""The officer recommends: three answers, figures into a text, the decision with its reasons, and the back office has all of it."""

from __future__ import annotations

import json
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.desktop.cases import case_on_map
from tests.desktop.conftest import GRID, OFFICER
from tests.desktop.desktop import Desktop
from tests.desktop.test_morning import tab
from tests.shared import shared_path

pytestmark = pytest.mark.slow

#: A change of a shop into homes in the sample, in assessment, with three constraints on it.
CASE = "26-00108"
#: The three that the officer answers, by type and words; an archaeological priority area is none for which BOPS has a type.
ANSWERED = {
    ("article4", "Article 4 area"),
    ("designated_conservationarea", "Conservation area"),
    ("other", "Archaeological priority area"),
}
#: For three answers, a text with figures, the decision and its submission.
CLICKS = 19
DECISION = "Prior approval required and approved"
WHY = "The shop front stays and the homes have light and room enough."
IN_SPITE = "What was not checked has no records here, as the GIS team has told."


class Office:
    """What the local back office answers an officer."""

    def __init__(self, served: dict[str, Any]) -> None:
        self._served = served

    def tells(self, path: str) -> Any:
        address = f"{self._served['url']}/api/v2/planning_applications/{CASE}-PA3MA{path}"
        asked = urllib.request.Request(address, headers={"Authorization": f"Bearer {self._served['tokens']['officer']}"})
        with urllib.request.urlopen(asked, timeout=20) as answer:
            return json.load(answer)


@pytest.fixture
def journey(sample: Path, backoffice: Path, tmp_path: Path) -> Iterator[tuple[Desktop, Office]]:
    """QGIS with the back office of the sample, which the test asks as well."""
    with Desktop(tmp_path, shared_path(GRID)) as desktop:
        served = desktop.serve(backoffice)
        desktop.start(store=sample / "store", profile=sample / "profile.json", office=served, officer=OFFICER, wait=True)
        yield desktop, Office(served)


def at(rows: list[dict[str, Any]], words: str) -> list[int]:
    """Where the first line stands that says this."""
    return next(row["at"] for row in rows if words.lower() in row["text"].lower() and row["at"])


def test_three_answers_figures_a_decision_and_its_submission_reach_the_back_office(journey: tuple[Desktop, Office]) -> None:
    desktop, office = journey
    state = case_on_map(desktop, CASE)
    before = desktop.clicks
    answer_three(desktop, state)
    write_with_figures(desktop, state)
    recommend(desktop, state)
    assert desktop.clicks - before <= CLICKS

    end = time.monotonic() + 60
    told = office.tells("/recommendation")
    while told["status"] != "assessment_complete" and time.monotonic() < end:
        time.sleep(1)
        told = office.tells("/recommendation")
    assert (told["decision"], told["public_comment"]) == ("granted", WHY)
    assert told["status"] == "assessment_complete"
    assert office.tells("")["status"] == "awaiting_determination"
    text = office.tells("/assessment_details/site_description")
    assert "boundary version 1, as submitted" in text["entry"]
    held = {(each["type"], each["description"]): each for each in office.tells("/constraints")["data"]}
    assert set(held) >= ANSWERED, held
    assert all(held[kind]["entities"] and held[kind]["overlap"]["area_m2"] > 0 for kind in ANSWERED)
    desktop.wait(
        lambda now: "waits for review" in now["decide"]["standing"] and not now["decide"]["unsent"], "the case to be read again", 60
    )
    desktop.at_rest()
    desktop.screenshot("recommend-8-sent")


def meeting(state: dict[str, Any]) -> list[dict[str, Any]]:
    """A line for each dataset with a constraint on the site, of those that are in sight."""
    top = state["decide"]["places"]["answers"][1] - 8
    seen = [row for row in state["decide"]["findings"] if row["at"] and row["at"][1] < top and " away" not in row["figures"]]
    return list({row["dataset"]: row for row in reversed(seen)}.values())


def answer_three(desktop: Desktop, state: dict[str, Any]) -> None:
    """The officer says of each constraint that meets the site that it applies: a press on the line, a press on the answer."""
    desktop.press(tab(state, "constraints"))
    state = desktop.wait(lambda now: now["decide"]["places"]["board"], "the findings")
    while len(meeting(state)) < 3:
        desktop.wheel(state["decide"]["places"]["board"], 1)
        state = desktop.at_rest()
    desktop.screenshot("recommend-1-constraints")
    answered: set[str] = set()
    for row in meeting(state):
        name = row["name"]
        desktop.click(*row["at"])
        state = desktop.wait(
            lambda now: now["decide"]["places"]["applies"] and "Not answered" in now["decide"]["answered"], f"{name} to be chosen"
        )
        desktop.press(state["decide"]["places"]["applies"])
        desktop.wait(lambda now: now["decide"]["answered"].startswith("Applies"), f"the answer to {name}")
        answered.add(row["dataset"])
    assert answered == {"Archaeological priority area", "Article 4 direction area", "Conservation area"}
    desktop.at_rest()
    desktop.screenshot("recommend-2-answered")


def write_with_figures(desktop: Desktop, state: dict[str, Any]) -> None:
    """The description of the site, with what the tool found, as sentences with version and date."""
    desktop.press(tab(state, "assess"))
    state = desktop.wait(lambda now: now["decide"]["tasks"], "the tasks")
    while not any("site description" in row["text"].lower() and row["at"] for row in state["decide"]["tasks"]):
        desktop.wheel(state["decide"]["places"]["tasks"], 1)
        state = desktop.at_rest()
    desktop.screenshot("recommend-3-tasks")
    desktop.press(at(state["decide"]["tasks"], "site description"))
    state = desktop.wait(lambda now: now["decide"]["places"]["editor"], "the text")
    desktop.press(state["decide"]["places"]["editor"])
    desktop.type("A shop in the old High Street.", enter=False)
    desktop.press(state["decide"]["places"]["insert figures"])
    state = desktop.wait(lambda now: now["decide"]["figures"], "the figures")
    lines = [row for row in state["decide"]["figures"]["rows"] if row["at"] and "conservation" in row["text"].lower()]
    for row in lines[:1]:
        left, top, _, height = row["at"]
        desktop.click(left + 8, top + height // 2)
    state = desktop.wait(lambda now: now["decide"]["figures"].get("says", "") != "Insert", "a line to be ticked")
    desktop.screenshot("recommend-4-figures")
    desktop.press(state["decide"]["figures"]["insert"])
    desktop.wait(lambda now: "boundary version 1, as submitted" in now["decide"]["text"], "the sentences in the text")
    desktop.at_rest()
    desktop.screenshot("recommend-5-text")


def recommend(desktop: Desktop, state: dict[str, Any]) -> None:
    """The type's own decision, why, and a reason for what is warned of."""
    desktop.press(tab(state, "decide"))
    state = desktop.wait(lambda now: now["decide"]["places"]["decision"], "the Decide tab")
    desktop.press(state["decide"]["places"]["decision"])
    state = desktop.wait(lambda now: now["decide"]["choices"], "the decisions")
    assert "Granted" not in state["decide"]["choices"], "a prior approval has its own words"
    desktop.press(state["decide"]["choices"][DECISION])
    desktop.wait(lambda now: now["decide"]["decision"] == DECISION and not now["decide"]["choices"], "the decision to be chosen")
    desktop.press(state["decide"]["places"]["public comment"])
    desktop.type(WHY, enter=False)
    state = desktop.wait(lambda now: not any("public comment" in words for words in now["decide"]["in the way"]), "the draft to be kept")
    desktop.screenshot("recommend-6-decision")
    desktop.wheel(state["decide"]["places"]["scroll"], 30)
    state = desktop.wait(lambda now: now["decide"]["places"]["in spite"], "what is warned of")
    desktop.press(state["decide"]["places"]["in spite"])
    desktop.type(IN_SPITE, enter=False)
    desktop.screenshot("recommend-7-reason")
    desktop.press(state["decide"]["places"]["submit"])
    desktop.wait(lambda now: "Submitted by" in now["decide"]["standing"], "the recommendation to be submitted")
