"""Long work of the window's thread leaves the window a turn between any two of its steps."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from qgis.core import QgsProject
from qgis.PyQt.QtCore import QCoreApplication, QTimer

from plugin.constraints.base_map import BaseMap
from plugin.constraints.catalogue import Catalogue
from plugin.domain.errors import RedlineError
from plugin.gui.layers.project_layers import ProjectLayers
from plugin.gui.turns import Turns
from tests.qgis.small_store import SmallStore


@pytest.fixture
def turns(qgis_app: object) -> Iterator[Turns]:
    made = Turns()
    yield made
    made.stop()
    made.deleteLater()


def until(holds: Callable[[], bool], seconds: float = 20.0) -> None:
    end = time.monotonic() + seconds
    while not holds() and time.monotonic() < end:
        QCoreApplication.processEvents()
    if not holds():
        pytest.fail("it did not come to its end")


def noting(done: list[str], name: str, count: int) -> Iterator[None]:
    for _ in range(count):
        done.append(name)
        yield


def test_nothing_is_done_before_the_window_has_had_a_turn(turns: Turns) -> None:
    done: list[str] = []

    turns.begin("a", noting(done, "a", 3))

    assert (done, turns.under_way) == ([], True)
    until(lambda: not turns.under_way)
    assert done == ["a"] * 3


def test_the_window_has_a_turn_between_any_two_steps(turns: Turns) -> None:
    done: list[str] = []
    heard: list[int] = []
    listening = QTimer()
    listening.timeout.connect(lambda: heard.append(len(done)))
    listening.start(0)

    turns.begin("a", noting(done, "a", 30))
    until(lambda: not turns.under_way)
    listening.stop()

    assert {1, 2, 15, 29} <= set(heard)


def test_work_waits_for_the_work_before_it_unless_it_goes_first(turns: Turns) -> None:
    done: list[str] = []

    turns.begin("a", noting(done, "a", 2))
    turns.begin("b", noting(done, "b", 2))
    turns.begin("c", noting(done, "c", 1), first=True)
    until(lambda: not turns.under_way)

    assert done == ["c", "a", "a", "b", "b"]


def test_work_that_is_begun_anew_takes_the_place_of_what_was_not_done(turns: Turns) -> None:
    done: list[str] = []

    turns.begin("a", noting(done, "old", 5))
    until(lambda: len(done) == 2)
    turns.begin("a", noting(done, "new", 1))
    until(lambda: not turns.under_way)

    assert done == ["old", "old", "new"]


def test_work_that_fails_is_said_and_stops_no_other(turns: Turns) -> None:
    def failing() -> Iterator[None]:
        yield
        raise RedlineError("The base map can't be shown.")

    done: list[str] = []
    said: list[str] = []
    turns.failed.connect(said.append)

    turns.begin("a", failing())
    turns.begin("b", noting(done, "b", 1))
    until(lambda: not turns.under_way)

    assert (said, done) == (["The base map can't be shown."], ["b"])


def test_what_is_stopped_is_not_done(turns: Turns) -> None:
    done: list[str] = []

    turns.begin("a", noting(done, "a", 3))
    turns.stop()
    QCoreApplication.processEvents()

    assert (done, turns.under_way) == ([], False)


def test_constraints_and_base_map_are_opened_one_layer_a_turn_and_shown_together(turns: Turns, tmp_path: Path) -> None:
    project = QgsProject()
    layers = ProjectLayers(project)
    store = SmallStore(tmp_path)
    seen: list[int] = []
    listening = QTimer()
    listening.timeout.connect(lambda: seen.append(len(project.mapLayers())))
    listening.start(0)

    turns.begin("constraints", layers.showing_constraints(store, Catalogue.load()))
    turns.begin("base map", layers.showing_base_map(BaseMap("file", str(store.path))), first=True)
    until(lambda: not turns.under_way)
    listening.stop()

    every = len(project.mapLayers())
    assert every == 8
    # The base map's five, then the constraints' two of heritage and one of policy
    assert set(seen) <= {0, 5, 7, 8}
    # A turn for each layer at the least, and one for those that are not shown
    assert len(seen) > every
    project.clear()


def test_a_project_that_goes_between_two_turns_takes_what_was_being_shown_with_it(qgis_app: object, tmp_path: Path) -> None:
    project = QgsProject()
    steps = ProjectLayers(project).showing_constraints(SmallStore(tmp_path), Catalogue.load())
    while project.layerTreeRoot().findGroup("Constraints") is None:
        next(steps)
    project.clear()

    assert list(steps) == []
    assert project.mapLayers() == {}
