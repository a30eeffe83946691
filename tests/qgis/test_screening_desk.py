"""What screens cases: by whose profile, by which transform, and what it does where it may not screen."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from qgis.core import QgsApplication

from plugin.casefile.case_file import CaseFile
from plugin.domain.clock import Clock
from plugin.domain.errors import RedlineError
from plugin.gui.environment import transform_check
from plugin.gui.environment.profile_of import profile_of
from plugin.gui.environment.transformer_of import transformer_of
from plugin.gui.settings import Settings
from plugin.gui.tasks.screen_cases_task import ScreenCasesTask
from tests.qgis.cases_of_nowhere import OFFICER, fill, pulled, until
from tests.qgis.small_borough import build

APART = "QGIS and Redline put the same point 1.75 m apart. Nothing is screened."


@pytest.fixture
def settings(qgis_app: object, tmp_path: Path) -> Settings:
    return Settings(store=str(build(tmp_path)))


def screened(settings: Settings, clock: Clock, folder: Path) -> tuple[str, str | None]:
    """Why screening stopped, and when the one case was screened."""
    uuid = fill(folder / "cases.redline", clock, pulled(1))[0]
    ended: list[str] = []
    with CaseFile.open(folder / "cases.redline", clock=clock, identity=OFFICER) as file:
        task = ScreenCasesTask(file, settings, clock)
        task.ended.connect(ended.append)
        QgsApplication.taskManager().addTask(task)
        until(lambda: bool(ended))
        row = file.row(uuid)
    assert row is not None
    return ended[0], row.screened_at


def test_a_case_is_screened_where_qgis_and_redline_agree(settings: Settings, clock: Clock, tmp_path: Path) -> None:
    failure, at = screened(settings, clock, tmp_path)

    assert (failure, bool(at)) == ("", True)


def test_no_case_is_screened_where_qgis_puts_sites_elsewhere(
    settings: Settings, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transform_check, "transform_difference", lambda *_: APART)

    failure, at = screened(settings, clock, tmp_path)

    assert APART in failure
    assert not at


def test_no_case_is_screened_by_another_profile_than_the_one_that_is_set(clock: Clock, tmp_path: Path, settings: Settings) -> None:
    broken = tmp_path / "profile.json"
    broken.write_text("{")

    failure, at = screened(Settings(store=settings.store, profile=str(broken)), clock, tmp_path)

    assert str(broken) in failure
    assert not at


def test_a_profile_is_read_once_until_its_file_changes(qgis_app: object, tmp_path: Path) -> None:
    path = tmp_path / "profile.json"
    path.write_text(json.dumps({"authority": {"name": "Example"}}))
    settings = Settings(profile=str(path))

    first = profile_of(settings)
    same = profile_of(settings)
    path.write_text(json.dumps({"authority": {"name": "Another borough"}}))

    assert same.profile is first.profile
    assert profile_of(settings).profile.authority_name == "Another borough"


@pytest.mark.parametrize("content", ["{", None], ids=["damaged", "not there"])
def test_red_lines_are_not_read_without_the_grids_of_a_profile_that_can_not_be_read(
    qgis_app: object, tmp_path: Path, content: str | None
) -> None:
    path = tmp_path / "profile.json"
    if content is not None:
        path.write_text(content)
    settings = Settings(profile=str(path))

    assert str(path) in profile_of(settings).problem
    with pytest.raises(RedlineError, match="profile"):
        transformer_of(settings)


def test_the_transformer_is_made_once_for_the_same_grids(qgis_app: object, tmp_path: Path) -> None:
    (tmp_path / "proj").mkdir()

    assert transformer_of(Settings()) is transformer_of(Settings())
    assert transformer_of(Settings(grid_folder=str(tmp_path / "proj"))) is not transformer_of(Settings())
