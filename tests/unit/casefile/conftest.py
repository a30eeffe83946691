"""A case file for each test, in a folder of its own."""

from __future__ import annotations

import pytest

from tests.unit.casefile.examples import Clock, opened


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def case_file(tmp_path, clock):
    with opened(tmp_path, clock=clock) as file:
        yield file
