"""Redline itself, through its public verbs: `redline screen` for many sites, the engine as the panel uses it for one."""

from __future__ import annotations

import gc
import io
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely import affinity

from plugin.cli import main
from plugin.commands.exit_code import ExitCode
from plugin.commands.output import Output
from plugin.constraints.screening.live_screening import LiveScreening, LiveState
from plugin.constraints.screening.neighbourhood import Neighbourhood, reach
from plugin.constraints.store.local_store import LocalStore
from plugin.domain.finding import Finding
from plugin.domain.settings import ScreeningSettings

from ..answers import Answers
from ..job import Job, SiteFile
from ..peer import Bulk, Moving, Peer, Single
from ..source import site_texts

#: So a boundary is dragged: a circle of this radius in so many steps, as a hand does in two seconds.
_DRAG_M, _STEPS = 15.0, 60


class Redline(Bulk, Single, Moving):
    """Reads from the store whatever it needs when it needs it; nothing is held in memory."""

    @property
    def versions(self) -> str:
        return f"shapely {shapely.__version__}, GEOS {shapely.geos_version_string}, Python {sys.version.split()[0]}"

    def load(self) -> None:
        """Open the store, for single sites."""
        self._store = LocalStore(Path(self.job.store))
        self.closing.callback(self._store.close)
        self._settings = ScreeningSettings(near=self.job.near)

    def sites(self, file: SiteFile) -> Any:
        """The file itself, because reading it is part of the verb, and the geometries of its first sites."""
        singles = self.job.single.count if self.job.single is not None else 0
        return file, shapely.from_wkt(np.array(site_texts(Path(file.path))[:singles], dtype=object))

    def bulk(self, sites: Any) -> Any:
        """The whole verb: sites and store are read, the findings are written to a file."""
        output = Path(self.job.answers) / f"bulk {sites[0].count}.csv"
        arguments = [
            "screen",
            self.job.store,
            sites[0].path,
            "--within",
            "0",
            "--output",
            str(output),
            "--processes",
            str(self.job.threads),
        ]
        code = main(arguments, Output(io.StringIO(), io.StringIO()))
        if code != ExitCode.EVERYTHING_CHECKED:
            raise RuntimeError(f"redline screen ended with code {code}.")
        return output

    def keep(self, found: Any, path: Path) -> None:
        """The verb's own file holds the answers; the bench reads it."""

    def single(self, sites: Any, place: int) -> Any:
        """As when a case is opened: relation, overlap, per cent and distance of everything near."""
        site = sites[1][place]
        near = Neighbourhood.gather(self._store, reach(site, self._settings))
        return near.screen(site, self._settings, with_depth=False, with_overlap=False)

    def single_answers(self, place: int, found: tuple[Finding, ...]) -> Answers:
        """The findings as pairs."""
        return Answers.of(
            [place] * len(found),
            [finding.entity.number for finding in found],
            [finding.overlap_m2 or 0.0 for finding in found],
            [finding.distance_m or 0.0 for finding in found],
        )

    def moves(self, sites: Any, place: int) -> list[float]:
        """A drag in a circle; the neighbourhood is gathered between moves where the live screening asks for it, as its task does."""
        site = sites[1][place]
        live = LiveScreening(self._settings)
        milliseconds = []
        gc.collect()
        for step in range(_STEPS):
            angle = 2 * np.pi * step / _STEPS
            moved = affinity.translate(site, _DRAG_M * np.cos(angle), _DRAG_M * np.sin(angle))
            began = time.perf_counter()
            found = live.update(moved)
            took = (time.perf_counter() - began) * 1000
            if found.state is LiveState.CURRENT:
                milliseconds.append(took)
            box = live.ask()
            if box is not None:
                live.take(Neighbourhood.gather(self._store, box))
        return milliseconds


def peer(job: Job) -> Peer:
    """Made in its own process."""
    return Redline(job)
