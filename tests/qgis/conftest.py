"""What the tests inside QGIS share: a window, settings that are nobody's own, and sites to show."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timezone
from pathlib import Path
from typing import Any

import pytest
import shapely
from qgis.core import QgsProject, QgsSettings
from qgis.PyQt.QtCore import QCoreApplication, QEvent

from plugin.domain.accuracy import UNTRANSFORMED
from plugin.domain.application import Address, Application
from plugin.domain.areas import Areas
from plugin.domain.boundary import Boundary, Original, SourceCrs
from plugin.domain.check import Check, Severity
from plugin.domain.clock import Clock, FixedClock
from plugin.domain.dataset import Coverage
from plugin.domain.finding import DatasetResult, DatasetState, Entity, Finding, Relation, Screening
from plugin.domain.reading import Proposal, SiteReading
from plugin.gui.case_list.cases_desk import CasesDesk
from plugin.gui.case_list.cases_state import State
from plugin.gui.session import Session
from plugin.gui.settings import StoredSettings
from tests.qgis.fake_iface import FakeIface


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """A test marked ``beside_the_window`` runs on a plain thread, while the window goes on with its events."""
    if pyfuncitem.get_closest_marker("beside_the_window") is None:
        return None
    arguments = {name: pyfuncitem.funcargs[name] for name in pyfuncitem._fixtureinfo.argnames}
    with ThreadPoolExecutor(1) as pool:
        future = pool.submit(pyfuncitem.obj, **arguments)
        while not future.done():
            QCoreApplication.processEvents()
            time.sleep(0.001)
        future.result()
    return True


SQUARE = "POLYGON ((530000 180000, 530050 180000, 530050 180040, 530000 180040, 530000 180000))"


@pytest.fixture
def stored(qgis_app: object) -> Iterator[StoredSettings]:
    """Settings that start empty and leave nothing behind."""
    QgsSettings().remove("redline")
    yield StoredSettings()
    QgsSettings().remove("redline")


@pytest.fixture(scope="session")
def postgis_server() -> Iterator[str]:
    """One for all tests of the window; it starts with the first that wants it."""
    from tests.postgis_server import postgis

    with postgis() as address:
        yield address


@pytest.fixture
def store_folder(tmp_path: Path, clock: Clock) -> Path:
    from tests.store_answers import made_store

    return made_store(tmp_path, clock)


@pytest.fixture
def store_address(postgis_server: str, store_folder: Path, clock: Clock) -> str:
    """A database that has the folder's generation, as a person writes its address."""
    from plugin.constraints.postgis.push import push_store
    from tests.postgis_server import url_of
    from tests.qgis.team_database import forget_all

    forget_all(postgis_server)
    push_store(store_folder, postgis_server, clock)
    return url_of(postgis_server)


@pytest.fixture
def clock() -> Clock:
    return FixedClock(datetime(2026, 11, 22, 9, 0, tzinfo=timezone.utc))


@pytest.fixture
def iface(qgis_app: object) -> Iterator[FakeIface]:
    """A window of its own, on an empty project."""
    QgsProject.instance().clear()
    fake = FakeIface()
    yield fake
    QgsProject.instance().clear()
    fake.mainWindow().deleteLater()
    settle()


@pytest.fixture
def session(stored: StoredSettings, clock: Clock) -> Iterator[Session]:
    opened = Session(stored, clock)
    yield opened
    opened.close()


@pytest.fixture
def open_desk(stored: StoredSettings, clock: Clock, tmp_path: Path) -> Iterator[Callable[..., CasesDesk]]:
    """A desk on a case file without a back office."""
    desks = []

    from tests.qgis.cases_of_nowhere import fill, until

    def opened(*cases: object, officer: str = "", **how: object) -> CasesDesk:
        path = tmp_path / "cases.redline"
        fill(path, clock, *cases, **how)  # type: ignore[arg-type]  # the keywords of fill, handed through
        QgsSettings().setValue("redline/case_file", str(path))
        QgsSettings().setValue("redline/back_office/officer", officer)
        desk = CasesDesk(stored, clock)
        desks.append(desk)
        desk.start()
        until(lambda: desk.reader is not None and desk.state.state is State.READY and desk.listed)
        return desk

    yield opened
    for desk in desks:
        desk.let_go()


@pytest.fixture
def window(iface: FakeIface, open_desk: Callable[..., CasesDesk], session: Session) -> Iterator[Callable[..., object]]:
    """A window with one case open; the keywords are those of the case."""
    from tests.qgis.amending import Amending

    opened: list[Amending] = []

    def make(**case: Any) -> Amending:
        opened.append(Amending(iface, open_desk, session, **case))
        return opened[-1]

    yield make
    for each in opened:
        each.place.close()


@pytest.fixture
def plan_map(qgis_app: object) -> Iterator[Any]:
    """A map over which plans are laid."""
    from tests.qgis.plan_map import PlanMap

    opened = PlanMap()
    yield opened
    opened.close()


@pytest.fixture
def show(session: Session) -> Callable[..., None]:
    """Puts readings and screenings into the session, as its tasks do, and selects the first site."""

    def put(*readings: SiteReading, screenings: tuple[Screening, ...] = ()) -> None:
        session.readings = {reading.site: reading for reading in readings}
        session.screenings = {screening.site: screening for screening in screenings}
        session.readings_changed.emit()
        session.select(readings[0].site)
        session.screenings_changed.emit([screening.site for screening in screenings])

    return put


def settle() -> None:
    """Lets Qt delete what was marked for deletion."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()


def boundary(wkt: str = SQUARE, **changes: Any) -> Boundary:
    values: dict[str, Any] = {
        "geometry": shapely.from_wkt(wkt),
        "original": Original(wkt, "wkt"),
        "crs": SourceCrs.NATIONAL_GRID,
        "accuracy": UNTRANSFORMED,
    }
    return Boundary(**{**values, **changes})


def reading(site: str = "26-00001-HAPP", wkt: str | None = SQUARE, *, checks: tuple[Check, ...] = (), offer: str = "") -> SiteReading:
    """A site; ``offer`` is the WKT of a proposed boundary, for a site without one (``wkt`` None)."""
    usable = boundary(wkt) if wkt is not None else None
    area = usable.area_m2 if usable is not None else 0.0
    offered = boundary(offer) if offer else None
    crossing = (Check("self-intersection", Severity.ERROR, "The red line crosses itself."),) if offer else ()
    return SiteReading(
        site=site,
        file=f"{site}.json",
        found="ODP application",
        application=Application(
            reference=site,
            type_description="Householder",
            description="Single-storey rear extension",
            status="in_assessment",
            address=Address(text="12 Sample Street, Example Town"),
        ),
        boundary=usable,
        areas=Areas(planar=area, ellipsoidal=area + 1, spherical=area + 9, uncertainty=45.0, declared=1900.0) if usable else None,
        proposal=Proposal("repair", "The line crosses itself; it can be repaired.", offered, 5012.0, offered.area_m2) if offered else None,
        checks=(*crossing, *checks),
    )


def finding(
    name: str, relation: Relation = Relation.OVERLAPS, dataset: str = "conservation-area", number: int = 44000001, **changes: Any
) -> Finding:
    entity = Entity(number, dataset, number, f"REF-{number}", name, f"{dataset}:{number}")
    meets = relation in (Relation.OVERLAPS, Relation.TOUCHES)
    values: dict[str, Any] = {
        "entity": entity,
        "relation": relation,
        "overlap_m2": 1234.0 if meets else 0.0,
        "overlap_percent": 61.7 if meets else 0.0,
        "depth_m": 12.3 if meets else None,
        "distance_m": 0.0 if meets else 17.0,
        "snapshot": "conservation-area-2026-11-01-abc",
        "overlap": shapely.box(530000, 180000, 530020, 180040) if meets else None,
    }
    return Finding(**{**values, **changes})


def result(dataset: str, name: str, state: DatasetState, why: str = "", count: int = 0) -> DatasetResult:
    return DatasetResult(dataset, name, state, Coverage.FULL, why, count, f"{dataset}-snapshot", UNTRANSFORMED)


def screening(site: str = "26-00001-HAPP", **changes: Any) -> Screening:
    values: dict[str, Any] = {
        "site": site,
        "file": f"{site}.json",
        "findings": (finding("High Street Conservation Area"), finding("Mill Lane Conservation Area", Relation.NEAR, number=44000002)),
        "datasets": (
            result("conservation-area", "Conservation area", DatasetState.OVERLAPS, count=1),
            result("tree-preservation-zone", "Tree preservation zone", DatasetState.TOUCHES, count=1),
            result("green-belt", "Green belt", DatasetState.NOT_CHECKED, "not in the store"),
            result("ancient-woodland", "Ancient woodland", DatasetState.CLEAR),
        ),
        "ended": (),
        "not_yet": (),
        "judged_on": date(2026, 11, 22),
        "screened_at": "2026-11-22T09:00:00Z",
        "engine": "test",
    }
    return Screening(**{**values, **changes})
