"""The officer validates: a failing check becomes a request, the plan stands beside the map, and all faults go in one request."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.desktop.cases import case_on_map, opened_case
from tests.desktop.conftest import GRID, OFFICER
from tests.desktop.desktop import Desktop
from tests.shared import shared_path

pytestmark = pytest.mark.slow

NORTH = "Does the plan show north?"


class Office:
    """What the local back office itself says of a case."""

    def __init__(self, served: dict[str, Any]) -> None:
        self._url = served["url"].rstrip("/")
        self._token = served["tokens"]["officer"]

    def requests(self, reference: str) -> list[dict[str, Any]]:
        """Every request of a case, the newest first."""
        return sorted(
            self._told(f"{reference}/validation_requests?maxresults=50")["data"], key=lambda each: each["created_at"], reverse=True
        )

    def case(self, reference: str) -> dict[str, Any]:
        return self._told(reference)

    def _told(self, path: str) -> dict[str, Any]:
        address = f"{self._url}/api/v2/planning_applications/{path}"
        asked = urllib.request.Request(address, headers={"Authorization": f"Bearer {self._token}"})
        with urllib.request.urlopen(asked, timeout=20) as answer:
            return dict(json.loads(answer.read()))


@pytest.fixture
def place(sample: Path, backoffice: Path, tmp_path: Path) -> Iterator[tuple[Desktop, Office]]:
    """QGIS with the back office of the sample, and the back office."""
    with Desktop(tmp_path, shared_path(GRID)) as opened:
        served = opened.serve(backoffice)
        opened.start(store=sample / "store", profile=sample / "profile.json", office=served, officer=OFFICER, wait=True)
        yield opened, Office(served)


def tab(state: dict[str, Any], name: str) -> list[int]:
    cases = state["cases"]
    return next(at for words, at in zip(cases["tabs"], cases["tab places"]) if words.lower().startswith(name))


def width(state: dict[str, Any]) -> float:
    west, _, east, _ = state["extent"]
    return float(east - west)


def not_in_order(desktop: Desktop, question: str, note: str) -> None:
    """Choose a question, say what is wrong, press Not in order: three presses."""
    state = desktop.wait(lambda now: question in now["validation"]["questions"], "the questions")
    desktop.click(*state["validation"]["questions"][question])
    state = desktop.wait(lambda now: now["validation"]["places"]["note"], "the field for what was seen")
    desktop.press(state["validation"]["places"]["note"])
    desktop.type(note, enter=False)
    desktop.press(state["validation"]["places"]["fails"])
    desktop.wait(lambda now: note in now["validation"]["evidence"], "the answer to be kept")


def test_a_failing_check_becomes_a_request_with_four_clicks_and_all_faults_go_in_one_go(place: tuple[Desktop, Office]) -> None:
    desktop, office = place
    state = opened_case(desktop, "26-00125")
    reference = state["cases"]["reference"]
    before = len(office.requests(reference))
    desktop.screenshot("validate-1-case")
    clicks = desktop.clicks

    desktop.press(tab(state, "site"))
    state = desktop.wait(lambda now: any("crosses itself" in words for words in now["validation"]["checks"]), "the checks")
    desktop.click(*next(at for words, at in state["validation"]["checks"].items() if "crosses itself" in words))
    state = desktop.wait(lambda now: now["validation"]["places"]["request check"] and width(now) < 150, "the map at the fault")
    desktop.wait(lambda now: not now["drawing"], "the map")
    desktop.at_rest()
    desktop.screenshot("validate-2-check")
    desktop.press(state["validation"]["places"]["request check"])
    state = desktop.wait(lambda now: "crosses itself, so it is not clear" in now["validation"]["reason"], "the drafted wording")
    desktop.at_rest()
    desktop.screenshot("validate-3-request")
    desktop.press(state["validation"]["places"]["save"])
    state = desktop.wait(lambda now: not now["validation"]["places"]["save"], "the drafts to be kept")
    assert desktop.clicks - clicks == 4
    desktop.screenshot("validate-4-saved")

    desktop.press(state["validation"]["places"]["questions"])
    not_in_order(desktop, NORTH, "There is no arrow on it")
    state = desktop.wait(lambda now: now["cases"]["places"]["document"] and not now["drawing"], "the plan beside the map")
    desktop.at_rest()
    desktop.screenshot("validate-5-plan")
    desktop.press(state["validation"]["places"]["request"])
    state = desktop.wait(lambda now: "There is no arrow on it" in now["validation"]["reason"], "the fault that the eye saw")
    drafts = [title for title, words in state["validation"]["requests"] if words == "draft"]
    desktop.at_rest()
    desktop.screenshot("validate-6-all")

    desktop.press(state["validation"]["places"]["send"])
    state = desktop.wait(
        lambda now: (
            now["validation"]["requests"]
            and not any(
                words in ("draft", "waits to be sent", "may have arrived", "was tried, and waits", "sent")
                for _, words in now["validation"]["requests"]
            )
        ),
        "the back office to have them",
    )
    desktop.at_rest()
    desktop.screenshot("validate-7-sent")
    assert len(drafts) == 1
    assert len(office.requests(reference)) == before + 1
    sent = office.requests(reference)[0]
    assert sent["state"] == "open"
    for fault in ("The red line crosses itself", "Please send a location plan at 1:1250", "There is no arrow on it"):
        assert fault in sent["reason"], "all faults stand in one request"
    assert len(state["validation"]["requests"]) == before + 1


def test_an_application_is_invalid_by_its_requests_and_another_is_valid_from_its_day(place: tuple[Desktop, Office]) -> None:
    desktop, office = place
    state = case_on_map(desktop, "26-00137")
    reference = state["cases"]["reference"]
    assert office.case(reference)["status"] == "not_started"
    desktop.press(tab(state, "validation"))
    not_in_order(desktop, NORTH, "There is no arrow on it")
    desktop.press(desktop.state()["validation"]["places"]["request"])
    state = desktop.wait(lambda now: now["validation"]["places"]["send"], "the drafted requests")
    desktop.press(state["validation"]["places"]["send"])
    desktop.wait(
        lambda now: any(words == "goes out with “invalid”" for _, words in now["validation"]["requests"]), "the requests to wait there", 90
    )
    assert {each["state"] for each in office.requests(reference)} == {"pending"}

    desktop.press(
        desktop.wait(lambda now: now["validation"]["places"]["change"], "the change to be offered")["validation"]["places"]["change"]
    )
    state = desktop.wait(lambda now: now["validation"]["places"]["do change"], "the form for other words")
    desktop.press(state["validation"]["places"]["changed words"])
    desktop.key("ctrl+a")
    desktop.type("The plan needs an arrow that shows north.", enter=False)
    desktop.at_rest()
    desktop.screenshot("validate-7b-change")
    desktop.press(state["validation"]["places"]["do change"])
    desktop.wait(
        lambda _: office.requests(reference)[0]["reason"] == "The plan needs an arrow that shows north.", "the change to arrive", 90
    )
    assert {each["state"] for each in office.requests(reference)} == {"pending"}

    desktop.press(desktop.state()["validation"]["places"]["outcome"])
    state = desktop.wait(lambda now: now["validation"]["places"]["make invalid"] and now["validation"]["officers"], "invalid to be offered")
    assert "not answered yet" in state["validation"]["not valid"]
    desktop.at_rest()
    desktop.screenshot("validate-8-invalid")
    desktop.press(state["validation"]["places"]["make invalid"])
    desktop.wait(lambda now: now["validation"]["status"] == "invalidated", "the back office to say that it is invalid")
    desktop.at_rest()
    desktop.screenshot("validate-9-invalidated")
    assert {each["state"] for each in office.requests(reference)} == {"open"}

    state = desktop.state()
    desktop.press(state["cases"]["places"]["search"])
    desktop.type("26-00109")
    state = desktop.wait(
        lambda now: now["cases"]["reference"].startswith("26-00109") and now["validation"]["places"]["valid"], "the other case", 60
    )
    assert state["validation"]["expiry"].startswith("Statutory expiry: ")
    desktop.wait(lambda now: now["cases"]["seen"] and not now["drawing"], "the case to count as looked at")
    desktop.at_rest()
    desktop.screenshot("validate-10-valid")
    desktop.press(desktop.state()["validation"]["places"]["valid"])
    desktop.wait(lambda now: now["validation"]["status"] == "in assessment", "the back office to say that it is valid")
    desktop.screenshot("validate-11-in-assessment")
    assert office.case(state["cases"]["reference"])["status"] == "in_assessment"


def test_the_applicants_other_land_is_edged_blue_beside_the_plan(place: tuple[Desktop, Office]) -> None:
    desktop, _ = place
    state = case_on_map(desktop, "26-00137")
    desktop.press(tab(state, "validation"))
    question = "Is other land of the applicant edged blue?"
    state = desktop.wait(lambda now: question in now["validation"]["questions"], "the questions")
    desktop.click(*state["validation"]["questions"][question])
    desktop.wait(lambda now: now["cases"]["places"]["document"] and not now["drawing"], "the plan beside the map")
    desktop.press(desktop.wait(lambda now: now["blue line"]["button"], "the button of the blue line")["blue line"]["button"])
    state = desktop.wait(lambda now: "Draw it" in now["blue line"]["menu"], "its menu")
    desktop.press(state["blue line"]["menu"]["Draw it"])
    state = desktop.wait(lambda now: now["blue line"]["drawing"] and not now["drawing"], "the tool in the hand")
    site = state["sites"][state["cases"]["open"]]
    for x, y in ((40, -60), (110, -80), (130, 10), (60, 30)):
        desktop.click(site[0] + x, site[1] + y)
    desktop.key("Return")
    state = desktop.wait(lambda now: now["blue line"]["form"], "the form for the reason")
    desktop.press(state["blue line"]["reason"])
    desktop.type("Edged blue on the location plan.", enter=False)
    desktop.screenshot("validate-12-blue-reason")
    desktop.press(state["blue line"]["keep"])
    desktop.wait(lambda now: now["blue line"]["area"] > 0 and not now["drawing"], "the blue line on the map")
    desktop.at_rest()
    desktop.screenshot("validate-13-blue")
    assert not desktop.state()["blue line"]["drawing"]
