"""`redline audit verify`: the trail of a case file holds, or every place is named where it does not."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from ..casefile.examples import SOURCE, opened, pulled
from .streams import Run


@pytest.fixture
def case_file(tmp_path: Path) -> Path:
    """A case file with six entries in its trail."""
    with opened(tmp_path) as file:
        file.take_in([pulled(number) for number in (1, 2, 3)], SOURCE)
    return tmp_path / "cases.redline"


def behind_our_back(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for each in ("DROP TRIGGER audit_is_not_changed", "DROP TRIGGER audit_is_not_shortened", statement):
            connection.execute(each)
        connection.commit()


def test_a_file_that_is_not_there_or_no_case_file_ends_with_2_and_says_so(tmp_path: Path) -> None:
    other = tmp_path / "other.sqlite"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE something (id)")

    for path, said in ((tmp_path / "none.redline", "There is no case file"), (other, "not a case file of Redline")):
        run = Run("audit", "verify", path)
        assert run.code == 2
        assert said in run.error


def test_an_empty_file_is_no_case_file(tmp_path: Path) -> None:
    (tmp_path / "empty.redline").touch()

    run = Run("audit", "verify", tmp_path / "empty.redline")

    assert run.code == 2
    assert "no case file was begun in it" in run.error


def test_an_entry_that_was_changed_is_named_and_ends_with_4(case_file: Path) -> None:
    behind_our_back(case_file, "UPDATE audit SET after = '{}' WHERE sequence = 2")

    run = Run("audit", "verify", case_file)

    assert run.code == 4
    assert "Entry 2 of the audit trail" in run.out
    assert "1 place." in run.out


def test_entries_that_were_cut_off_are_missed_in_json_too(case_file: Path) -> None:
    behind_our_back(case_file, "DELETE FROM audit WHERE sequence = 6")

    run = Run("audit", "verify", case_file, "--json")

    assert run.code == 4
    assert run.json["holds"] is False
    assert run.json["breaks"] == ["The audit trail ends at entry 5, but entries up to 6 were written."]


def test_a_trail_that_holds_ends_with_0_and_tells_its_last_digest(case_file: Path) -> None:
    run = Run("audit", "verify", case_file, "--json")

    assert run.code == 0, run.error
    assert (run.json["holds"], run.json["entries"], run.json["breaks"]) == (True, 6, [])
    assert len(run.json["sha256"]) == 64
    assert "no entry was changed" in Run("audit", "verify", case_file).out


def test_nothing_is_written_into_the_file(case_file: Path) -> None:
    before = case_file.read_bytes()

    Run("audit", "verify", case_file)

    assert case_file.read_bytes() == before
