"""`redline casefile export-redacted` and `export-subject`."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from plugin.domain.case import PulledDetails
from plugin.domain.contact import Contact, ContactRole

from ..casefile.examples import SOURCE, opened, pulled
from .streams import Run


@pytest.fixture
def case_file(tmp_path: Path) -> Path:
    with opened(tmp_path) as file:
        (uuid,) = file.take_in([pulled()], SOURCE).uuids
        file.look_at(uuid)
        file.record_details(uuid, PulledDetails(contacts=(Contact(ContactRole.APPLICANT, "Ziggy Stardust", email="zs@example.com"),)))
    return tmp_path / "cases.redline"


def content(path: Path) -> bytes:
    with zipfile.ZipFile(path) as archive:
        return b"".join(map(archive.read, archive.namelist()))


def test_a_case_that_is_not_there_ends_with_2(case_file: Path) -> None:
    run = Run("casefile", "export-redacted", case_file, "--case", "99-1", "--output", case_file.with_name("a.zip"), "--officer", "Jo")

    assert run.code == 2
    assert "has no case 99-1" in run.error


def test_a_person_of_whom_nothing_is_given_ends_with_2(case_file: Path) -> None:
    run = Run("casefile", "export-subject", case_file, "--output", case_file.with_name("a.zip"), "--officer", "Jo")

    assert run.code == 2
    assert "Nothing was given to look for" in run.error


def test_a_case_is_written_without_its_people(case_file: Path) -> None:
    path = case_file.with_name("case.zip")

    run = Run("casefile", "export-redacted", case_file, "--case", "26-00001-HAPP", "--output", path, "--officer", "Jo")

    assert run.code == 0
    assert "Applicant and agent: 2 places" in run.out
    assert b"26-00001-HAPP" in content(path)
    assert b"Ziggy" not in content(path)


def test_a_person_is_written_with_what_stands_beside_the_name(case_file: Path) -> None:
    path = case_file.with_name("person.zip")

    run = Run("casefile", "export-subject", case_file, "--name", "ziggy stardust", "--output", path, "--officer", "Jo", "--json")

    assert run.json == {"file": str(path), "cases": 1, "records": 1, "said": ["1 record in 1 case."]}
    assert b"zs@example.com" in content(path)
