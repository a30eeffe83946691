"""The options and the Constraint layers window on a team's database, and the push from there."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from qgis.core import QgsSettings
from qgis.PyQt.QtCore import Qt

from plugin.constraints.postgis import database
from plugin.domain.clock import Clock
from plugin.gui.constraint_layers.constraint_layers_dialog import ConstraintLayersDialog
from plugin.gui.constraint_layers.push_dialog import PushDialog
from plugin.gui.environment.store_place import StorePlace
from plugin.gui.settings import StoredSettings
from plugin.gui.setup.options_page import OptionsPage
from plugin.gui.tasks.push_task import PushTask
from tests.postgis_server import url_of
from tests.qgis.conftest import settle
from tests.qgis.fake_iface import FakeIface
from tests.qgis.team_database import forget_all
from tests.qgis.test_session import wait


def test_the_options_ask_a_database_when_told_to_and_say_what_it_has(
    stored: StoredSettings, store_address: str, store_folder: Path
) -> None:
    page = OptionsPage(stored, lambda: None)
    page.form.storeFolder.setFilePath(str(store_folder))
    page.show_found()
    of_the_folder = page.form.storeFound.text()
    assert page.form.storeTest.isHidden()
    assert page.form.storeCredentials.isHidden()

    page.form.storeFolder.setFilePath(store_address)
    page.show_found()
    assert page.form.storeFound.text() == "A team's database. Test asks what it has."
    assert not page.form.storeTest.isHidden()
    page.form.storeTest.click()
    wait(lambda: page.form.storeFound.text().startswith("Generation"))
    assert page.form.storeFound.text() == of_the_folder

    page.form.storeFolder.setFilePath("postgresql://gis:of-the-team@127.0.0.1:1/planning")
    page.show_found()
    assert "is not kept" in page.form.storeFound.text()
    page.form.storeTest.click()
    wait(lambda: "can't be reached" in page.form.storeFound.text())
    assert "of-the-team" not in page.form.storeFound.text()
    page.apply()
    assert stored.load().store == "postgresql://gis@127.0.0.1:1/planning"
    page.deleteLater()


@pytest.fixture
def layers_window(iface: FakeIface, open_desk: Callable[..., Any], stored: StoredSettings, clock: Clock) -> Iterator[Callable[[str], Any]]:
    """The Constraint layers window on a store."""
    made: list[ConstraintLayersDialog] = []

    def opened(store_address: str) -> ConstraintLayersDialog:
        QgsSettings().setValue("redline/store", store_address)
        made.append(ConstraintLayersDialog(stored, clock, open_desk(), iface.mapCanvas(), iface.mainWindow()))
        made[-1].show()
        return made[-1]

    yield opened
    for each in made:
        each.close_for_good()
        each.deleteLater()


def test_the_constraint_layers_window_shows_what_a_database_has_and_where_it_is_changed(
    layers_window: Callable[[str], Any], store_address: str
) -> None:
    page = layers_window(store_address).layers
    wait(lambda: page.tree.topLevelItemCount() == 4)

    assert page.headLabel.text() == "In use: what was built on 22 November 2026, 09:00, for Saltmere."
    assert "Refresh and put back are done in the folder" in page.howLabel.text()
    rows = {page.tree.topLevelItem(row).text(0): page.tree.topLevelItem(row).text(1) for row in range(4)}
    assert rows["Conservation area"] == "3"
    for widget in (page.refreshButton, page.putBackButton, page.pushButton, page.authorityEdit):
        assert not widget.isVisible()
    seen(page, "layers-database")


def test_the_constraint_layers_window_says_that_a_database_is_away(layers_window: Callable[[str], Any]) -> None:
    page = layers_window("postgresql://gis:hush@127.0.0.1:1/planning").layers
    wait(lambda: "can't be reached" in page.headLabel.text())

    assert "hush" not in page.headLabel.text() + page.howLabel.text()
    assert page.tree.topLevelItemCount() == 0


def test_a_folder_is_pushed_from_the_window_and_the_address_is_remembered(
    layers_window: Callable[[str], Any], stored: StoredSettings, postgis_server: str, store_folder: Path, clock: Clock
) -> None:
    forget_all(postgis_server)
    window = layers_window(str(store_folder))
    window.layers.pushButton.click()
    dialog = window.findChild(PushDialog)
    assert not dialog.pushButton.isEnabled()
    dialog.addressEdit.setText(url_of(postgis_server))
    seen(dialog, "push-dialog")
    dialog.pushButton.click()
    wait(lambda: "uses it: 6 records" in window.layers.saidLabel.text())
    seen(window.layers, "layers-pushed")

    with StorePlace(url_of(postgis_server)).open() as store:
        assert store.authority_name() == "Saltmere"
    assert stored.load().push_address == url_of(postgis_server)

    window.team.push(StorePlace("postgresql://gis:hush@127.0.0.1:1/planning"))
    wait(lambda: "can't be reached" in window.layers.saidLabel.text())
    assert "hush" not in window.layers.saidLabel.text()
    assert window.layers.pushButton.isEnabled()


def test_the_dialog_of_a_push_says_all_that_it_has_to_say_and_no_password(qgis_app: object) -> None:
    dialog = PushDialog(StorePlace(""))
    dialog.show()
    dialog.addressEdit.setText("postgresql://gis:hush@127.0.0.1:1/planning")
    assert "password in this address is not kept" in dialog.saidLabel.text()

    dialog.testButton.click()
    wait(lambda: "can't be reached" in dialog.saidLabel.text())

    assert "hush" not in dialog.saidLabel.text()
    assert dialog.saidLabel.height() >= dialog.saidLabel.heightForWidth(dialog.saidLabel.width())
    dialog.reject()


def test_a_push_that_is_stopped_leaves_the_database_as_it_was(
    qgis_app: object, postgis_server: str, store_folder: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    from plugin.constraints.postgis import push

    forget_all(postgis_server)
    monkeypatch.setattr(push, "_ROWS", 1)
    task = PushTask(StorePlace(str(store_folder)), StorePlace(url_of(postgis_server)), clock)
    told: list[str] = []
    task.failed.connect(told.append)
    task.came.connect(lambda _table, _rows: task.cancel(), Qt.ConnectionType.DirectConnection)
    task.finished(task.run())

    assert told == [""]
    with pytest.raises(database.StoreError, match="There is no constraint store"):
        StorePlace(url_of(postgis_server)).open()


def seen(widget: Any, name: str) -> None:
    """A picture for the eye, where REDLINE_PICTURES names a folder."""
    settle()
    if os.environ.get("REDLINE_PICTURES"):
        widget.window().grab().save(f"{os.environ['REDLINE_PICTURES']}/{name}.png")
