"""Where a setting comes from: the user, else the authority's profile, else Redline."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from qgis.core import QgsSettings

from plugin.gui.settings import Settings, StoredSettings


def profile_file(folder: Path, tolerance: float = 2.5) -> str:
    path = folder / "profile.json"
    path.write_text(
        json.dumps(
            {
                "authority": {"name": "Example"},
                "settings": {"tolerance": tolerance, "near": 80},
                "base_map": {"kind": "xyz", "source": "https://tiles.example/{z}/{x}/{y}.png", "licence_line": "© Example 2026"},
            }
        )
    )
    return str(path)


def test_a_damaged_profile_leaves_the_defaults(stored: StoredSettings, tmp_path: Path) -> None:
    broken = tmp_path / "profile.json"
    broken.write_text("{")
    QgsSettings().setValue("redline/profile", str(broken))

    assert stored.load() == Settings(profile=str(broken))


def test_without_anything_set_the_defaults_hold(stored: StoredSettings) -> None:
    assert stored.load() == Settings()


def test_a_profile_outranks_the_defaults(stored: StoredSettings, tmp_path: Path) -> None:
    QgsSettings().setValue("redline/profile", profile_file(tmp_path))
    settings = stored.load()

    assert (settings.tolerance, settings.near, settings.base_map_kind) == (2.5, 80.0, "xyz")
    assert settings.base_map_licence_line == "© Example 2026"


def test_the_user_outranks_the_profile(stored: StoredSettings, tmp_path: Path) -> None:
    QgsSettings().setValue("redline/profile", profile_file(tmp_path))
    QgsSettings().setValue("redline/tolerance", "0.5")

    assert stored.load().tolerance == 0.5
    assert stored.load().near == 80.0


def test_what_equals_the_profile_is_not_kept_so_that_a_new_profile_counts(stored: StoredSettings, tmp_path: Path) -> None:
    profile = profile_file(tmp_path)
    stored.save(Settings(profile=profile, tolerance=2.5, near=30.0))

    assert not QgsSettings().contains("redline/tolerance")
    assert QgsSettings().contains("redline/near")


def test_what_was_saved_is_loaded_again(stored: StoredSettings) -> None:
    settings = Settings(store="/data/store", applications="/data/applications", near=25.0, grid_folder="/data/proj", open_at_start=True)
    stored.save(settings)

    assert StoredSettings().load() == settings


@pytest.fixture
def installation(tmp_path: Path) -> Iterator[Path]:
    """The settings of the whole installation, as IT lays them down."""
    path = tmp_path / "qgis_global_settings.ini"
    path.write_text(
        f"[redline]\nprofile={profile_file(tmp_path)}\nstore=/srv/redline/store\nnear=120\n"
        "back_office/url=https://council.bops.services\nopen_at_start=true\n"
    )
    before = QgsSettings.globalSettingsPath()
    QgsSettings.setGlobalSettingsPath(str(path))
    yield path
    # QGIS takes no path to a file that is not there, so that "nothing laid down" can't be put back by it
    path.write_text("")
    QgsSettings.setGlobalSettingsPath(before)


def test_what_it_lays_down_for_the_whole_installation_holds_where_the_user_set_nothing(stored: StoredSettings, installation: Path) -> None:
    settings = stored.load()

    assert (settings.store, settings.near, settings.open_at_start) == ("/srv/redline/store", 120.0, True)
    assert settings.authority_url == "https://council.bops.services"
    assert (settings.tolerance, settings.base_map_kind) == (2.5, "xyz")


def test_the_user_outranks_the_installation_even_with_the_value_of_the_profile(stored: StoredSettings, installation: Path) -> None:
    stored.save(replace(stored.load(), near=80.0, store="/data/store"))

    assert (stored.load().near, stored.load().store) == (80.0, "/data/store")

    stored.save(replace(stored.load(), near=120.0))
    assert stored.load().near == 120.0


def test_what_was_laid_down_for_one_installation_is_gone_with_it(stored: StoredSettings) -> None:
    assert stored.load() == Settings()


def test_a_changed_profile_file_is_read_again(stored: StoredSettings, tmp_path: Path) -> None:
    import os

    profile = profile_file(tmp_path)
    QgsSettings().setValue("redline/profile", profile)
    stored.load()
    profile_file(tmp_path, tolerance=3.0)
    os.utime(profile, (1, 1))

    assert stored.load().tolerance == 3.0
