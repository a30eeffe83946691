"""The answer to an enquiry as the person sees it who gets it by mail: a file, opened in a browser, off line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from plugin.reports.enquiry.answer import EnquiryAnswer
from plugin.reports.enquiry.answer_page import answer_page
from tests.unit.reports.enquiry.asked import answer, full_answer, hostile_answer

_TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
OUT = Path(__file__).parents[2] / "out"


def opened(browser: Browser, folder: Path, made: EnquiryAnswer, **window: Any) -> tuple[Page, list[str]]:
    """The page from its file, and every address that it asked for beyond itself."""
    path = folder / "answer.html"
    path.write_text(answer_page(made), encoding="utf-8")
    page = browser.new_page(**window)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: asked.append(f"dialog {dialog.message}"))
    page.on("pageerror", lambda error: asked.append(f"error {error}"))
    page.goto(path.as_uri())
    asked.remove(path.as_uri())
    return page, asked


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1000])
@pytest.mark.parametrize("make", [answer, full_answer, hostile_answer])
def test_axe_finds_no_violation(make: Callable[[], EnquiryAnswer], width: int, scheme: str, browser: Browser, tmp_path: Path) -> None:
    page, asked = opened(browser, tmp_path, make(), viewport={"width": width, "height": 800}, color_scheme=scheme)
    found: dict[str, Any] = Axe().run(page, options={"runOnly": {"type": "tag", "values": list(_TAGS)}}).response
    page.close()

    assert [(violation["id"], [node["target"] for node in violation["nodes"]]) for violation in found["violations"]] == []
    assert len(found["passes"]) > 10
    assert asked == []


@pytest.mark.parametrize("make", [full_answer, hostile_answer])
def test_a_telephone_shows_it_without_scrolling_sideways(make: Callable[[], EnquiryAnswer], browser: Browser, tmp_path: Path) -> None:
    page, _ = opened(browser, tmp_path, make(), viewport={"width": 320, "height": 600})
    wide = page.evaluate("document.documentElement.scrollWidth")
    page.close()

    assert wide <= 320


def test_hostile_names_run_nothing_and_are_read_as_they_stand(browser: Browser, tmp_path: Path) -> None:
    page, asked = opened(browser, tmp_path, hostile_answer())
    heading = page.get_by_role("heading", level=1).inner_text()
    images = page.locator("img, script, iframe").count()
    page.close()

    assert "<script>alert(1)</script>" in heading
    assert (images, asked) == (0, [])


def test_the_policy_stops_what_was_overlooked(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "answer.html"
    path.write_text(answer_page(answer()).replace("</main>", '<script>document.title = "ran"</script></main>'), encoding="utf-8")
    page = browser.new_page()
    page.goto(path.as_uri())
    title = page.title()
    page.close()

    assert title == "Planning constraints at 12 High Street"


def test_what_a_reader_of_the_screen_hears_has_headings_tables_and_a_named_map(browser: Browser, tmp_path: Path) -> None:
    page, _ = opened(browser, tmp_path, full_answer())
    headings = [each.inner_text() for each in page.get_by_role("heading", level=2).all()]
    rows = page.get_by_role("table", name="Applies here").get_by_role("row").count()
    maps = page.get_by_role("img", name="Map of TQ 300 800").count()
    page.close()

    assert headings == [
        "Applies here",
        "May apply here: too close to the edge to tell",
        "Near, within 50 m",
        "Not yet in force",
        "Ended, no longer in force",
        "Not checked, or not in full",
        "Earlier applications, here and within 50 m",
        "What was looked at",
        "What this answer is worth",
    ]
    assert (rows, maps) == (3, 1)


def test_on_paper_it_is_black_on_white_whatever_the_screen_and_two_pages_at_most(browser: Browser, tmp_path: Path) -> None:
    page, _ = opened(browser, tmp_path, full_answer(), color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    colours = page.evaluate("[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]")
    pdf = page.pdf(format="A4", margin={"top": "12mm", "bottom": "12mm", "left": "12mm", "right": "12mm"})
    OUT.mkdir(exist_ok=True)
    (OUT / "enquiry-printed.pdf").write_bytes(pdf)
    page.close()

    assert colours == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
    assert pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ") <= 2


@pytest.mark.parametrize(("scheme", "width"), [("light", 1000), ("dark", 360)])
def test_a_picture_of_it_for_the_eye(scheme: str, width: int, browser: Browser, tmp_path: Path) -> None:
    page, _ = opened(browser, tmp_path, full_answer(), viewport={"width": width, "height": 900}, color_scheme=scheme)
    OUT.mkdir(exist_ok=True)
    page.screenshot(path=OUT / f"enquiry-{scheme}.png", full_page=True)
    shown = page.locator("svg.map").bounding_box()
    page.close()

    assert shown is not None
    assert shown["width"] > 0.9 * min(width - 40, 800)
