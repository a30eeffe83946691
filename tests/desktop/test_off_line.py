"""The officer recommends without a network: it waits in sight, what changed meanwhile is shown first, and the back office has it once."""

from __future__ import annotations

import json
import time
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


@pytest.fixture
def journey(sample: Path, tmp_path: Path) -> Iterator[tuple[Desktop, dict[str, Any], Path]]:
    """QGIS with a back office that can be taken away and brought back."""
    with Desktop(tmp_path, shared_path(GRID)) as desktop:
        data = tmp_path / "backoffice"
        served = desktop.serve(data, "--sample")
        desktop.start(store=sample / "store", profile=sample / "profile.json", office=served, officer=OFFICER, wait=True)
        yield desktop, served, data


def by_reviewer(served: dict[str, Any], data: dict[str, Any]) -> None:
    """A colleague adds a constraint to the case in the back office itself."""
    address = f"{served['url']}/api/v2/planning_applications/{CASE}-PA3MA/constraints"
    headers = {
        "Authorization": f"Bearer {served['tokens']['reviewer']}",
        "Content-Type": "application/json",
        "Idempotency-Key": str(uuid.uuid4()),
    }
    asked = urllib.request.Request(address, json.dumps({"data": data}).encode(), headers, method="POST")
    with urllib.request.urlopen(asked, timeout=20) as answer:
        assert answer.status == 201


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
            time.sleep(0.3)
        assert row is not None, dataset
        desktop.click(*row["at"])
        state = desktop.wait(lambda now: now["decide"]["places"]["applies"] and "Not answered" in now["decide"]["answered"], dataset)
        desktop.press(state["decide"]["places"]["applies"])
        desktop.wait(lambda now: now["decide"]["answered"].startswith("Applies"), f"the answer to {dataset}")


def test_a_recommendation_off_line_waits_in_sight_and_goes_out_once_on_the_officers_yes(
    journey: tuple[Desktop, dict[str, Any], Path],
) -> None:
    desktop, served, data = journey
    state = case_on_map(desktop, CASE)
    desktop.wait(lambda now: now["cases"]["tasks"] == 0, "the case to be read", 60)
    desktop.stop_serving()
    answer_each(desktop, state)
    write_with_figures(desktop, state)
    recommend(desktop, state)
    state = desktop.wait(lambda now: now["cases"]["waiting"]["button"].startswith("Waiting to send ("), "what waits to be told")
    desktop.wait(lambda now: now["cases"]["tasks"] == 0, "the attempts to end", 60)
    desktop.screenshot("off-line-1-waiting")

    port = urllib.parse.urlsplit(served["url"]).port
    served = desktop.serve(data, "--port", str(port))
    by_reviewer(served, {"type": "listed"})
    desktop.press(desktop.state()["cases"]["places"]["refresh"])
    desktop.wait(lambda now: now["cases"]["state"] == "ready" and now["cases"]["tasks"] == 0, "the update", 60)
    desktop.press(desktop.state()["cases"]["places"]["waiting"])
    state = desktop.wait(lambda now: now["cases"]["waiting"]["changed"], "what changed meanwhile", 30)
    # Of the constraints only the colleague's: the officer's own were sent in the same run
    assert state["cases"]["waiting"]["changed"].endswith("have changed: now also Listed building outline.")
    assert "Submit the recommendation" in state["cases"]["waiting"]["acts"]
    time.sleep(0.5)
    desktop.screenshot("off-line-2-what-changed")
    office = Office(served)
    assert office.tells("/recommendation")["status"] is None

    desktop.press(desktop.state()["cases"]["places"]["send all the same"])
    desktop.wait(lambda now: now["cases"]["waiting"]["button"] == "Nothing waits", "all to be sent", 60)
    time.sleep(0.5)
    desktop.screenshot("off-line-3-sent")
    told = office.tells("/recommendation")
    assert (told["status"], told["decision"], told["public_comment"]) == ("assessment_complete", "granted", WHY)
    assert office.tells("")["status"] == "awaiting_determination"
    submissions = [each for each in office.tells("/audits?maxresults=50")["data"] if each["activity_type"] == "submitted"]
    assert len(submissions) == 1
