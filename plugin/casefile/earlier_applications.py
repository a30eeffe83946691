"""Looks for the applications at a place, wherever there is something to look in: the case file, a layer of the council's own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..constraints.box import Box
from ..domain.errors import RedlineError
from ..domain.placed_application import PlacedApplication
from ..reports.enquiry.placed_history import HistorySource, PlaceHistory, placed_history

if TYPE_CHECKING:
    from ..boundary.transformer import Transformer
    from ..domain.place import Place
    from ..domain.settings import ScreeningSettings
    from .reader import CaseFileReader

#: Beyond what is asked for, so that rounding leaves nothing out.
_BESIDE_M = 1.0


@dataclass(frozen=True)
class LayerOfApplications:
    """A layer of what was applied for: ``near`` gives those that meet a box (EPSG:27700), and raises RedlineError where it can't."""

    name: str
    near: Callable[[Box], Iterable[PlacedApplication]]


@dataclass(frozen=True)
class EarlierApplications:
    """Where is looked; what is None is not there. All of one thread."""

    transformer: Transformer
    cases: CaseFileReader | None = None
    layer: LayerOfApplications | None = None

    def at(self, place: Place, settings: ScreeningSettings, *, public: bool) -> PlaceHistory:
        """The history of a place; what can't be read is told and leaves the others. ``public`` keeps to what the register shows."""
        applications: list[PlacedApplication] = []
        sources = []
        for look in (self._in_case_file, self._in_layer):
            source, found = look(place, settings.near, public)
            if source is not None:
                sources.append(source)
                applications += found
        return PlaceHistory(tuple(placed_history(place, applications, settings)), tuple(sources))

    def _in_case_file(self, _place: Place, _near: float, public: bool) -> tuple[HistorySource | None, list[PlacedApplication]]:
        if self.cases is None:
            return None, []
        name = f"the case file {self.cases.path.name}"
        try:
            found = [each for each in self.cases.placed_applications(self.transformer) if each.is_public or not public]
        except RedlineError as error:
            return _not_read(name, error, public), []
        return HistorySource(name, len(found), sum(each.place is None for each in found)), found

    def _in_layer(self, place: Place, near: float, public: bool) -> tuple[HistorySource | None, list[PlacedApplication]]:
        if self.layer is None:
            return None, []
        west, south, east, north = place.bounds
        reach = near + _BESIDE_M
        try:
            found = list(self.layer.near((west - reach, south - reach, east + reach, north + reach)))
        except RedlineError as error:
            return _not_read(self.layer.name, error, public), []
        return HistorySource(self.layer.name), [each for each in found if each.is_public or not public]


def _not_read(name: str, error: RedlineError, public: bool) -> HistorySource:
    short = f"{name[:1].upper()}{name[1:]} could not be read."
    return HistorySource(name, problem=short if public else str(error), reason=str(error))
