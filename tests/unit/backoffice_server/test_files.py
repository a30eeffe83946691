"""The content of documents: behind a redirection, opened by a cookie, never by the token."""

from __future__ import annotations

import pytest

from scripts.backoffice import intake
from scripts.backoffice.plan_files import pdf, png

from .bench import Bench, TestClock
from .submissions import SQUARE, submission

LIST = "/api/v2/planning_applications"


@pytest.fixture
def paths(bench: Bench) -> list[str]:
    """Where the two files of an application are, after the host."""
    reference = intake.submit(bench.office, submission())
    files = bench.data(f"{LIST}/{reference}/documents")["files"]
    return [file["url"].removeprefix(bench.url) for file in files]


def test_a_document_is_sent_on_to_its_content_with_a_cookie_for_that_path_alone(bench: Bench, paths: list[str]) -> None:
    answer = bench.ask(paths[0], role=None, redirects=False)

    assert answer.status_code == 302
    assert answer.headers["location"] == bench.url + paths[0].replace("/files/", "/blobs/")
    assert f"Path={paths[0].replace('/files/', '/blobs/')}" in answer.headers["set-cookie"]
    assert "Max-Age=600" in answer.headers["set-cookie"]


def test_who_keeps_the_cookie_gets_the_file_without_a_token(bench: Bench, paths: list[str]) -> None:
    contents = [bench.ask(path, role=None) for path in paths]

    assert [answer.headers["content-type"] for answer in contents] == ["application/pdf", "image/png"]
    assert contents[0].content.startswith(b"%PDF-1.4")
    assert contents[1].content.startswith(b"\x89PNG")


def test_the_content_has_the_size_that_was_told(bench: Bench, paths: list[str]) -> None:
    files = bench.data(f"{LIST}/1/documents")["files"]

    assert [file["metadata"]["byteSize"] for file in files] == [len(bench.ask(path, role=None).content) for path in paths]


@pytest.mark.parametrize("cookie", ["", "x", "e30.00", "é.é"])
def test_nothing_else_opens_a_file_not_even_a_token(cookie: str, bench: Bench, paths: list[str]) -> None:
    headers = {"Cookie": f"backoffice-signature={cookie}".encode()} if cookie else {}
    answer = bench.ask(paths[0].replace("/files/", "/blobs/"), headers=headers)

    assert answer.status_code == 403
    assert answer.headers["content-type"] == "text/html; charset=UTF-8"


def test_a_cookie_opens_no_other_file_and_not_after_ten_minutes(bench: Bench, clock: TestClock, paths: list[str]) -> None:
    sent = bench.ask(paths[0], role=None, redirects=False)
    cookie = {"Cookie": sent.headers["set-cookie"].partition(";")[0]}
    own, other = (path.replace("/files/", "/blobs/") for path in paths)

    assert bench.ask(own, role=None, headers=cookie).status_code == 200
    assert bench.ask(other, role=None, headers=cookie).status_code == 403
    clock.at("2026-11-18T10:40:01")
    assert bench.ask(own, role=None, headers=cookie).status_code == 403


@pytest.mark.parametrize("path", ["/files/nothing", "/blobs/nothing"])
def test_an_unknown_key_is_a_page_that_is_not_there(path: str, bench: Bench) -> None:
    assert bench.ask(path, role=None).status_code == 404


@pytest.mark.parametrize(
    "boundary", [SQUARE, None, "text", {"type": "Point", "coordinates": [1, 2]}, {"type": "Polygon", "coordinates": []}]
)
def test_a_plan_can_be_drawn_of_any_red_line(boundary: object) -> None:
    assert pdf(["A (plan)"], boundary).endswith(b"%%EOF\n")
    assert png(boundary).endswith(b"IEND\xaeB`\x82")
