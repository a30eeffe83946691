"""What the desktop tests share: the sample borough with its store, and QGIS on the sample's back office."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desktop import side_by_side
from tests.desktop.desktop import CHECKOUT, Desktop
from tests.made_once import made_once
from tests.shared import shared_path

GRID = "data/grids/uk_os_OSTN15_NTv2_OSGBtoETRS.tif"
#: An officer of the sample, as its back office writes the name.
OFFICER = "Owen Castell"


def with_grid() -> dict[str, str]:
    """What programs beside QGIS run with: PROJ finds what projsync would have put there."""
    return {**os.environ, "PROJ_USER_WRITABLE_DIRECTORY": str(shared_path(GRID).parent)}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test's time begins when its window stands: until then it may wait for its turn, or for the sample."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.timeout(600, func_only=True))


@pytest.fixture(autouse=True)
def turn(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A test that is marked ``alone`` holds the window to a time: no other window is open meanwhile."""
    with side_by_side.turn(tmp_path_factory, alone=request.node.get_closest_marker("alone") is not None):
        yield


@pytest.fixture(scope="session")
def borough(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample borough, without a store."""

    def make(folder: Path) -> None:
        subprocess.run([sys.executable, "-m", "scripts.sample", str(folder)], cwd=CHECKOUT, check=True, timeout=280, env=with_grid())

    return made_once(tmp_path_factory, "borough", make)


@pytest.fixture(scope="session")
def sample(borough: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample borough with its store."""

    def make(store: Path) -> None:
        files = sorted(str(path) for path in (borough / "constraints").iterdir())
        command = [str(CHECKOUT / "scripts" / "redline"), "store", "build", str(store), *files]
        subprocess.run(command, check=True, timeout=280, cwd=CHECKOUT, env=with_grid(), stdout=subprocess.DEVNULL)

    made_once(tmp_path_factory, f"{borough.name}/store", make)
    return borough


@pytest.fixture(scope="session")
def filled_office(borough: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data of a back office that began with the sample and that nobody has used."""

    def make(folder: Path) -> None:
        with Desktop(folder.parent) as filling:
            filling.serve(folder, "--sample", str(borough))

    return made_once(tmp_path_factory, "office", make)


@pytest.fixture
def backoffice(filled_office: Path, tmp_path: Path) -> Path:
    """The same, for one test."""
    return Path(shutil.copytree(filled_office, tmp_path / "backoffice"))


@pytest.fixture
def desktop(sample: Path, backoffice: Path, tmp_path: Path) -> Iterator[Desktop]:
    """QGIS with the back office of the sample set up, and nothing open."""
    with Desktop(tmp_path, shared_path(GRID)) as opened:
        office = opened.serve(backoffice)
        opened.start(store=sample / "store", profile=sample / "profile.json", office=office, officer=OFFICER, wait=True)
        yield opened
