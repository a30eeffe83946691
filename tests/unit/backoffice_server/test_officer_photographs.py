"""Photographs of site visits and notices: whole, under their own name and digest, and shown as they were sent."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

import pytest

from .officer_bench import OfficerBench, fields

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(64)
LARGEST = 10 * 1024 * 1024


def visit(officer: OfficerBench) -> int:
    return int(officer.act(f"{officer.path}/site_visits", {"visited_at": "2026-11-17", "photographs": ["gate.png"]}).json()["id"])


def data(of: int, content: bytes = PICTURE, **changes: Any) -> dict[str, Any]:
    sent = {"of": "site_visit", "record_id": of, "name": "gate.png", "content_type": "image/png"}
    told = {"sha256": hashlib.sha256(content).hexdigest(), "content": base64.b64encode(content).decode()}
    return {**sent, **told, **changes}


def test_a_photograph_is_kept_byte_for_byte_under_its_name_and_digest(officer: OfficerBench) -> None:
    answer = officer.act(f"{officer.path}/photographs", data(visit(officer)))

    assert answer.status_code == 201
    made = answer.json()
    assert (made["name"], made["sha256"], made["size"]) == ("gate.png", hashlib.sha256(PICTURE).hexdigest(), len(PICTURE))
    assert "content" not in made
    file = officer.ask(f"{answer.headers['location']}/file")
    assert (file.content, file.headers["content-type"]) == (PICTURE, "image/png")
    assert "sandbox" in file.headers["content-security-policy"]


def test_sent_again_with_its_key_it_is_there_once(officer: OfficerBench) -> None:
    sent = data(visit(officer))
    first, again = (officer.act(f"{officer.path}/photographs", sent, key="key") for _ in range(2))

    assert (again.content, len(officer.ask(f"{officer.path}/photographs").json()["data"])) == (first.content, 1)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"sha256": "0" * 64}, "data.sha256"),
        ({"content": "not base64!"}, "data.content"),
        ({"content_type": "image/jpeg"}, "data.content_type"),
        ({"name": "../gate.png"}, "data.name"),
        ({"record_id": 999}, "data.record_id"),
        ({"of": "consultee"}, "data.of"),
    ],
)
def test_what_is_no_photograph_of_that_visit_is_refused_at_its_field(changes: dict[str, Any], field: str, officer: OfficerBench) -> None:
    answer = officer.act(f"{officer.path}/photographs", {**data(visit(officer)), **changes})

    assert (answer.status_code, fields(answer)) == (422, {field})
    assert officer.ask(f"{officer.path}/photographs").json()["data"] == []


def test_ten_megabytes_are_taken_and_a_byte_more_is_not(officer: OfficerBench) -> None:
    of = visit(officer)
    most = PICTURE + bytes(LARGEST - len(PICTURE))

    assert officer.act(f"{officer.path}/photographs", data(of, most)).status_code == 201
    assert officer.act(f"{officer.path}/photographs", data(of, most + b"\0", name="larger.png")).status_code == 422
    assert officer.act(f"{officer.path}/photographs", data(of, most * 2, name="larger.png")).status_code == 413


def test_a_visit_that_is_removed_takes_its_photographs_with_it(officer: OfficerBench) -> None:
    of = visit(officer)
    officer.act(f"{officer.path}/photographs", data(of))
    path = f"{officer.path}/site_visits/{of}"

    assert officer.act(path, None, officer.tag(path), method="DELETE").status_code == 200
    assert officer.ask(f"{officer.path}/photographs").json()["data"] == []


def test_a_photograph_is_removed_as_it_was_seen(officer: OfficerBench) -> None:
    path = officer.act(f"{officer.path}/photographs", data(visit(officer))).headers["location"]

    assert officer.act(path, None, '"another"', method="DELETE").status_code == 412
    assert officer.act(path, None, officer.tag(path), method="DELETE").status_code == 200
    assert officer.ask(f"{path}/file").status_code == 404
