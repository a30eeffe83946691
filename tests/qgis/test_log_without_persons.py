"""Nothing of a person reaches the log or a support bundle, whatever stands in the fields of a case and whatever goes wrong with it."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from qgis.core import QgsApplication

from plugin.boundary.transformer import Transformer
from plugin.casefile.personal.persons import persons_in
from plugin.domain.application import Address
from plugin.domain.case import PulledCase, PulledDetails
from plugin.domain.clock import Clock
from plugin.domain.contact import Contact, ContactRole
from plugin.domain.document import Document
from plugin.domain.errors import RedlineError
from plugin.domain.representation import Representation, RepresentationKind
from plugin.domain.validation_request import ValidationRequest
from plugin.gui.case_list.cases_desk import CasesDesk
from plugin.gui.messages import Messages
from plugin.gui.settings import StoredSettings
from plugin.gui.setup.support_bundle import known_people, save
from plugin.gui.tasks.document_task import DocumentTask
from plugin.gui.tasks.start_task import _UNDER_WAY, start_task
from plugin.gui.without_persons import without_names
from tests.qgis.cases_of_nowhere import SOURCE, OpenDesk, pulled, until
from tests.qgis.fake_iface import FakeIface
from tests.qgis.marked import marked
from tests.unit.backoffice.scripted_server import as_html, serving

#: What a field gets that may hold words: a name with its field in it, and its neighbours in a sentence.
MARK = "Zephyrine Quillfeather"


@pytest.fixture
def log(qgis_app: object) -> Iterator[list[str]]:
    """What QGIS's log gets from Redline."""
    said: list[str] = []

    def note(words: str, tag: str, _level: object) -> None:
        if tag == "Redline":
            said.append(words)

    QgsApplication.messageLog().messageReceived.connect(note)
    yield said
    QgsApplication.messageLog().messageReceived.disconnect(note)


@pytest.fixture
def desk(open_desk: OpenDesk) -> CasesDesk:
    site = pulled(1).site
    assert site is not None
    case = marked(
        MARK,
        PulledCase("1", "26-00001-HAPP", status="determined", determined_on=date(2026, 1, 1), site=site),
        back_office_id="1",
        reference="26-00001-HAPP",
        type_code="pp.full.householder",
        status="determined",
        web_page=f"{SOURCE}/26-00001-HAPP",
        address=Address(text=f"{MARK} House, 12a Church Lane"),
    )
    desk = open_desk(case)
    assert desk.file is not None
    asked = marked(MARK, ValidationRequest("Other", "closed", "2026-01-01"), type="Other", state="closed", created_at="2026-01-01")
    details = PulledDetails(
        documents=(
            marked(MARK, Document("a", "http://127.0.0.1:9/files/A"), url="http://127.0.0.1:9/files/A", name=f"{MARK} objects.pdf"),
        ),
        contacts=(marked(MARK, Contact(ContactRole.APPLICANT), email="zq@example.com", phone="01632 960001"),),
        representations=(marked(MARK, Representation(RepresentationKind.NEIGHBOUR, ""), back_office_id="7"),),
        validation_requests=(asked,),
        raw={"show": f'{{"name": "{MARK}"}}'},
    )
    with desk.file.for_this_thread() as file:
        uuid = file.find("26-00001-HAPP") or ""
        file.look_at(uuid)
        file.record_details(uuid, details)
    desk.open(uuid)
    until(lambda: desk.case is not None and not desk.refreshes_case)
    return desk


def told(fails: Callable[[], object]) -> str:
    """What an act that fails says."""
    with pytest.raises(RedlineError) as failure:
        fails()
    return str(failure.value)


def sentences(desk: CasesDesk, clock: Clock, tmp_path: Path) -> list[str]:
    """What really goes wrong, said as the window says it."""
    assert desk.file is not None
    case = desk.case
    assert case is not None
    said: list[str] = []
    with serving(lambda _: as_html(500, f"<p>{MARK} of 12a Church Lane broke it</p>")) as server:
        settings = replace(desk.settings, authority_url=server.address)
        for url in ("http://127.0.0.1:9/files/A", f"{server.address}/files/A"):
            task = DocumentTask(replace(case.documents[0], url=url), tmp_path, settings, clock)
            task.failed.connect(said.append)
            start_task(task)
            until(partial(_UNDER_WAY.isdisjoint, {task}))
    with desk.file.for_this_thread() as file:
        said += [
            told(lambda: file.export_redacted(case.uuid, tmp_path / "none" / f"{MARK}.zip", Transformer([]))),
            told(lambda: file.confirm_repair(case.uuid, MARK)),
            told(lambda: file.export_subject([MARK[:2]], tmp_path / "a.zip", Transformer([]))),
        ]
    (contact,) = case.contacts
    # What a back office says in its own words, as sending hands it on
    said.append(f"26-00001-HAPP was not sent: the back office says {contact.name} ({contact.email}, {contact.phone}) is unknown.")
    said.append(f"{case.representations[0].author} of {case.row.address} can't be placed.")
    return said


def test_a_case_that_is_full_of_people_leaves_none_in_the_log_and_none_in_a_bundle(
    desk: CasesDesk, log: list[str], clock: Clock, iface: FakeIface, stored: StoredSettings, tmp_path: Path
) -> None:
    messages = Messages(iface.messageBar())
    messages.people = lambda: persons_in(desk.case)  # type: ignore[arg-type]  # a case is open
    said = sentences(desk, clock, tmp_path)
    assert any(MARK in sentence for sentence in said), "the sentences for the officer name what they are about"
    for sentence in said:
        messages.warning(sentence)
    people, problem = known_people(desk.settings.case_file_path())
    assert problem == ""

    save(tmp_path / "bundle.zip", replace(stored.load(), officer=f"{MARK} officer"), clock, messages.said, people)

    with zipfile.ZipFile(tmp_path / "bundle.zip") as bundle:
        whole = "\n".join(bundle.read(name).decode() for name in bundle.namelist())
    assert len(log) == len(said)
    for words in ("\n".join(log), whole):
        for secret in (MARK, "Zephyrine", "zq@example.com", "01632 960001", "Church Lane"):
            assert secret not in words, secret
    assert "26-00001-HAPP was not sent" in "\n".join(log)
    assert "00001" not in whole.replace(str(stored.load().case_file), "")


def test_the_log_of_the_office_names_cases_and_no_people() -> None:
    words = without_names("26-00107-HAPP at 12a Church Lane, SE22 8UR: letter to Mr Smith.pdf went to a@b.example with bops_abc123")

    assert words == "26-00107-HAPP at [address], [postcode]: [file] went to [e-mail] with [token]"


def test_a_case_file_that_can_not_be_read_is_said_in_the_bundle(tmp_path: Path) -> None:
    (tmp_path / "cases.redline").write_bytes(b"no database at all, and long enough to be taken for one" * 100)

    people, problem = known_people(tmp_path / "cases.redline")

    assert people.words == ()
    assert problem.startswith("The case file could not be asked for names")
