"""The case file as a whole: its trail is checked, it is exported, personal data is erased, a copy is put back."""

from __future__ import annotations

import sqlite3
import zipfile
from contextlib import closing
from datetime import date, datetime, timezone
from pathlib import Path

import pytest
from qgis.core import QgsSettings

from plugin.domain.case import PulledDetails
from plugin.domain.contact import Contact, ContactRole
from plugin.domain.retention import Retention
from plugin.gui.case_file.case_file_dialog import CaseFileDialog
from plugin.gui.case_file.case_file_words import copy_words, trail_words
from plugin.gui.case_file.purge_dialog import PurgeDialog
from plugin.gui.case_file.subject_dialog import SubjectDialog
from plugin.gui.case_list.cases_desk import CasesDesk
from tests.qgis.cases_of_nowhere import SOURCE, OpenDesk, pulled, until

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=timezone.utc)


@pytest.fixture
def desk(open_desk: OpenDesk) -> CasesDesk:
    return open_desk(pulled(1), pulled(2))


@pytest.fixture
def sure(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Says yes to every question, and keeps what was asked."""
    asked: list[str] = []

    def yes(_dialog: CaseFileDialog, question: str, consequences: str) -> bool:
        asked.append(f"{question} {consequences}")
        return True

    monkeypatch.setattr(CaseFileDialog, "_sure", yes)
    return asked


def said(dialog: CaseFileDialog) -> str:
    until(lambda: dialog.said.text() != "One moment ..." and dialog.said.text())
    return str(dialog.said.text())


def test_a_trail_that_holds_is_said_to_hold_with_the_number_of_its_entries(desk: CasesDesk) -> None:
    dialog = CaseFileDialog(desk)

    dialog.checkButton.click()

    assert said(dialog).startswith("The trail holds: ")
    assert "none changed, none missing" in said(dialog)


def test_an_entry_that_was_changed_by_force_is_told(desk: CasesDesk) -> None:
    assert desk.file is not None
    with closing(sqlite3.connect(desk.file.path)) as connection:
        connection.execute("DROP TRIGGER audit_is_not_changed")
        connection.execute("UPDATE audit SET verb = 'nothing' WHERE sequence = 2")
        connection.commit()
    dialog = CaseFileDialog(desk)

    dialog.checkButton.click()

    assert said(dialog).startswith("The trail does not hold.")


def test_a_geopackage_is_written_where_it_was_asked_for(desk: CasesDesk, tmp_path: Path) -> None:
    dialog = CaseFileDialog(desk)

    dialog.export(str(tmp_path / "for others.gpkg"))

    assert "for others.gpkg" in said(dialog)
    with closing(sqlite3.connect(tmp_path / "for others.gpkg")) as connection:
        assert connection.execute("SELECT count(*) FROM boundaries").fetchone() == (2,)


def test_a_place_that_can_not_be_written_is_said(desk: CasesDesk, tmp_path: Path) -> None:
    dialog = CaseFileDialog(desk)

    dialog.export(str(tmp_path / "not there" / "cases.gpkg"))

    assert "not there" in said(dialog)


def test_personal_data_is_erased_only_of_the_open_case_with_a_reason_and_a_second_yes(desk: CasesDesk, sure: list[str]) -> None:
    dialog = CaseFileDialog(desk)
    assert not dialog.reasonEdit.isEnabled()

    desk.open(desk.find("26-00001-HAPP"))
    until(lambda: desk.case is not None and not desk.refreshes_case)
    assert desk.file is not None
    assert desk.case is not None
    with desk.file.for_this_thread() as file:
        file.record_details(desk.case.uuid, PulledDetails(contacts=(Contact(ContactRole.APPLICANT, "Jane Doe"),)))
    desk.show_again()
    assert desk.case.contacts[0].name == "Jane Doe"
    dialog.show_file()
    assert not dialog.eraseButton.isEnabled()

    dialog.reasonEdit.setText("asked for by letter")
    dialog.eraseButton.click()

    assert "is erased" in said(dialog)
    assert "in this case file and in its copies" in sure[0]
    assert [contact.name for contact in desk.case.contacts if contact.name] == []
    assert dialog.reasonEdit.text() == ""


def test_the_open_case_is_written_without_people_and_one_person_s_data_without_the_others(desk: CasesDesk, tmp_path: Path) -> None:
    dialog = CaseFileDialog(desk)
    assert not dialog.redactedButton.isEnabled()
    desk.open(desk.find("26-00001-HAPP"))
    until(lambda: desk.case is not None and not desk.refreshes_case)
    assert desk.file is not None
    assert desk.case is not None
    with desk.file.for_this_thread() as file:
        file.record_details(desk.case.uuid, PulledDetails(contacts=(Contact(ContactRole.APPLICANT, "Jane Doe", email="jd@example.com"),)))
    dialog.show_file()
    assert dialog.redactedButton.isEnabled()

    dialog.export_redacted(str(tmp_path / "case.zip"))
    assert "case.zip. Applicant and agent: 2 places. Read it" in said(dialog)
    dialog.export_subject(["Jane Doe"], str(tmp_path / "person.zip"))
    assert "person.zip. 1 record in 1 case. Read it" in said(dialog)

    with zipfile.ZipFile(tmp_path / "case.zip") as redacted, zipfile.ZipFile(tmp_path / "person.zip") as person:
        assert b"Jane Doe" not in b"".join(map(redacted.read, redacted.namelist()))
        assert b"jd@example.com" in person.read("person.json")
        assert [given.read(name)[:5] for given, name in ((redacted, "case.pdf"), (person, "person.pdf"))] == [b"%PDF-", b"%PDF-"]


def test_a_person_is_looked_for_only_by_something_long_enough(qgis_app: object) -> None:
    dialog = SubjectDialog()
    assert not dialog.findButton.isEnabled()
    dialog.fields[0].setText("Jo")
    assert not dialog.findButton.isEnabled()
    dialog.fields[0].setText("Jo Doe")

    assert dialog.findButton.isEnabled()
    assert dialog.words == ["Jo Doe"]


def test_without_a_retention_the_purge_says_where_one_is_set(desk: CasesDesk) -> None:
    assert desk.reader is not None
    dialog = PurgeDialog(Retention(), desk.reader.cases_past_keeping)

    assert "Settings, Options, Redline" in dialog.said.text()
    assert dialog.purgeButton.isHidden()


def test_closed_cases_past_keeping_are_shown_with_what_goes_and_purged_from_the_copies_too(
    desk: CasesDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert desk.file is not None
    with desk.file.for_this_thread() as file:
        for number in (1, 2):
            closed = pulled(number, status="determined", determined_on=date(2026, 1, 5))
            file.take_in([closed], SOURCE)
            uuid = file.find(closed.reference) or ""
            file.look_at(uuid)
            file.record_details(uuid, PulledDetails(contacts=(Contact(ContactRole.APPLICANT, "Jane Doe"),)))
        file.edit(uuid, "describe", {"description": "Another."})
        copy = file.copy_aside()
    QgsSettings().setValue("redline/retention/closed_months", 6)
    shown: list[list[str]] = []

    def accept(dialog: PurgeDialog) -> int:
        shown.extend([item.text(column) for column in range(3)] for item in map(dialog.tree.topLevelItem, range(2)))
        assert dialog.purgeButton.text() == "&Purge 1 case"
        return int(PurgeDialog.DialogCode.Accepted)

    monkeypatch.setattr(PurgeDialog, "exec", accept)
    dialog = CaseFileDialog(desk)

    dialog.purgeButton.click()

    assert "the personal data of 1 case is erased. 1 copy was written anew." in said(dialog)
    assert shown == [
        ["26-00001-HAPP", "5 January 2026, determined", "1 contact"],
        ["26-00002-HAPP", "5 January 2026, determined", "Stays: something of it waits to be sent"],
    ]
    with closing(sqlite3.connect(copy)) as connection:
        assert sorted(connection.execute("SELECT name FROM contact").fetchall()) == [("",), ("Jane Doe",)]


def test_a_copy_is_put_back_and_what_stood_there_is_kept(desk: CasesDesk, sure: list[str]) -> None:
    assert desk.file is not None
    path = desk.file.path
    with desk.file.for_this_thread() as file:
        file.copy_aside()
        file.take_in([pulled(3)], SOURCE)
    desk.reload()
    until(lambda: len(desk.rows) == 3)
    dialog = CaseFileDialog(desk)
    assert not dialog.backButton.isEnabled()
    dialog.copies.setCurrentRow(0)

    dialog.backButton.click()
    until(lambda: len(desk.rows) == 2)

    assert "The copy is in its place" in said(dialog)
    assert "The present file is kept beside it" in sure[0]
    assert len(list(path.parent.glob("*.replaced"))) == 1


def test_without_a_case_file_only_a_copy_can_be_put_back(desk: CasesDesk) -> None:
    assert desk.file is not None
    with desk.file.for_this_thread() as file:
        file.copy_aside()
    desk.let_go()
    dialog = CaseFileDialog(desk)

    assert not dialog.checkButton.isEnabled()
    assert not dialog.exportButton.isEnabled()
    dialog.copies.setCurrentRow(0)
    assert dialog.backButton.isEnabled()


def test_a_copy_says_when_and_why_it_was_made() -> None:
    assert copy_words(Path("cases-20261121T173005Z-01-pull.redline"), NOW) == "yesterday 17:30, before an update"
    assert copy_words(Path("cases-20261122T080000Z-02-version-1.redline"), NOW) == "today 08:00, version 1"
    assert copy_words(Path("cases-old.redline"), NOW) == "cases-old.redline"


def test_many_broken_places_are_counted() -> None:
    assert trail_words(9, [f"Entry {number} was changed." for number in range(1, 8)]).endswith("Entry 5 was changed. 2 more.")
