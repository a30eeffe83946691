"""The list of cases: whose come first, what each row says, how it is searched, what it says when there is none."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

from qgis.core import QgsSettings
from qgis.PyQt.QtCore import QCoreApplication, Qt
from qgis.PyQt.QtGui import QImage, QPainter
from qgis.PyQt.QtWidgets import QStyleOptionViewItem

from plugin.casefile.case_file import CaseFile
from plugin.domain.case import CaseQuery
from plugin.domain.clock import Clock
from plugin.gui.case_file.case_file_dialog import CaseFileDialog
from plugin.gui.case_list.cases_delegate import CasesDelegate
from plugin.gui.case_list.cases_desk import CasesDesk
from plugin.gui.case_list.cases_model import CASE, UUID, CasesModel
from plugin.gui.case_list.cases_panel import CasesPanel
from plugin.gui.case_list.cases_sections import sections
from plugin.gui.case_list.cases_state import State
from plugin.gui.settings import StoredSettings
from tests.qgis.cases_of_nowhere import OFFICER, SOURCE, OpenDesk, fill, pulled, until


def titles(model: CasesModel) -> list[str]:
    return [model.index(row).data().split("  ")[0] for row in range(model.rowCount())]


def test_my_cases_come_first_then_what_changed_then_the_others(open_desk: OpenDesk) -> None:
    desk = open_desk(pulled(1), pulled(2, officer="Ada Example"), pulled(3), officer="ada example", looked_at=(0,))
    panel = CasesPanel(desk)

    assert titles(panel.model) == [
        "My cases (1)",
        "26-00002-HAPP",
        "Changed since I last looked (1)",
        "26-00003-HAPP",
        "Other cases (1)",
        "26-00001-HAPP",
    ]


def test_under_each_heading_the_next_date_decides_and_none_comes_last(open_desk: OpenDesk) -> None:
    desk = open_desk(
        pulled(1, expiry_date=None),
        pulled(2, expiry_date=date(2026, 12, 1)),
        pulled(3, expiry_date=date(2026, 11, 30)),
    )

    (only,) = sections(desk.rows, "")

    assert [row.reference for row in only.rows] == ["26-00003-HAPP", "26-00002-HAPP", "26-00001-HAPP"]


def test_a_heading_can_not_be_chosen_and_a_case_can(open_desk: OpenDesk) -> None:
    model = CasesPanel(open_desk(pulled(1))).model

    assert model.flags(model.index(0)) == Qt.ItemFlag.NoItemFlags
    assert model.flags(model.index(1)) & Qt.ItemFlag.ItemIsSelectable


def test_a_row_says_in_words_what_its_pictures_say(open_desk: OpenDesk) -> None:
    model = CasesPanel(open_desk(pulled(1))).model

    said = model.index(1).data(Qt.ItemDataRole.AccessibleTextRole)

    assert "statutory expiry 29 Dec" in said
    assert "0 red-line errors, not screened yet" in said
    assert "new since you last looked" in said


def test_markup_in_an_address_is_shown_as_it_reads(open_desk: OpenDesk) -> None:
    model = CasesPanel(open_desk(pulled(1, description="<img src=http://example.org/x>"))).model

    assert "<img" not in model.index(1).data(Qt.ItemDataRole.ToolTipRole)


def test_typing_part_of_an_address_finds_the_case_and_enter_opens_it(open_desk: OpenDesk) -> None:
    desk = open_desk(pulled(1), pulled(22))
    panel = CasesPanel(desk)

    panel.searchEdit.setText("22 sample")
    panel.searchEdit.returnPressed.emit()
    until(lambda: desk.case is not None)

    assert panel.model.count == 1
    assert desk.case is not None
    assert desk.case.reference == "26-00022-HAPP"


def test_a_filter_is_said_and_can_be_taken_off(open_desk: OpenDesk) -> None:
    desk = open_desk(pulled(1), pulled(2, status="not_started"))
    panel = CasesPanel(desk)
    panel.filters.menu.aboutToShow.emit()
    status = next(action for action in panel.filters.statuses.actions() if "not started" in action.text())

    status.setChecked(True)
    until(lambda: panel.model.count == 1)
    assert panel.filterLabel.text() == "Filter: not started"

    panel.filters.clear()
    until(lambda: panel.model.count == 2)
    assert panel.filterLabel.text() == ""


def test_overdue_cases_alone_can_be_asked_for(open_desk: OpenDesk) -> None:
    panel = CasesPanel(open_desk(pulled(1), pulled(2, expiry_date=date(2026, 11, 21))))

    next(action for action in panel.filters.dates.actions() if action.text() == "Overdue").setChecked(True)

    until(lambda: titles(panel.model)[1:] == ["26-00002-HAPP"])


def test_where_nothing_is_set_up_the_page_leads_to_the_first_steps(stored: StoredSettings, clock: Clock, tmp_path: Path) -> None:
    QgsSettings().setValue("redline/case_file", str(tmp_path / "none.redline"))
    desk = CasesDesk(stored, clock)
    panel = CasesPanel(desk)
    wanted: list[bool] = []
    panel.set_up_wanted.connect(lambda: wanted.append(True))

    desk.start()
    panel.setUpButton.click()

    assert desk.state.state is State.NOT_SET
    assert panel.pages.currentWidget() is panel.emptyPage
    assert not panel.setUpButton.isHidden()
    assert wanted == [True]


def test_a_search_without_a_match_says_so_and_offers_no_set_up(open_desk: OpenDesk) -> None:
    desk = open_desk(pulled(1))
    panel = CasesPanel(desk)

    desk.search(CaseQuery(text="nowhere at all"))
    until(lambda: "No case matches" in panel.emptyLabel.text())

    assert panel.setUpButton.isHidden()


def test_a_file_that_is_no_case_file_is_said_and_left_as_it_is(stored: StoredSettings, clock: Clock, tmp_path: Path) -> None:
    path = tmp_path / "cases.redline"
    path.write_text("these are my notes")
    QgsSettings().setValue("redline/case_file", str(path))
    desk = CasesDesk(stored, clock)
    panel = CasesPanel(desk)

    desk.start()
    until(lambda: desk.state.state is State.ERROR)

    assert "is not a case file" in panel.emptyLabel.text()
    assert path.read_text() == "these are my notes"
    desk.let_go()


def test_a_damaged_file_has_a_door_to_its_copies_and_the_newest_is_chosen_there(
    stored: StoredSettings, clock: Clock, tmp_path: Path
) -> None:
    path = tmp_path / "cases.redline"
    fill(path, clock, pulled(1))
    with CaseFile.open(path, clock=clock, identity=OFFICER) as file:
        file.copy_aside("pull")
    path.write_bytes(b"SQLite format 3\0" + b"\0" * 5000)
    QgsSettings().setValue("redline/case_file", str(path))
    desk = CasesDesk(stored, clock)
    panel = CasesPanel(desk)
    wanted: list[bool] = []
    panel.copies_wanted.connect(lambda: wanted.append(True))

    desk.start()
    until(lambda: desk.state.state is State.ERROR)
    assert "the newest copy of it is" in panel.emptyLabel.text()
    assert not panel.copiesButton.isHidden()
    panel.copiesButton.click()
    assert wanted == [True]

    dialog = CaseFileDialog(desk)
    assert dialog.copies.currentRow() == 0
    assert dialog.backButton.isEnabled()
    dialog.deleteLater()
    desk.let_go()


def test_a_back_office_out_of_reach_leaves_the_cases_in_use_and_says_so(open_desk: OpenDesk) -> None:
    desk = open_desk(pulled(1))
    panel = CasesPanel(desk)
    panel.resize(300, 500)
    panel.show()
    QgsSettings().setValue("redline/back_office/url", SOURCE)

    desk.update()
    until(lambda: desk.state.state is State.OFFLINE)
    QCoreApplication.processEvents()

    assert panel.model.count == 1
    assert panel.bannerLabel.text().startswith("Working off line.")
    # All of it, however narrow the list is
    assert panel.bannerLabel.height() >= panel.bannerLabel.heightForWidth(panel.bannerLabel.width())
    panel.close()


def test_an_answer_to_an_earlier_search_does_not_stand_under_a_later_one(open_desk: OpenDesk) -> None:
    desk = open_desk(pulled(1), pulled(2))
    seen: list[tuple[str, int]] = []
    desk.rows_changed.connect(lambda: seen.append((desk.query.text, len(desk.rows))))

    desk.search(CaseQuery(text="26-00001"))
    desk.search(CaseQuery(text="26-0000"))
    desk.search(CaseQuery(text="26-00009"))
    until(lambda: desk.listed)

    assert seen == [("26-00009", 0)]


def test_nothing_comes_any_more_of_a_file_that_was_let_go(open_desk: OpenDesk) -> None:
    desk = open_desk(pulled(1))
    desk.reload()

    desk.close_file()
    QCoreApplication.processEvents()

    assert desk.rows == []


def test_five_thousand_cases_are_listed_and_painted_without_a_pause(open_desk: OpenDesk) -> None:
    desk = open_desk(*(pulled(number, site=None, officer="") for number in range(1, 5001)))
    panel = CasesPanel(desk)
    panel.resize(300, 600)

    desk.reload()
    assert not desk.listed, "the list is read beside the window"
    until(lambda: desk.listed)

    assert panel.model.count == 5000
    image = QImage(300, 60, QImage.Format.Format_ARGB32)
    painter = QPainter(image)
    option = QStyleOptionViewItem()
    option.rect = image.rect()
    delegate = CasesDelegate(panel.casesList)
    began = time.process_time()
    for row in range(1, 101):
        delegate.paint(painter, option, panel.model.index(row))
    painter.end()
    assert (time.process_time() - began) / 100 < 0.005


def test_the_model_gives_the_case_of_a_row(open_desk: OpenDesk) -> None:
    desk = open_desk(pulled(1))
    model = CasesPanel(desk).model

    assert model.index(0).data(CASE) is None
    assert model.index(1).data(UUID) == desk.rows[0].uuid
    assert model.index_of(desk.rows[0].uuid).row() == 1
