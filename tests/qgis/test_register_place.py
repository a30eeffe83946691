"""What becomes public is shown before it does, then written where the officer says; without the back office nothing is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from qgis.core import QgsSettings
from qgis.PyQt.QtWidgets import QMessageBox

from plugin.domain.case import SUBMISSION_KIND, PulledDetails
from plugin.domain.clock import Clock
from plugin.gui.case_list.cases_desk import CasesDesk
from plugin.gui.decide.register_place import RegisterPlace
from plugin.gui.messages import Messages
from tests.qgis.cases_of_nowhere import SOURCE, OpenDesk, pulled, until
from tests.qgis.fake_iface import FakeIface
from tests.unit.backoffice.scripted_server import as_json, serving
from tests.unit.reports.registered import SUBMISSION

PROFILE = {"authority": {"name": "Sample Borough", "reference": "E09000028", "organisation": "SWK"}}


@pytest.fixture
def said(iface: FakeIface) -> Messages:
    return Messages(iface.messageBar())


@pytest.fixture
def desk(open_desk: OpenDesk, tmp_path: Path) -> CasesDesk:
    """A desk with one valid case open."""
    (tmp_path / "profile.json").write_text(json.dumps(PROFILE), encoding="utf-8")
    QgsSettings().setValue("redline/profile", str(tmp_path / "profile.json"))
    opened = open_desk(pulled(1, valid_on=date(2026, 11, 3), received_on=date(2026, 11, 2)))
    opened.open(opened.rows[0].uuid)
    until(lambda: opened.case is not None and not opened.refreshes_case)
    return opened


@pytest.fixture
def place(desk: CasesDesk, said: Messages) -> Iterator[RegisterPlace]:
    made = RegisterPlace(desk, said)
    yield made
    made.stop()


@pytest.fixture
def office() -> Iterator[str]:
    """A back office that tells the submission, whatever is asked."""
    with serving(lambda _: as_json({"application": {}, "submission": SUBMISSION})) as server:
        yield server.address


def shown(place: RegisterPlace, iface: FakeIface, address: str) -> Any:
    QgsSettings().setValue("redline/back_office/url", address)
    place.ask(iface.mainWindow())
    until(lambda: place.dialog is not None, 30)
    return place.dialog


def test_all_that_becomes_public_is_shown_and_can_be_looked_through(place: RegisterPlace, iface: FakeIface, office: str) -> None:
    dialog = shown(place, iface, office)

    dialog.filterEdit.setText("ziggy@example.com")
    assert dialog.foundLabel.text().startswith("“ziggy@example.com” stands in 0 of ")
    dialog.filterEdit.setText("26-00001-HAPP")
    assert "stands in 1 of" in dialog.foundLabel.text()
    assert any("Contact details" in words for words in dialog.leftOut.words)


def test_it_is_written_as_a_file_or_into_the_registers_folder(place: RegisterPlace, iface: FakeIface, office: str, tmp_path: Path) -> None:
    dialog = shown(place, iface, office)
    folder = tmp_path / "register"
    folder.mkdir()

    place.write_file(dialog.entry, tmp_path / "entry.json")
    place.publish(dialog.entry, folder)
    until(lambda: (folder / "applications.json").is_file() and (tmp_path / "entry.json").is_file())

    assert json.loads((tmp_path / "entry.json").read_text(encoding="utf-8")) == dialog.entry.document
    assert sorted(path.name for path in folder.iterdir()) == ["26-00001-HAPP.json", "applications.json"]


def test_what_the_case_file_has_of_the_submission_is_enough_without_a_back_office(
    desk: CasesDesk, place: RegisterPlace, iface: FakeIface
) -> None:
    assert desk.file is not None
    assert desk.case is not None
    with desk.file.for_this_thread() as file:
        file.look_at(desk.case.uuid)
        file.record_details(desk.case.uuid, PulledDetails(raw={SUBMISSION_KIND: json.dumps({"application": {}, "submission": SUBMISSION})}))

    dialog = shown(place, iface, "")
    assert dialog.entry.faults == ()
    assert dialog.folderButton.isEnabled()


def test_an_entry_that_is_not_valid_is_shown_with_why_and_can_t_be_written(place: RegisterPlace, iface: FakeIface) -> None:
    lacking = {**SUBMISSION, "data": {name: part for name, part in SUBMISSION["data"].items() if name != "user"}}
    with serving(lambda _: as_json({"application": {}, "submission": lacking})) as server:
        dialog = shown(place, iface, server.address)

    assert any("The schema asks for “submission, data, user”" in words for words in dialog.stands.words)
    assert not dialog.folderButton.isEnabled()
    assert not dialog.fileButton.isEnabled()
    assert not dialog.takeOutButton.isVisibleTo(dialog)


def test_an_application_that_was_published_by_mistake_is_taken_out_again_after_a_yes(
    desk: CasesDesk, place: RegisterPlace, iface: FakeIface, office: str, tmp_path: Path
) -> None:
    folder = tmp_path / "register"
    folder.mkdir()
    place.publish(shown(place, iface, office).entry, folder)
    until(lambda: str(QgsSettings().value("redline/register_folder", "")) == str(folder))

    dialog = shown_again(place, iface)
    assert any("It stands in the register's folder as of" in words for words in dialog.stands.words)
    dialog.takeOutButton.click()
    (box,) = dialog.findChildren(QMessageBox)
    assert "SWK-26-00001-HAPP" in box.text() or "26-00001-HAPP" in box.text()
    assert (folder / "26-00001-HAPP.json").is_file(), "nothing goes without a yes"
    next(button for button in box.buttons() if "Take out" in button.text()).click()

    until(lambda: not (folder / "26-00001-HAPP.json").exists() and place.dialog is None)
    assert json.loads((folder / "applications.json").read_text(encoding="utf-8")) == {"data": []}


def test_what_is_not_public_any_more_can_still_be_taken_out(
    desk: CasesDesk, place: RegisterPlace, iface: FakeIface, office: str, tmp_path: Path, clock: Clock
) -> None:
    folder = tmp_path / "register"
    folder.mkdir()
    place.publish(shown(place, iface, office).entry, folder)
    until(lambda: str(QgsSettings().value("redline/register_folder", "")) == str(folder))
    assert desk.file is not None
    with desk.file.for_this_thread() as file:
        file.take_in([pulled(1, status="returned", valid_on=date(2026, 11, 3), received_on=date(2026, 11, 2))], SOURCE)
    desk.read_again()

    dialog = shown_again(place, iface)
    assert dialog.entry is None
    assert any("becomes public once it is valid" in words for words in dialog.stands.words)
    assert dialog.takeOutButton.isVisibleTo(dialog)
    assert not dialog.folderButton.isVisibleTo(dialog)


def shown_again(place: RegisterPlace, iface: FakeIface) -> Any:
    place.dialog.reject()
    place.ask(iface.mainWindow())
    until(lambda: place.reading is None and place.dialog is not None, 30)
    return place.dialog


def test_a_register_that_can_t_be_written_is_told(
    place: RegisterPlace, iface: FakeIface, office: str, said: Messages, tmp_path: Path
) -> None:
    dialog = shown(place, iface, office)
    place.publish(dialog.entry, tmp_path / "nowhere")

    until(lambda: "is not there" in said.said[-1])


def test_without_a_back_office_nothing_is_shown_and_why(place: RegisterPlace, iface: FakeIface, said: Messages) -> None:
    place.ask(iface.mainWindow())

    until(lambda: place.reading is None)
    assert place.dialog is None
    assert "No back office is set" in said.said[-1]


def test_a_back_office_out_of_reach_is_told(place: RegisterPlace, iface: FakeIface, said: Messages, clock: Clock) -> None:
    QgsSettings().setValue("redline/back_office/url", "http://127.0.0.1:9")
    place.ask(iface.mainWindow())

    until(lambda: place.reading is None, 60)
    assert place.dialog is None
    assert said.said[-1] != "Reading what was submitted ..."
