"""Certificates of lawfulness: permitted development, article 4 and immunity on pages of their own."""

from __future__ import annotations

from datetime import date

import pytest

from plugin.domain.casework.assessment_detail import AssessmentDetail, DetailCategory
from plugin.domain.casework.immunity import Breach, Immunity
from plugin.domain.casework.permitted_development import PermittedDevelopment
from plugin.domain.casework.said import Said
from plugin.domain.clock import Clock
from plugin.gui.assess.single_page import SinglePage
from plugin.gui.session import Session
from tests.qgis.assessing import Assessing
from tests.qgis.cases_of_nowhere import OpenDesk, until
from tests.qgis.fake_iface import FakeIface


@pytest.fixture
def at_work(open_desk: OpenDesk, session: Session, clock: Clock, iface: FakeIface) -> Assessing:
    return Assessing(open_desk, session, clock, iface, type_code="ldc.existing")


def page(at_work: Assessing, task: str) -> SinglePage:
    at_work.view.open_task(task)
    shown = at_work.view.page
    assert isinstance(shown, SinglePage)
    return shown


def test_a_certificate_has_no_task_of_conditions_and_one_of_immunity(at_work: Assessing) -> None:
    tree = at_work.view.tasks.tree
    groups = [tree.topLevelItem(row) for row in range(tree.topLevelItemCount())]
    names = [group.child(row).text(0) for group in groups for row in range(group.childCount())]

    assert "Assess immunity" in names
    assert "Add conditions" not in names


def test_what_the_data_tells_of_permitted_development_stands_above_the_officers_answers(at_work: Assessing) -> None:
    rights = page(at_work, "permitted-development-rights")
    assert "Article 2(3) land: High Street Conservation Area" in rights.words.toPlainText()

    rights.form.put("removed", Said.YES)
    rights.keepButton.click()
    until(lambda: "Say by which condition" in rights.problemLabel.text())
    rights.form.put("removed_reason", "Condition 4 of 01/0001")
    rights.keepButton.click()

    until(lambda: at_work.records(PermittedDevelopment))
    assert at_work.records(PermittedDevelopment) == [PermittedDevelopment(removed=Said.YES, removed_reason="Condition 4 of 01/0001")]
    until(lambda: rights.stateLabel.text().startswith("Kept"))


def test_the_time_for_enforcement_follows_what_is_put_in(at_work: Assessing) -> None:
    immunity = page(at_work, "assess-immunity")
    assert "Say on which day it was substantially completed" in immunity.words.toPlainText()

    immunity.form.put("began_on", date(2012, 5, 1))
    assert "4 years from 1 May 2012: the period is over since 1 May 2016" in immunity.words.toPlainText()
    immunity.form.put("breach", Breach.OTHER)
    assert "10 years from 1 May 2012" in immunity.words.toPlainText()
    immunity.form.put("notice_in_force", Said.YES)
    assert "no certificate (section 191)" in immunity.words.toPlainText()


def test_leaving_the_page_keeps_what_was_said(at_work: Assessing) -> None:
    immunity = page(at_work, "assess-immunity")
    immunity.form.put("began_on", date(2012, 5, 1))
    at_work.view.back()

    until(lambda: at_work.records(Immunity))
    assert at_work.records(Immunity) == [Immunity(Breach.OPERATIONS, date(2012, 5, 1))]


def test_what_is_found_of_immunity_is_a_text_of_the_assessment_that_follows_it(at_work: Assessing) -> None:
    immunity = page(at_work, "assess-immunity")
    immunity.form.put("began_on", date(2012, 5, 1))
    immunity.form.put("evidence", "Bills of 2012 to 2026")
    immunity.keepButton.click()
    until(lambda: at_work.records(AssessmentDetail))
    until(lambda: immunity.stateLabel.text().startswith("Kept"))
    immunity.form.put("breach", Breach.OTHER)
    immunity.keepButton.click()

    until(lambda: "10 years from 1 May 2012" in at_work.records(AssessmentDetail)[0].entry)
    (detail,) = at_work.records(AssessmentDetail)
    assert detail.category is DetailCategory.IMMUNITY
    assert detail.entry.endswith("Evidence: Bills of 2012 to 2026")


def overtaken(at_work: Assessing) -> SinglePage:
    """An answer that is written here while another window writes one."""
    rights = page(at_work, "permitted-development-rights")
    rights.form.put("note", "Mine.")
    with at_work.file() as file:
        file.keep_casework(at_work.uuid, PermittedDevelopment(note="Theirs."))
    at_work.desk.read_again()
    until(lambda: rights.theirsButton.isVisibleTo(rights))
    return rights


def test_what_another_window_says_of_a_question_is_told_and_the_officer_chooses(at_work: Assessing) -> None:
    rights = overtaken(at_work)
    assert rights.problemLabel.text().startswith("Changed in another window by Ada Example")
    rights.theirsButton.click()
    assert rights.form.value("note") == "Theirs."
    assert not rights.theirsButton.isVisibleTo(rights)

    rights.form.put("note", "Mine.")
    rights.keepButton.click()
    until(lambda: at_work.records(PermittedDevelopment) == [PermittedDevelopment(note="Mine.")])


def test_a_page_that_is_left_keeps_nothing_over_another_window_and_the_words_wait(at_work: Assessing) -> None:
    overtaken(at_work)
    told: list[str] = []
    at_work.desk.failed.connect(told.append)
    at_work.view.back()

    assert "another window has changed it. Your words wait in this window" in told[0]
    at_work.desk.read_again()
    assert at_work.records(PermittedDevelopment) == [PermittedDevelopment(note="Theirs.")]
    again = page(at_work, "permitted-development-rights")
    assert again.form.value("note") == "Mine."
    again.keepButton.click()
    until(lambda: at_work.records(PermittedDevelopment) == [PermittedDevelopment(note="Mine.")])


def test_an_answer_that_lacks_something_waits_in_the_window_and_a_whole_one_is_kept_when_it_closes(at_work: Assessing) -> None:
    rights = page(at_work, "permitted-development-rights")
    rights.form.put("removed", Said.YES)
    at_work.view.back()
    again = page(at_work, "permitted-development-rights")
    assert again.form.value("removed") is Said.YES

    again.form.put("removed_reason", "Condition 4 of 01/0001")
    again.close_down()
    at_work.desk.read_again()
    assert [each.removed_reason for each in at_work.records(PermittedDevelopment)] == ["Condition 4 of 01/0001"]
