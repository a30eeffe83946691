"""The command: what it writes first, and how it ends."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import requests

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

    assert set(said["tokens"]) == {"reader", "officer", "intake", "applicant-service"}
    assert answer.json()["message"] == "OK"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to catch")
def test_it_ends_cleanly_on_sigterm_and_keeps_its_tokens_for_the_next_run(tmp_path: Path) -> None:
    with started("--data", str(tmp_path)) as (process, first):
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate(timeout=10)
        code = process.returncode
    with started("--data", str(tmp_path)) as (_, second):
        assert second["tokens"] == first["tokens"]

    assert code in (0, -signal.SIGTERM)
    assert "Traceback" not in errors
