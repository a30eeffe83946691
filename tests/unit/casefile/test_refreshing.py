"""A refresh is there to be looked at: what it changes and whom it touches is said before anything comes into use, and it can be stopped."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from plugin.backoffice.errors import Cancelled
from plugin.boundary.transformer import Transformer
from plugin.casefile.case_file import CaseFile
from plugin.casefile.screened.refreshing import CasesNear, RefreshMeans, Review, refresh_for_review
from plugin.constraints.local_layers.local_choice import LocalChoice
from plugin.constraints.local_layers.opened_layer import open_file_layer
from plugin.constraints.platform.asker import Asker
from plugin.constraints.platform.refresh_request import RefreshRequest
from plugin.constraints.refresh.read_log import read_log
from plugin.constraints.store.generations import current_generation
from plugin.constraints.store.put_back import put_into_use
from tests.unit.constraints.local_layers.declaring import areas, layer
from tests.unit.constraints.store.making import TickingClock

from .examples import pulled

NOBODY = CasesNear(lambda: None, 50.0)


def nobody_asks() -> Asker:
    raise LookupError("the platform")


def read_again(folder: Path, path: Path, cases: CasesNear = NOBODY, stop: Callable[[], None] = lambda: None) -> Review:
    means = RefreshMeans(nobody_asks, Transformer(), TickingClock(), told=lambda *_told: None, stop=stop)
    own = LocalChoice(open_file_layer, [layer(path)])
    return refresh_for_review(RefreshRequest(folder), own, means, cases)


def test_one_that_is_stopped_while_a_layer_is_read_ends_with_what_stopped_it_and_the_log_says_so(tmp_path: Path) -> None:
    def stop() -> None:
        raise Cancelled

    put_into_use(tmp_path / "store", read_again(tmp_path / "store", areas(tmp_path / "areas.geojson")).refreshed.generation)
    was = current_generation(tmp_path / "store")

    with pytest.raises(Cancelled):
        read_again(tmp_path / "store", areas(tmp_path / "areas.geojson", 4), stop=stop)

    assert current_generation(tmp_path / "store") == was
    assert read_log(tmp_path / "store")[0].broken_off.startswith("Stopped.")


def test_without_an_authority_the_platform_is_not_asked_and_without_a_case_file_no_case_is_known(tmp_path: Path) -> None:
    review = read_again(tmp_path / "store", areas(tmp_path / "areas.geojson"))

    assert review.refreshed.generation
    assert (review.changes, review.touched, review.cases_known) == ((), (), False)


def test_what_changed_is_told_with_the_cases_near_it_and_waits(tmp_path: Path, case_file: CaseFile) -> None:
    case_file.take_in([pulled(1)], "https://southwark.example")
    first = read_again(tmp_path / "store", areas(tmp_path / "areas.geojson")).refreshed.generation
    put_into_use(tmp_path / "store", first)

    review = read_again(tmp_path / "store", areas(tmp_path / "areas.geojson", 4), CasesNear(case_file.reader, 1000.0))

    assert [len(each.changes) for each in review.changes] == [1]
    assert [site.reference for site, _ in review.touched] == ["26-00001-HAPP"]
    assert current_generation(tmp_path / "store") == first != review.refreshed.generation
