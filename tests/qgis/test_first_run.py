"""The first steps: five pages, each of which says what is wrong before the next one comes."""

from __future__ import annotations

from pathlib import Path

import pytest
from qgis.core import QgsApplication, QgsAuthMethodConfig, QgsSettings

from plugin.gui.network.credentials import has_credentials, store_token
from plugin.gui.settings import StoredSettings
from plugin.gui.setup.first_run import FirstRun

#: A token of BOPS's form with a right checksum, of no server.
TOKEN = "bops_" + "a" * 36


@pytest.fixture
def token() -> str:
    from plugin.backoffice.token import token_checksums

    return f"{TOKEN}{token_checksums('a' * 36)[0]}"


@pytest.fixture
def wizard(stored: StoredSettings) -> FirstRun:
    manager = QgsApplication.authManager()
    if not manager.masterPasswordIsSet():
        manager.setMasterPassword("of this test", True)
    return FirstRun(stored)


def test_it_takes_five_steps(wizard: FirstRun) -> None:
    assert len(wizard.pageIds()) == 5


def test_an_address_that_is_not_encrypted_is_refused_in_words(wizard: FirstRun) -> None:
    wizard.authority.line.setText("http://southwark.bops.services")

    assert not wizard.authority.validatePage()
    assert "https" in wizard.authority.said.text()


def test_an_address_without_its_scheme_is_taken_for_https(wizard: FirstRun) -> None:
    wizard.authority.line.setText("southwark.bops.services/planning_applications")

    assert wizard.authority.validatePage()
    assert wizard.collected().authority_url == "https://southwark.bops.services"


def test_a_mistyped_token_is_seen_before_it_is_sent(wizard: FirstRun, token: str) -> None:
    wizard.credentials.token.setText(f"{token[:-1]}x")

    assert not wizard.credentials.validatePage()
    assert "checksum" in wizard.credentials.said.text()


def test_the_token_goes_into_the_store_and_into_no_setting(wizard: FirstRun, stored: StoredSettings, token: str) -> None:
    wizard.authority.line.setText("southwark.bops.services")
    wizard.credentials.token.setText(token)
    assert wizard.credentials.validatePage()
    wizard.done_page.officer.setText("Ada Example")

    wizard.accept()

    kept = stored.load()
    assert has_credentials(kept.authcfg)
    assert kept.officer == "Ada Example"
    assert kept.open_at_start
    assert token not in repr(kept)
    QgsApplication.authManager().removeAuthenticationConfig(kept.authcfg)


def test_a_sign_in_of_qgis_s_store_takes_the_place_of_a_token(wizard: FirstRun, stored: StoredSettings) -> None:
    config = QgsAuthMethodConfig("OAuth2")
    config.setName("Council sign-in")
    config.setConfigMap({"oauth2config": "{}"})
    manager = QgsApplication.authManager()
    manager.storeAuthenticationConfig(config)
    wizard.authority.line.setText("southwark.bops.services")

    wizard.credentials.sign_in.setConfigId(config.id())

    assert wizard.credentials.said.text() == "Requests go with the sign-in “Council sign-in”."
    assert not wizard.credentials.token.isEnabled()
    assert wizard.credentials.validatePage()
    wizard.accept()
    assert stored.load().authcfg == config.id()
    manager.removeAuthenticationConfig(config.id())


def test_a_second_token_takes_the_place_of_the_first(wizard: FirstRun, token: str) -> None:
    first = store_token(token, "https://southwark.bops.services")

    assert store_token(token, "https://southwark.bops.services", first) == first
    QgsApplication.authManager().removeAuthenticationConfig(first)


def test_cancelling_keeps_nothing(wizard: FirstRun, stored: StoredSettings) -> None:
    wizard.authority.line.setText("southwark.bops.services")

    wizard.reject()

    assert stored.load().authority_url == ""


def test_what_lies_at_the_places_is_said(wizard: FirstRun, tmp_path: Path) -> None:
    wizard.constraints.store.setFilePath(str(tmp_path))
    wizard.constraints.initializePage()

    assert wizard.constraints.store_said.text()
    assert wizard.constraints.profile_said.text().startswith("None:")


def test_a_sample_is_offered_only_where_one_lies_at_hand(stored: StoredSettings, tmp_path: Path) -> None:
    assert FirstRun(stored).constraints.sample.isHidden()
    (tmp_path / "profile.json").write_text("{}")
    (tmp_path / "store").mkdir()
    QgsSettings().setValue("redline/sample/profile", str(tmp_path / "profile.json"))
    QgsSettings().setValue("redline/sample/store", str(tmp_path / "store"))

    wizard = FirstRun(stored)
    assert not wizard.constraints.sample.isHidden()
    wizard.constraints.sample.click()

    assert wizard.collected().profile == str(tmp_path / "profile.json")
    assert wizard.collected().store == str(tmp_path / "store")
