"""The open case: what stands in its head, what its tabs hold, and that site, constraints and map follow it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from qgis.core import QgsSettings
from qgis.PyQt.QtCore import QUrl

from plugin.casefile.case_file import CaseFile
from plugin.domain.application import Designation
from plugin.domain.boundary import Original
from plugin.domain.case import PulledDetails
from plugin.domain.check import Check, Severity
from plugin.domain.clock import Clock
from plugin.domain.contact import Contact, ContactRole
from plugin.domain.document import Document
from plugin.domain.representation import Representation, RepresentationKind
from plugin.domain.validation_request import RED_LINE_CHANGE, ValidationRequest
from plugin.gui.case.case_panel import CasePanel
from plugin.gui.case.case_place import version_words
from plugin.gui.documents.safe_name import is_image, safe_name
from plugin.gui.session import Session
from tests.qgis.cases_of_nowhere import OFFICER, SOURCE, OpenDesk, panel_of, pulled, until
from tests.qgis.conftest import SQUARE, reading, screening
from tests.qgis.fake_iface import FakeIface
from tests.qgis.small_borough import build

DETAILS = PulledDetails(
    documents=(
        Document("../../plan.pdf", "http://127.0.0.1:9/files/A", created_at="2026-11-01T09:00:00Z", tags=("sitePlan.existing",)),
        Document("photo.png", "http://127.0.0.1:9/files/B", created_at="2026-11-02T09:00:00Z"),
    ),
    validation_requests=(
        ValidationRequest(
            RED_LINE_CHANGE, "open", "2026-11-01T09:00:00Z", reason="The line leaves out the drive.", response_due=date(2026, 11, 30)
        ),
        ValidationRequest("FeeChangeValidationRequest", "open", "2026-11-01T09:00:00Z", reason="The fee is short."),
    ),
    representations=(Representation(RepresentationKind.NEIGHBOUR, "Too <b>tall</b>.", "2026-11-03T09:00:00Z", "objection"),),
    designations=(Designation("designated.conservationArea", "Conservation area", True), Designation("greenBelt", "Green belt", True)),
)


@pytest.fixture
def case_panel(open_desk: OpenDesk, session: Session, clock: Clock, iface: FakeIface) -> CasePanel:
    """One case with everything, open."""
    desk = open_desk(pulled(1, shown_constraints=("Conservation area",)))
    with CaseFile.open(desk.file.path, clock=clock, identity=OFFICER) as file:  # type: ignore[union-attr]  # the desk is open
        uuid = file.cases()[0].uuid
        file.record_details(uuid, DETAILS)
        version = file.boundary_versions(uuid)[0]
        file.record_screening(uuid, version.uuid, screening("26-00001-HAPP"))
    panel = panel_of(desk, session, iface)
    desk.open(uuid)
    until(lambda: desk.case is not None and not desk.case.row.changed)
    return panel


def test_the_words_of_the_tabs_have_room_and_all_tabs_stand_beside_each_other(case_panel: CasePanel) -> None:
    bar = case_panel.tabs.tabBar()
    case_panel.tabs.setTabText(case_panel.tabs.indexOf(case_panel.documents), "Documents 12")
    case_panel.tabs.setTabText(case_panel.tabs.indexOf(case_panel.representations), "Representations 12")
    case_panel.resize(case_panel.minimumSizeHint().width(), 620)
    case_panel.show()

    for index in range(bar.count()):
        assert bar.tabRect(index).width() > bar.words_width(index)
    assert bar.tabRect(bar.count() - 1).right() <= case_panel.width()


def test_the_head_says_the_date_the_counts_and_the_age_of_the_data(case_panel: CasePanel) -> None:
    assert case_panel.referenceLabel.text() == "26-00001-HAPP"
    assert case_panel.dateLabel.text() == "Applicant's reply due 30 Nov"
    assert case_panel.counts.text() == "0 errors, 1 overlaps, 0 touch, 1 not checked"
    assert "Back office today 09:00" in case_panel.ageLabel.text()
    assert "screened 09:00" in case_panel.ageLabel.text()


class Browser:
    """In place of the officer's browser."""

    def __init__(self) -> None:
        self.opened: list[str] = []

    def openUrl(self, address: QUrl) -> bool:
        self.opened.append(address.toString())
        return True


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Browser:
    made = Browser()
    monkeypatch.setattr("plugin.gui.case.case_panel.QDesktopServices", made)
    return made


def test_open_in_bops_shows_the_page_of_the_case_in_the_browser(case_panel: CasePanel, browser: Browser) -> None:
    assert not case_panel.openButton.isHidden()

    case_panel.openButton.click()

    assert browser.opened == [f"{SOURCE}/planning_applications/26-00001-HAPP"]


@pytest.mark.parametrize("page", ["", "file:///etc/passwd", "javascript:alert(1)"])
def test_a_case_without_a_page_of_the_web_is_not_opened_in_bops(
    page: str, open_desk: OpenDesk, session: Session, iface: FakeIface, browser: Browser
) -> None:
    desk = open_desk(pulled(1, web_page=page))
    panel = panel_of(desk, session, iface)

    desk.open(desk.rows[0].uuid)

    assert panel.openButton.isHidden()
    panel.open_in_back_office()
    assert not browser.opened


def test_before_a_case_is_chosen_the_panel_says_what_to_do(open_desk: OpenDesk, session: Session, iface: FakeIface) -> None:
    panel = panel_of(open_desk(pulled(1)), session, iface)

    assert not panel.emptyLabel.isHidden()
    assert panel.pages.isHidden()


def test_a_case_that_was_opened_is_no_longer_changed(case_panel: CasePanel) -> None:
    assert case_panel._desk.reader is not None
    assert not case_panel._desk.reader.cases()[0].changed


def test_the_newest_document_comes_first_and_says_what_it_shows(case_panel: CasePanel) -> None:
    case_panel.tabs.setCurrentWidget(case_panel.documents)

    shown = [case_panel.documents.tree.topLevelItem(row).text(0) for row in range(2)]

    assert shown == ["photo.png", "Site plan, existing: ../../plan.pdf"]
    assert case_panel.tabs.tabText(case_panel.tabs.indexOf(case_panel.documents)) == "Documents 2"


def test_a_representation_is_shown_as_it_reads(case_panel: CasePanel) -> None:
    case_panel.tabs.setCurrentWidget(case_panel.representations)

    assert "Too <b>tall</b>." in case_panel.representations.words.toPlainText()
    headings = [case_panel.representations.tree.topLevelItem(row).text(0) for row in range(2)]
    assert headings == ["Representations (1)", "Asked of the applicant (1)"]


def test_what_was_asked_about_the_red_line_stands_under_requests_alone(case_panel: CasePanel) -> None:
    case_panel.tabs.setCurrentWidget(case_panel.representations)

    asked = case_panel.representations.tree.topLevelItem(1)
    assert [asked.child(row).text(0) for row in range(asked.childCount())] == ["Fee change: waiting for the applicant"]
    case_panel.show_requests()
    assert case_panel.requests.list.topLevelItemCount() == 1


def test_the_three_sources_begin_with_what_the_back_office_lost(case_panel: CasePanel) -> None:
    case_panel.tabs.setCurrentWidget(case_panel.comparison)
    tree = case_panel.comparison.tree

    first = tree.topLevelItem(0)

    assert first.text(0).startswith("Differ")
    assert [first.child(0).text(column) for column in range(4)] == ["Green belt", "yes", "no", "not checked"]
    assert case_panel.comparison.sourcesButton.text() == "Three sources (2 differ)"


def test_history_has_the_versions_of_the_line_and_every_act(case_panel: CasePanel) -> None:
    case_panel.tabs.setCurrentWidget(case_panel.history)
    tree, versions = case_panel.history.tree, case_panel.history.versions.list

    said = [tree.topLevelItem(row).text(1) for row in range(tree.topLevelItemCount())]

    assert [versions.topLevelItem(0).text(column) for column in range(3)] == ["1, as submitted, in force", "2,000 m²", "the back office"]
    assert any("screened" in words for words in said)


def test_contacts_of_an_opened_case_stand_below_the_representations(case_panel: CasePanel) -> None:
    desk = case_panel._desk
    assert desk.file is not None
    assert desk.case is not None
    agent = Contact(ContactRole.AGENT, "Ann <b>Agent</b>", "Plans & Co", "ann@example.org", "01234 567890", "1 Mill Lane")
    with desk.file.for_this_thread() as file:
        file.record_details(desk.case.uuid, PulledDetails(contacts=(agent,)))
    desk._show(desk.case.uuid)
    case_panel.tabs.setCurrentWidget(case_panel.representations)
    tree = case_panel.representations.tree

    group = tree.topLevelItem(tree.topLevelItemCount() - 1)
    assert (group.text(0), group.child(0).text(0)) == ("Contacts (1)", "Agent: Ann <b>Agent</b>")
    tree.setCurrentItem(group.child(0))
    assert case_panel.representations.words.toPlainText().split("\n") == [
        "Ann <b>Agent</b>, agent",
        "Plans & Co",
        "1 Mill Lane",
        "ann@example.org",
        "01234 567890",
    ]


def test_a_line_that_can_not_be_used_reads_not_checked(open_desk: OpenDesk, session: Session, iface: FakeIface) -> None:
    broken = reading("26-00002-HAPP", None, checks=(Check("bow-tie", Severity.ERROR, "The line crosses itself."),))
    desk = open_desk(pulled(2, site=broken))
    panel = panel_of(desk, session, iface)

    desk.open(desk.rows[0].uuid)

    assert panel.counts.text() == "1 error, ? overlap, ? touch, ? not checked"
    assert "not checked: the red line can't be used" in panel.ageLabel.text()


def test_the_yes_to_a_repair_makes_a_version_in_the_case_file_and_is_screened(open_desk: OpenDesk, tmp_path: Path) -> None:
    crossing = reading("26-00001-HAPP", None, checks=(Check("bow-tie", Severity.ERROR, "It crosses itself."),), offer=SQUARE)
    desk = open_desk(pulled(1, site=replace(crossing, original=Original(SQUARE, "wkt"))))
    QgsSettings().setValue("redline/store", str(build(tmp_path)))
    desk.open(desk.rows[0].uuid)

    desk.confirm_repair()
    until(lambda: desk.case is not None and desk.case.screening is not None)

    assert desk.case is not None
    assert version_words(desk.case) == "2, as submitted, repaired"
    assert desk.case.boundary_versions[0].boundary is None
    assert desk.case.row.red_line_errors == 0


def test_a_repair_that_can_not_be_kept_is_said_and_nothing_is_changed(open_desk: OpenDesk) -> None:
    desk = open_desk(pulled(1))
    desk.open(desk.rows[0].uuid)
    said: list[str] = []
    desk.failed.connect(said.append)

    desk.confirm_repair()
    until(lambda: said)

    assert "No repair is offered" in said[0]
    assert desk.case is not None
    assert len(desk.case.boundary_versions) == 1


def test_the_version_of_the_line_is_named() -> None:
    class Nothing:
        boundary = None

    assert version_words(Nothing()) == "none"  # type: ignore[arg-type]  # a case without a line


def test_an_opened_case_is_screened_and_the_screening_kept(open_desk: OpenDesk, tmp_path: Path) -> None:
    desk = open_desk(pulled(1))
    QgsSettings().setValue("redline/store", str(build(tmp_path)))

    desk.open(desk.rows[0].uuid)
    until(lambda: desk.case is not None and desk.case.screening is not None)

    assert desk.case is not None
    assert desk.case.row.overlaps == 2
    until(lambda: desk.rows[0].overlaps == 2)


def test_all_cases_are_screened_in_the_background(open_desk: OpenDesk, tmp_path: Path) -> None:
    desk = open_desk(pulled(1), pulled(2))
    QgsSettings().setValue("redline/store", str(build(tmp_path)))

    desk.update()

    until(lambda: all(row.overlaps == 2 for row in desk.rows))


@pytest.mark.parametrize(
    ("name", "kind", "saved"),
    [
        ("site plan.pdf", "application/pdf", "site plan.pdf"),
        ("../../etc/passwd", "text/plain", "passwd.txt"),
        ("..\\..\\boot.ini", "application/pdf", "boot_ini.pdf"),
        ("plan.pdf.exe", "application/pdf", "plan_pdf_exe.pdf"),
        ("CON", "image/png", "_CON.png"),
        ("", "image/jpeg; charset=binary", "document.jpg"),
        (".hidden", "image/png", "hidden.png"),
        ("run.exe", "application/x-msdownload", ""),
        ("page.html", "text/html", ""),
    ],
)
def test_a_document_is_saved_under_a_name_that_can_do_no_harm(name: str, kind: str, saved: str) -> None:
    assert safe_name(name, kind) == saved


def test_pictures_are_shown_beside_the_map_and_other_kinds_are_not() -> None:
    assert is_image("photo.png")
    assert not is_image("plan.pdf")
