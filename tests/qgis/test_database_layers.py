"""The map's constraint layers out of a team's database: opened beside the window, told where they stay away, never half."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import psycopg2.sql
import pytest
from qgis.core import QgsApplication, QgsProject, QgsSettings, QgsVectorLayer
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QObject
from qgis.PyQt.QtXml import QDomDocument

from plugin.constraints.catalogue import Catalogue
from plugin.constraints.postgis.push import push_store
from plugin.domain.clock import Clock
from plugin.domain.errors import StoreError
from plugin.gui.environment.store_in_use import StoreInUse
from plugin.gui.environment.store_place import StorePlace
from plugin.gui.layers.constraint_layers import constraint_layers
from plugin.gui.layers.layer_tree import marked_layers
from plugin.gui.layers.project_layers import ProjectLayers
from plugin.gui.messages import Messages
from plugin.gui.session import Session
from plugin.gui.site.session_on_map import SessionOnMap
from tests.qgis.cases_of_nowhere import until
from tests.qgis.fake_iface import FakeIface
from tests.qgis.test_store_in_postgis import rebuilt, schema_of, style
from tests.slow_line import SlowLine, slow_line
from tests.window_turns import WindowTurns


@pytest.fixture
def line(postgis_server: str, store_address: str) -> Iterator[SlowLine]:
    """The way to the database that has the store."""
    with slow_line(postgis_server, 0.0) as opened:
        yield opened


@pytest.fixture
def messages(iface: FakeIface) -> Messages:
    return Messages(iface.messageBar())


@pytest.fixture
def on_map(session: Session, messages: Messages, iface: FakeIface) -> Iterator[SessionOnMap]:
    canvas = QgsMapCanvas()
    follower = SessionOnMap(session, canvas, QgsProject.instance(), messages)
    yield follower
    follower.stop()
    canvas.deleteLater()


def shown() -> dict[str, QgsVectorLayer]:
    return marked_layers(QgsProject.instance(), "constraint")


def opening(session: Session, address: str) -> None:
    """The store's database is asked, and has answered what it has."""
    QgsSettings().setValue("redline/store", address)
    session.open_store()
    until(lambda: not session.working)


def gone(server: str, schema: str) -> None:
    with psycopg2.connect(server) as connection, connection.cursor() as cursor:
        cursor.execute(psycopg2.sql.SQL("DROP SCHEMA {} CASCADE").format(psycopg2.sql.Identifier(schema)))


def renamed(server: str, schema: str, name: str) -> None:
    told = (psycopg2.sql.Identifier(each) for each in (schema, name))
    with psycopg2.connect(server) as connection, connection.cursor() as cursor:
        cursor.execute(psycopg2.sql.SQL("ALTER SCHEMA {} RENAME TO {}").format(*told))


def connections(server: str) -> int:
    """How many others the server has beside the one that asks."""
    with psycopg2.connect(server) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()")
        return int(cursor.fetchone()[0])


def test_layers_that_cannot_be_opened_are_told_and_tried_anew_with_the_next_screening(
    session: Session, on_map: SessionOnMap, messages: Messages, line: SlowLine, store_folder: Path, postgis_server: str, clock: Clock
) -> None:
    line.seconds = 0.02
    opening(session, line.address)
    gone(postgis_server, schema_of(session.store))
    until(lambda: on_map.at_rest)

    assert shown() == {}
    assert "can't be opened" in messages.said[-1]

    rebuilt(store_folder, clock)
    push_store(store_folder, postgis_server, clock)
    session.open_store()
    until(lambda: not session.working and on_map.at_rest)

    assert len(shown()) == 3


def test_a_line_that_is_cut_while_a_layer_is_opened_is_told_as_that(
    session: Session, on_map: SessionOnMap, messages: Messages, line: SlowLine
) -> None:
    opening(session, line.address)
    line.slow, line.seconds = 1, 0.5
    until(lambda: line.slow == 0)
    line.close()
    until(lambda: on_map.at_rest)

    assert shown() == {}
    assert "can't be opened" in messages.said[-1]


def test_a_slow_line_to_the_database_leaves_the_window_alive_until_the_layers_are_there(
    session: Session, on_map: SessionOnMap, line: SlowLine
) -> None:
    opening(session, line.address)
    turns = WindowTurns()
    line.slow, line.hold = 2, turns.hold

    turns.until(lambda: on_map.at_rest)

    turns.assert_never_waited(2)
    assert len(shown()) == 3
    assert all(layer.providerType() == "postgres" and layer.readOnly() for layer in shown().values())


def test_layers_that_were_opened_beside_the_window_belong_to_it(session: Session, on_map: SessionOnMap, line: SlowLine) -> None:
    opening(session, line.address)
    until(lambda: on_map.at_rest)

    window = QgsApplication.instance().thread()
    for layer in shown().values():
        parts = (layer, layer.styleManager(), *layer.findChildren(QObject))
        assert [part for part in parts if part.thread() is not window] == []
        assert layer.featureCount() > 0


def test_a_line_that_takes_long_is_told_once(session: Session, on_map: SessionOnMap, messages: Messages, line: SlowLine) -> None:
    on_map.database.patience.setInterval(1)
    line.seconds = 0.01
    opening(session, line.address)
    until(lambda: on_map.at_rest)

    told = [sentence for sentence in messages.said if "still being opened" in sentence]
    assert len(told) == 1
    assert "The findings of a site do not wait for them." in told[0]


def test_only_the_layers_of_the_store_that_is_in_use_then_come(
    session: Session, on_map: SessionOnMap, line: SlowLine, store_folder: Path
) -> None:
    line.seconds = 0.02
    opening(session, line.address)
    assert not on_map.at_rest

    opening(session, str(store_folder))
    until(lambda: on_map.at_rest)

    assert {layer.providerType() for layer in shown().values()} == {"ogr"}


def test_a_project_that_is_opened_meanwhile_gets_the_layers(session: Session, on_map: SessionOnMap, line: SlowLine) -> None:
    line.seconds = 0.02
    opening(session, line.address)
    assert not on_map.at_rest

    QgsProject.instance().clear()
    QgsProject.instance().readProject.emit(QDomDocument())
    until(lambda: on_map.at_rest)

    assert len(shown()) == 3


def test_the_ground_of_a_layer_is_told_by_the_store_and_not_asked_of_its_table(store_address: str, postgis_server: str) -> None:
    store = StoreInUse.read(StorePlace(store_address))
    layers = constraint_layers(store, Catalogue.load())
    gone(postgis_server, schema_of(store))

    extents = {mark: layer.extent() for mark, layer in layers.items()}

    tree = extents["constraint/tree/tree_point"]
    assert (tree.xMinimum(), tree.yMaximum()) == pytest.approx((530020, 180020), abs=0.1)
    areas = extents["constraint/conservation-area/conservation_area"]
    assert (areas.xMinimum(), areas.xMaximum()) == pytest.approx((530000, 531100), abs=0.1)


def test_a_layer_of_the_map_that_the_newer_generation_can_not_fill_is_told_and_filled_later(
    store_address: str, store_folder: Path, postgis_server: str, clock: Clock
) -> None:
    project, catalogue = QgsProject(), Catalogue.load()
    layers = ProjectLayers(project)
    layers.show_constraints(StoreInUse.read(StorePlace(store_address)), catalogue)
    rebuilt(store_folder, clock)
    push_store(store_folder, postgis_server, clock)
    newer = StoreInUse.read(StorePlace(store_address))
    fresh = constraint_layers(newer, catalogue)
    renamed(postgis_server, schema_of(newer), "aside")

    with pytest.raises(StoreError, match="can't be opened"):
        deque(layers.putting_constraints(fresh, catalogue), maxlen=0)

    renamed(postgis_server, "aside", schema_of(newer))
    deque(layers.putting_constraints(fresh, catalogue), maxlen=0)
    for mark, layer in marked_layers(project, "constraint").items():
        assert layer.isValid()
        assert layer.source() == fresh[mark].source()
    project.clear()


def test_the_layers_of_a_window_share_one_connection(
    session: Session, on_map: SessionOnMap, postgis_server: str, store_address: str
) -> None:
    before = connections(postgis_server)
    opening(session, store_address)
    until(lambda: on_map.at_rest)

    assert len(shown()) == 3
    until(lambda: connections(postgis_server) <= before + 1)
    for mark, layer in constraint_layers(session.store, Catalogue.load()).items():
        ours = shown()[mark]
        assert style(ours) == style(layer)
        assert (ours.source(), ours.name(), ours.extent()) == (layer.source(), layer.name(), layer.extent())
        assert ours.serverProperties().attribution() == layer.serverProperties().attribution()
        assert ours.metadata().rights() == layer.metadata().rights()
        assert ours.metadata().licenses() == layer.metadata().licenses()


def test_layers_of_an_older_push_have_their_ground_by_qgis_s_own_question(store_address: str, postgis_server: str) -> None:
    schema = schema_of(StoreInUse.read(StorePlace(store_address)))
    with psycopg2.connect(postgis_server) as connection, connection.cursor() as cursor:
        for side in ("west", "south", "east", "north"):
            told = {"schema": psycopg2.sql.Identifier(schema), "side": psycopg2.sql.Identifier(side)}
            cursor.execute(psycopg2.sql.SQL("ALTER TABLE {schema}.layer DROP COLUMN {side}").format(**told))

    layers = constraint_layers(StoreInUse.read(StorePlace(store_address)), Catalogue.load())

    areas = layers["constraint/conservation-area/conservation_area"].extent()
    assert (areas.xMinimum(), areas.xMaximum()) == pytest.approx((530000, 531100), abs=0.1)
