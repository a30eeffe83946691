"""Screened sites as CSV."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from plugin.commands.csv_sink import CsvSink
from plugin.domain.errors import RedlineError
from plugin.domain.safe_cell import safe_cell

from ..reports.examples import entity, finding, reading, screening


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_dataset_has_a_row_so_that_silence_never_reads_as_clear(tmp_path: Path) -> None:
    sink = CsvSink(tmp_path / "findings.csv")
    with sink:
        sink.add(reading(), screening())

    states = {row["dataset"]: row["state"] for row in rows(tmp_path / "findings.csv") if row["row"] == "dataset"}
    assert states == {"conservation-area": "overlaps", "tree": "not checked"}


def test_a_finding_has_a_row_with_its_figures(tmp_path: Path) -> None:
    sink = CsvSink(tmp_path / "findings.csv")
    with sink:
        sink.add(reading(), screening())

    (row,) = (row for row in rows(tmp_path / "findings.csv") if row["row"] == "finding")
    assert (row["relation"], row["overlap_m2"], row["listed"], row["judged_on"]) == ("overlaps", "312.4", "now", "2026-11-22")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_cell_that_a_spreadsheet_would_run_is_made_safe(start: str) -> None:
    assert safe_cell(f"{start}cmd|' /C calc'!A0") == f"'{start}cmd|' /C calc'!A0"


def test_figures_stay_figures() -> None:
    assert safe_cell(-0.5) == -0.5
    assert safe_cell("12-14 High Street") == "12-14 High Street"


def test_a_name_that_is_a_formula_is_made_safe_in_the_file(tmp_path: Path) -> None:
    sink = CsvSink(tmp_path / "findings.csv")
    with sink:
        sink.add(reading(), screening(findings=(finding(of=entity(name='=HYPERLINK("x")')),)))

    assert rows(tmp_path / "findings.csv")[-1]["name"] == '\'=HYPERLINK("x")'


def test_work_that_fails_leaves_an_older_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "findings.csv"
    path.write_text("older", encoding="utf-8")

    def fail() -> None:
        with CsvSink(path):
            raise RedlineError("the store went away")

    with pytest.raises(RedlineError):
        fail()
    assert path.read_text(encoding="utf-8") == "older"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_bears_the_name_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RedlineError, match="a folder has that name"):
        CsvSink(tmp_path)
