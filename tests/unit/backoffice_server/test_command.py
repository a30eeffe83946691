"""The command: what it writes first, and how it ends."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest
import requests

from scripts.backoffice import intake

from .bench import TestClock, open_office
from .submissions import submission

_TOP = Path(__file__).resolve().parents[3]


@contextmanager
def started(*arguments: str) -> Iterator[tuple[subprocess.Popen[str], dict[str, Any]]]:
    """The process, and what its first line says."""
    environment = {**os.environ, "PYTHONPATH": str(_TOP)}
    process = subprocess.Popen(
        [sys.executable, "-m", "scripts.backoffice", *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    )
    try:
        assert process.stdout is not None
        yield process, json.loads(process.stdout.readline())
    finally:
        process.kill()
        process.communicate(timeout=10)


def test_the_first_line_is_json_with_the_address_and_a_token_by_role(tmp_path: Path) -> None:
    with started("--data", str(tmp_path), "--empty") as (_, said):
        answer = requests.get(said["url"] + "/api/v2/ping", headers={"Authorization": f"Bearer {said['tokens']['reader']}"}, timeout=10)

    assert set(said["tokens"]) == {"reader", "officer", "reviewer", "intake", "applicant-service"}
    assert answer.json()["message"] == "OK"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to catch")
def test_it_ends_cleanly_on_sigterm_and_keeps_its_tokens_for_the_next_run(tmp_path: Path) -> None:
    with started("--data", str(tmp_path)) as (process, first):
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate(timeout=10)
        code = process.returncode
    with started("--data", str(tmp_path)) as (_, second):
        assert second["tokens"] == first["tokens"]

    assert (code, errors) == (0, "")


@pytest.mark.slow
def test_the_letters_of_the_sample_open_the_page_of_this_very_server(tmp_path: Path) -> None:
    with started("--data", str(tmp_path), "--sample") as (_, said):
        letters = [path.read_text(encoding="utf-8") for path in (tmp_path / "letters").glob("*-ask.txt") if is_open(path, said)]
        links = [link for letter in letters for link in re.findall(r"^http\S+$", letter, re.MULTILINE)]
        (link,) = (link for link in links if "/red-line/" in link)
        page = requests.get(link, timeout=10)
        others = [requests.get(other, timeout=10).status_code for other in links]

    assert link.startswith(said["url"])
    assert page.status_code == 200
    assert "Do you agree to this change" in page.text
    assert "SAMPLE - not a real place" in page.text
    assert set(others) == {200}


def is_open(letter: Path, said: dict[str, Any]) -> bool:
    reference, identity = re.findall(r"(.+)-request-(\d+)-ask", letter.stem)[0]
    path = f"/api/v2/planning_applications/{reference}/validation_requests/{identity}"
    answer = requests.get(said["url"] + path, headers={"Authorization": f"Bearer {said['tokens']['reader']}"}, timeout=10)
    return bool(answer.json()["state"] == "open")


@pytest.mark.parametrize(
    ("options", "effect"), [((), "closes"), (("--silence", "bops"), "closes_and_adopts"), (("--plain-bops",), None)], ids=str
)
def test_what_silence_does_and_whether_officers_are_served_is_chosen(options: tuple[str, ...], effect: str | None, tmp_path: Path) -> None:
    with started("--data", str(tmp_path), *options) as (_, said):
        answer = requests.get(
            said["url"] + "/api/v2/officer_api", headers={"Authorization": f"Bearer {said['tokens']['reader']}"}, timeout=10
        )

    assert answer.status_code == (404 if effect is None else 200)
    assert effect is None or answer.json()["silence"]["effect"] == effect


def refused(*arguments: str) -> str:
    """What it says when it does not start."""
    environment = {**os.environ, "PYTHONPATH": str(_TOP)}
    done = subprocess.run(
        [sys.executable, "-m", "scripts.backoffice", *arguments], capture_output=True, text=True, env=environment, timeout=30, check=False
    )
    assert done.returncode == 2
    assert not done.stdout
    return done.stderr


def test_a_port_that_is_taken_is_said_in_a_sentence(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        assert refused("--data", str(tmp_path), "--port", str(port)).startswith(f"Port {port} cannot be used")


def test_a_folder_that_is_a_file_is_said_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("")

    assert "cannot be the back office's folder" in refused("--data", str(path))


def test_a_file_of_another_version_is_left_alone(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "backoffice.sqlite")) as connection:
        connection.execute("PRAGMA user_version = 99")

    assert "made by another version" in refused("--data", str(tmp_path))


def test_a_base_map_that_is_none_is_said_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "map.gpkg"
    path.write_text("no map")

    assert "cannot be the base map" in refused("--data", str(tmp_path), "--base-map", str(path))


def test_empty_does_not_throw_away_what_is_there(tmp_path: Path) -> None:
    office = open_office(tmp_path, TestClock(datetime(2026, 11, 18, 10, tzinfo=timezone.utc)))
    intake.submit(office, submission())
    office.close()

    assert "holds 1 applications already" in refused("--data", str(tmp_path), "--empty")
