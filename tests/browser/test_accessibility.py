"""WCAG 2.2 AA, as far as axe can tell, on every page that an applicant can meet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from .officer_and_applicant import Case

#: Every rule of axe, its advice beyond WCAG as well.
_TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


def question(page: Page, case: Case) -> None:
    page.goto(case.address)


def no_choice(page: Page, case: Case) -> None:
    page.goto(case.address)
    page.get_by_role("button", name="Send my answer").click()


def no_reason(page: Page, case: Case) -> None:
    page.goto(case.address)
    page.get_by_label("No, I disagree").check()
    page.get_by_role("button", name="Send my answer").click()


def agreed(page: Page, case: Case) -> None:
    page.goto(case.address)
    page.get_by_label("Yes, I agree to the proposed boundary").check()
    page.get_by_role("button", name="Send my answer").click()


def disagreed(page: Page, case: Case) -> None:
    page.goto(case.address)
    page.get_by_label("No, I disagree").check()
    page.get_by_label("If you disagree: why?").fill("The wall is ours.")
    page.get_by_role("button", name="Send my answer").click()


def another_description(page: Page, case: Case) -> None:
    page.goto(case.asked("DescriptionChangeValidationRequest", proposed_description="A porch, and a bay window to the front."))


def no_words(page: Page, case: Case) -> None:
    page.goto(case.asked("AdditionalDocumentValidationRequest", reason="The roof is not drawn.", document_request_type="Roof plan"))
    page.get_by_role("button", name="Send my answer").click()


def refused(page: Page, case: Case) -> None:
    page.goto(f"{case.bench.url}/applicant/red-line/nothing")


@pytest.mark.parametrize("width", [320, 1000])
@pytest.mark.parametrize("arrive", [question, no_choice, no_reason, agreed, disagreed, another_description, no_words, refused])
def test_axe_finds_no_violation(arrive: Callable[[Page, Case], None], width: int, browser: Browser, case: Case) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    arrive(page, case)
    found: dict[str, Any] = Axe().run(page, options={"runOnly": {"type": "tag", "values": list(_TAGS)}}).response
    page.close()

    assert [(violation["id"], [node["target"] for node in violation["nodes"]]) for violation in found["violations"]] == []
    assert len(found["passes"]) > 10


def test_axe_would_find_one(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content('<html><body><img src="data:,"><p style="color: #eee; background: #fff">Too pale</p></body></html>')
    found = Axe().run(page).response
    page.close()

    assert {"image-alt", "color-contrast", "html-has-lang"} <= {violation["id"] for violation in found["violations"]}
