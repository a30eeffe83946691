"""The applications at a place, wherever there is something to look in."""

from __future__ import annotations

from collections.abc import Iterable

from plugin.boundary.transformer import Transformer
from plugin.casefile.earlier_applications import EarlierApplications, LayerOfApplications
from plugin.constraints.box import Box
from plugin.domain.errors import RedlineError
from plugin.domain.place import Place
from plugin.domain.placed_application import PlacedApplication
from plugin.domain.settings import ScreeningSettings

PLACE = Place(530_000.0, 180_000.0, "a place", "A test.")
WHY = "//server/share/decided.gpkg is gone. Correct it under Settings > Options > Redline."


def _gone(_box: Box) -> Iterable[PlacedApplication]:
    raise RedlineError(WHY)


def _looked() -> EarlierApplications:
    return EarlierApplications(Transformer(), layer=LayerOfApplications("the layer decided", _gone))


def test_an_answer_that_is_given_out_names_what_could_not_be_read_and_no_folder():
    (source,) = _looked().at(PLACE, ScreeningSettings(), public=True).sources

    assert source.problem == "The layer decided could not be read."
    assert source.reason == WHY


def test_an_officer_reads_why():
    (source,) = _looked().at(PLACE, ScreeningSettings(), public=False).sources

    assert source.problem == WHY
