"""Readers of a store in processes of their own, while another process fills it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.source import TOP

READERS = 3


def read_throughout(address: str | Path, end: Path, fill: Callable[[int], str], generations: int) -> tuple[list[str], list[dict[str, Any]]]:
    """What was filled in one after the other by ``fill(number)``, the first of which is there already as 0, and what each reader told.

    Each generation comes only when every reader has read the one before it.
    """
    made = [fill(0)]
    command = [sys.executable, "-m", "tests.unit.constraints.store.reader_process", str(address), str(end)]
    readers = [subprocess.Popen(command, cwd=TOP, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(READERS)]
    try:
        for number in range(1, generations + 1):
            # Each reader says with a sign that it has read what is in use; only then comes the next
            assert all(reader.stderr is not None and reader.stderr.read(1) == b"+" for reader in readers)
            if number < generations:
                made.append(fill(number))
        end.touch()
        told = [json.loads(reader.communicate(timeout=120)[0]) for reader in readers]
    finally:
        for reader in readers:
            reader.kill()
            reader.wait(20)
    assert all(reader.returncode == 0 for reader in readers)
    return made, told
