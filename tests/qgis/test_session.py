"""The session with its tasks, on real files and a real store."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
import shapely
from qgis.core import QgsSettings
from qgis.PyQt.QtCore import QCoreApplication, QTimer

from plugin.boundary.transformer import Transformer
from plugin.constraints.catalogue import Catalogue
from plugin.constraints.store.build_request import BuildRequest
from plugin.constraints.store.builder import build_store
from plugin.domain.clock import Clock
from plugin.domain.finding import DatasetState
from plugin.gui.session import Session
from plugin.gui.settings import StoredSettings
from tests.qgis.conftest import SQUARE, reading

HIGH_STREET = shapely.box(530000, 180000, 530390, 180040)


@cache
def transformer() -> Transformer:
    return Transformer()


def in_wgs84(geometry: shapely.Geometry) -> dict[str, object]:
    return dict(json.loads(shapely.to_geojson(transformer().to_wgs84(geometry))))


@pytest.fixture
def applications(tmp_path: Path) -> Path:
    """Forty squares along a street, the first ten on it."""
    folder = tmp_path / "applications"
    folder.mkdir()
    for number in range(40):
        square = shapely.box(530000 + 40 * number, 180010, 530020 + 40 * number, 180030)
        (folder / f"site-{number:02}.geojson").write_text(json.dumps(in_wgs84(square)))
    return folder


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Path:
    file = tmp_path / "conservation-area.geojson"
    feature = {"type": "Feature", "properties": {"name": "High Street", "reference": "CA1"}, "geometry": in_wgs84(HIGH_STREET)}
    file.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    build_store(
        BuildRequest(tmp_path / "store", [file], coverage="full"), transformer=Transformer(), clock=clock, catalogue=Catalogue.load()
    )
    return tmp_path / "store"


@pytest.fixture
def ready(session: Session, store: Path) -> Session:
    QgsSettings().setValue("redline/store", str(store))
    return session


def wait(holds: Callable[[], object], seconds: float = 30) -> None:
    """Lets QGIS run until ``holds``."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            pytest.fail("waited in vain")
        QCoreApplication.processEvents()
        time.sleep(0.002)


def open_and_screen(session: Session, applications: Path) -> None:
    session.open([applications])
    wait(lambda: len(session.screenings) == 40 and not session.working)


def test_without_a_store_nothing_is_screened_and_the_reason_is_said(session: Session, applications: Path) -> None:
    session.open([applications])
    wait(lambda: not session.working)

    assert len(session.readings) == 40
    assert session.screenings == {}
    assert "No constraint store is set" in session.store_problem


def test_a_transform_that_differs_from_that_of_qgis_blocks_screening(
    ready: Session, applications: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from plugin.gui.environment import transform_check

    monkeypatch.setattr(transform_check, "transform_difference", lambda *_: "QGIS and Redline put the same point 1.75 m apart.")
    ready.open([applications])
    wait(lambda: not ready.working)

    assert ready.screenings == {}
    assert "1.75 m apart" in ready.store_problem


def test_a_file_that_cannot_be_read_does_not_stop_the_others(ready: Session, applications: Path) -> None:
    (applications / "broken.json").write_text("{")
    open_and_screen(ready, applications)

    assert len(ready.unreadable) == 1
    assert "broken.json" in ready.unreadable[0]


def test_every_site_of_a_folder_is_screened(ready: Session, applications: Path) -> None:
    open_and_screen(ready, applications)
    states = [screening.datasets[0].state for screening in ready.screenings.values()]

    assert states.count(DatasetState.OVERLAPS) == 10
    assert states.count(DatasetState.CLEAR) == 30


def test_the_first_site_is_selected_without_being_asked(ready: Session, applications: Path) -> None:
    open_and_screen(ready, applications)

    assert ready.current == next(iter(ready.readings))


def test_the_site_that_is_looked_at_is_answered_at_once(ready: Session, applications: Path) -> None:
    open_and_screen(ready, applications)
    last = list(ready.readings)[-1]
    ready.screen_again()
    ready.select(last)
    wait(lambda: len(ready.screenings) == len(ready.readings) and not ready.working)

    assert list(ready.screenings).index(last) < len(ready.readings) / 2, "it was the last, and most others came after it"


def test_the_window_never_waits_while_sites_are_screened(ready: Session, applications: Path) -> None:
    open_and_screen(ready, applications)
    gaps: list[float] = []
    last = [time.monotonic()]

    def beat() -> None:
        now = time.monotonic()
        gaps.append(now - last[0])
        last[0] = now

    timer = QTimer()
    timer.setInterval(0)
    timer.timeout.connect(beat)
    timer.start()
    ready.screen_again()
    wait(lambda: len(ready.screenings) == 40 and not ready.working)
    timer.stop()

    assert max(gaps[2:]) < 0.25


def test_stopping_keeps_what_was_answered(ready: Session, applications: Path) -> None:
    ready.open([applications])
    wait(lambda: ready.screenings)
    ready.stop()

    assert not ready.working
    assert len(ready.readings) == 40
    count = len(ready.screenings)
    wait(lambda: True)
    assert len(ready.screenings) == count


def test_a_confirmed_repair_is_screened(ready: Session) -> None:
    ready.readings = {"A": reading("A", None, offer=SQUARE)}
    ready.select("A")
    ready.confirm_proposal("A")
    wait(lambda: "A" in ready.screenings and not ready.working)

    assert ready.version("A") == "as submitted, repaired"
    assert ready.screenings["A"].datasets[0].state is DatasetState.OVERLAPS


def test_a_new_tolerance_counts_when_screened_again(ready: Session, applications: Path, stored: StoredSettings) -> None:
    open_and_screen(ready, applications)
    from dataclasses import replace

    stored.save(replace(stored.load(), near=5.0))
    ready.screen_again()
    wait(lambda: len(ready.screenings) == 40 and not ready.working)

    assert all(finding.distance_m <= 5.0 for screening in ready.screenings.values() for finding in screening.findings)
