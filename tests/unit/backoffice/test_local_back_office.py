"""The pull against the local back office itself, which answers as BOPS does."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from plugin.backoffice.bops import Bops, list_question
from plugin.backoffice.connection import Connection
from plugin.backoffice.errors import BackOfficeError, Trouble
from plugin.backoffice.permissions import permissions_of
from plugin.backoffice.pull import Pull
from plugin.backoffice.pull_report import PullReport
from plugin.backoffice.refresh import refresh_case
from plugin.backoffice.token import token_trouble
from plugin.casefile.case_file import CaseFile
from plugin.domain.case import CaseQuery
from plugin.domain.clock import SystemClock
from plugin.domain.identity import Identity, Role
from tests.unit.backoffice.pulling import EVERYTHING, transformer

CASES, LIVE = 140, 60
_CHECKOUT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True)
class Office:
    url: str
    tokens: dict[str, str]

    def client(self, role: str = "reader") -> Bops:
        return Bops(Connection(self.url, self.tokens[role]), SystemClock())


@pytest.fixture(scope="module")
def office(borough: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    data = tmp_path_factory.mktemp("office")
    # Its cases are made of the sample borough's, which is there already
    (data / "sample").symlink_to(borough, target_is_directory=True)
    command = [sys.executable, "-m", "scripts.backoffice", "--data", str(data), "--cases", str(CASES), "--live", str(LIVE)]
    with subprocess.Popen(command, cwd=_CHECKOUT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        try:
            said = json.loads(process.stdout.readline())
            yield Office(said["url"], said["tokens"])
        finally:
            process.terminate()


@pytest.fixture(scope="module")
def case_file(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CaseFile]:
    path = tmp_path_factory.mktemp("cases") / "cases.gpkg"
    with CaseFile.open(path, clock=SystemClock(), identity=Identity("Jo Tran", "jo@council.example", Role.ASSESSOR)) as made:
        yield made


def pulled(office: Office, case_file: CaseFile, role: str = "reader") -> PullReport:
    client = office.client(role)
    try:
        return Pull(client, case_file, transformer(), SystemClock()).run()
    finally:
        client.close()


def test_everything_comes_and_then_nothing_has_changed(office: Office, case_file: CaseFile) -> None:
    first = pulled(office, case_file)
    assert first.complete, first.sentence
    assert (first.expected, len(first.new)) == (CASES, CASES)
    rows = case_file.cases(EVERYTHING)
    assert len(rows) == CASES
    assert all(row.type_code and row.expiry_date and row.back_office_id for row in rows)
    assert len(case_file.cases(CaseQuery())) == LIVE
    second = pulled(office, case_file)
    assert second.complete
    assert (second.new, second.changed, second.unchanged) == ((), (), CASES)


def test_a_case_is_read_again_when_it_is_opened(office: Office, case_file: CaseFile) -> None:
    pulled(office, case_file)
    row = case_file.cases(CaseQuery())[0]
    client = office.client()
    outcome = refresh_case(client, case_file, transformer(), SystemClock(), row.uuid)
    client.close()
    assert (outcome.gone, outcome.notes) == (False, ())
    case = case_file.case(row.uuid)
    assert case.details_at
    assert case.designations is not None


def test_each_role_is_told_what_it_may_read(office: Office) -> None:
    client = office.client("reader")
    assert permissions_of(client).refused == ()
    assert permissions_of(client).applications == CASES
    client.close()


def test_a_token_without_the_permission_is_said_so_and_takes_nothing_away(office: Office, case_file: CaseFile) -> None:
    pulled(office, case_file)
    report = pulled(office, case_file, "intake")
    assert "This token may not read applications" in report.stopped
    assert not any(row.gone for row in case_file.cases(EVERYTHING))


def test_an_unknown_token_is_said_so(office: Office) -> None:
    client = Bops(Connection(office.url, "bops_" + "a" * 42), SystemClock())
    with pytest.raises(BackOfficeError) as caught:
        client.page(list_question(1))
    client.close()
    assert caught.value.trouble is Trouble.NOT_KNOWN


def test_its_tokens_have_the_form_of_tokens(office: Office) -> None:
    assert [token_trouble(token) for token in office.tokens.values()] == [""] * len(office.tokens)
