"""Consultees, neighbours and the press notice: what the rules suggest, what the officer decides, and what is kept of both."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
import shapely
from qgis.core import QgsProject, QgsSettings
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QApplication

from plugin.domain.boundary_version import BoundaryOrigin, LineKind
from plugin.domain.casework.consultation import Consultation, ConsultationAnswer
from plugin.domain.casework.neighbour_record import NeighbourRecord
from plugin.domain.casework.press_notice import PressNotice
from plugin.domain.clock import Clock
from plugin.gui.assess.consultees_page import ConsulteesPage
from plugin.gui.assess.neighbours_page import NeighboursPage
from plugin.gui.assess.press_notice_page import PressNoticePage
from plugin.gui.session import Session
from tests.qgis.assessing import Assessing
from tests.qgis.cases_of_nowhere import OpenDesk, site, until
from tests.qgis.conftest import boundary, finding, screening
from tests.qgis.council_layers import addresses, parcels
from tests.qgis.fake_iface import FakeIface

RAILWAY = finding("Example line", dataset="railway-land", number=7)


@pytest.fixture
def at_work(open_desk: OpenDesk, session: Session, clock: Clock, iface: FakeIface) -> Assessing:
    made = Assessing(open_desk, session, clock, iface)
    with made.file() as file:
        version = file.boundary_versions(made.uuid)[0].uuid
        file.record_screening(made.uuid, version, screening(findings=(finding("High Street Conservation Area"), RAILWAY)))
    made.desk.read_again()
    return made


@pytest.fixture
def consultees(at_work: Assessing) -> ConsulteesPage:
    at_work.view.open_task("add-and-assign-consultees")
    shown = at_work.view.page
    assert isinstance(shown, ConsulteesPage)
    return shown


@pytest.fixture
def press(at_work: Assessing) -> PressNoticePage:
    at_work.view.open_task("press-notice")
    shown = at_work.view.page
    assert isinstance(shown, PressNoticePage)
    return shown


@pytest.fixture
def neighbours(at_work: Assessing) -> NeighboursPage:
    QgsProject.instance().addMapLayers([addresses(), parcels()])
    for key, value in (("addresses", "Addresses"), ("address", "PAO, STREET"), ("parcels", "Parcels"), ("buffer", 30)):
        QgsSettings().setValue(f"redline/neighbours/{key}", value)
    at_work.view.open_task("add-and-assign-neighbours")
    shown = at_work.view.page
    assert isinstance(shown, NeighboursPage)
    until(lambda: "neighbours round version 1" in shown.foundLabel.text())
    return shown


RAILWAY_BODY = "railway-infrastructure-manager"


def groups(page: ConsulteesPage | NeighboursPage) -> list[str]:
    return [page.tree.topLevelItem(row).text(0) for row in range(page.tree.topLevelItemCount())]


def test_a_body_is_suggested_with_its_reason_and_the_rule_behind_it(consultees: ConsulteesPage) -> None:
    consultees.choose(RAILWAY_BODY)

    assert "Example line" in consultees.words.toPlainText()
    assert "SI 2015/595 art 16" in consultees.words.toPlainText()
    assert groups(consultees)[0].startswith("Suggested")


def test_what_no_loaded_layer_tells_of_is_said_while_nothing_is_chosen(consultees: ConsulteesPage) -> None:
    assert "No layer is loaded of" in consultees.words.toPlainText()


def test_a_case_that_was_not_screened_says_so_until_it_is(at_work: Assessing) -> None:
    at_work.open(at_work.other)
    at_work.view.open_task("add-and-assign-consultees")
    shown = at_work.view.page
    assert isinstance(shown, ConsulteesPage)
    assert "has not been screened yet" in shown.problemLabel.text()
    assert not shown.allButton.isEnabled()

    with at_work.file() as file:
        file.record_screening(at_work.other, file.boundary_versions(at_work.other)[0].uuid, screening("26-00002-HAPP", findings=(RAILWAY,)))
    at_work.desk.read_again()
    assert not shown.problemLabel.isVisibleTo(shown)
    assert shown.allButton.isEnabled()


def test_a_consultation_is_kept_with_all_its_reasons_over_the_version(consultees: ConsulteesPage, at_work: Assessing) -> None:
    consultees.choose(RAILWAY_BODY)
    consultees.buttons[ConsultationAnswer.CONSULT].click()

    until(lambda: at_work.records(Consultation))
    (kept,) = at_work.records(Consultation)
    assert (kept.body, kept.answer, kept.version) == (RAILWAY_BODY, ConsultationAnswer.CONSULT, 1)
    assert "Example line" in kept.reasons[0]
    until(lambda: consultees.chosen is not None and consultees.chosen.consultation is not None)
    assert consultees.buttons[ConsultationAnswer.CONSULT].isChecked()
    assert consultees.askedBox.isVisibleTo(consultees)


def test_a_body_that_the_rules_ask_for_is_left_out_with_a_reason_only(consultees: ConsulteesPage, at_work: Assessing) -> None:
    consultees.choose(RAILWAY_BODY)
    consultees.buttons[ConsultationAnswer.NOT_NEEDED].click()
    until(lambda: "Say why it is not consulted" in consultees.problemLabel.text())
    assert at_work.records(Consultation) == []

    consultees.noteEdit.setText("The line was lifted in 1967")
    consultees.buttons[ConsultationAnswer.NOT_NEEDED].click()
    until(lambda: at_work.records(Consultation))
    assert at_work.records(Consultation)[0].note == "The line was lifted in 1967"


def test_all_suggestions_are_taken_over_at_one_press_and_copied_for_letters(consultees: ConsulteesPage, at_work: Assessing) -> None:
    consultees.allButton.click()

    until(lambda: at_work.records(Consultation))
    until(consultees.copyButton.isEnabled)
    assert not consultees.allButton.isEnabled()
    assert len({each.body for each in at_work.records(Consultation)}) == len(at_work.records(Consultation))
    consultees.copyButton.click()
    assert "Railway infrastructure manager\nExample line" in QApplication.clipboard().text()


def test_the_day_on_which_a_body_was_written_to_gives_the_day_of_its_reply(consultees: ConsulteesPage, at_work: Assessing) -> None:
    consultees.choose(RAILWAY_BODY)
    consultees.buttons[ConsultationAnswer.CONSULT].click()
    until(lambda: consultees.askedBox.isVisibleTo(consultees))
    consultees.askedBox.click()

    until(lambda: at_work.records(Consultation)[0].asked_on == date(2026, 11, 22))
    until(lambda: "Written to on 22 November 2026, reply due 13 December 2026 (21 days)." in consultees.words.toPlainText())


def test_a_body_that_no_rule_names_is_added_by_its_name_and_taken_back(consultees: ConsulteesPage, at_work: Assessing) -> None:
    consultees.nameEdit.setText("Example Civic Society")
    consultees.addButton.click()
    until(lambda: at_work.records(Consultation))
    until(lambda: "Example Civic Society" in [each.text(0) for each in consultees._lines()])
    consultees.choose("own:example civic society")
    assert "added by an officer" in consultees.words.toPlainText()

    consultees.takeBackButton.click()
    until(lambda: not at_work.records(Consultation))


def test_certain_reasons_for_a_press_notice_are_ticked_and_others_marked(press: PressNoticePage) -> None:
    assert "suggested" in press.reasonBoxes["conservation_area"].text()
    assert not press.reasonBoxes["public_interest"].isChecked()
    assert press.adviceLabel.text().startswith("Press notice:")


def test_a_press_notice_is_kept_with_day_newspaper_and_until_when_comments_are_taken(press: PressNoticePage, at_work: Assessing) -> None:
    press.requiredBox.setChecked(True)
    press.reasonBoxes["conservation_area"].setChecked(True)
    press.publishedBox.setChecked(True)
    press.newspaperEdit.setText("The Example")
    assert press.untilLabel.text().startswith("Comments until 6 December 2026")
    press.keepButton.click()

    until(lambda: at_work.records(PressNotice))
    assert at_work.records(PressNotice) == [
        PressNotice(True, ("conservation_area",), published_on=date(2026, 11, 22), newspaper="The Example")
    ]


def test_case_37_neighbours_are_found_along_the_line_by_the_councils_layers(neighbours: NeighboursPage) -> None:
    assert [each.address for each in neighbours.entries] == ["1, Mill Lane", "5, Mill Lane"]
    assert any(each.startswith("Adjoins the site") for each in groups(neighbours))


def test_a_neighbour_is_left_out_with_a_reason_only(neighbours: NeighboursPage, at_work: Assessing) -> None:
    item = next(each for each in neighbours._items() if each.text(0) == "5, Mill Lane")
    item.setCheckState(0, Qt.CheckState.Unchecked)
    neighbours.keepButton.click()
    until(lambda: "Say why 5, Mill Lane" in neighbours.problemLabel.text())

    neighbours.tree.setCurrentItem(next(each for each in neighbours._items() if each.text(0) == "5, Mill Lane"))
    neighbours.whyEdit.setText("Demolished")
    neighbours.whyEdit.textEdited.emit("Demolished")
    neighbours.keepButton.click()

    until(lambda: at_work.records(NeighbourRecord))
    (record,) = at_work.records(NeighbourRecord)
    assert [(each.address, each.told, each.why) for each in record.neighbours][1] == ("5, Mill Lane", False, "Demolished")
    assert (record.made_on, record.version) == (date(2026, 11, 22), 1)
    assert shapely.from_wkt(record.line).area == pytest.approx(2000)


def test_case_38_after_an_enlargement_only_new_neighbours_are_proposed_and_the_list_is_retained(
    neighbours: NeighboursPage, at_work: Assessing
) -> None:
    neighbours.addressEdit.setText("The allotments")
    neighbours.addButton.click()
    neighbours.whyEdit.setText("They asked to be told")
    neighbours.whyEdit.textEdited.emit("They asked to be told")
    item = next(each for each in neighbours._items() if each.text(0) == "5, Mill Lane")
    item.setCheckState(0, Qt.CheckState.Unchecked)
    neighbours.whyEdit.textEdited.emit("Too far")
    neighbours.keepButton.click()
    until(lambda: at_work.records(NeighbourRecord))
    wider = boundary("POLYGON ((530000 180000, 530060 180000, 530060 180040, 530000 180040, 530000 180000))")

    with at_work.file() as file:
        read = replace(site("26-00001-HAPP"), boundary=wider)
        file.add_boundary_version(at_work.uuid, read, BoundaryOrigin.AGREED, "wider", kind=LineKind.RED, in_force=True)
    at_work.desk.read_again()

    until(lambda: "neighbours round version 2" in neighbours.foundLabel.text())
    assert [each.address for each in neighbours.entries] == ["5, Mill Lane"]
    assert "1 to be told, 1 is on an earlier list" in neighbours.foundLabel.text()
    assert any("22 November 2026, version 1: 2 told, 1 left out" in each.text(0) for each in neighbours._items())
    neighbours.copyButton.click()
    assert QApplication.clipboard().text().splitlines()[1:] == [
        "100\t1, Mill Lane\tadjoins the site, less than 0.1 m",
        "\tThe allotments\tThey asked to be told",
    ]


def test_the_day_on_which_the_letters_went_out_is_kept_with_the_list_and_says_until_when_comments_are_taken(
    neighbours: NeighboursPage, at_work: Assessing
) -> None:
    neighbours.keep()
    until(lambda: any("version 1: 2 told" in each.text(0) for each in neighbours._items()))
    assert not neighbours.lettersRow.isVisibleTo(neighbours)

    neighbours.tree.setCurrentItem(next(each for each in neighbours._items() if "2 told" in each.text(0)))
    assert neighbours.lettersRow.isVisibleTo(neighbours)
    neighbours.lettersRow.box.click()

    until(lambda: [each.sent_on for each in at_work.records(NeighbourRecord)] == [date(2026, 11, 22)])
    until(lambda: "Comments until 12 December 2026: 21 days" in neighbours.untilLabel.text())
    assert neighbours.lettersRow.box.isChecked()
    neighbours.lettersRow.box.click()
    until(lambda: [each.sent_on for each in at_work.records(NeighbourRecord)] == [None])


def test_without_a_layer_the_page_says_what_to_set(at_work: Assessing) -> None:
    at_work.view.open_task("add-and-assign-neighbours")
    shown = at_work.view.page
    assert isinstance(shown, NeighboursPage)

    assert "No layer of addresses or parcels is set" in shown.foundLabel.text()
    assert not shown.keepButton.isEnabled()
