"""An applicant agrees or disagrees, by mouse and by keyboard, with JavaScript and without it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Response, expect

from tests.unit.backoffice_server.bench import Bench, TestClock

from .conftest import OUT
from .officer_and_applicant import Case

_TITLE = "Do you agree to this change to your red line boundary?"


def picture(page: Page, name: str) -> None:
    """A whole page under out/, taken once: both runs look alike."""
    OUT.mkdir(exist_ok=True)
    page.screenshot(path=OUT / f"applicant-{name}.png", full_page=True)


def test_agreeing_by_mouse(page: Page, case: Case) -> None:
    page.goto(case.address)
    expect(page.get_by_role("heading", level=1)).to_have_text(_TITLE)
    expect(page.get_by_role("img", name="Map of your present boundary and the proposed boundary")).to_be_visible()
    picture(page, "question")
    page.get_by_label("Yes, I agree to the proposed boundary").click()
    page.get_by_role("button", name="Send my answer").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("You have agreed to the change")
    picture(page, "agreed")
    assert case.outcome == ("closed", True, None)
    assert case.line_in_force() == case.line


def test_disagreeing_by_mouse_with_a_reason(page: Page, case: Case) -> None:
    page.goto(case.address)
    page.get_by_label("No, I disagree").click()
    page.get_by_label("If you disagree: why?").fill("The wall is ours: see the deeds.")
    page.get_by_role("button", name="Send my answer").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("You have disagreed with the change")
    picture(page, "disagreed")
    assert case.outcome == ("closed", False, "The wall is ours: see the deeds.")


def test_agreeing_by_keyboard_alone(page: Page, case: Case) -> None:
    page.goto(case.address)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Yes, I agree to the proposed boundary")).to_be_focused()
    page.keyboard.press("Space")
    picture(page, "keyboard")
    page.keyboard.press("Tab")
    expect(page.get_by_label("If you disagree: why?")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Send my answer")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("You have agreed to the change")
    assert case.outcome == ("closed", True, None)


def test_disagreeing_by_keyboard_alone(page: Page, case: Case) -> None:
    page.goto(case.address)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Yes, I agree to the proposed boundary")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("No, I disagree")).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.type("The line crosses our garden.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("You have disagreed with the change")
    assert case.outcome == ("closed", False, "The line crosses our garden.")


def test_what_is_missing_is_said_at_the_top_and_at_the_field_and_leads_there(page: Page, case: Case) -> None:
    page.goto(case.address)
    page.get_by_role("button", name="Send my answer").click()
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page).to_have_title(f"Error: {_TITLE} - Borough of Saltmere (sample)")
    picture(page, "no-choice")
    page.get_by_role("link", name="Select whether you agree or disagree").click()
    expect(page.get_by_label("Yes, I agree to the proposed boundary")).to_be_focused()
    page.get_by_label("No, I disagree").check()
    page.get_by_role("button", name="Send my answer").click()

    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_role("link", name="Tell us why you disagree")).to_be_visible()
    expect(page.get_by_label("No, I disagree")).to_be_checked()
    expect(page.get_by_label("If you disagree: why?")).to_have_accessible_description(
        "For example, that a wall is yours, or where the line should run. Error: Tell us why you disagree"
    )
    picture(page, "no-reason")
    assert case.outcome == ("open", None, None)


def test_a_used_link_tells_nothing(page: Page, case: Case) -> None:
    page.goto(case.address)
    page.get_by_label("Yes, I agree to the proposed boundary").check()
    page.get_by_role("button", name="Send my answer").click()
    page.goto(case.address)

    expect(page.get_by_role("heading", level=1)).to_have_text("This link cannot be used")
    expect(page.get_by_text(case.reference)).to_have_count(0)
    picture(page, "refused")


def test_an_answer_that_is_sent_twice_is_taken_once(page: Page, case: Case) -> None:
    page.goto(case.address)
    page.get_by_label("Yes, I agree to the proposed boundary").check()
    page.get_by_role("button", name="Send my answer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You have agreed to the change")
    page.go_back()
    page.reload()

    expect(page.get_by_role("heading", level=1)).to_have_text("This link cannot be used")
    assert case.outcome == ("closed", True, None)


def test_an_answer_that_comes_too_late_is_none(page: Page, case: Case, clock: TestClock) -> None:
    page.goto(case.address)
    page.get_by_label("Yes, I agree to the proposed boundary").check()
    clock.at("2026-11-26T00:00:00")
    page.get_by_role("button", name="Send my answer").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("This link cannot be used")
    assert case.outcome == ("closed", None, None)


def test_nothing_of_the_visit_stays_in_the_browser(context: BrowserContext, page: Page, case: Case) -> None:
    page.goto(case.address)
    page.get_by_label("Yes, I agree to the proposed boundary").check()
    page.get_by_role("button", name="Send my answer").click()

    assert context.cookies() == []
    assert not any(origin["localStorage"] for origin in context.storage_state()["origins"])


@pytest.mark.parametrize(
    ("name", "reference", "change"),
    [
        ("several-parts", "26-00128-LDCP", {}),
        ("hole", "26-00129-MAJOR", {"factor": 0.93}),
        ("elsewhere", "26-00102-MINOR", {"east": 0.02, "north": 0.01, "factor": 1.0}),
    ],
)
def test_every_kind_of_change_is_shown_on_one_map(
    name: str, reference: str, change: dict[str, float], browser: Browser, bench: Bench
) -> None:
    page = browser.new_page(viewport={"width": 1000, "height": 800})
    page.goto(Case(bench, reference, **change).address)

    expect(page.locator("svg.map")).to_be_visible()
    picture(page, name)
    page.close()


def test_another_description_is_agreed_to(page: Page, case: Case) -> None:
    page.goto(case.asked("DescriptionChangeValidationRequest", proposed_description="A porch, and a bay window to the front."))
    picture(page, "description")
    page.get_by_label("Yes, I agree to the proposed description").check()
    page.get_by_role("button", name="Send my answer").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("You have agreed")
    assert case.bench.data(case.path)["description"] == "A porch, and a bay window to the front."


def test_a_question_is_answered_in_words(page: Page, case: Case) -> None:
    page.goto(case.asked("AdditionalDocumentValidationRequest", reason="The roof is not drawn.", document_request_type="Roof plan"))
    page.get_by_label("What do you answer?").fill("The roof plan comes by post.")
    picture(page, "document")
    page.get_by_role("button", name="Send my answer").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("You have answered")


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_is_cut_off_on_a_narrow_and_on_a_wide_screen(width: int, browser: Browser, case: Case) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(case.address)

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    picture(page, f"width-{width}")
    page.close()


def test_twice_the_size_of_letters_fits_too(browser: Browser, case: Case) -> None:
    page = browser.new_page(viewport={"width": 640, "height": 800})
    page.goto(case.address)
    page.evaluate("document.documentElement.style.fontSize = '200%'")

    assert page.evaluate("document.documentElement.scrollWidth") <= 640
    page.close()


def test_the_whole_page_is_small(browser: Browser, case: Case) -> None:
    page = browser.new_page()
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108  # Playwright sets an attribute, which a method lacks
    page.goto(case.address)

    (answer,) = answers
    assert len(answer.body()) < 200_000
    page.close()
