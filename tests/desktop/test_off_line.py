"""The officer recommends without a network: it waits in sight, what changed meanwhile is shown first, and the back office has it once."""

from __future__ import annotations

import json
import urllib.parse
import urllib.request
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.desktop.cases import case_on_map
from tests.desktop.conftest import GRID, OFFICER
from tests.desktop.desktop import Desktop
from tests.desktop.test_morning import tab
from tests.desktop.test_recommend import CASE, WHY, Office, meeting, recommend, write_with_figures
from tests.shared import shared_path

pytestmark = pytest.mark.slow

#: What a colleague writes of the site while the officer is off line.
THEIRS = "A shop on the corner of Ropewalk Place."


@pytest.fixture
def journey(sample: Path, backoffice: Path, tmp_path: Path) -> Iterator[tuple[Desktop, dict[str, Any], Path]]:
    """QGIS with a back office that can be taken away and brought back."""
    with Desktop(tmp_path, shared_path(GRID)) as desktop:
        served = desktop.serve(backoffice)
        desktop.start(store=sample / "store", profile=sample / "profile.json", office=served, officer=OFFICER, wait=True)
        yield desktop, served, backoffice


def by_reviewer(served: dict[str, Any], method: str, path: str, data: dict[str, Any], **headers: str) -> None:
    """What a colleague does to the case in the back office itself."""
    address = f"{served['url']}/api/v2/planning_applications/{CASE}-PA3MA{path}"
    sent = {
        "Authorization": f"Bearer {served['tokens']['reviewer']}",
        "Content-Type": "application/json",
        "Idempotency-Key": str(uuid.uuid4()),
        **headers,
    }
    asked = urllib.request.Request(address, json.dumps({"data": data}).encode(), sent, method=method)
    with urllib.request.urlopen(asked, timeout=20) as answer:
        assert answer.status in {200, 201}


def written_by_reviewer(served: dict[str, Any]) -> None:
    """A colleague writes the description of the site meanwhile, and adds a constraint."""
    address = f"{served['url']}/api/v2/planning_applications/{CASE}-PA3MA/assessment_details/site_description"
    asked = urllib.request.Request(address, headers={"Authorization": f"Bearer {served['tokens']['reviewer']}"})
    with urllib.request.urlopen(asked, timeout=20) as answer:
        version = str(answer.headers["ETag"])
    by_reviewer(
        served,
        "PUT",
        "/assessment_details/site_description",
        {"entry": THEIRS, "assessment_status": "in_progress"},
        **{"If-Match": version},
    )
    by_reviewer(served, "POST", "/constraints", {"type": "listed"})


def answer_each(desktop: Desktop, state: dict[str, Any]) -> None:
    """Of each constraint on the site that it applies; where its line stands is looked up anew each time."""
    desktop.press(tab(state, "constraints"))
    desktop.wait(lambda now: now["decide"]["places"]["board"], "the findings")
    for dataset in ("Archaeological priority area", "Article 4 direction area", "Conservation area"):
        for _ in range(40):
            row = next((each for each in meeting(desktop.state()) if each["dataset"] == dataset), None)
            if row is not None:
                break
            desktop.wheel(desktop.state()["decide"]["places"]["board"], 1)
            desktop.at_rest()
        assert row is not None, dataset
        desktop.click(*row["at"])
        state = desktop.wait(lambda now: now["decide"]["places"]["applies"] and "Not answered" in now["decide"]["answered"], dataset)
        desktop.press(state["decide"]["places"]["applies"])
        desktop.wait(lambda now: now["decide"]["answered"].startswith("Applies"), f"the answer to {dataset}")


def settle_as_mine(desktop: Desktop) -> None:
    """The officer compares what a colleague wrote with what was written here, chooses, and settles."""
    desktop.wait(lambda now: now["conflicts"]["button"], "the conflict to be told")
    # What else is told at the same time moves it
    desktop.press(desktop.at_rest()["conflicts"]["button"])
    state = desktop.wait(lambda now: now["conflicts"].get("records"), "the window of conflicts")
    assert len(state["conflicts"]["records"]) == 1
    (sides,) = state["conflicts"]["sides"]
    assert "old High Street" in sides["mine"]
    assert "Ropewalk Place" in sides["theirs"]
    assert state["conflicts"]["settle"] is None
    desktop.at_rest()
    desktop.screenshot("off-line-2-conflict")
    desktop.press(state["conflicts"]["mine"][0])
    state = desktop.wait(lambda now: now["conflicts"].get("settle"), "a side to be chosen")
    desktop.press(state["conflicts"]["settle"])
    desktop.wait(lambda now: not now["conflicts"]["button"] and not now["conflicts"].get("records"), "nothing to be in conflict")
    desktop.wait(lambda now: now["cases"]["tasks"] == 0, "what was settled to be sent")


def test_a_recommendation_off_line_waits_in_sight_meets_a_conflict_and_goes_out_once_on_the_officers_yes(
    journey: tuple[Desktop, dict[str, Any], Path],
) -> None:
    desktop, served, data = journey
    state = case_on_map(desktop, CASE)
    desktop.wait(lambda now: now["cases"]["tasks"] == 0, "the case to be read")
    desktop.stop_serving()
    answer_each(desktop, state)
    write_with_figures(desktop, state)
    recommend(desktop, state)
    state = desktop.wait(lambda now: now["cases"]["waiting"]["button"].startswith("Waiting to send ("), "what waits to be told")
    desktop.wait(lambda now: now["cases"]["tasks"] == 0, "the attempts to end")
    desktop.screenshot("off-line-1-waiting")

    port = urllib.parse.urlsplit(served["url"]).port
    served = desktop.serve(data, "--port", str(port))
    written_by_reviewer(served)
    desktop.press(desktop.state()["cases"]["places"]["refresh"])
    desktop.wait(lambda now: now["cases"]["state"] == "ready" and now["cases"]["tasks"] == 0, "the update")
    settle_as_mine(desktop)
    assert Office(served).tells("/recommendation")["status"] is None
    desktop.press(desktop.state()["cases"]["places"]["waiting"])
    state = desktop.wait(lambda now: now["cases"]["waiting"]["changed"], "what changed meanwhile")
    # Of the constraints only the colleague's: the officer's own were sent in the same run
    assert state["cases"]["waiting"]["changed"].endswith("have changed: now also Listed building outline.")
    assert "Submit the recommendation" in state["cases"]["waiting"]["acts"]
    desktop.at_rest()
    desktop.screenshot("off-line-3-what-changed")
    office = Office(served)
    assert office.tells("/recommendation")["status"] is None

    desktop.press(desktop.state()["cases"]["places"]["send all the same"])
    desktop.wait(lambda now: now["cases"]["waiting"]["button"] == "Nothing waits", "all to be sent")
    desktop.at_rest()
    desktop.screenshot("off-line-4-sent")
    told = office.tells("/recommendation")
    assert (told["status"], told["decision"], told["public_comment"]) == ("assessment_complete", "granted", WHY)
    assert office.tells("")["status"] == "awaiting_determination"
    text = office.tells("/assessment_details/site_description")["entry"]
    assert "old High Street" in text
    assert "boundary version 1, as submitted" in text
    assert "Ropewalk Place" not in text
    submissions = [each for each in office.tells("/audits?maxresults=50")["data"] if each["activity_type"] == "submitted"]
    assert len(submissions) == 1
