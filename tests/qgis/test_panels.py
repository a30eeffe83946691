"""What the officer reads in the two panels."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QApplication

from plugin.constraints.store.local_store import LocalStore
from plugin.domain.check import Check, Severity
from plugin.domain.finding import DatasetState
from plugin.domain.told_fact import FactSource, ToldFact
from plugin.gui.environment.store_in_use import StoreInUse
from plugin.gui.environment.store_place import StorePlace
from plugin.gui.facts.fact_editor import told_words
from plugin.gui.session import Session
from plugin.gui.site.constraints_panel import ConstraintsPanel
from plugin.gui.site.site_panel import SitePanel
from plugin.gui.tasks.shape_task import ShapeTask
from tests.qgis.conftest import SQUARE, finding, reading, result, screening
from tests.qgis.small_borough import build

Show = Callable[..., None]


@pytest.fixture
def site_panel(session: Session) -> SitePanel:
    return SitePanel(session)


@pytest.fixture
def constraints_panel(session: Session) -> ConstraintsPanel:
    return ConstraintsPanel(session)


def test_without_applications_the_site_panel_says_how_to_open_some(site_panel: SitePanel) -> None:
    assert site_panel.pages.currentWidget() is site_panel.emptyPage
    assert "Open a folder" in site_panel.emptyLabel.text()
    assert not site_panel.openButton.isHidden()


def test_while_reading_the_site_panel_shows_progress_and_a_way_to_stop(session: Session, site_panel: SitePanel) -> None:
    session.working = "Reading applications ..."
    session.work_changed.emit()

    assert site_panel.emptyLabel.text() == "Reading applications ..."
    assert not site_panel.workBar.isHidden()
    assert not site_panel.cancelButton.isHidden()


def test_a_file_that_could_not_be_read_stays_in_sight(session: Session, site_panel: SitePanel) -> None:
    session.unreadable = ["broken.json can't be read: it ends in the middle of a string."]
    session.work_changed.emit()

    assert not site_panel.unreadableButton.isHidden()
    assert site_panel.unreadableButton.text() == "1 file not read"


def test_the_site_panel_names_the_application_and_its_figures(show: Show, site_panel: SitePanel) -> None:
    show(reading())

    assert site_panel.referenceLabel.text() == "26-00001-HAPP"
    assert site_panel.typeLabel.text() == "Householder"
    assert site_panel.addressLabel.text() == "12 Sample Street, Example Town"
    assert site_panel.areaLabel.text() == "2,000 m², give or take 45.0 m²"
    assert site_panel.declaredLabel.text() == "1,900 m²; the line is 5.3 % larger"
    assert site_panel.shapeLabel.text() == "as submitted; 1 part, no holes"
    assert "PlanX" in site_panel.areaLabel.toolTip()


def test_checks_stand_by_severity_with_a_word_and_a_picture(show: Show, site_panel: SitePanel) -> None:
    show(
        reading(
            checks=(
                Check("swapped", Severity.INFORMATION, "The coordinates were in WGS84."),
                Check("bow-tie", Severity.ERROR, "The line crosses itself."),
                Check("area-differs", Severity.WARNING, "The declared area differs by 5.3 %."),
            )
        )
    )

    items = [site_panel.checksList.item(row) for row in range(site_panel.checksList.count())]
    assert [item.text() for item in items] == [
        "Error: The line crosses itself.",
        "Warning: The declared area differs by 5.3 %.",
        "Note: The coordinates were in WGS84.",
    ]
    assert all(not item.icon().isNull() for item in items)


def test_markup_in_an_application_is_shown_as_it_reads(show: Show, site_panel: SitePanel) -> None:
    show(reading(checks=(Check("note", Severity.WARNING, "<img src=x>"),)))

    assert site_panel.checksList.item(0).text() == "Warning: <img src=x>"
    assert "<img" not in site_panel.checksList.item(0).toolTip()
    assert site_panel.addressLabel.textFormat() == Qt.TextFormat.PlainText


def test_a_repair_is_offered_with_the_area_before_and_after_and_used_only_on_a_yes(
    show: Show, session: Session, site_panel: SitePanel
) -> None:
    show(reading(wkt=None, offer=SQUARE))
    assert "Area before: 5,012 m². After: 2,000 m²." in site_panel.proposalLabel.text()
    assert session.reading is not None
    assert session.reading.boundary is None

    site_panel.confirmed.connect(session.confirm_proposal)
    site_panel.confirmButton.click()

    assert session.reading.boundary is not None
    assert site_panel.proposalFrame.isHidden()
    assert site_panel.shapeLabel.text() == "as submitted, repaired; 1 part, no holes"


def test_the_keys_step_through_the_sites_round_the_end(show: Show, session: Session, site_panel: SitePanel) -> None:
    show(reading("A"), reading("B"), reading("C"))

    site_panel.nextButton.click()
    assert session.current == "B"
    site_panel.previousButton.click()
    site_panel.previousButton.click()
    assert session.current == "C"
    assert site_panel.sitesCombo.currentText().startswith("C ")


def test_part_of_a_reference_and_enter_finds_a_site(show: Show, session: Session, site_panel: SitePanel) -> None:
    show(reading("26-00001-HAPP"), reading("26-00107-MAJOR"))
    line = site_panel.sitesCombo.lineEdit()
    line.setText("107-ma")

    line.returnPressed.emit()

    assert session.current == "26-00107-MAJOR"
    assert line.text().startswith("26-00107-MAJOR")


def test_what_is_part_of_no_site_leaves_the_one_that_is_shown(show: Show, session: Session, site_panel: SitePanel) -> None:
    show(reading("26-00001-HAPP"))
    site_panel.sitesCombo.lineEdit().setText("nowhere")

    site_panel.sitesCombo.lineEdit().returnPressed.emit()

    assert session.current == "26-00001-HAPP"
    assert site_panel.sitesCombo.currentText().startswith("26-00001-HAPP")


def test_every_dataset_is_in_sight_under_its_state(show: Show, constraints_panel: ConstraintsPanel) -> None:
    show(reading(), screenings=(screening(),))
    board = constraints_panel.board

    assert "1 overlaps" in board.text(DatasetState.OVERLAPS)
    assert "Conservation area" in board.text(DatasetState.OVERLAPS)
    assert "Tree preservation zone" in board.text(DatasetState.TOUCHES)
    assert "Green belt" in board.text(DatasetState.NOT_CHECKED)
    assert "Ancient woodland" in board.text(DatasetState.CLEAR)


def test_a_finding_says_relation_area_share_and_depth(show: Show, constraints_panel: ConstraintsPanel) -> None:
    show(reading(), screenings=(screening(),))
    tree = constraints_panel.findingsTree
    group = tree.topLevelItem(0)

    assert [group.text(0), group.text(1)] == ["Conservation area", "overlaps"]
    assert [group.child(0).text(0), group.child(0).text(1)] == ["High Street Conservation Area", "1,234 m², 61.7 %"]
    assert [group.child(1).text(0), group.child(1).text(1)] == ["Mill Lane Conservation Area", "17.0 m away"]
    tree.setCurrentItem(group.child(0))
    assert "12.3 m" in constraints_panel.detailsBrowser.toPlainText()


def test_a_chosen_finding_is_announced_for_the_map(show: Show, constraints_panel: ConstraintsPanel) -> None:
    show(reading(), screenings=(screening(),))
    chosen: list[object] = []
    constraints_panel.finding_chosen.connect(chosen.append)

    constraints_panel.findingsTree.setCurrentItem(constraints_panel.findingsTree.topLevelItem(0).child(0))

    assert [getattr(each, "entity", None) and each.entity.name for each in chosen] == ["High Street Conservation Area"]


def test_a_constraint_is_copied_as_a_sentence_that_names_the_version(show: Show, constraints_panel: ConstraintsPanel) -> None:
    show(reading(), screenings=(screening(),))
    constraints_panel.findingsTree.setCurrentItem(constraints_panel.findingsTree.topLevelItem(0).child(0))

    constraints_panel.copyButton.click()

    sentence = QApplication.clipboard().text()
    assert sentence.startswith("The site overlaps the High Street Conservation Area (conservation-area 44000001")
    assert "boundary as submitted" in sentence


def test_a_dataset_that_was_not_checked_says_why_when_it_is_clicked(show: Show, constraints_panel: ConstraintsPanel) -> None:
    show(reading(), screenings=(screening(),))

    constraints_panel.show_dataset("green-belt")

    assert "not checked: not in the store" in constraints_panel.detailsBrowser.toPlainText()


def test_where_nothing_was_checked_the_panel_never_says_that_nothing_was_found(show: Show, constraints_panel: ConstraintsPanel) -> None:
    unchecked = result("green-belt", "Green belt", DatasetState.NOT_CHECKED, "no coverage here")
    show(reading(), screenings=(screening(findings=(), datasets=(unchecked,)),))
    said = constraints_panel.detailsBrowser.toPlainText()

    assert said.startswith("Nothing was checked for this site.")
    assert "Not checked, no coverage here: Green belt." in said
    assert "Nothing overlaps" not in said


def test_before_anything_is_chosen_the_reasons_of_the_unchecked_stand_in_the_details(
    show: Show, constraints_panel: ConstraintsPanel
) -> None:
    show(reading(), screenings=(screening(),))

    assert constraints_panel.detailsBrowser.toPlainText().strip() == "Not checked, not in the store: Green belt."


def test_a_site_without_a_usable_line_never_reads_as_free_of_constraints(show: Show, constraints_panel: ConstraintsPanel) -> None:
    show(reading(wkt=None))

    assert constraints_panel.bannerLabel.text().startswith("Not checked")
    assert constraints_panel.board.isHidden()


def test_an_unreliable_position_is_said_above_the_findings(show: Show, constraints_panel: ConstraintsPanel) -> None:
    show(reading(), screenings=(screening(unreliable="OSTN15 was not available: touching can't be told from overlapping."),))

    assert not constraints_panel.bannerFrame.isHidden()
    assert "OSTN15" in constraints_panel.bannerLabel.text()


def test_markup_in_a_dataset_stays_text(show: Show, constraints_panel: ConstraintsPanel) -> None:
    nasty = "<b>Bold</b> area"
    show(
        reading(),
        screenings=(
            screening(
                findings=(finding("<img src=x onerror=y>", dataset="local"),),
                datasets=(result("local", nasty, DatasetState.OVERLAPS, count=1),),
            ),
        ),
    )
    constraints_panel.findingsTree.setCurrentItem(constraints_panel.findingsTree.topLevelItem(0).child(0))

    assert "&lt;b&gt;Bold" in constraints_panel.board.text(DatasetState.OVERLAPS)
    assert "<img src=x onerror=y>" in constraints_panel.detailsBrowser.toPlainText()


def test_what_is_no_longer_in_force_is_listed_apart(show: Show, constraints_panel: ConstraintsPanel) -> None:
    show(reading(), screenings=(screening(ended=(finding("Old Area", number=7),)),))
    tree = constraints_panel.findingsTree
    last = tree.topLevelItem(tree.topLevelItemCount() - 1)

    assert [last.text(0), last.child(0).text(0)] == ["No longer in force", "Old Area"]


def test_every_control_is_reached_by_the_keyboard(site_panel: SitePanel, constraints_panel: ConstraintsPanel) -> None:
    widgets = [
        site_panel.sitesCombo,
        site_panel.checksList,
        constraints_panel.findingsTree,
        constraints_panel.copyButton,
        constraints_panel.sourceButton,
    ]
    assert all(widget.focusPolicy() & Qt.FocusPolicy.TabFocus for widget in widgets)


def test_a_stored_finding_shows_what_was_known_when_it_was_screened_whatever_store_is_open(
    show: Show, session: Session, constraints_panel: ConstraintsPanel, tmp_path: Path
) -> None:
    found = finding("High Street Conservation Area", number=999)
    known = replace(found, entity=replace(found.entity, attributes={"designation-date": "1971-03-02", "entity": "999"}))
    show(reading(), screenings=(screening(findings=(known,)),))
    session.store = StoreInUse.read(StorePlace(str(build(tmp_path))))

    constraints_panel.findingsTree.setCurrentItem(constraints_panel.findingsTree.topLevelItem(0).child(0))

    assert "1971-03-02" in constraints_panel.detailsBrowser.toPlainText()
    assert constraints_panel.sourceButton.isEnabled()


def test_the_shape_of_a_record_is_never_taken_from_other_data(qgis_app: object, tmp_path: Path) -> None:
    store = build(tmp_path)
    with closing(LocalStore(store)) as opened:
        same = opened.snapshots()["conservation-area"].identifier
    told: list[str] = []
    came: list[object] = []

    for snapshot in ("conservation-area-of-before", same):
        found = finding("A conservation area", number=1, snapshot=snapshot)
        task = ShapeTask(found, StorePlace(str(store)), (530000, 180000, 530050, 180040))
        task.failed.connect(told.append)
        task.shape_came.connect(lambda _finding, shape: came.append(shape))
        task.finished(task.run())

    assert told == [
        "The shape of A conservation area can't be shown: other data has been loaded since the site was screened. Press Screen again."
    ]
    assert len(came) == 1


def test_the_facts_of_an_application_out_of_a_file_stand_in_the_words_of_a_case(show: Show, site_panel: SitePanel) -> None:
    read = reading()
    assert read.application is not None
    facts = (ToldFact("dwellings", 4, FactSource.SUBMISSION, "new homes in the submission"),)
    show(replace(read, application=replace(read.application, facts=facts)))

    (line,) = [site_panel.factsTree.topLevelItem(row) for row in range(site_panel.factsTree.topLevelItemCount())]
    assert [line.text(column) for column in range(2)] == ["Dwellings to be provided", "4"]
    assert line.text(2) == told_words(facts[0])
    assert not site_panel.factsTree.isHidden()


def test_an_application_that_tells_no_facts_takes_no_room_for_them(show: Show, site_panel: SitePanel) -> None:
    show(reading())

    assert site_panel.factsTree.isHidden()
