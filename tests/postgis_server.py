"""A PostgreSQL with PostGIS of the tests' own, where Debian's is installed; skips where it is not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from scripts.benchmark.postgres import own_server, programs


def url_of(address: str) -> str:
    """The address of a server of the tests as a URL, as a person would write it."""
    return f"postgresql:///?{address.replace(' ', '&')}"


@contextmanager
def postgis() -> Iterator[str]:
    """The address of an empty database with PostGIS, while in use."""
    found = programs()
    if found is None:
        pytest.skip("PostgreSQL with PostGIS is not installed: scripts/setup brings it")
    with own_server(found) as address:
        yield address
