"""Reports of wrong constraints wait in the case file and are written for the GIS team, nothing in them read as a formula."""

from __future__ import annotations

import csv
import json
from dataclasses import replace

import pytest

from plugin.casefile.casework.saved_reports import read_reports
from plugin.casefile.casework.wrong_constraints import reports_of, write_reports
from plugin.casefile.errors import CaseFileError
from plugin.domain.casework.wrong_constraint import Fault, WrongConstraint
from tests.unit.casefile.examples import SOURCE, pulled

REPORT = WrongConstraint("tree", 7, "TPO/12", "The oak", Fault.NOT_THERE, "Felled in 2024", "tree-1", 2, 530_010.0, 180_015.0)


@pytest.fixture
def uuid(case_file):
    return case_file.take_in([pulled()], SOURCE).uuids[0]


def test_a_report_without_evidence_is_refused(case_file, uuid):
    with pytest.raises(CaseFileError, match="Say how you know"):
        case_file.keep_casework(uuid, WrongConstraint("tree", 7, "TPO/12", "The oak", Fault.NOT_THERE, " "))


def test_reports_of_all_cases_are_written_as_a_table_and_as_json(case_file, uuid, tmp_path):
    case_file.keep_casework(uuid, REPORT)
    reports = case_file.casework_of_kind("wrong_constraint")

    assert write_reports(reports, tmp_path / "reports.csv") == 1
    with (tmp_path / "reports.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["application"], row["entity"], row["fault"], row["officer"]) == (
        reports[0].reference,
        "7",
        "it does not exist, or no longer",
        "Jo Officer",
    )
    write_reports(reports, tmp_path / "reports.json")
    assert json.loads((tmp_path / "reports.json").read_text(encoding="utf-8"))[0]["easting"] == 530_010.0


def test_no_word_of_an_officer_becomes_a_formula(case_file, uuid, tmp_path):
    case_file.keep_casework(uuid, WrongConstraint("tree", 7, "", "=HYPERLINK()", Fault.TWICE, "@there"))
    write_reports(case_file.casework_of_kind("wrong_constraint"), tmp_path / "reports.csv")

    assert "'=HYPERLINK()" in (tmp_path / "reports.csv").read_text(encoding="utf-8")
    assert "'@there" in (tmp_path / "reports.csv").read_text(encoding="utf-8")


def test_a_report_that_was_taken_back_is_not_written(case_file, uuid, tmp_path):
    kept = case_file.keep_casework(uuid, REPORT)
    case_file.remove_casework(uuid, kept, 1)

    assert write_reports(case_file.casework_of_kind("wrong_constraint"), tmp_path / "reports.json") == 0


def test_a_folder_that_is_not_there_is_told(case_file, tmp_path):
    with pytest.raises(CaseFileError, match="Choose another folder"):
        write_reports((), tmp_path / "nowhere" / "reports.csv")


@pytest.mark.parametrize("name", ["reports.csv", "reports.json"])
def test_what_was_saved_comes_back_as_it_was(case_file, uuid, tmp_path, name):
    case_file.keep_casework(uuid, replace(REPORT, name="=OAK()", evidence="Two lines,\nand a comma"))
    write_reports(case_file.casework_of_kind("wrong_constraint"), tmp_path / name)

    (read,) = read_reports(tmp_path / name)
    (kept,) = reports_of(case_file.casework_of_kind("wrong_constraint"))
    assert read == replace(kept, application_uuid="", revision=0, source=name)


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "[1]", '{"report": 1}', '[{"report": "x", "fault": "odd"}]', "\x00"])
def test_a_file_that_holds_no_reports_is_told(tmp_path, text):
    (tmp_path / "other.json").write_text(text, encoding="utf-8")

    with pytest.raises(CaseFileError, match=r"other\.json holds no reports"):
        read_reports(tmp_path / "other.json")


def test_a_table_of_something_else_is_told(tmp_path):
    (tmp_path / "other.csv").write_text("a,b\n1,2\n", encoding="utf-8")

    with pytest.raises(CaseFileError, match=r"other\.csv holds no reports"):
        read_reports(tmp_path / "other.csv")


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(CaseFileError, match=r"gone\.csv can't be read"):
        read_reports(tmp_path / "gone.csv")
