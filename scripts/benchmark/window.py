"""How long a window is held up while a boundary is dragged in it and its neighbourhoods are read beside it.

python -m scripts.benchmark.window STORE SITES [--sites N], with the Python that has QGIS; nothing is shown on a screen.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import shapely
from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QEventLoop, Qt, QTimer
from shapely import affinity
from shapely.geometry.base import BaseGeometry

from plugin.arrays import values
from plugin.constraints.screening.live_screening import LiveFindings, LiveState
from plugin.domain.settings import ScreeningSettings
from plugin.gui.amend.live_desk import LiveDesk
from plugin.gui.environment.store_place import StorePlace

from .source import site_texts

#: A boundary is dragged in a circle of this radius in so many steps, one every so many milliseconds, as a hand does.
_DRAG_M, _STEPS, _EVERY_MS = 15.0, 60, 16
#: Once in each drag it leaps so far, so that a neighbourhood is read while the window goes on.
_LEAP_M = 2000.0
_NEAR_M = 50.0
_WAIT_S = 10.0


class Watch:
    """Ticks as often as the window lets it; what lies between two ticks held the window up. Milliseconds."""

    def __init__(self) -> None:
        self.gaps: list[float] = []
        self._last = 0.0
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    def start(self) -> None:
        self._last = time.perf_counter()
        self._timer.start(1)

    def stop(self) -> None:
        self._timer.stop()

    def _tick(self) -> None:
        now = time.perf_counter()
        self.gaps.append((now - self._last) * 1000)
        self._last = now


class Drag:
    """One site's drag; counts its answered moves and its updates."""

    def __init__(self, store: Path, site: BaseGeometry) -> None:
        self._desk = LiveDesk(StorePlace(str(store)), ScreeningSettings(near=_NEAR_M))
        self._desk.findings_changed.connect(self._told)
        self._site = site
        self._current = False
        self.moves: list[float] = []
        self.fetched: list[float] = []

    def run(self) -> None:
        """Wait for the first neighbourhood, drag, leap away, wait, and come back."""
        self._arrive(self._site)
        for step in range(_STEPS):
            angle = 2 * np.pi * step / _STEPS
            began = time.perf_counter()
            found = self._desk.move(affinity.translate(self._site, _DRAG_M * np.cos(angle), _DRAG_M * np.sin(angle)))
            if found.state is LiveState.CURRENT:
                self.moves.append((time.perf_counter() - began) * 1000)
            _let_the_window_go_on(_EVERY_MS)
        self._arrive(affinity.translate(self._site, _LEAP_M))
        self._desk.close()

    def _arrive(self, boundary: BaseGeometry) -> None:
        began = time.perf_counter()
        self._current = False
        self._desk.move(boundary)
        while not self._current and time.perf_counter() - began < _WAIT_S:
            _let_the_window_go_on(_EVERY_MS)
        self.fetched.append((time.perf_counter() - began) * 1000)

    def _told(self, found: LiveFindings) -> None:
        self._current = found.state is LiveState.CURRENT


def _let_the_window_go_on(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def _figures(what: str, milliseconds: Sequence[float]) -> str:
    p50, p95, p99 = values(np.percentile(np.array(milliseconds), [50, 95, 99]))
    return f"{what}: {len(milliseconds):,}, p50 {p50:.2f} ms, p95 {p95:.2f}, p99 {p99:.2f}, worst {max(milliseconds):.2f}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Drag the first sites of a file, and write three lines of figures."""
    parser = argparse.ArgumentParser(prog="window", description="How long a window is held up while a boundary is dragged in it.")
    parser.add_argument("store", type=Path, help="a constraint store")
    parser.add_argument("sites", type=Path, help="a CSV of sites, with WKT in EPSG:27700")
    parser.add_argument("--sites", type=int, default=20, dest="count", metavar="N", help="how many of them (usually 20)")
    chosen = parser.parse_args(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    program = QgsApplication([], True)
    program.initQgis()
    sites = [shapely.from_wkt(text) for text in site_texts(chosen.sites)[: chosen.count + 1]]
    Drag(chosen.store, sites[0]).run()
    watch = Watch()
    moves: list[float] = []
    fetched: list[float] = []
    gc.collect()
    for site in sites[1:]:
        drag = Drag(chosen.store, site)
        watch.start()
        drag.run()
        watch.stop()
        moves += drag.moves
        fetched += drag.fetched
    print(_figures("Turns of the window", watch.gaps))
    print(_figures("Moves answered", moves))
    print(_figures("Neighbourhoods read", fetched))
    program.exitQgis()
    return 0


if __name__ == "__main__":
    sys.exit(main())
