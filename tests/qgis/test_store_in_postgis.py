"""The window on a store in a team's PostGIS: the answers and the layers of the folder, and a database that is away."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg2
import pytest
import shapely
from qgis.core import QgsApplication, QgsAuthMethodConfig, QgsProject, QgsSettings, QgsVectorLayer
from qgis.PyQt.QtCore import QCoreApplication, Qt

from plugin.boundary.transformer import Transformer
from plugin.constraints.catalogue import Catalogue
from plugin.constraints.postgis import database
from plugin.constraints.postgis.push import push_store
from plugin.constraints.store.builder import build_store
from plugin.domain.clock import Clock
from plugin.gui.constraint_layers.constraint_layers_dialog import ConstraintLayersDialog
from plugin.gui.constraint_layers.push_dialog import PushDialog
from plugin.gui.environment.store_in_use import StoreInUse
from plugin.gui.environment.store_place import StorePlace
from plugin.gui.layers.constraint_layers import constraint_layers
from plugin.gui.layers.project_layers import ProjectLayers
from plugin.gui.session import Session
from plugin.gui.settings import Settings, StoredSettings
from plugin.gui.setup.options_page import OptionsPage
from plugin.gui.tasks.neighbourhood_task import NeighbourhoodTask
from plugin.gui.tasks.push_task import PushTask
from plugin.gui.tasks.shape_task import ShapeTask
from plugin.processing.screen_algorithm import ScreenAlgorithm
from tests.postgis_server import postgis, url_of
from tests.qgis.conftest import finding, reading, settle
from tests.qgis.fake_iface import FakeIface
from tests.qgis.processing_runs import layer_of, run
from tests.qgis.test_session import wait
from tests.store_answers import EVERYWHERE, SITES, made_store

SITE = "POLYGON ((530010 180010, 530040 180010, 530040 180040, 530010 180040, 530010 180010))"


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with postgis() as address:
        yield address


@pytest.fixture
def folder(tmp_path: Path, clock: Clock) -> Path:
    return made_store(tmp_path, clock)


@pytest.fixture
def address(server: str, folder: Path, clock: Clock) -> str:
    """A database that has the folder's generation, as a person writes its address."""
    forget_all(server)
    push_store(folder, server, clock)
    return url_of(server)


@pytest.fixture
def silent() -> Iterator[str]:
    """A database that takes a call and never says a word, as one behind a broken line."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        yield f"postgresql://gis@127.0.0.1:{listening.getsockname()[1]}/planning"


def on(session: Session, address: str) -> Session:
    QgsSettings().setValue("redline/store", address)
    return session


def test_the_window_screens_from_the_database_as_from_the_folder(session: Session, folder: Path, address: str) -> None:
    found = {}
    for place in (str(folder), address):
        on(session, place)
        session.readings, session.screenings = {}, {}
        for number, site in enumerate(SITES):
            each = reading(f"S{number}", shapely.to_wkt(site))
            session.readings[each.site] = each
        session.screen_again()
        wait(lambda: len(session.screenings) == len(SITES) and not session.working)
        assert session.store is not None
        found[place] = (session.store.generation, session.store.snapshots(), [each.findings for each in session.screenings.values()])

    assert repr(found[address]) == repr(found[str(folder)])
    assert any(found[address][2])


def test_a_database_that_can_t_be_reached_is_told_and_tried_anew_with_the_next_screening(session: Session, address: str) -> None:
    site = reading("S1", SITE)
    session.readings = {site.site: site}
    on(session, "postgresql://gis@127.0.0.1:1/planning").screen_again()
    wait(lambda: not session.working)
    assert session.store is None
    assert "can't be reached" in session.store_problem
    assert session.screenings == {}

    on(session, address).screen_again()
    wait(lambda: session.screenings and not session.working)
    assert session.store_problem == ""


def test_a_database_that_never_answers_leaves_the_window_alive(session: Session, silent: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_CONNECT_SECONDS", 2)
    began = time.monotonic()
    on(session, silent).open_store()

    assert time.monotonic() - began < 0.5
    assert session.working == "Asking the database of the constraint store ..."
    longest, last = 0.0, time.monotonic()
    while session.working and last - began < 30:
        QCoreApplication.processEvents()
        longest, last = max(longest, time.monotonic() - last), time.monotonic()
        time.sleep(0.002)
    assert longest < 0.5
    assert "can't be reached" in session.store_problem


def test_the_layers_are_those_of_the_folder_from_the_database_s_views(folder: Path, address: str) -> None:
    theirs, ours = (constraint_layers(StoreInUse.read(StorePlace(place)), Catalogue.load()) for place in (address, str(folder)))

    assert list(theirs) == list(ours)
    for mark, layer in theirs.items():
        assert layer.providerType() == "postgres"
        assert layer.name() == ours[mark].name()
        assert style(layer) == style(ours[mark])
        assert layer.serverProperties().attribution() == ours[mark].serverProperties().attribution()
        assert [each.name() for each in layer.fields()] == [each.name() for each in ours[mark].fields()]
        assert shapes(layer) == shapes(ours[mark])
        assert layer.readOnly()


def test_the_map_follows_the_generation_and_keeps_the_user_s_style(
    session: Session, folder: Path, server: str, address: str, clock: Clock
) -> None:
    project = QgsProject()
    layers = ProjectLayers(project)
    on(session, address).open_store()
    wait(lambda: session.store is not None)
    layers.show_constraints(session.store, Catalogue.load())
    before = tree_layer(project)
    before.setOpacity(0.2)
    first = before.source()

    rebuilt(folder, clock)
    push_store(folder, server, clock)
    session.open_store()
    wait(lambda: not session.working)
    layers.show_constraints(session.store, Catalogue.load())

    after = tree_layer(project)
    assert after.id() == before.id()
    assert after.source() != first
    assert after.opacity() == pytest.approx(0.2)
    assert [each["reference"] for each in after.getFeatures()] == ["T2"]
    project.clear()


def test_a_layer_that_can_t_be_opened_is_told_and_never_left_out(address: str, server: str) -> None:
    store = StoreInUse.read(StorePlace(address))
    with psycopg2.connect(server) as connection, connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA redline CASCADE")
        cursor.execute(psycopg2.sql.SQL("DROP SCHEMA {} CASCADE").format(psycopg2.sql.Identifier(schema_of(store))))

    with pytest.raises(database.StoreError, match="can't be opened"):
        constraint_layers(store, Catalogue.load())


def test_tasks_and_processing_read_the_database(qgis_app: object, folder: Path, address: str) -> None:
    came: list[Any] = []
    for place in (StorePlace(str(folder)), StorePlace(address)):
        task = NeighbourhoodTask(place, EVERYWHERE)
        assert task.run()
        with place.open() as store:
            entity = next(each for each in store.candidates(EVERYWHERE).entities.values() if each.reference == "A4")
            snapshot = store.snapshots()[entity.dataset].identifier
        shape = ShapeTask(replace(finding("An area", snapshot=snapshot), entity=entity), place, (530000, 180000, 530050, 180040))
        assert shape.run()
        came.append(shapely.to_wkb(shape._shape))
    assert came[0] == came[1]

    layer = layer_of({"S1": SITE})
    ours, theirs = (
        run(ScreenAlgorithm, ("SITES", "FINDINGS"), SOURCE=layer, REFERENCE="ref", STORE=str(place)) for place in (folder, address)
    )
    assert [each.attributes() for each in ours.features["FINDINGS"]] == [each.attributes() for each in theirs.features["FINDINGS"]]
    assert ours.features["FINDINGS"]


def test_credentials_of_qgis_open_the_database_and_stand_in_no_source(
    master: None, session: Session, server: str, address: str, folder: Path, clock: Clock
) -> None:
    with psycopg2.connect(server) as connection, connection.cursor() as cursor:
        cursor.execute("CREATE ROLE redline_reader; CREATE ROLE duty_planner LOGIN PASSWORD 'of-the-team' IN ROLE redline_reader")
        cursor.execute("DROP SCHEMA redline CASCADE")
    rebuilt(folder, clock)
    push_store(folder, server, clock)
    config = QgsAuthMethodConfig("Basic")
    config.setName("The team's database")
    config.setConfigMap({"username": "duty_planner", "password": "of-the-team"})
    manager = QgsApplication.authManager()
    assert manager.storeAuthenticationConfig(config)
    place = StorePlace(address.replace("&user=redline", ""), config.id())
    try:
        assert place.credentials() == {"user": "duty_planner", "password": "of-the-team"}
        with place.open() as store:
            assert store.authority_name() == "Saltmere"
        in_use = StoreInUse.read(place)
        layers = constraint_layers(in_use, Catalogue.load())
        assert layers
        for layer in layers.values():
            assert layer.featureCount() > 0
            assert f"authcfg={config.id()}" in layer.source()
            assert "of-the-team" not in layer.source()
    finally:
        manager.removeAuthenticationConfig(config.id())
    with pytest.raises(database.StoreError, match="has no credentials"):
        place.open()


def test_a_password_in_the_address_is_not_kept_in_the_settings(stored: StoredSettings) -> None:
    stored.save(Settings(store="postgresql://gis:of-the-team@db.example.gov.uk/planning"))

    assert stored.load().store == "postgresql://gis@db.example.gov.uk/planning"
    assert all("of-the-team" not in str(QgsSettings().value(key)) for key in QgsSettings().allKeys())


@pytest.fixture
def master(qgis_app: object) -> None:
    manager = QgsApplication.authManager()
    if not manager.masterPasswordIsSet():
        manager.setMasterPassword("of this test", True)


def rebuilt(folder: Path, clock: Clock) -> None:
    """One generation more, in which the tree has another reference."""
    path = folder.parent / "tree.geojson"
    path.write_text(path.read_text(encoding="utf-8").replace("T1", "T2"), encoding="utf-8")
    build_store(folder, [path], transformer=Transformer(), clock=clock, catalogue=Catalogue.load())


def tree_layer(project: QgsProject) -> QgsVectorLayer:
    return next(layer for layer in project.mapLayers().values() if layer.name().startswith("Tree"))


def style(layer: QgsVectorLayer) -> str:
    return str(layer.renderer().symbol().dump())


def shapes(layer: QgsVectorLayer) -> list[tuple[Any, ...]]:
    """Every feature by its key: its shape and what it says, but for the days, which are text in neither."""
    return sorted((each["fid"], bytes(each.geometry().asWkb()), each["reference"], each["entity"]) for each in layer.getFeatures())


def schema_of(store: StoreInUse) -> str:
    source = next(iter(store.sources.values())).uri
    return source.partition('table="')[2].partition('"')[0]


def test_the_options_ask_a_database_when_told_to_and_say_what_it_has(stored: StoredSettings, address: str, folder: Path) -> None:
    page = OptionsPage(stored, lambda: None)
    page.form.storeFolder.setFilePath(str(folder))
    page.show_found()
    of_the_folder = page.form.storeFound.text()
    assert page.form.storeTest.isHidden()
    assert page.form.storeCredentials.isHidden()

    page.form.storeFolder.setFilePath(address)
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

    def opened(address: str) -> ConstraintLayersDialog:
        QgsSettings().setValue("redline/store", address)
        made.append(ConstraintLayersDialog(stored, clock, open_desk(), iface.mapCanvas(), iface.mainWindow()))
        made[-1].show()
        return made[-1]

    yield opened
    for each in made:
        each.close_for_good()
        each.deleteLater()


def test_the_constraint_layers_window_shows_what_a_database_has_and_where_it_is_changed(
    layers_window: Callable[[str], Any], address: str
) -> None:
    page = layers_window(address).layers
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
    layers_window: Callable[[str], Any], stored: StoredSettings, server: str, folder: Path, clock: Clock
) -> None:
    forget_all(server)
    window = layers_window(str(folder))
    window.layers.pushButton.click()
    dialog = window.findChild(PushDialog)
    assert not dialog.pushButton.isEnabled()
    dialog.addressEdit.setText(url_of(server))
    seen(dialog, "push-dialog")
    dialog.pushButton.click()
    wait(lambda: "uses it: 6 records" in window.layers.saidLabel.text())
    seen(window.layers, "layers-pushed")

    with StorePlace(url_of(server)).open() as store:
        assert store.authority_name() == "Saltmere"
    assert stored.load().push_address == url_of(server)

    window.team.push(StorePlace("postgresql://gis:hush@127.0.0.1:1/planning"))
    wait(lambda: "can't be reached" in window.layers.saidLabel.text())
    assert "hush" not in window.layers.saidLabel.text()
    assert window.layers.pushButton.isEnabled()


def test_a_push_that_is_stopped_leaves_the_database_as_it_was(
    qgis_app: object, server: str, folder: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    from plugin.constraints.postgis import push

    forget_all(server)
    monkeypatch.setattr(push, "_ROWS", 1)
    task = PushTask(StorePlace(str(folder)), StorePlace(url_of(server)), clock)
    told: list[str] = []
    task.failed.connect(told.append)
    task.came.connect(lambda _table, _rows: task.cancel(), Qt.ConnectionType.DirectConnection)
    task.finished(task.run())

    assert told == [""]
    with pytest.raises(database.StoreError, match="There is no constraint store"):
        StorePlace(url_of(server)).open()


def forget_all(server: str) -> None:
    """The database as it was before anything was pushed."""
    with psycopg2.connect(server) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'redline%'")
        for (name,) in cursor.fetchall():
            cursor.execute(psycopg2.sql.SQL("DROP SCHEMA {} CASCADE").format(psycopg2.sql.Identifier(name)))


def seen(widget: Any, name: str) -> None:
    """A picture for the eye, where REDLINE_PICTURES names a folder."""
    settle()
    if os.environ.get("REDLINE_PICTURES"):
        widget.window().grab().save(f"{os.environ['REDLINE_PICTURES']}/{name}.png")
