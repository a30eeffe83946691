"""Where the real data and recorded answers lie that some tests need; they are never part of the project."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

_CHECKOUT = Path(__file__).resolve().parent.parent


def shared_path(relative: str) -> Path:
    """The path of a shared test file or folder; skips the calling test, saying so, where it is absent."""
    folder = Path(os.environ.get("REDLINE_SHARED", _CHECKOUT.parent / "shared"))
    path = folder / relative
    if not path.exists():
        pytest.skip(f"{relative} is not here: this test needs the folder of shared test data beside the checkout")
    return path
