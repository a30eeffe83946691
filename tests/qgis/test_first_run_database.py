"""The first steps with a store in a team's database: who opens it is kept in QGIS's store of credentials, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from qgis.core import QgsApplication, QgsAuthMethodConfig, QgsSettings

from plugin.gui.environment.store_place import StorePlace
from plugin.gui.network import credentials
from plugin.gui.settings import Settings, StoredSettings
from plugin.gui.setup.first_run import ConstraintsPage, FirstRun

DATABASE = "postgresql://db.example.gov.uk/planning"
SECRET = "sword fish's"


@pytest.fixture
def page(stored: StoredSettings) -> Iterator[ConstraintsPage]:
    manager = QgsApplication.authManager()
    if not manager.masterPasswordIsSet():
        manager.setMasterPassword("of this test", True)
    before = set(manager.configIds())
    wizard = FirstRun(stored)
    yield wizard.constraints
    wizard.deleteLater()
    for config in set(manager.configIds()) - before:
        manager.removeAuthenticationConfig(config)


def kept_by_qgis(name: str = "The team's database") -> str:
    config = QgsAuthMethodConfig("Basic")
    config.setName(name)
    config.setConfigMap({"username": "duty_planner", "password": SECRET})
    assert QgsApplication.authManager().storeAuthenticationConfig(config)
    return str(config.id())


def typed(page: ConstraintsPage, address: str, user: str = "", password: str = "") -> None:
    page.store.setFilePath(address)
    page.login.user.setText(user)
    page.login.password.setText(password)


@pytest.mark.parametrize(("user", "password"), [("duty_planner", ""), ("", SECRET)])
def test_half_of_who_opens_it_is_not_enough(page: ConstraintsPage, user: str, password: str) -> None:
    typed(page, DATABASE, user, password)

    assert not page.validatePage()
    assert page.store_said.text().startswith("Type the user and the password")
    assert SECRET not in page.store_said.text()


def test_without_the_master_password_nothing_is_kept_and_the_way_out_is_said(
    page: ConstraintsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(credentials, "_is_open", lambda: False)
    typed(page, DATABASE, "duty_planner", SECRET)

    assert not page.validatePage()
    assert "master password was not given" in page.store_said.text()
    assert page.place == StorePlace(DATABASE)


def test_a_password_goes_into_qgis_s_store_and_into_nothing_else(page: ConstraintsPage, stored: StoredSettings) -> None:
    typed(page, DATABASE, "duty_planner", SECRET)

    assert page.validatePage()
    page.wizard().accept()

    kept = stored.load()
    assert kept.store_place().credentials() == {"user": "duty_planner", "password": SECRET}
    assert SECRET not in repr(kept)
    settings = QgsSettings()
    assert all(SECRET not in str(settings.value(key)) for key in settings.allKeys())
    assert page.login.password.text() == ""


def test_what_is_kept_is_called_after_the_user_and_the_server(page: ConstraintsPage) -> None:
    typed(page, "postgresql://db.example.gov.uk:5433/planning", "duty_planner", SECRET)
    assert page.validatePage()

    config = QgsApplication.authManager().availableAuthMethodConfigs()[page.place.authcfg]

    assert config.name() == "Redline, duty_planner at db.example.gov.uk:5433"


def test_going_back_and_forth_keeps_a_password_once(page: ConstraintsPage) -> None:
    typed(page, DATABASE, "duty_planner", SECRET)
    before = len(QgsApplication.authManager().configIds())

    assert all(page.validatePage() for _ in range(3))

    assert len(QgsApplication.authManager().configIds()) == before + 1


def test_credentials_that_qgis_has_take_the_place_of_what_is_typed(page: ConstraintsPage, stored: StoredSettings) -> None:
    typed(page, DATABASE, "duty_planner", "mistyped")
    config = kept_by_qgis()

    page.login.chosen.setConfigId(config)

    assert not page.login.user.isEnabled()
    assert (page.login.user.text(), page.login.password.text()) == ("", "")
    assert page.validatePage()
    page.wizard().accept()
    assert stored.load().store_authcfg == config


def test_a_folder_asks_for_no_credentials_and_is_given_none(page: ConstraintsPage, stored: StoredSettings, tmp_path: Path) -> None:
    page.login.chosen.setConfigId(kept_by_qgis())

    page.store.setFilePath(str(tmp_path))

    assert page.login.user.isHidden()
    assert page.login.chosen.isHidden()
    assert page.validatePage()
    page.wizard().accept()
    assert stored.load().store_authcfg == ""


def test_credentials_of_one_server_are_not_sent_to_another(page: ConstraintsPage, stored: StoredSettings) -> None:
    stored.save(Settings(store=DATABASE, store_authcfg=kept_by_qgis()))
    again = FirstRun(stored).constraints
    assert again.validatePage()

    again.store.setFilePath("postgresql://db.elsewhere.example/planning")

    assert not again.validatePage()
    assert again.place.authcfg == ""
    assert "given for db.example.gov.uk, and are not sent to db.elsewhere.example" in again.store_said.text()
    assert again.validatePage()


def test_a_password_that_was_typed_for_one_server_is_not_sent_to_another(page: ConstraintsPage) -> None:
    typed(page, DATABASE, "duty_planner", SECRET)
    assert page.validatePage()

    page.store.setFilePath("postgresql://db.elsewhere.example/planning")

    assert not page.validatePage()
    assert page.place.authcfg == ""
    assert "given for db.example.gov.uk, and are not sent to db.elsewhere.example" in page.store_said.text()


def test_credentials_that_are_chosen_again_are_meant_for_the_address_that_stands_there(page: ConstraintsPage) -> None:
    typed(page, DATABASE, "duty_planner", SECRET)
    assert page.validatePage()
    page.store.setFilePath("postgresql://db.elsewhere.example/planning")
    config = kept_by_qgis()

    page.login.chosen.setConfigId(config)

    assert page.validatePage()
    assert page.place.authcfg == config


def test_another_database_of_the_same_server_keeps_them(page: ConstraintsPage, stored: StoredSettings) -> None:
    config = kept_by_qgis()
    stored.save(Settings(store=DATABASE, store_authcfg=config))
    again = FirstRun(stored).constraints

    again.store.setFilePath(f"{DATABASE}_2027")

    assert again.validatePage()
    assert again.place == StorePlace(f"{DATABASE}_2027", config)
