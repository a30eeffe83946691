"""What happens around a pull: a token taken away, a full disk, a second window, a clock put back, red lines that went wrong."""

from __future__ import annotations

import copy
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest

from plugin.backoffice.pull import Pull
from plugin.backoffice.pull_report import PullReport
from plugin.casefile import case_file as case_file_module
from plugin.casefile.errors import CaseFileBusy, CaseFileFull
from plugin.domain.check import Severity
from tests.unit.backoffice.pulling import Desk, desk, transformer
from tests.unit.backoffice.scripted_bops import SQUARE
from tests.unit.backoffice.scripted_server import Reply, Request, as_json

LIST = "/api/v2/planning_applications"


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Desk]:
    with desk(tmp_path, 120, line_every=10) as opened:
        yield opened


@pytest.mark.parametrize("page", ["1", "2", "3"])
def test_a_token_that_is_taken_away_while_pages_are_read_is_called_unknown_and_what_came_stays(made: Desk, page: str) -> None:
    gone: list[int] = []

    def fault(request: Request) -> Reply | None:
        if request.path == LIST and request.query["page"] == [page]:
            gone.append(1)
        return as_json({"error": {"code": 401, "message": "Unauthorized"}}, 401) if gone else None

    made.bops.fault = fault
    report = made.pull()

    assert not report.complete
    assert "doesn't know this token" in report.stopped
    assert len(made.rows()) == 120
    made.bops.fault = lambda _: None
    made.clock.advance(minutes=1)
    assert made.pull().complete


@pytest.mark.parametrize("page", ["1", "2", "3"])
def test_a_disk_that_fills_at_any_page_stops_with_the_reason_and_the_pull_goes_on_when_there_is_room(made: Desk, page: str) -> None:
    with made.open() as file, closing(made.client()) as client:
        pull = Pull(client, file, transformer(), made.clock)
        asked = client.begin

        def begin(question: Any) -> Any:
            parameters = dict(question.parameters)
            if parameters.get("page", "1") == page and question.endpoint.path.endswith("search"):
                pages = file._connection.execute("PRAGMA page_count").fetchone()[0]
                file._connection.execute(f"PRAGMA max_page_count = {pages}")
            return asked(question)

        client.begin = begin
        with pytest.raises(CaseFileFull, match="full"):
            pull.run()
        file._connection.execute("PRAGMA max_page_count = 1000000")
        assert file.verify_audit() == []
    made.clock.advance(minutes=1)
    assert made.pull().complete
    assert len(made.rows()) == 120


def test_another_window_that_writes_for_long_stops_the_pull_with_the_reason_and_it_goes_on(
    made: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    made.pull()
    made.bops.case(100)["status"] = "determined"
    made.clock.advance(hours=1)
    monkeypatch.setattr(case_file_module, "PATIENCE", 0.1, raising=False)
    with closing(sqlite3.connect(made.path, isolation_level=None)) as other, made.open() as file, closing(made.client()) as client:
        file._connection.execute("PRAGMA busy_timeout = 100")
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(CaseFileBusy, match="another QGIS window"):
            Pull(client, file, transformer(), made.clock).run()
        other.execute("ROLLBACK")
    assert made.rows()["26-00100-HAPP"].status == "in_assessment"

    assert made.pull().complete
    assert made.rows()["26-00100-HAPP"].status == "determined"


def test_two_windows_that_update_one_case_file_at_once_make_no_case_twice(made: Desk) -> None:
    reports: list[PullReport] = []

    def update() -> None:
        with made.open() as file, closing(made.client()) as client:
            reports.append(Pull(client, file, transformer(), made.clock).run())

    made.open().close()
    windows = [threading.Thread(target=update) for _ in range(2)]
    for window in windows:
        window.start()
    transformer()
    for window in windows:
        window.join()

    assert [report.complete for report in reports] == [True, True]
    assert len(made.rows()) == 120
    with made.open() as file, closing(sqlite3.connect(made.path)) as connection:
        assert file.verify_audit() == []
        assert connection.execute("SELECT count(*) FROM application").fetchone() == (120,)
        assert connection.execute("SELECT count(*) FROM boundary_version").fetchone() == (120,)


def test_a_clock_that_was_put_back_begins_a_half_done_pull_anew_and_harms_nothing(made: Desk) -> None:
    steps: list[str] = []
    made.pull(progress=lambda step: steps.append(step.phase), cancelled=lambda: "list" in steps)
    made.clock.moment = datetime(2026, 10, 1, 9, 0, tzinfo=timezone.utc)

    report = made.pull()

    assert report.complete
    assert len(made.rows()) == 120
    with made.open() as file:
        assert file.verify_audit() == []


def test_a_back_office_whose_clock_is_wrong_is_believed_in_nothing_but_its_own_dates(made: Desk) -> None:
    made.bops.case(3)["created_at"] = "2031-01-01T10:00:00.000+00:00"
    made.bops.case(4)["determined_at"] = "1970-01-01T00:00:00.000+00:00"
    made.bops.case(5)["target_date"] = "2026-02-30"

    assert made.pull().complete
    assert made.pull().changed == ()


BOW_TIE = [[[-0.0824, 51.4514], [-0.082, 51.4518], [-0.082, 51.4514], [-0.0824, 51.4518], [-0.0824, 51.4514]]]
GRID = [[[533500.0, 173900.0], [533530.0, 173900.0], [533530.0, 173940.0], [533500.0, 173940.0], [533500.0, 173900.0]]]
SWAPPED = [[[y, x] for x, y in ring] for ring in SQUARE["geometry"]["coordinates"]]


def drawn(coordinates: object) -> dict[str, Any]:
    return {**copy.deepcopy(SQUARE), "geometry": {"type": "Polygon", "coordinates": coordinates}}


@pytest.mark.parametrize(
    "line",
    [
        None,
        "",
        "a word",
        {},
        {"type": "Polygon", "coordinates": []},
        drawn([]),
        drawn([[[0, 0], [1, 1]]]),
        drawn([[["a", "b"], [1, 2], [3, 4], [1, 2]]]),
        drawn([[[1e400, 0], [1, 1], [2, 2], [1e400, 0]]]),
        drawn(BOW_TIE),
    ],
    ids=["none", "empty text", "a word", "empty", "no rings", "no ring", "two points", "letters", "infinite", "bow tie"],
)
def test_a_red_line_that_went_wrong_is_a_version_with_its_reason_and_the_good_one_before_is_kept(made: Desk, line: object) -> None:
    made.pull()
    before = made.rows()["26-00050-HAPP"]
    made.bops.case(50)["boundary_geojson"] = line
    made.clock.advance(hours=1)

    report = made.pull()

    assert report.complete
    with made.open() as file:
        versions = file.boundary_versions(before.uuid)
        assert len(versions) == 2
        assert versions[0].boundary is not None
        assert versions[1].boundary is None or versions[1].reading.proposal is not None
        assert any(check.severity is Severity.ERROR for check in versions[1].reading.checks)
        assert all(len(file.boundary_versions(row.uuid)) == 1 for row in file.cases() if row.uuid != before.uuid)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (drawn(GRID), "crs-assumed"),
        ({**drawn(GRID), "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}}, ""),
        (drawn(SWAPPED), "axes-swapped"),
    ],
    ids=["grid without a word", "grid by name", "latitude first"],
)
def test_a_red_line_in_another_coordinate_system_is_placed_or_its_assumption_is_said(made: Desk, line: object, code: str) -> None:
    made.bops.case(50)["boundary_geojson"] = line

    assert made.pull().complete
    with made.open() as file:
        uuid = made.rows()["26-00050-HAPP"].uuid
        (version,) = file.boundary_versions(uuid)
        said = [check.code for check in version.reading.checks]
        placed = version.boundary or (version.reading.proposal.boundary if version.reading.proposal is not None else None)
        assert placed is not None, said
        east, north = placed.geometry.centroid.coords[0]
        assert abs(east - 533_300) < 600
        assert abs(north - 173_900) < 600
        assert (code in said) if code else "crs-assumed" not in said
