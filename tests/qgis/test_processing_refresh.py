"""A refresh in Processing: out of the platform's files, by the clock that it was given, and the cases that it touches are told."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from qgis.core import QgsProcessingException

from plugin.casefile.case_file import CaseFile
from plugin.processing.refresh_algorithm import RefreshAlgorithm
from tests.platform_stand_in import Fault, Platform, StandIn, district, record
from tests.qgis.cases_of_nowhere import OFFICER, fill, pulled
from tests.qgis.processing_runs import Heard
from tests.qgis.test_processing_layers import AREA, GROUND, Ran, run  # noqa: F401  # a fixture

#: Round the site of the case of nowhere, EPSG:27700 530000 180000.
ROUND_THE_CASE = "MULTIPOLYGON (((-0.14 51.49, -0.12 51.49, -0.12 51.51, -0.14 51.51, -0.14 51.49)))"


class Minutes:
    """A minute passes each time it is asked."""

    def __init__(self, begun: datetime) -> None:
        self._moment = begun

    def now(self) -> datetime:
        self._moment += timedelta(minutes=1)
        return self._moment


def test_a_case_file_that_is_not_there_stops_a_refresh_before_anything_is_asked(run: Ran, tmp_path: Path) -> None:  # noqa: F811  # a fixture
    there = Platform([district(GROUND)])
    named = {"STORE": str(tmp_path), "CASE_FILE": str(tmp_path / "none.redline")}
    with StandIn(there) as stand_in, pytest.raises(QgsProcessingException, match="There is no case file"):
        run(RefreshAlgorithm, AUTHORITY="SWK", ADDRESS=stand_in.address, **named)
    assert not there.asked


@pytest.mark.beside_the_window
def test_a_refresh_out_of_files_goes_by_the_clock_that_it_was_given_and_tells_the_cases_that_it_touches(run: Ran, tmp_path: Path) -> None:  # noqa: F811  # a fixture
    clock, store = Minutes(datetime(2027, 3, 1, 9, tzinfo=timezone.utc)), tmp_path / "store"
    store.mkdir()
    (uuid,) = fill(tmp_path / "cases.redline", clock, pulled(1), looked_at=(0,))
    there = Platform([district(ROUND_THE_CASE), record(1, "conservation-area", AREA, name="Old Town")])
    with StandIn(there) as stand_in:
        given = {
            "STORE": str(store),
            "AUTHORITY": "southwark",
            "DATASETS": ["conservation-area"],
            "CASE_FILE": str(tmp_path / "cases.redline"),
        }
        where = {"ADDRESS": stand_in.address, "FILES": stand_in.files, "BULK": True}
        run(lambda: RefreshAlgorithm(clock), **given, **where)
        there.records.append(record(2, "conservation-area", ROUND_THE_CASE, name="Quay", entry_date="2026-11-20"))
        last, _ = run(lambda: RefreshAlgorithm(clock), **given, **where)

    assert last["TOUCHED"] == 1
    assert last["GENERATION"].startswith("20270301T")
    assert [dataset for dataset, _ in there.files.asked] == ["conservation-area"] * 2
    with CaseFile.open(tmp_path / "cases.redline", clock=clock, identity=OFFICER) as file:
        assert file.reader().row(uuid).changed_fields == ("constraints",)


def test_a_platform_that_has_none_of_the_datasets_is_told_once_with_all_of_them(run: Ran, tmp_path: Path) -> None:  # noqa: F811  # a fixture
    there = Platform([district(GROUND)])
    there.fault = lambda asked: Fault(404) if "/dataset/" in asked else None
    (tmp_path / "store").mkdir()
    given = {"STORE": str(tmp_path / "store"), "AUTHORITY": "SWK", "DATASETS": ["conservation-area", "tree"]}
    heard = Heard()
    with StandIn(there) as stand_in:
        run(RefreshAlgorithm, feedback=heard, ADDRESS=stand_in.address, **given)

    (warning,) = heard.warnings
    assert warning.startswith("The platform has nothing at")
    assert "For that reason 3 datasets were not fetched: local-authority-district, conservation-area and tree." in warning
