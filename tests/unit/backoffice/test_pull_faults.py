"""No fault of the back office or the network damages what is there, and a pull that stopped goes on."""

from __future__ import annotations

import errno
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from plugin.backoffice.pull_everything import PullEverything
from plugin.casefile.errors import CaseFileFull
from plugin.casefile.file.copies import copies_of
from tests.unit.backoffice.pulling import IMPATIENT, LIMITS, Desk, desk
from tests.unit.backoffice.scripted_bops import listed_case, red_line_request
from tests.unit.backoffice.scripted_server import Reply, Request, as_html, as_json

LIST = "/api/v2/planning_applications"
SEARCH = f"{LIST}/search"
#: Here it matters what becomes of cases; of their red lines some are enough.
_LINE_EVERY = 10


@pytest.fixture
def sixty(tmp_path: Path) -> Iterator[Desk]:
    with desk(tmp_path, 60, line_every=_LINE_EVERY) as made:
        yield made


@pytest.fixture
def few(tmp_path: Path) -> Iterator[Desk]:
    with desk(tmp_path, 5) as made:
        yield made


@pytest.mark.parametrize("reply", [as_html(404), as_json({"error": {"code": 401}}, 401), as_json({}, 500)], ids=["html", "401", "500"])
def test_an_answer_that_proves_nothing_makes_no_case_gone(few: Desk, reply: Reply) -> None:
    few.pull()
    del few.bops.cases[2]
    few.bops.fault = lambda request: reply if request.path == f"{LIST}/3" else None
    report = few.pull()
    assert report.stopped
    assert not few.rows()["26-00003-HAPP"].gone


def test_an_unknown_authority_makes_no_case_gone(few: Desk) -> None:
    few.pull()
    few.bops.fault = lambda _: as_html(404)
    report = few.pull()
    assert "no such authority" in report.stopped
    assert not any(row.gone for row in few.rows().values())


#: What nothing ends but the client's patience.
ENDLESS = frozenset({"late", "silent after the head", "trickling"})
FAULTS = {
    "late": as_json({}, wait=1.5),
    "silent after the head": as_json({}, stall=1.5),
    "trickling": Reply(body=b" " * 100_000, headers=(("Content-Type", "application/json"),), pace=(2000, 0.1)),
    "hung up": Reply(hang_up=True),
    "cut short": Reply(200, b'{"metadata": {"page"', (("Content-Type", "application/json"),), declared=9999),
    "truncated": Reply(200, b'{"metadata": {"page"', (("Content-Type", "application/json"),)),
    "a web page": as_html(200),
    "html 404": as_html(404),
    "html 500": as_html(500),
    "500": as_json({"error": {"code": 500}}, 500),
    "401": as_json({"error": {"code": 401, "message": "Unauthorized"}}, 401),
    "400": as_json({"error": {"code": 400}}, 400),
    "403": as_json({"error": {"code": 403}}, 403),
    "407 of a proxy": as_html(407),
    "409": as_json({"error": {"code": 409}}, 409),
    "412": as_json({"error": {"code": 412}}, 412),
    "422": as_json({"error": {"code": 422}}, 422),
    "503": as_json({"error": {"code": 503}}, 503),
    "429 for an hour": as_json({}, 429, ("Retry-After", "3600")),
    "huge": Reply(200, b" " * 3_000_000, (("Content-Type", "application/json"),)),
    "deep": Reply(200, b"[" * 50_000, (("Content-Type", "application/json"),)),
    "no page": as_json({"hello": "world"}),
    "elsewhere": Reply(302, headers=(("Location", "http://127.0.0.1:9/sign-in"),)),
}


@pytest.mark.parametrize("place", ["live", "list"])
@pytest.mark.parametrize("fault", FAULTS)
def test_no_fault_damages_what_is_there_and_each_is_said(sixty: Desk, fault: str, place: str) -> None:
    sixty.pull()
    before = sixty.rows()
    for case in sixty.bops.cases:
        case["description"] = f"{case['description']}, changed"
    path, page = (SEARCH, ["1"]) if place == "live" else (LIST, ["2"])
    sixty.bops.fault = lambda request: FAULTS[fault] if request.path == path and request.query["page"] == page else None
    sixty.clock.advance(hours=1)
    sixty.limits = IMPATIENT if fault in ENDLESS else LIMITS
    report = sixty.pull()
    assert not report.complete
    assert report.stopped.endswith((".", "data."))
    assert report.stopped in report.sentence
    after = sixty.rows()
    assert after.keys() == before.keys()
    assert not any(row.gone for row in after.values())
    assert all(row.uuid == before[reference].uuid for reference, row in after.items())
    with sixty.open() as case_file:
        assert case_file.pull_state(sixty.source).sentence == report.sentence
        assert case_file.pull_state(sixty.source).further["complete_at"] == "2026-11-22T09:00:00Z"
    sixty.bops.fault = lambda _: None
    sixty.limits = LIMITS
    final = sixty.pull()
    assert final.complete
    assert all(row.description.endswith("changed") for row in sixty.rows().values())


def test_a_refused_connection_leaves_everything_as_it_was(few: Desk) -> None:
    few.pull()
    before = few.rows()
    few.server.close()
    report = few.pull()
    assert "can't be reached" in report.stopped
    assert few.rows() == before


def test_what_passes_is_waited_for_and_counted(sixty: Desk) -> None:
    failed: list[Request] = []

    def fault(request: Request) -> Reply | None:
        if request.path == LIST and not failed:
            failed.append(request)
            return as_json({}, 429, ("Retry-After", "1"))
        return None

    sixty.bops.fault = fault
    report = sixty.pull()
    assert (report.complete, report.asked_again) == (True, 1)
    assert "1 question had to be asked again" in report.sentence


def test_a_missing_permission_for_requests_stops_nothing_else(few: Desk) -> None:
    few.bops.fault = lambda request: as_json({"error": {"code": 401}}, 401) if request.path == "/api/v2/validation_requests" else None
    report = few.pull()
    assert report.complete
    assert "This token may not read validation requests" in report.sentence


def test_no_more_than_two_questions_are_out_at_a_time(tmp_path: Path) -> None:
    with desk(tmp_path, 160, line_every=_LINE_EVERY) as made:
        made.bops.left_out = {f"26-{number:05d}-HAPP" for number in range(20, 40)}
        made.bops.fault = lambda request: None
        assert made.pull().complete
        assert made.server.most_at_once == 2


@pytest.mark.parametrize("after", range(1, 7))
def test_a_pull_stopped_at_any_page_keeps_what_came_and_goes_on(tmp_path: Path, after: int) -> None:
    with desk(tmp_path, 120, line_every=_LINE_EVERY) as made:
        steps: list[int] = []
        report = made.pull(progress=lambda _: steps.append(1), cancelled=lambda: len(steps) >= after)
        assert report.cancelled
        assert not report.complete
        assert "goes on from there" in report.sentence
        assert len(made.rows()) >= min(after, 3) * 40
        made.clock.advance(minutes=1)
        assert made.pull().complete
        assert len(made.rows()) == 120


def test_a_pull_that_goes_on_does_not_ask_again_for_what_it_has(tmp_path: Path) -> None:
    with desk(tmp_path, 230, line_every=_LINE_EVERY) as made:
        steps: list[str] = []
        made.pull(progress=lambda step: steps.append(step.phase), cancelled=lambda: steps.count("list") >= 2)
        made.bops.asked.clear()
        made.clock.advance(minutes=1)
        assert made.pull().complete
        pages = [request.query["page"][0] for request in made.bops.asked if request.path == LIST]
        assert sorted(pages) == ["1", "3", "4", "5"]  # the first once more: whether the list moved meanwhile


def test_a_pull_that_goes_on_says_how_much_had_come_before(tmp_path: Path) -> None:
    with desk(tmp_path, 120, line_every=_LINE_EVERY) as made:
        made.bops.requests = [red_line_request("26-00003-HAPP")]
        steps: list[str] = []
        made.pull(progress=lambda step: steps.append(step.phase), cancelled=lambda: steps.count("live") >= 2)
        made.clock.advance(minutes=1)
        report = made.pull()
        assert "Continued: 100 applications had come before." in report.sentence
        assert report.changed == ()
        assert "Continued" not in made.pull().sentence
        made.bops.requests.append(red_line_request("26-00005-HAPP"))
        assert len(made.pull().changed) == 1


def copies(made: Desk) -> list[str]:
    return [path.name for path in copies_of(made.path)]


def test_a_copy_is_made_before_each_update_and_none_for_one_that_goes_on_or_reaches_nobody(sixty: Desk) -> None:
    sixty.pull()
    assert len(copies(sixty)) == 1
    sixty.clock.advance(minutes=1)
    steps: list[str] = []
    sixty.bops.case(1)["status"] = "determined"
    sixty.pull(progress=lambda step: steps.append(step.phase), cancelled=lambda: "list" in steps)
    assert len(copies(sixty)) == 2
    with closing(sqlite3.connect(copies_of(sixty.path)[0])) as copy:
        assert copy.execute("SELECT count(*) FROM application WHERE status = 'in_assessment'").fetchone() == (60,)
    sixty.clock.advance(minutes=1)
    assert sixty.pull().complete
    assert len(copies(sixty)) == 2
    sixty.bops.fault = lambda _: as_html(404)
    sixty.clock.advance(minutes=30)
    assert sixty.pull().stopped
    assert len(copies(sixty)) == 2


def test_a_copy_that_fails_is_said_and_stops_nothing(few: Desk) -> None:
    (few.path.parent / "copies").write_text("a file in the way")
    report = few.pull()
    assert report.complete
    assert "No copy of cases.gpkg could be made" in report.sentence
    assert len(few.rows()) == 5


def test_a_full_disk_at_the_copy_stops_with_the_reason(few: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(CaseFileFull, match="No space left"):
        few.pull()
    monkeypatch.undo()
    assert few.rows() == {}


def moving(made: Desk, times: int) -> None:
    """Lets the oldest case of the first page go, and a new one come, each time the second page was asked for: the count stays."""
    left = [times]

    def fault(request: Request) -> None:
        if request.path == LIST and request.query["page"] == ["2"] and left[0]:
            left[0] -= 1
            del made.bops.cases[49]
            made.bops.cases.insert(0, listed_case(1000 + left[0]))

    made.bops.fault = fault


def test_a_list_that_moved_with_the_same_count_is_read_again(sixty: Desk) -> None:
    moving(sixty, 1)
    report = sixty.pull()
    assert report.complete
    assert "26-01000-HAPP" in sixty.rows()


def test_a_list_that_keeps_moving_is_said(sixty: Desk) -> None:
    moving(sixty, 9)
    report = sixty.pull()
    assert not report.complete
    assert "moved while it was read" in report.sentence


def test_a_pull_that_was_killed_in_the_middle_of_a_page_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Killed(BaseException):
        pass

    with desk(tmp_path, 120, line_every=_LINE_EVERY) as made:
        kept = PullEverything._remember
        calls: list[int] = []

        def dies(self: PullEverything, phase: str, page: int) -> None:
            calls.append(page)
            if len(calls) == 6:
                raise Killed
            kept(self, phase, page)

        monkeypatch.setattr(PullEverything, "_remember", dies)
        with pytest.raises(Killed):
            made.pull()
        monkeypatch.undo()
        made.clock.advance(minutes=1)
        assert made.pull().complete
        assert len(made.rows()) == 120


def test_an_old_half_done_pull_begins_with_the_live_caseload_again(sixty: Desk) -> None:
    steps: list[str] = []
    sixty.pull(progress=lambda step: steps.append(step.phase), cancelled=lambda: "list" in steps)
    sixty.clock.advance(hours=1)
    sixty.bops.asked.clear()
    assert sixty.pull().complete
    assert sixty.bops.asked[0].path == SEARCH


def test_a_process_that_was_killed_in_the_middle_of_a_pull_leaves_a_file_that_goes_on(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from plugin.backoffice.bops import Bops\n"
        "from plugin.backoffice.connection import Connection\n"
        "from plugin.backoffice.pull import Pull; from plugin.boundary.transformer import Transformer\n"
        "from plugin.casefile.case_file import CaseFile; from plugin.domain.clock import SystemClock\n"
        "from plugin.domain.identity import Identity, Role\n"
        "clock = SystemClock()\n"
        "file = CaseFile.open(Path(sys.argv[2]), clock=clock, identity=Identity('J', 'j@x.example', Role.ASSESSOR))\n"
        "Pull(Bops(Connection(sys.argv[1], 'bops_x'), clock), file, Transformer(), clock).run()\n"
    )
    with desk(tmp_path, 160, line_every=_LINE_EVERY) as made:
        command = [sys.executable, "-c", program, made.server.address, str(made.path)]
        with subprocess.Popen(command, cwd=Path(__file__).resolve().parents[3]) as process:

            def fault(request: Request) -> Reply | None:
                if request.path == LIST and request.query["page"] == ["3"]:
                    process.kill()
                    return Reply(hang_up=True)
                return None

            made.bops.fault = fault
            assert process.wait(timeout=60) != 0
        made.bops.fault = lambda _: None
        assert 50 <= len(made.rows()) <= 160
        assert made.pull().complete
        assert len(made.rows()) == 160
        with made.open() as case_file:
            assert case_file.verify_audit() == []
