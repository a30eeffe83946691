"""Debian's chromium, one for all tests; a back office with the sample borough around its cases."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime, timezone
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright

from scripts.backoffice.base_map import FILE_NAME
from scripts.backoffice.sample.load import load_sample
from scripts.sample.generate import generate
from tests.unit.backoffice_server.bench import Bench, TestClock, bench_for, open_office

from .officer_and_applicant import Case

_CHROMIUM = "chromium"
#: It runs as root in a container, without a graphics card, and asks nobody for anything.
_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
OUT = Path(__file__).parents[2] / "out"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = shutil.which(_CHROMIUM)
    assert program is not None, "chromium is not here: scripts/setup installs it."
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=_ARGUMENTS)
        yield started
        started.close()


_MORNING = datetime(2026, 11, 18, 10, 30, tzinfo=timezone.utc)
_SETTINGS = {"first_number": 101, "authority_name": "Borough of Saltmere (sample)"}


@pytest.fixture(scope="session")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A back office with the sample's cases and map, never changed."""
    borough, folder = tmp_path_factory.mktemp("borough"), tmp_path_factory.mktemp("stocked") / "office"
    generate(borough)
    office = open_office(folder, TestClock(_MORNING), **_SETTINGS)
    office.base_map.take(borough / FILE_NAME)
    load_sample(office, borough)
    office.close()
    return folder


@pytest.fixture
def clock() -> TestClock:
    """Wednesday 18 November 2026, half past ten."""
    return TestClock(_MORNING)


@pytest.fixture
def bench(stocked: Path, tmp_path: Path, clock: TestClock) -> Iterator[Bench]:
    shutil.copytree(stocked, tmp_path / "office")
    office = open_office(tmp_path / "office", clock, **_SETTINGS)
    with bench_for(office) as served:
        yield served
    office.close()


@pytest.fixture
def case(bench: Bench) -> Case:
    """A house whose red line is to take in the access: an open request."""
    return Case(bench, "26-00132-HAPP")


@pytest.fixture(params=["with JavaScript", "without JavaScript"])
def context(request: pytest.FixtureRequest, browser: Browser) -> Iterator[BrowserContext]:
    """A window of the usual size; nothing may be asked of another host."""
    made = browser.new_context(java_script_enabled=request.param == "with JavaScript", viewport={"width": 1000, "height": 800})
    elsewhere: list[str] = []
    made.on("request", lambda asked: elsewhere.append(asked.url) if _is_elsewhere(asked) else None)
    yield made
    made.close()
    assert not elsewhere


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


def _is_elsewhere(asked: Request) -> bool:
    return not asked.url.startswith(("http://127.0.0.1:", "data:"))
