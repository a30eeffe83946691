"""Who may ask what: tokens in BOPS's form, scopes, and the authority in the host's name."""

from __future__ import annotations

import base64
import struct
import zlib

import pytest

from scripts.backoffice.tokens import ROLES, checksum, is_well_formed, make_token

from .bench import Bench

PING = "/api/v2/ping"
LIST = "/api/v2/planning_applications"


def test_a_token_with_a_wrong_checksum_is_not_well_formed() -> None:
    token = make_token()
    other = "A" if token[-1] != "A" else "B"

    assert not is_well_formed(token[:-1] + other)


def test_a_made_token_has_the_form_of_bops() -> None:
    token = make_token()

    assert token.startswith("bops_")
    assert len(token) == 47
    assert is_well_formed(token)


def test_the_checksum_is_the_crc32_in_urlsafe_base64() -> None:
    assert checksum("0" * 36) == base64.urlsafe_b64encode(struct.pack("<I", zlib.crc32(b"0" * 36))).decode()[:6]


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer bops_x", "Basic abc", pytest.param(f"Bearer {make_token()}", id="another's")])
def test_what_is_no_known_token_is_refused_without_a_reason(header: str, bench: Bench) -> None:
    answer = bench.ask(PING, role=None, headers={"Authorization": header})

    assert answer.status_code == 401
    assert answer.json() == {"error": {"code": 401, "message": "Unauthorized"}}


def test_a_missing_permission_answers_like_a_bad_token_and_ping_tells_them_apart(bench: Bench) -> None:
    refused = bench.ask(LIST, role="intake")

    assert refused.status_code == 401
    assert refused.json() == {"error": {"code": 401, "message": "Unauthorized"}}
    assert bench.ask(PING, role="intake").status_code == 200


def test_a_revoked_token_is_not_known(bench: Bench) -> None:
    token = bench.office.tokens.by_role()["reader"]
    bench.office.tokens.revoke("reader", bench.office.now())

    assert bench.ask(PING, token=token).status_code == 401


@pytest.mark.parametrize(
    ("path", "scope"),
    [
        (LIST, "planning_application:read"),
        (f"{LIST}/search", "planning_application:read"),
        (f"{LIST}/1", "planning_application:read"),
        (f"{LIST}/1/documents", "planning_application:read"),
        (f"{LIST}/1/submission", "planning_application:read"),
        (f"{LIST}/1/validation_requests", "validation_request:read"),
        ("/api/v2/validation_requests", "validation_request:read"),
        ("/api/v2/neighbour_responses", "comment:read"),
    ],
)
def test_each_role_reads_what_its_scopes_say(path: str, scope: str, bench: Bench) -> None:
    for role, permissions in ROLES.items():
        assert (bench.ask(path, role=role).status_code == 401) == (scope not in permissions), role


def test_posting_needs_the_write_scope(bench: Bench) -> None:
    assert bench.ask(LIST, "POST", role="reader", json={}).status_code == 401
    assert bench.ask(LIST, "POST", role="intake", json={}).status_code == 400


@pytest.mark.parametrize(
    "host", ["127.0.0.1:8000", "localhost:8000", "southwark.bops.localhost", "southwark.bops.services:443", "[::1]:80"]
)
def test_this_authority_is_served_by_its_name_and_by_bare_addresses(host: str, bench: Bench) -> None:
    assert bench.ask(PING, headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("path", [PING, f"{LIST}/1", "/docs", "/openapi.json", "/api/v2/public/application_types"])
def test_another_authority_is_a_page_that_is_not_there(path: str, bench: Bench) -> None:
    answer = bench.ask(path, headers={"Host": "camden.bops.services"})

    assert answer.status_code == 404
    assert answer.headers["content-type"] == "text/html; charset=UTF-8"


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/api/v2/nothing"), ("DELETE", f"{LIST}/1"), ("PUT", LIST), ("GET", f"{LIST}/1/"), ("GET", "/")]
)
def test_an_unknown_path_or_method_is_a_page_that_is_not_there(method: str, path: str, bench: Bench) -> None:
    answer = bench.ask(path, method)

    assert answer.status_code == 404
    assert answer.headers["content-type"] == "text/html; charset=UTF-8"


def test_the_list_of_operations_needs_no_other_host(bench: Bench) -> None:
    page = bench.ask("/docs", role=None)

    assert page.status_code == 200
    assert "/api/v2/planning_applications/search" in page.text
    assert "http://" not in page.text
    assert "https://" not in page.text
    assert "/api/v2/ping" in bench.ask("/openapi.json", role=None).json()["paths"]
