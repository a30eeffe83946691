"""The History tab: who did what, here and in the back office, and what it changed."""

from __future__ import annotations

import json

import pytest

from plugin.domain.case import PulledDetails
from plugin.domain.clock import Clock
from plugin.gui.case.case_history import HistoryView
from plugin.gui.case_list.cases_desk import CasesDesk
from tests.qgis.cases_of_nowhere import SOURCE, OpenDesk, pulled, until

THEIRS = {"at": "2026-11-22T08:00:00Z", "what": "red_line_updated", "who": "Amina Yusuf", "said": "<b>Wider</b>", "automated": False}


@pytest.fixture
def desk(open_desk: OpenDesk, clock: Clock) -> CasesDesk:
    desk = open_desk(pulled(1))
    assert desk.file is not None
    with desk.file.for_this_thread() as file:
        uuid = file.cases()[0].uuid
        file.look_at(uuid)
        file.record_details(uuid, PulledDetails(raw={"audits": json.dumps([THEIRS])}))
        file.take_in([pulled(1, description="Two storeys.")], SOURCE)
    desk.open(uuid)
    until(lambda: desk.case is not None and not desk.refreshes_case)
    return desk


def shown(view: HistoryView) -> list[str]:
    return [view.tree.topLevelItem(row).text(1) for row in range(view.tree.topLevelItemCount())]


def test_the_back_office_s_own_acts_stand_among_ours_and_say_whose_they_are(desk: CasesDesk) -> None:
    assert desk.case is not None
    view = HistoryView(desk)
    view.show_case(desk.case)

    row = shown(view).index("Red line updated")
    view.tree.setCurrentItem(view.tree.topLevelItem(row))

    assert view.tree.topLevelItem(row).text(2) == "Amina Yusuf\nback office"
    assert view.said.text() == "<b>Wider</b>"
    assert view.changes.isHidden()


def test_the_chosen_act_shows_each_field_before_and_after(desk: CasesDesk) -> None:
    assert desk.case is not None
    view = HistoryView(desk)
    view.show_case(desk.case)
    assert view.changes.isHidden()

    view.tree.setCurrentItem(view.tree.topLevelItem(shown(view).index("Changed by the back office")))

    item = view.changes.topLevelItem(0)
    assert [item.text(column) for column in range(3)] == ["Description", "Single-storey rear extension", "Two storeys."]
    assert not view.changes.isHidden()


def test_the_act_that_was_chosen_stays_chosen_when_the_case_is_read_again(desk: CasesDesk) -> None:
    assert desk.case is not None
    view = HistoryView(desk)
    view.show_case(desk.case)
    view.tree.setCurrentItem(view.tree.topLevelItem(shown(view).index("Taken in")))

    view.show_case(desk.case)

    assert view.tree.currentItem().text(1) == "Taken in"
