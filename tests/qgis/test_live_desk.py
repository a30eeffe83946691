"""Live findings in the window, on a real store: fetched beside it, told after every move."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import shapely
from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication

from plugin.boundary.transformer import Transformer
from plugin.constraints.catalogue import Catalogue
from plugin.constraints.screening.live_screening import LiveFindings, LiveState
from plugin.constraints.store.build_request import BuildRequest
from plugin.constraints.store.builder import build_store
from plugin.domain.clock import Clock
from plugin.domain.settings import ScreeningSettings
from plugin.gui.amend.live_desk import LiveDesk
from plugin.gui.environment.store_place import StorePlace
from tests.qgis.test_session import wait

NEAR_HOME = shapely.box(530010, 180010, 530040, 180040)
FAR_AWAY = shapely.affinity.translate(NEAR_HOME, 20000)


@pytest.fixture
def store(tmp_path: Path, clock: Clock, qgis_app: object) -> Path:
    places = [(1, shapely.box(530000, 180000, 530025, 180100)), (2, shapely.box(550000, 180000, 550025, 180100))]
    features = [
        {"type": "Feature", "properties": {"entity": number}, "geometry": json.loads(shapely.to_geojson(place))} for number, place in places
    ]
    file = tmp_path / "conservation-area.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    build_store(
        BuildRequest(tmp_path / "store", [file], coverage="full"), transformer=Transformer(), clock=clock, catalogue=Catalogue.load()
    )
    return tmp_path / "store"


@pytest.fixture
def desk(store: Path) -> Iterator[LiveDesk]:
    opened = LiveDesk(StorePlace(str(store)), ScreeningSettings())
    yield opened
    opened.close()


@pytest.fixture
def told(desk: LiveDesk) -> list[LiveFindings]:
    heard: list[LiveFindings] = []
    desk.findings_changed.connect(heard.append)
    return heard


def numbers(found: LiveFindings) -> list[int]:
    return [finding.entity.number for finding in found.findings]


def test_the_first_move_is_answered_when_its_neighbourhood_has_come(desk: LiveDesk, told: list[LiveFindings]) -> None:
    assert desk.move(NEAR_HOME).state is LiveState.UPDATING

    wait(lambda: told[-1].state is LiveState.CURRENT)
    assert numbers(told[-1]) == [1]


def test_a_move_inside_the_neighbourhood_is_answered_at_once(desk: LiveDesk, told: list[LiveFindings]) -> None:
    desk.move(NEAR_HOME)
    wait(lambda: told[-1].state is LiveState.CURRENT)

    found = desk.move(shapely.affinity.translate(NEAR_HOME, 1))

    assert found.state is LiveState.CURRENT
    assert found.findings[0].overlap_m2 == pytest.approx(14 * 30)


def test_a_leap_out_of_the_neighbourhood_is_updating_until_the_new_one_has_come(desk: LiveDesk, told: list[LiveFindings]) -> None:
    desk.move(NEAR_HOME)
    wait(lambda: told[-1].state is LiveState.CURRENT)

    assert desk.move(FAR_AWAY).state is LiveState.UPDATING
    wait(lambda: told[-1].state is LiveState.CURRENT)
    assert numbers(told[-1]) == [2]


def test_of_two_leaps_only_the_last_is_fetched(desk: LiveDesk, told: list[LiveFindings]) -> None:
    desk.move(NEAR_HOME)
    desk.move(FAR_AWAY)

    wait(lambda: told[-1].state is LiveState.CURRENT)
    assert [numbers(found) for found in told if found.state is LiveState.CURRENT] == [[2]]


def test_a_store_that_is_gone_is_not_checked_with_the_reason(desk: LiveDesk, told: list[LiveFindings], store: Path) -> None:
    shutil.rmtree(store)
    desk.move(NEAR_HOME)

    wait(lambda: told[-1].state is LiveState.NOT_CHECKED)
    assert "could not be read" in told[-1].why


def test_a_desk_that_is_closed_tells_nothing_more(desk: LiveDesk, told: list[LiveFindings]) -> None:
    desk.move(NEAR_HOME)
    desk.close()
    count = len(told)

    wait(lambda: QgsApplication.taskManager().countActiveTasks() == 0)
    assert len(told) == count


def test_many_leaps_one_after_the_other_leave_no_task_that_is_deleted_while_it_runs(desk: LiveDesk, told: list[LiveFindings]) -> None:
    for leap in range(60):
        desk.move(shapely.affinity.translate(NEAR_HOME, 0, 4_000 * leap))
        QCoreApplication.processEvents()

    desk.move(FAR_AWAY)

    wait(lambda: told[-1].state is LiveState.CURRENT)
    assert numbers(told[-1]) == [2]
