"""The window on a store in a team's PostGIS: the answers and the layers of the folder, and a database that is away."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg2
import pytest
import shapely
from qgis.core import QgsApplication, QgsAuthMethodConfig, QgsProject, QgsSettings, QgsVectorLayer

from plugin.boundary.transformer import Transformer
from plugin.constraints.catalogue import Catalogue
from plugin.constraints.postgis import database
from plugin.constraints.postgis.push import push_store
from plugin.constraints.profile import Profile
from plugin.constraints.screening.screening import screen_site
from plugin.constraints.store.build_request import BuildRequest
from plugin.constraints.store.builder import build_store
from plugin.domain.clock import Clock
from plugin.domain.settings import ScreeningSettings
from plugin.gui.environment.store_in_use import StoreInUse
from plugin.gui.environment.store_place import StorePlace
from plugin.gui.layers.constraint_layers import constraint_layers
from plugin.gui.layers.project_layers import ProjectLayers
from plugin.gui.session import Session
from plugin.gui.settings import Settings, StoredSettings
from plugin.gui.tasks.neighbourhood_task import NeighbourhoodTask
from plugin.gui.tasks.shape_task import ShapeTask
from plugin.processing.screen_algorithm import ScreenAlgorithm
from tests.qgis.conftest import finding, reading
from tests.qgis.processing_runs import layer_of, run
from tests.qgis.test_session import wait
from tests.store_answers import EVERYWHERE, SITES
from tests.window_turns import TURNS

SITE = "POLYGON ((530010 180010, 530040 180010, 530040 180040, 530010 180040, 530010 180010))"


@pytest.fixture
def silent() -> Iterator[str]:
    """A database that takes a call and never says a word, as one behind a broken line."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        yield f"postgresql://gis@127.0.0.1:{listening.getsockname()[1]}/planning"


def on(session: Session, store_address: str) -> Session:
    QgsSettings().setValue("redline/store", store_address)
    return session


def test_the_window_screens_from_the_database_as_from_the_folder(session: Session, store_folder: Path, store_address: str) -> None:
    found = {}
    for place in (str(store_folder), store_address):
        on(session, place)
        session.readings, session.screenings = {}, {}
        for number, site in enumerate(SITES):
            each = reading(f"S{number}", shapely.to_wkt(site))
            session.readings[each.site] = each
        session.screen_again()
        wait(lambda: len(session.screenings) == len(SITES) and not session.working)
        assert session.store is not None
        found[place] = (session.store.generation, session.store.snapshots(), [each.findings for each in session.screenings.values()])

    assert repr(found[store_address]) == repr(found[str(store_folder)])
    assert any(found[store_address][2])


def test_a_database_that_can_t_be_reached_is_told_and_tried_anew_with_the_next_screening(session: Session, store_address: str) -> None:
    site = reading("S1", SITE)
    session.readings = {site.site: site}
    on(session, "postgresql://gis@127.0.0.1:1/planning").screen_again()
    wait(lambda: not session.working)
    assert session.store is None
    assert "can't be reached" in session.store_problem
    assert session.screenings == {}

    on(session, store_address).screen_again()
    wait(lambda: session.screenings and not session.working)
    assert session.store_problem == ""


def test_a_database_that_never_answers_leaves_the_window_alive(session: Session, silent: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_CONNECT_SECONDS", 2)
    on(session, silent).open_store()

    # A window that waited itself would have its answer by now
    assert session.working == "Asking the database of the constraint store ..."
    turns = [0]

    def over() -> bool:
        turns[0] += 1
        return not session.working

    wait(over, 60)
    assert turns[0] > TURNS
    assert "can't be reached" in session.store_problem


def test_the_layers_are_those_of_the_folder_from_the_database_s_views(store_folder: Path, store_address: str) -> None:
    theirs, ours = (constraint_layers(StoreInUse.read(StorePlace(place)), Catalogue.load()) for place in (store_address, str(store_folder)))

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
    session: Session, store_folder: Path, postgis_server: str, store_address: str, clock: Clock
) -> None:
    project = QgsProject()
    layers = ProjectLayers(project)
    on(session, store_address).open_store()
    wait(lambda: session.store is not None)
    layers.show_constraints(session.store, Catalogue.load())
    before = tree_layer(project)
    before.setOpacity(0.2)
    first = before.source()

    rebuilt(store_folder, clock)
    push_store(store_folder, postgis_server, clock)
    session.open_store()
    wait(lambda: not session.working)
    layers.show_constraints(session.store, Catalogue.load())

    after = tree_layer(project)
    assert after.id() == before.id()
    assert after.source() != first
    assert after.opacity() == pytest.approx(0.2)
    assert [each["reference"] for each in after.getFeatures()] == ["T2"]
    project.clear()


def test_a_case_that_was_screened_by_newer_data_brings_the_window_to_it(
    session: Session, store_folder: Path, postgis_server: str, store_address: str, clock: Clock
) -> None:
    on(session, store_address).open_store()
    wait(lambda: not session.working)
    assert session.store is not None
    before = session.store.generation
    rebuilt(store_folder, clock)
    newer = push_store(store_folder, postgis_server, clock).generation
    with StorePlace(store_address).open() as store:
        screened = screen_site(reading("S1", SITE), store, settings=ScreeningSettings(), profile=Profile.default(), clock=clock)

    session.show_case(reading("S1", SITE), screened, "version 1")
    wait(lambda: not session.working)

    assert before != newer
    assert session.store.generation == newer


def test_a_layer_that_can_t_be_opened_is_told_and_never_left_out(store_address: str, postgis_server: str) -> None:
    store = StoreInUse.read(StorePlace(store_address))
    with psycopg2.connect(postgis_server) as connection, connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA redline CASCADE")
        cursor.execute(psycopg2.sql.SQL("DROP SCHEMA {} CASCADE").format(psycopg2.sql.Identifier(schema_of(store))))

    with pytest.raises(database.StoreError, match="can't be opened"):
        constraint_layers(store, Catalogue.load())


def test_tasks_and_processing_read_the_database(qgis_app: object, store_folder: Path, store_address: str) -> None:
    came: list[Any] = []
    for place in (StorePlace(str(store_folder)), StorePlace(store_address)):
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
        run(ScreenAlgorithm, ("SITES", "FINDINGS"), SOURCE=layer, REFERENCE="ref", STORE=str(place))
        for place in (store_folder, store_address)
    )
    assert [each.attributes() for each in ours.features["FINDINGS"]] == [each.attributes() for each in theirs.features["FINDINGS"]]
    assert ours.features["FINDINGS"]


def test_credentials_of_qgis_open_the_database_and_stand_in_no_source(
    master: None, session: Session, postgis_server: str, store_address: str, store_folder: Path, clock: Clock
) -> None:
    with psycopg2.connect(postgis_server) as connection, connection.cursor() as cursor:
        cursor.execute("CREATE ROLE redline_reader; CREATE ROLE duty_planner LOGIN PASSWORD 'of-the-team' IN ROLE redline_reader")
        cursor.execute("DROP SCHEMA redline CASCADE")
    rebuilt(store_folder, clock)
    push_store(store_folder, postgis_server, clock)
    config = QgsAuthMethodConfig("Basic")
    config.setName("The team's database")
    config.setConfigMap({"username": "duty_planner", "password": "of-the-team"})
    manager = QgsApplication.authManager()
    assert manager.storeAuthenticationConfig(config)
    place = StorePlace(store_address.replace("&user=redline", ""), config.id())
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


def rebuilt(store_folder: Path, clock: Clock) -> None:
    """One generation more, in which the tree has another reference."""
    path = store_folder.parent / "tree.geojson"
    path.write_text(path.read_text(encoding="utf-8").replace("T1", "T2"), encoding="utf-8")
    build_store(BuildRequest(store_folder, [path]), transformer=Transformer(), clock=clock, catalogue=Catalogue.load())


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
