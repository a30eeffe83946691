"""Considerations, conditions, informatives and heads of terms: lists in the officer's order, with the authority's own standard texts."""

from __future__ import annotations

from pathlib import Path

import pytest
from qgis.core import QgsSettings

from plugin.domain.casework.condition import Condition
from plugin.domain.casework.consideration import Consideration
from plugin.domain.casework.informative import Informative
from plugin.domain.clock import Clock
from plugin.gui.assess.records_page import RecordsPage
from plugin.gui.session import Session
from plugin.rules.standard_texts import standard_conditions
from tests.qgis.assessing import Assessing
from tests.qgis.cases_of_nowhere import OpenDesk, until
from tests.qgis.fake_iface import FakeIface

OUT = Path(__file__).parents[2] / "out"


@pytest.fixture
def at_work(open_desk: OpenDesk, session: Session, clock: Clock, iface: FakeIface) -> Assessing:
    return Assessing(open_desk, session, clock, iface)


def page(at_work: Assessing, task: str) -> RecordsPage:
    at_work.view.open_task(task)
    shown = at_work.view.page
    assert isinstance(shown, RecordsPage)
    return shown


def titles(page: RecordsPage) -> list[str]:
    return [page.list.topLevelItem(row).text(0) for row in range(page.list.topLevelItemCount())]


def write(page: RecordsPage, **fields: str) -> None:
    for name, words in fields.items():
        page.form.put(name, words)


def two_standard(at_work: Assessing) -> RecordsPage:
    conditions = page(at_work, "add-conditions")
    conditions.take_standard(list(standard_conditions()[:2]))
    until(lambda: len(titles(conditions)) == 2)
    return conditions


def test_a_list_without_pieces_says_so_and_shows_no_form(at_work: Assessing) -> None:
    conditions = page(at_work, "add-conditions")

    assert conditions.emptyLabel.isVisibleTo(conditions)
    assert not conditions.formArea.isVisibleTo(conditions)
    assert not conditions.removeButton.isEnabled()


def test_an_informative_is_written_and_stays_in_the_form(at_work: Assessing) -> None:
    informatives = page(at_work, "add-informatives")
    informatives.addButton.click()
    write(informatives, title="Party wall", text="Ask your neighbour.")
    informatives.keepButton.click()

    until(lambda: titles(informatives) == ["1. Party wall"])
    assert at_work.records(Informative) == [Informative("Party wall", "Ask your neighbour.")]
    until(lambda: informatives.stateLabel.text().startswith("Kept"))
    assert informatives.list.currentItem().text(0) == "1. Party wall"


def test_a_prior_approval_has_a_page_of_conditions_that_says_that_the_back_office_has_no_task_for_them(
    open_desk: OpenDesk, session: Session, clock: Clock, iface: FakeIface
) -> None:
    at_work = Assessing(open_desk, session, clock, iface, type_code="pa.part3.classMA")
    tree = at_work.view.tasks.tree
    groups = [tree.topLevelItem(row) for row in range(tree.topLevelItemCount())]
    names = [group.child(row).text(0) for group in groups for row in range(group.childCount())]
    assert "Add conditions (in Redline only)" in names
    at_work.view.tasks.choose("redline/conditions")
    OUT.mkdir(exist_ok=True)
    at_work.panel.grab().save(str(OUT / "assess-own-task.png"))

    conditions = page(at_work, "redline/conditions")
    assert "The back office has no task for conditions on this type" in conditions.hintLabel.text()
    assert conditions.hintLabel.isVisibleTo(conditions)
    conditions.addButton.click()
    write(conditions, title="Noise", text="Windows stay as surveyed.", reason="Amenity.")
    conditions.keepButton.click()

    until(lambda: titles(conditions) == ["1. Noise"])
    assert at_work.records(Condition) == [Condition("Noise", "Windows stay as surveyed.", "Amenity.")]
    at_work.panel.grab().save(str(OUT / "assess-own-conditions.png"))


def test_a_condition_without_a_reason_is_refused_and_its_words_stay(at_work: Assessing) -> None:
    conditions = page(at_work, "add-conditions")
    conditions.addButton.click()
    write(conditions, title="Hours", text="No work before 8.")
    conditions.keepButton.click()

    until(lambda: conditions.problemLabel.isVisibleTo(conditions))
    assert "Give the reason" in conditions.problemLabel.text()
    assert conditions.form.value("text") == "No work before 8."
    assert at_work.records(Condition) == []


def test_standard_conditions_are_added_and_one_that_is_edited_is_standard_no_more(at_work: Assessing) -> None:
    conditions = two_standard(at_work)
    assert [each.standard for each in at_work.records(Condition)] == [True, True]
    conditions.list.setCurrentItem(conditions.list.topLevelItem(0))
    write(conditions, text="Within five years.")
    conditions.keepButton.click()

    until(lambda: [each.standard for each in at_work.records(Condition)] == [False, True])


def test_conditions_are_moved_and_the_chosen_one_stays_chosen(at_work: Assessing) -> None:
    conditions = two_standard(at_work)
    conditions.list.setCurrentItem(conditions.list.topLevelItem(0))
    assert not conditions.upButton.isEnabled()
    conditions.downButton.click()

    until(lambda: titles(conditions) == ["1. Approved plans", "2. Time limit"])
    assert conditions.list.currentItem().text(0) == "2. Time limit"


def test_what_comes_before_work_begins_has_a_list_of_its_own(at_work: Assessing) -> None:
    two_standard(at_work)
    early = page(at_work, "add-pre-commencement-conditions")
    assert titles(early) == []
    early.take_standard([each for each in standard_conditions() if each.pre_commencement][:1])

    until(lambda: titles(early) == ["1. Protection of trees"])
    assert titles(page(at_work, "add-conditions")) == ["1. Time limit", "2. Approved plans"]


def test_turning_to_another_line_keeps_what_was_begun(at_work: Assessing) -> None:
    conditions = two_standard(at_work)
    conditions.list.setCurrentItem(conditions.list.topLevelItem(0))
    write(conditions, reason="Because.")
    conditions.list.setCurrentItem(conditions.list.topLevelItem(1))

    until(lambda: at_work.records(Condition)[0].reason == "Because.")
    until(lambda: conditions.form.value("title") == "Approved plans")


def test_a_piece_is_removed(at_work: Assessing) -> None:
    conditions = two_standard(at_work)
    conditions.list.setCurrentItem(conditions.list.topLevelItem(0))
    conditions.removeButton.click()

    until(lambda: titles(conditions) == ["1. Approved plans"])
    assert not conditions.formArea.isVisibleTo(conditions)


def test_a_change_elsewhere_is_told_before_it_is_written_over(at_work: Assessing) -> None:
    conditions = two_standard(at_work)
    conditions.list.setCurrentItem(conditions.list.topLevelItem(0))
    write(conditions, reason="Mine.")
    with at_work.file() as file:
        kept = at_work.kept(Condition)[0]
        file.keep_casework(at_work.uuid, Condition("Time limit", "Theirs.", "Theirs."), kept.uuid, kept.revision)
    conditions.keepButton.click()

    until(lambda: conditions.theirsButton.isVisibleTo(conditions))
    assert "Changed in another window by Ada Example" in conditions.problemLabel.text()
    assert conditions.form.value("reason") == "Mine."

    conditions.theirsButton.click()
    assert conditions.form.value("text") == "Theirs."


def overtaken(at_work: Assessing) -> RecordsPage:
    """A condition that is written here and was changed elsewhere meanwhile, which the officer was told."""
    conditions = two_standard(at_work)
    conditions.list.setCurrentItem(conditions.list.topLevelItem(0))
    write(conditions, reason="Mine.")
    with at_work.file() as file:
        kept = at_work.kept(Condition)[0]
        file.keep_casework(at_work.uuid, Condition("Time limit", "Theirs.", "Theirs."), kept.uuid, kept.revision)
    at_work.desk.read_again()
    until(lambda: conditions.theirsButton.isVisibleTo(conditions))
    return conditions


def test_a_page_that_is_left_keeps_nothing_over_a_change_elsewhere_and_the_words_wait(at_work: Assessing) -> None:
    overtaken(at_work)
    told: list[str] = []
    at_work.desk.failed.connect(told.append)
    at_work.view.back()

    assert "was not kept: another window has changed it. Your words wait in this window" in told[0]
    at_work.desk.read_again()
    assert at_work.records(Condition)[0].reason == "Theirs."
    again = page(at_work, "add-conditions")
    assert again.form.value("reason") == "Mine."
    assert again.theirsButton.isVisibleTo(again)
    again.keepButton.click()
    until(lambda: at_work.records(Condition)[0].reason == "Mine.")


def test_another_line_is_not_turned_to_before_it_is_decided_whose_words_are_kept(at_work: Assessing) -> None:
    conditions = overtaken(at_work)
    conditions.list.setCurrentItem(conditions.list.topLevelItem(1))

    assert conditions.form.value("reason") == "Mine."
    assert at_work.records(Condition)[0].reason == "Theirs."


def test_when_the_window_closes_a_piece_stands_beside_that_of_another_window(at_work: Assessing) -> None:
    overtaken(at_work).close_down()
    at_work.desk.read_again()

    assert [each.reason for each in at_work.records(Condition)][::2] == ["Theirs.", "Mine."]


def test_an_unfinished_piece_waits_in_the_window_while_another_page_is_shown(at_work: Assessing) -> None:
    conditions = page(at_work, "add-conditions")
    told: list[str] = []
    at_work.desk.failed.connect(told.append)
    conditions.addButton.click()
    write(conditions, text="No work before 8.")
    at_work.view.back()

    assert "Your words wait in this window" in told[0]
    assert page(at_work, "add-conditions").form.value("text") == "No work before 8."


def test_an_area_of_policy_brings_its_guidance_and_a_consideration_takes_figures(at_work: Assessing) -> None:
    considerations = page(at_work, "assess-against-policies-and-guidance")
    considerations.addButton.click()
    write(considerations, policy_area="Heritage")
    considerations.form.chosen.emit("Heritage")
    assert "sections 66 and 72" in considerations.form.value("guidance")[1]
    write(considerations, references="P20 Conservation areas; P19")
    considerations.insert(["The site overlaps it."])
    considerations.keepButton.click()

    until(lambda: at_work.records(Consideration))
    (kept,) = at_work.records(Consideration)
    assert kept.references == ("P20 Conservation areas", "P19")
    assert kept.assessment == "The site overlaps it.\n"
    until(lambda: titles(considerations) == ["1. Heritage (P20 Conservation areas; P19)"])


def test_the_authoritys_own_table_takes_the_place_of_redlines(at_work: Assessing, tmp_path: Path) -> None:
    folder = tmp_path / "council"
    (folder / "casework").mkdir(parents=True)
    (folder / "profile.json").write_text("{}")
    (folder / "casework" / "standard_informatives.csv").write_text("title,text\nOurs,Ask us.\n")
    QgsSettings().setValue("redline/profile", str(folder / "profile.json"))
    informatives = page(at_work, "add-informatives")

    from plugin.gui.assess.authority_tables import own_table, tables_folder
    from plugin.rules.standard_texts import standard_informatives

    assert standard_informatives(tables_folder(at_work.desk.settings)) == (Informative("Ours", "Ask us."),)
    assert own_table(at_work.desk.settings, "standard_conditions").read_text(encoding="utf-8").startswith("title,text,reason")
    assert informatives.sort.table == "standard_informatives"


def test_without_a_profile_the_table_says_where_it_would_lie(at_work: Assessing) -> None:
    informatives = page(at_work, "add-informatives")
    informatives.tableButton.click()

    assert "folder “casework” beside the authority's profile" in informatives.problemLabel.text()
