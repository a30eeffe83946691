"""The answers of a store in a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from plugin.constraints.store.local_store import LocalStore
from tests.store_answers import StoreAnswers, made_store

from .making import TickingClock


class TestFolder(StoreAnswers):
    """A folder on this computer or on a share."""

    @pytest.fixture(scope="class")
    @classmethod
    def folder(cls, tmp_path_factory: pytest.TempPathFactory) -> Path:
        return made_store(tmp_path_factory.mktemp("answers"), TickingClock())

    @pytest.fixture
    def store(self, folder: Path) -> Iterator[LocalStore]:
        with LocalStore(folder) as opened:
            yield opened

    @pytest.fixture
    def reopen(self, folder: Path) -> Callable[[str], Any]:
        return lambda generation: LocalStore(folder, generation)
