"""`redline casefile purge`: what would go is said; it goes only with --confirm and a name for the trail."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from plugin.domain.case import PulledDetails
from plugin.domain.contact import Contact, ContactRole

from ..casefile.examples import SOURCE, opened, pulled
from .streams import Run


@pytest.fixture
def case_file(tmp_path: Path) -> Path:
    """Two cases that were decided in March, one of which has something that waits to be sent; and a copy of both."""
    with opened(tmp_path) as file:
        for number in (1, 2):
            (uuid,) = file.take_in([pulled(number, status="determined", determined_on=date(2026, 3, 1))], SOURCE).uuids
            file.look_at(uuid)
            file.record_details(uuid, PulledDetails(contacts=(Contact(ContactRole.APPLICANT, "Ziggy Stardust"),)))
        file.edit(uuid, "describe", {"description": "Another."})
        file.copy_aside()
    return tmp_path / "cases.redline"


def test_a_file_that_is_not_there_ends_with_2(tmp_path: Path) -> None:
    run = Run("casefile", "purge", tmp_path / "none.redline", "--closed-for", 6)

    assert run.code == 2
    assert "There is no case file" in run.error


def test_nobody_erases_without_a_name(case_file: Path) -> None:
    run = Run("casefile", "purge", case_file, "--closed-for", 6, "--confirm")

    assert run.code == 2
    assert "--confirm needs --officer NAME" in run.error


def test_without_confirm_it_is_only_said_what_would_go_and_what_stays(case_file: Path) -> None:
    before = case_file.read_bytes()

    run = Run("casefile", "purge", case_file, "--closed-for", 6)

    assert run.code == 0
    assert [line.split() for line in run.out.splitlines()[1:3]] == [
        ["26-00001-HAPP", "1", "March", "2026", "1", "contact", "would", "go"],
        ["26-00002-HAPP", "1", "March", "2026", "1", "contact", "stays:", "something", "of", "it", "waits", "to", "be", "sent"],
    ]
    assert "Nothing was erased." in run.out
    assert case_file.read_bytes() == before


def test_with_confirm_it_is_gone_from_the_file_and_written_out_of_the_copy(case_file: Path) -> None:
    run = Run("casefile", "purge", case_file, "--closed-for", 6, "--confirm", "--officer", "Jo Officer", "--json")

    assert run.code == 0
    assert [(case["reference"], case["erased"]) for case in run.json["cases"]] == [("26-00001-HAPP", True), ("26-00002-HAPP", False)]
    assert [copy["fate"] for copy in run.json["copies"]] == ["written anew"]
    with opened(case_file.parent) as file:
        names = [file.case(file.find(f"26-0000{number}-HAPP") or "").contacts[0].name for number in (1, 2)]
        assert names == ["", "Ziggy Stardust"]
        entry = file.history(file.find("26-00001-HAPP") or "")[-1]
    assert (entry.officer, entry.after["why"]) == ("Jo Officer", "kept for 6 months after the case closed")


def test_where_nothing_is_past_keeping_that_is_said(case_file: Path) -> None:
    run = Run("casefile", "purge", case_file, "--closed-for", 60)

    assert run.out == "Nothing personal is past keeping (kept for 60 months after the case closed).\n"
