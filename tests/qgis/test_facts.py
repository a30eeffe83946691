"""Dates and facts in the case's panel, and facts told: with a reason, beside the window, counting at once for what a change changes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from qgis.PyQt.QtWidgets import QComboBox

from plugin.domain.application_facts import ApplicationFacts
from plugin.domain.case import PulledDetails
from plugin.domain.told_fact import FactSource, ToldFact
from plugin.gui.facts.facts_dialog import FactsDialog
from plugin.gui.overdue_colour import overdue_colour
from tests.qgis.cases_of_nowhere import until

FULL = {"type_code": "pp.full", "received_on": date(2026, 11, 2), "valid_on": date(2026, 11, 2), "target_date": date(2026, 12, 7)}
SUBMITTED = ToldFact("dwellings", 3, FactSource.SUBMISSION, "the total of units in the submission")
TENANTS = ToldFact("agricultural_tenants", False, FactSource.SUBMISSION, "the submission")


@pytest.fixture
def open_case(window: Any) -> Any:
    """A window with a full application open, of which the submission tells two facts."""
    amending = window(**FULL)
    with amending.desk.file.for_this_thread() as file:
        file.record_details(amending.uuid, PulledDetails(facts={FactSource.SUBMISSION: (SUBMITTED, TENANTS)}))
    amending.desk.read_again()
    return amending


def facts(amending: Any) -> ApplicationFacts:
    return ApplicationFacts.of(amending.desk.case.application)


def told(amending: Any, reason: str = "Counted on plan A-02", asked: tuple[str, ...] = (), **values: Any) -> FactsDialog:
    """The form with these values put in and sent off."""
    form = FactsDialog(amending.desk, amending.desk.case, asked)
    for name, value in values.items():
        form.editors[name]._put(value)
    form.reasonEdit.setText(reason)
    form.tell()
    return form


def rows(tree: Any) -> dict[str, tuple[str, ...]]:
    items = [tree.topLevelItem(number) for number in range(tree.topLevelItemCount())]
    return {item.text(0): tuple(item.text(column) for column in range(1, tree.columnCount())) for item in items}


def test_dates_stand_by_name_and_facts_by_who_told_them(open_case: Any) -> None:
    panel = open_case.panel
    panel.datesButton.setChecked(True)

    dates, known = rows(panel.dates.dates), rows(panel.dates.facts)
    assert dates["Statutory expiry"][0] == "28 December 2026"
    assert dates["Back office: expiry date"] == ("29 December 2026",)
    assert dates["Back office: target date"] == ("7 December 2026",)
    assert known["Dwellings to be provided"] == ("3", "Submission: the total of units in the submission")
    assert known["Height of the tallest new building"] == ("not known", "")


def test_the_dates_take_the_place_of_the_tabs_and_give_it_back(open_case: Any) -> None:
    panel = open_case.panel

    panel.datesButton.click()
    assert panel.pages.currentWidget() is panel.dates
    panel.datesButton.click()

    assert panel.pages.currentWidget() is panel.tabs


def test_while_a_line_is_amended_the_dates_stand_back(open_case: Any) -> None:
    open_case.panel.datesButton.click()
    open_case.begin()

    assert open_case.panel.pages.currentWidget() is open_case.place.panel
    assert open_case.panel.datesButton.isHidden()


def test_what_stands_behind_a_date_is_said_with_its_source(open_case: Any) -> None:
    panel = open_case.panel
    panel.datesButton.setChecked(True)

    panel.dates.dates.topLevelItem(0).setSelected(True)

    assert "8 weeks that begin on the day after 2 November 2026" in panel.dates.said.text()
    assert "Rule: " in panel.dates.said.text()


def test_a_case_that_was_not_received_says_that_it_has_no_dates(window: Any) -> None:
    amending = window(expiry_date=None)
    amending.panel.datesButton.setChecked(True)

    assert "was not received yet" in amending.panel.dates.dates.topLevelItem(0).text(0)


def test_without_a_reason_nothing_is_told_and_the_form_says_so(open_case: Any) -> None:
    form = told(open_case, reason=" ", dwellings=4)

    assert "Say how you know" in form.problemLabel.text()
    assert facts(open_case).dwellings == 3


def test_what_is_told_stands_above_the_submission_with_the_reason(open_case: Any) -> None:
    form = told(open_case, dwellings=4, in_london=True, floorspace_m2=1200.5)
    until(form.result)

    known = facts(open_case)
    assert (known.dwellings, known.in_london, known.floorspace_m2) == (4, True, 1200.5)
    open_case.panel.datesButton.setChecked(True)
    assert rows(open_case.panel.dates.facts)["Dwellings to be provided"][1].endswith(": Counted on plan A-02")


def test_a_field_shows_what_stands_without_the_officer_and_takes_it_back(open_case: Any) -> None:
    first = told(open_case, agricultural_tenants=True)
    until(first.result)
    form = FactsDialog(open_case.desk, open_case.desk.case)
    field = form.editors["agricultural_tenants"].field
    assert isinstance(field, QComboBox)
    assert (field.currentText(), field.itemText(0)) == ("yes", "no")

    again = told(open_case, reason="The tenancy ended", agricultural_tenants=None)
    until(again.result)

    assert facts(open_case).agricultural_tenants is False


def test_a_form_in_which_nothing_was_changed_closes_and_writes_nothing(open_case: Any) -> None:
    before = open_case.desk.reader.audit_head()
    form = told(open_case)

    assert form.result() == 0
    assert open_case.desk.reader.audit_head() == before


def test_what_a_line_asks_for_stands_first(open_case: Any) -> None:
    form = FactsDialog(open_case.desk, open_case.desk.case, ("vulnerability", "dwellings"))

    assert list(form.editors)[:2] == ["vulnerability", "dwellings"]
    assert form.factsLayout.labelForField(form.editors["dwellings"]).text() == "Dwellings to be provided"


def test_a_case_file_that_can_not_be_written_is_told_in_the_form_and_what_was_put_in_stays(open_case: Any, monkeypatch: Any) -> None:
    from plugin.casefile.case_file import CaseFile
    from plugin.casefile.errors import CaseFileBusy

    def busy(*_arguments: Any) -> None:
        raise CaseFileBusy("The case file is being written by another QGIS window.")

    monkeypatch.setattr(CaseFile, "tell_facts", busy)
    form = told(open_case, dwellings=4)
    until(form.problemLabel.text)

    assert "another QGIS window" in form.problemLabel.text()
    assert form.buttonBox.isEnabled()
    assert form.editors["dwellings"].value == 4


def test_a_line_to_be_confirmed_offers_to_tell_and_what_is_told_counts_at_once(window: Any) -> None:
    amending = window(**FULL).begin()
    amending.draw()
    panel = amending.place.panel
    until(lambda: panel._told.lines)
    wanted: list[Any] = []
    panel.facts_wanted.disconnect()
    panel.facts_wanted.connect(wanted.append)
    fee = panel.changes._items["fee"]

    panel.changesTree.setCurrentItem(fee)
    assert not panel.factsButton.isHidden()
    panel.factsButton.click()
    assert wanted[0][:2] == ("residential", "dwellings")

    form = told(amending, asked=wanted[0], dwellings=2)
    until(form.result)
    until(lambda: "2 dwellings" in panel.changes._items["fee"].text(2))


def test_a_line_that_no_fact_settles_offers_none(window: Any) -> None:
    amending = window(**FULL).begin()
    amending.draw()
    panel = amending.place.panel
    until(lambda: panel._told.lines)
    area = panel.changes._items["area"]

    panel.changesTree.setCurrentItem(area)

    assert panel.factsButton.isHidden()


def test_an_officer_tells_the_day_from_which_the_statutory_clock_runs(open_case: Any) -> None:
    form = FactsDialog(open_case.desk, open_case.desk.case)
    assert form.editors["valid_on"].value is None
    form.reject()

    told(open_case, "The plan came a week later", valid_on="2026-11-09")
    until(lambda: facts(open_case).valid_on == date(2026, 11, 9))
    open_case.panel.datesButton.setChecked(True)

    assert rows(open_case.panel.dates.dates)["Statutory expiry"][0] == "4 January 2027"
    assert rows(open_case.panel.dates.dates)["Back office: valid from"] == ("2 November 2026",)


def test_case_41_the_head_and_the_dates_name_the_last_day_to_notify_and_consent_by_default_is_red(window: Any) -> None:
    received = date(2026, 11, 3)
    panel = window(type_code="pa.part1.classA", received_on=received, valid_on=received, target_date=None, consultation_end=None).panel
    panel.datesButton.setChecked(True)
    tree = panel.dates.dates
    items = {tree.topLevelItem(number).text(0): tree.topLevelItem(number) for number in range(tree.topLevelItemCount())}

    assert panel.dateLabel.text() == "Last day to notify the applicant 15 Dec"
    assert items["Permission by default"].text(1).startswith("16 December 2026")
    assert not items["Permission by default"].icon(0).isNull()
    assert items["Permission by default"].foreground(1).color() == overdue_colour(tree.palette().text().color())
    assert items["Back office: expiry date"].icon(0).isNull()
