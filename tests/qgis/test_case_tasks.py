"""What the tasks of a case do in which order, and what the window makes of their answers; against a scripted back office."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from qgis.core import QgsApplication, QgsSettings

from plugin.casefile.case_file import CaseFile
from plugin.domain.clock import Clock
from plugin.gui.case_list.cases_desk import CasesDesk
from plugin.gui.case_list.cases_panel import CasesPanel
from plugin.gui.case_list.cases_state import State
from plugin.gui.settings import StoredSettings
from plugin.gui.tasks.case_task import CaseTask
from tests.qgis.cases_of_nowhere import OFFICER, until
from tests.unit.backoffice.scripted_bops import ScriptedBops
from tests.unit.backoffice.scripted_server import Reply, Request, ScriptedServer, as_html, as_json, serving
from tests.unit.casefile.test_asking import GEOJSON, grounds
from tests.unit.casefile.test_drafts import SUBMITTED, drawn, shape

REFUSED = {"error": {"code": 401, "message": "Unauthorized"}}


@pytest.fixture
def bops() -> ScriptedBops:
    return ScriptedBops(2)


@pytest.fixture
def server(bops: ScriptedBops) -> Iterator[ScriptedServer]:
    with serving(bops) as served:
        yield served


@pytest.fixture
def begin(stored: StoredSettings, clock: Clock, tmp_path: Path, server: ScriptedServer) -> Iterator[Callable[[], CasesDesk]]:
    """A desk that has pulled the back office's cases."""
    desks: list[CasesDesk] = []

    def begun() -> CasesDesk:
        QgsSettings().setValue("redline/case_file", str(tmp_path / "cases.redline"))
        QgsSettings().setValue("redline/back_office/url", server.address)
        desk = CasesDesk(stored, clock)
        desks.append(desk)
        desk.start()
        until(lambda: desk.file is not None and not desk.state.busy and desk.listed)
        return desk

    yield begun
    for desk in desks:
        desk.let_go()
    until(lambda: QgsApplication.taskManager().countActiveTasks() == 0)


def noting(order: list[str], name: str, act: Callable[..., Any]) -> Callable[..., Any]:
    def noted(*arguments: Any) -> Any:
        order.append(name)
        return act(*arguments)

    return noted


def test_a_case_is_read_again_before_it_is_screened_and_what_was_shown_counts_as_looked_at(
    begin: Callable[[], CasesDesk], bops: ScriptedBops, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = begin()
    order: list[str] = []
    for owner, name in ((CaseTask, "_read_again"), (CaseTask, "_screen"), (CaseFile, "look_at")):
        monkeypatch.setattr(owner, name, noting(order, name, getattr(owner, name)))

    desk.open(desk.rows[0].uuid)
    until(lambda: desk.case is not None and not desk.case.row.changed)

    assert order == ["_read_again", "_screen", "look_at"]


def test_a_change_that_the_window_never_showed_stays_a_change(begin: Callable[[], CasesDesk], clock: Clock) -> None:
    desk = begin()
    assert desk.file is not None
    uuid = desk.rows[0].uuid
    task = CaseTask(desk.file, uuid, replace(desk.settings, authority_url=""), clock, online=False)
    task.note_shown(desk.rows[0]._replace(changed_fields=("something older",)))
    task.step.connect(lambda _uuid: task.cancel())

    task.run()

    with CaseFile.open(desk.file.path, clock=clock, identity=OFFICER) as file:
        row = file.row(uuid)
    assert row is not None
    assert row.changed


def waits(desk: CasesDesk) -> str:
    """An act of the first case waits to be sent; gives the case's uuid."""
    assert desk.file is not None
    uuid = desk.rows[0].uuid
    with desk.file.for_this_thread() as file:
        file.begin_draft(uuid, shape(SUBMITTED), "Version 1")
        file.ask_with_draft(uuid, drawn(file, uuid), grounds(), GEOJSON)
    return uuid


def broken_officer_api(request: Request) -> Reply | None:
    return as_json({"error": {"message": "Internal Server Error"}}, 500) if request.path.endswith("/officer_api") else None


def test_a_back_office_that_does_not_say_what_it_takes_is_read_all_the_same(begin: Callable[[], CasesDesk], bops: ScriptedBops) -> None:
    bops.fault = broken_officer_api

    desk = begin()

    assert desk.state.state is State.READY
    assert len(desk.rows) == 2


def test_why_nothing_that_waits_was_tried_is_said_by_the_update_and_at_the_request(
    begin: Callable[[], CasesDesk], bops: ScriptedBops
) -> None:
    desk = begin()
    uuid = waits(desk)
    bops.fault = broken_officer_api
    told: list[str] = []
    desk.failed.connect(told.append)

    desk.update()
    until(lambda: not desk.state.busy and told)
    desk.open(uuid)
    until(lambda: not desk.refreshes_case)

    assert [sentence.partition(":")[0] for sentence in told] == ["What waits for the back office was not sent"] * 2
    assert desk.case is not None
    assert "failed on the question for capabilities" in desk.case.outbox[0].last_answer


def test_a_back_office_that_goes_away_in_the_middle_of_an_update_is_off_line_and_no_error(
    begin: Callable[[], CasesDesk], bops: ScriptedBops, monkeypatch: pytest.MonkeyPatch
) -> None:
    from plugin.backoffice.errors import BackOfficeError, Trouble
    from plugin.backoffice.pull import Pull

    desk = begin()
    run = Pull.run

    def broken_off(pull: Pull) -> object:
        gone = BackOfficeError(Trouble.UNREACHABLE, "The back office can't be reached.")
        return replace(run(pull), stopped=str(gone), trouble=gone.trouble)

    monkeypatch.setattr(Pull, "run", broken_off)
    desk.update()
    until(lambda: not desk.state.busy)

    assert desk.state.state is State.OFFLINE


def test_a_case_that_is_opened_off_line_is_asked_for_and_the_first_answer_ends_it(begin: Callable[[], CasesDesk]) -> None:
    desk = begin()
    desk._state(State.OFFLINE, "The back office can't be reached.")

    desk.open(desk.rows[0].uuid)

    until(lambda: desk.state.state is State.READY)


def test_a_case_that_nobody_answers_for_leads_off_line(begin: Callable[[], CasesDesk], bops: ScriptedBops) -> None:
    desk = begin()
    bops.fault = lambda _request: as_html(200)

    desk.open(desk.rows[0].uuid)

    until(lambda: desk.state.state is State.OFFLINE)
    assert desk.case_problem


def test_what_the_token_may_not_read_is_said_above_the_list_and_by_the_age(begin: Callable[[], CasesDesk], bops: ScriptedBops) -> None:
    bops.fault = lambda request: as_json(REFUSED, 401) if request.path.endswith("/validation_requests") else None
    desk = begin()
    panel = CasesPanel(desk)

    assert desk.state.state is State.READY
    assert "may not read" in panel.bannerLabel.text()
    assert not panel.bannerFrame.isHidden()
    assert "may not read" in panel.ageLabel.toolTip()


def test_a_case_that_is_gone_is_named(begin: Callable[[], CasesDesk], bops: ScriptedBops) -> None:
    desk = begin()
    bops.cases = bops.cases[:1]

    desk.update()
    until(lambda: not desk.state.busy)

    assert "1 case is no longer in the back office: 26-00001-HAPP." in desk.state.sentence


def test_another_address_closes_the_case_of_the_first(begin: Callable[[], CasesDesk]) -> None:
    desk = begin()
    desk.open(desk.rows[0].uuid)
    seen: list[object] = []
    desk.case_changed.connect(lambda: seen.append(desk.case))
    QgsSettings().setValue("redline/back_office/url", "http://127.0.0.1:9")

    desk.settings_changed()
    until(lambda: desk.file is not None and not desk.state.busy and desk.listed)

    assert seen[-1] is None
    assert desk.case is None
    assert desk.rows == []


def test_another_store_leaves_the_open_case_open(begin: Callable[[], CasesDesk], tmp_path: Path) -> None:
    desk = begin()
    uuid = desk.rows[0].uuid
    desk.open(uuid)
    QgsSettings().setValue("redline/store", str(tmp_path / "elsewhere"))

    desk.settings_changed()
    until(lambda: desk.file is not None and desk.case is not None and desk.listed)

    assert desk.case is not None
    assert desk.case.uuid == uuid


def test_settings_that_do_not_concern_the_cases_leave_them_alone(begin: Callable[[], CasesDesk]) -> None:
    desk = begin()
    file = desk.file
    QgsSettings().setValue("redline/base_map/attribution", "Somebody")

    desk.settings_changed()

    assert desk.file is file


def test_the_search_box_finds_cases_of_the_back_office_in_use_only(begin: Callable[[], CasesDesk]) -> None:
    from qgis.core import QgsFeedback, QgsLocatorContext

    from plugin.gui.case_list.locator_filter import CaseLocatorFilter

    desk = begin()
    found: list[object] = []
    filter_ = CaseLocatorFilter(desk, lambda: None)
    filter_.resultFetched.connect(found.append)
    filter_.fetchResults("rl 26-0000", QgsLocatorContext(), QgsFeedback())
    assert len(found) == 2

    QgsSettings().setValue("redline/back_office/url", "http://127.0.0.1:9")
    filter_.fetchResults("rl 26-0000", QgsLocatorContext(), QgsFeedback())

    assert len(found) == 2
