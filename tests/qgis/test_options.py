"""The options page says what it found and keeps what the officer changes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from qgis.core import QgsSettings

from plugin.domain.neighbour_sources import NeighbourSources
from plugin.gui.environment.grid_folders import OSTN15
from plugin.gui.settings import StoredSettings
from plugin.gui.setup.options_page import OptionsFactory, OptionsPage
from tests.qgis.cases_of_nowhere import until
from tests.qgis.conftest import settle
from tests.qgis.council_layers import addresses, parcels, written


@pytest.fixture
def saves() -> list[str]:
    return []


@pytest.fixture
def page(stored: StoredSettings, saves: list[str]) -> Iterator[OptionsPage]:
    made = OptionsPage(stored, lambda: saves.append("saved"))
    yield made
    made.deleteLater()
    settle()


def test_a_store_that_is_not_there_is_said_under_its_setting(page: OptionsPage, tmp_path: Path) -> None:
    page.form.storeFolder.setFilePath(str(tmp_path / "none"))
    page.show_found()

    assert str(tmp_path / "none") in page.form.storeFound.text()


def test_without_a_store_the_page_says_that_nothing_can_be_checked(page: OptionsPage) -> None:
    assert "nothing can be checked" in page.form.storeFound.text()


def test_how_many_loadings_of_the_store_stay_is_kept(page: OptionsPage, stored: StoredSettings) -> None:
    assert page.form.generationsKept.text() == "the usual 3 loadings"

    page.form.generationsKept.setValue(5)
    page.apply()

    assert stored.load().generations_kept == 5


def test_a_missing_grid_comes_with_the_way_to_get_it(page: OptionsPage) -> None:
    assert OSTN15 in page.form.gridFound.text()


def test_a_grid_in_the_folder_is_found(page: OptionsPage, tmp_path: Path) -> None:
    (tmp_path / OSTN15).write_bytes(b"")
    page.form.gridFolder.setFilePath(str(tmp_path))
    page.show_found()

    assert page.form.gridFound.text() == f"OSTN15 found: {tmp_path / OSTN15}"


def test_an_address_without_tiles_is_no_base_map(page: OptionsPage) -> None:
    page.form.baseMapKind.setCurrentIndex(page.form.baseMapKind.findData("xyz"))
    page.form.baseMapSource.setFilePath("https://tiles.example/map.png")
    page.show_found()

    assert "{z}" in page.form.baseMapFound.text()


def test_the_projects_own_base_map_needs_nothing(page: OptionsPage) -> None:
    assert page.form.baseMapKind.currentData() == "project"
    assert not page.form.baseMapSource.isEnabled()


def test_apply_keeps_the_settings_and_tells_of_it(page: OptionsPage, stored: StoredSettings, saves: list[str]) -> None:
    page.form.toleranceBox.setValue(0.5)
    page.form.openAtStart.setChecked(True)
    page.apply()

    assert stored.load().tolerance == 0.5
    assert stored.load().open_at_start
    assert saves == ["saved"]


def test_a_chosen_profile_brings_its_distances(page: OptionsPage, tmp_path: Path) -> None:
    profile = tmp_path / "profile.json"
    profile.write_text('{"authority": {"name": "Example"}, "settings": {"tolerance": 2.0}}')
    page.form.profileFile.setFilePath(str(profile))
    page.show_found()

    assert page.form.toleranceBox.value() == 2.0
    assert page.form.profileFound.text().startswith("Example")


def test_a_refresh_asks_the_usual_platform_and_its_files_unless_others_are_named(page: OptionsPage) -> None:
    told = page.form.platformFound.text()

    assert told == "A refresh asks https://www.planning.data.gov.uk. Whole files come from https://files.planning.data.gov.uk."


def test_the_files_of_the_usual_platform_are_not_taken_for_another_s(page: OptionsPage) -> None:
    page.form.platformUrl.setText("copy.example.gov.uk")
    page.show_found()

    assert page.form.platformFound.text().endswith("Where it has whole files is not said, so a refresh can't take them.")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("http://files.example.gov.uk", "is not encrypted, so nothing is asked there"),
        ("ftp://files.example.gov.uk", "is no web address"),
        ("https://", "is no web address"),
        ("https://files.example.gov.uk:port", "is no web address"),
        ("https://me:secret@files.example.gov.uk", "must not hold a name or password"),
    ],
)
def test_an_address_of_files_that_is_none_or_is_not_safe_is_told_under_it(page: OptionsPage, typed: str, said: str) -> None:
    page.form.platformFiles.setText(typed)
    until(lambda: said in page.form.platformFound.text())

    assert "secret" not in page.form.platformFound.text()


def test_the_options_open_with_an_address_of_the_platform_that_is_none(stored: StoredSettings) -> None:
    QgsSettings().setValue("redline/platform/url", "ftp://copy.example.gov.uk")

    page = OptionsFactory(stored, lambda: None).createWidget()

    assert page.form.platformFound.text().startswith("“ftp://copy.example.gov.uk” is no web address.")


def test_the_scheme_of_an_address_may_be_written_in_capitals(page: OptionsPage) -> None:
    page.form.platformUrl.setText("HTTPS://copy.example.gov.uk")
    page.show_found()

    assert page.form.platformFound.text().startswith("A refresh asks HTTPS://copy.example.gov.uk.")


def test_the_platform_s_addresses_are_kept_with_https_where_that_was_left_out(page: OptionsPage, stored: StoredSettings) -> None:
    page.form.platformUrl.setText(" copy.example.gov.uk ")
    page.form.platformFiles.setText("https://files.example.gov.uk/")
    page.apply()

    kept = stored.load()
    assert (kept.platform_url, kept.platform_files) == ("https://copy.example.gov.uk", "https://files.example.gov.uk/")


def test_layers_of_addresses_are_kept_as_they_were_typed(page: OptionsPage, stored: StoredSettings) -> None:
    form = page.form
    form.addresses.setFilePath("Our addresses")
    form.uprnColumn.setText("UPRN")
    form.addressColumns.setText("PAO, STREET")
    form.acrossHighway.setChecked(False)
    form.neighbourBuffer.setCurrentIndex(form.neighbourBuffer.findData(20.0))
    page.apply()

    kept = stored.load().neighbours()
    assert kept == NeighbourSources("Our addresses", "UPRN", "PAO, STREET", across_highway=False, buffer=20.0)


def test_without_addresses_the_page_says_that_neighbours_are_not_known(page: OptionsPage) -> None:
    assert page.form.neighboursFound.text() == "No layer of addresses or parcels is set, so neighbours are not known."


def test_the_page_says_which_columns_are_read_and_what_is_wrong_with_a_layer(page: OptionsPage, tmp_path: Path) -> None:
    form = page.form
    form.addresses.setFilePath(written(addresses(), tmp_path / "llpg.gpkg"))
    form.addressColumns.setText("pao,street")
    form.parcels.setFilePath(written(parcels(), tmp_path / "land.gpkg"))
    until(lambda: form.neighboursFound.text() == "Addresses are read from PAO and STREET, UPRNs from UPRN, with parcels beside them.")

    form.addressColumns.setText("POSTCODE")
    until(lambda: "has no column POSTCODE; it has fid, UPRN, PAO, STREET" in form.neighboursFound.text())


def test_a_council_s_profile_lays_down_its_layers(page: OptionsPage, tmp_path: Path) -> None:
    (tmp_path / "llpg.gpkg").write_bytes(b"")
    profile = tmp_path / "profile.json"
    profile.write_text('{"neighbours": {"addresses": "llpg.gpkg|layername=blpu", "parcels": "Land of ours", "buffer": 35}}')
    page.form.profileFile.setFilePath(str(profile))

    sources = page.settings().neighbours()
    assert sources.addresses == f"{tmp_path / 'llpg.gpkg'}|layername=blpu"
    assert sources.parcels == "Land of ours"
    assert sources.buffer == 35


def test_the_page_is_made_anew_whenever_the_options_open(stored: StoredSettings) -> None:
    QgsSettings().setValue("redline/near", 75.0)

    assert OptionsFactory(stored, lambda: None).createWidget().form.nearBox.value() == 75.0
