"""The readiness page in a browser: nothing is fetched, axe finds nothing, light and dark, on a screen and on a telephone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from plugin.domain.act_time import ActTime
from plugin.domain.dataset import Coverage
from plugin.reports.readiness.act_figures import Period, act_figures
from plugin.reports.readiness.readiness_page import readiness_page
from tests.unit.reports.ready import COLUMN, MUST, NO_SHAPE, SHOULD, TODAY, absent, age, readiness, ready, standing
from tests.unit.reports.test_readiness_page import STATES

from .conftest import OUT


@pytest.fixture
def address(tmp_path: Path) -> str:
    """A page with every state that there is, and with times."""
    named = "Area of outstanding natural beauty and much else"
    datasets = [
        *STATES,
        ready("tree-preservation-zone", age=age(45), standard=standing(MUST, SHOULD), faults=(NO_SHAPE,), repaired=3),
        ready("article-4-direction-area", age=age(12, 900), coverage=Coverage.PARTIAL, share=43.2, standard=standing(COLUMN)),
        ready("tree", age=age(None, None), coverage=Coverage.UNKNOWN, share=None),
        replace(ready("green-belt"), dataset=replace(ready("green-belt").dataset, name=named)),
        absent(),
    ]
    begins = [date(2026, month, 2) for month in (8, 9, 10, 11)]
    times = [
        ActTime("received-valid", f"{begin} {number}", begin, begin + timedelta(days=number))
        for begin in begins
        for number in range(3 if begin.month == 9 else 9)
    ]
    page = tmp_path / "readiness.html"
    page.write_text(readiness_page(readiness(*datasets), act_figures([times], TODAY, Period.MONTH)), encoding="utf-8")
    return page.as_uri()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_page_needs_nothing_and_axe_finds_no_violation(address: str, width: int, scheme: Any, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(address)
    page.screenshot(path=str(OUT / f"readiness-{width}-{scheme}.png"), full_page=True)

    assert (asked, said) == ([address], [])
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    found: dict[str, Any] = (
        Axe().run(page, options={"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag22aa", "best-practice"]}}).response
    )
    assert [(violation["id"], [node["target"] for node in violation["nodes"]]) for violation in found["violations"]] == []
    context.close()


def test_the_examples_of_faults_unfold_by_keyboard(address: str, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(address)
    summary = page.locator("details", has_text="Tree preservation zone").locator("summary")
    summary.focus()
    page.keyboard.press("Enter")

    assert page.get_by_text("Should fix: geometry, shape crosses itself (13)").is_visible()
    page.close()
