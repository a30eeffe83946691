"""The token of the first steps belongs to one back office, and what it may read is said."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from qgis.core import QgsApplication, QgsSettings

from plugin.backoffice.token import token_checksums
from plugin.gui.network.credentials import store_token, why_locked
from plugin.gui.settings import StoredSettings
from plugin.gui.setup.first_run import FirstRun
from tests.qgis.cases_of_nowhere import until
from tests.unit.backoffice.scripted_bops import ScriptedBops
from tests.unit.backoffice.scripted_server import as_json, serving

TOKEN = f"bops_{'a' * 36}{token_checksums('a' * 36)[0]}"
FIRST = "https://southwark.bops.services"
OTHER = "https://lambeth.bops.services"


@pytest.fixture
def wizard(stored: StoredSettings) -> Iterator[FirstRun]:
    """The first steps of somebody who has a token for one back office already."""
    manager = QgsApplication.authManager()
    if not manager.masterPasswordIsSet():
        manager.setMasterPassword("of this test", True)
    before = set(manager.configIds())
    QgsSettings().setValue("redline/back_office/url", FIRST)
    QgsSettings().setValue("redline/back_office/authcfg", store_token(TOKEN, FIRST))
    yield FirstRun(stored)
    for each in set(manager.configIds()) - before:
        manager.removeAuthenticationConfig(each)


def test_a_stored_token_is_kept_for_the_same_back_office(wizard: FirstRun) -> None:
    wizard.credentials.initializePage()

    assert wizard.credentials.validatePage()
    assert wizard.collected().authcfg


def test_a_token_is_not_sent_where_another_address_was_set_behind_it(wizard: FirstRun) -> None:
    authcfg = wizard.settings.authcfg

    assert why_locked(authcfg, FIRST) == ""
    assert why_locked(authcfg, f"{FIRST}/planning_applications") == ""
    said = why_locked(authcfg, OTHER)

    assert FIRST in said
    assert OTHER in said
    assert "nothing was sent" in said


def test_a_stored_token_is_not_used_for_another_back_office_but_asked_for(wizard: FirstRun) -> None:
    wizard.authority.line.setText(OTHER)
    wizard.credentials.initializePage()

    assert not wizard.credentials.validatePage()
    assert FIRST in wizard.credentials.said.text()
    assert OTHER in wizard.credentials.said.text()
    assert wizard.collected().authcfg == ""


def test_a_token_that_was_typed_for_one_address_is_not_left_in_the_field_for_another(wizard: FirstRun) -> None:
    wizard.credentials.initializePage()
    wizard.credentials.token.setText(TOKEN)
    assert wizard.credentials.validatePage()

    wizard.authority.line.setText(OTHER)
    wizard.credentials.initializePage()

    assert wizard.credentials.token.text() == ""
    assert not wizard.credentials.validatePage()


def test_a_token_for_another_back_office_does_not_overwrite_the_first(wizard: FirstRun) -> None:
    first = wizard.credentials.authcfg
    wizard.authority.line.setText(OTHER)
    wizard.credentials.initializePage()
    wizard.credentials.token.setText(TOKEN)

    assert wizard.credentials.validatePage()

    assert wizard.collected().authcfg not in ("", first)
    assert first in QgsApplication.authManager().configIds()


def test_checking_says_what_the_token_may_not_read(wizard: FirstRun) -> None:
    bops = ScriptedBops(2)
    refused = {"error": {"code": 401, "message": "Unauthorized"}}
    bops.fault = lambda request: as_json(refused, 401) if request.path.endswith("/validation_requests") else None
    with serving(bops) as server:
        wizard.authority.line.setText(server.address)
        wizard.credentials.initializePage()
        wizard.credentials.token.setText(TOKEN)

        wizard.credentials.check.click()
        until(wizard.credentials.check.isEnabled)

    assert "The back office has 2 applications." in wizard.credentials.said.text()
    assert "It may not read validation requests" in wizard.credentials.said.text()
