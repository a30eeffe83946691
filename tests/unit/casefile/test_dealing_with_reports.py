"""The GIS team deals with a report of a wrong constraint; the officer sees it in the case, and the trail keeps it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from plugin.casefile.case_file import CaseFile
from plugin.casefile.casework.wrong_constraints import Report, reports_of, rows_of
from plugin.casefile.errors import CaseFileError
from plugin.domain.casework.wrong_constraint import Fault, ReportState, WrongConstraint
from plugin.domain.finding import Entity
from plugin.domain.identity import Identity, Role
from plugin.reports.wrong_constraint_words import report_words, reports_about
from tests.unit.casefile.examples import SOURCE, pulled

REPORT = WrongConstraint("tree", 7, "TPO/12", "The oak", Fault.NOT_THERE, "Felled in 2024", "tree-1", 2, 530_010.0, 180_015.0)


@pytest.fixture
def uuid(case_file: CaseFile) -> str:
    return case_file.take_in([pulled()], SOURCE).uuids[0]


def reports(case_file: CaseFile) -> list[Report]:
    return reports_of(case_file.casework_of_kind("wrong_constraint"))


def reported(case_file: CaseFile, uuid: str, record: WrongConstraint = REPORT) -> Report:
    case_file.keep_casework(uuid, record)
    return reports(case_file)[0]


def as_gis_officer(case_file: CaseFile) -> CaseFile:
    return CaseFile.open(case_file.path, clock=case_file.clock, identity=Identity("Ann Map", "ann@example.gov.uk", Role.GIS_TEAM))


def test_without_a_word_it_is_not_dealt_with(case_file: CaseFile, uuid: str) -> None:
    report = reported(case_file, uuid)

    with pytest.raises(CaseFileError, match="Say in a word what was done"):
        case_file.deal_with_report(uuid, report.uuid, ReportState.MENDED, " ", report.revision)
    assert reports(case_file) == [report]


def test_a_report_that_was_taken_back_meanwhile_is_told(case_file: CaseFile, uuid: str) -> None:
    report = reported(case_file, uuid)
    case_file.remove_casework(uuid, report.uuid, report.revision)

    with pytest.raises(CaseFileError, match="taken back meanwhile"):
        case_file.deal_with_report(uuid, report.uuid, ReportState.MENDED, "Taken out.", report.revision)


def test_a_report_that_changed_meanwhile_is_told(case_file: CaseFile, uuid: str) -> None:
    report = reported(case_file, uuid)
    case_file.keep_casework(uuid, replace(REPORT, evidence="Felled in 2023"), report.uuid, report.revision)

    with pytest.raises(CaseFileError, match="changed in another window"):
        case_file.deal_with_report(uuid, report.uuid, ReportState.MENDED, "Taken out.", report.revision)


def test_who_reported_it_stays_beside_who_dealt_with_it(case_file: CaseFile, uuid: str) -> None:
    report = reported(case_file, uuid)
    with as_gis_officer(case_file) as gis:
        gis.deal_with_report(uuid, report.uuid, ReportState.MENDED, "Taken out of the register.", report.revision)

    (dealt,) = reports(case_file)
    assert (dealt.officer, dealt.reported_at, dealt.dealt_by) == (report.officer, report.reported_at, "Ann Map")
    (row,) = rows_of(case_file.casework_of_kind("wrong_constraint"))
    told = (row["officer"], row["state"], row["answer"], row["dealt_with_by"])
    assert told == ("Jo Officer", "put right in the data", "Taken out of the register.", "Ann Map")


def test_the_case_shows_as_changed_and_its_history_says_what_became_of_it(case_file: CaseFile, uuid: str) -> None:
    report = reported(case_file, uuid)
    case_file.look_at(uuid)
    case_file.deal_with_report(uuid, report.uuid, ReportState.PASSED_ON, "Told Historic England.", report.revision)

    row = case_file.reader().row(uuid)
    assert (row.changed, row.changed_fields) == (True, ("wrong_constraint",))
    entry = case_file.history(uuid)[-1]
    assert entry.verb == "report of a wrong constraint dealt with"
    assert (entry.before["state"], entry.after["state"]) == ("waits for the GIS team", "passed on to whoever publishes it")
    assert entry.after["word"] == "Told Historic England."
    assert not case_file.verify_audit()


def test_it_can_be_taken_up_again(case_file: CaseFile, uuid: str) -> None:
    report = reported(case_file, uuid)
    case_file.deal_with_report(uuid, report.uuid, ReportState.LEFT, "It stands.", report.revision)
    case_file.deal_with_report(uuid, report.uuid, ReportState.WAITS, "", 2)

    (again,) = reports(case_file)
    assert (again.record.waits, again.dealt_by, again.officer, again.reported_at) == (True, "", report.officer, report.reported_at)


def test_those_that_wait_come_first(case_file: CaseFile, uuid: str) -> None:
    first = reported(case_file, uuid)
    case_file.deal_with_report(uuid, first.uuid, ReportState.LEFT, "It stands.", first.revision)
    case_file.keep_casework(uuid, replace(REPORT, number=8))

    assert [each.record.number for each in reports(case_file)] == [8, 7]


def test_the_officer_reads_beside_the_constraint_what_became_of_the_report(case_file: CaseFile, uuid: str) -> None:
    report = reported(case_file, uuid)
    oak = Entity(1, "tree", 7, "TPO/12", "The oak", "tree:7")
    (kept,) = reports_about(oak, case_file.case(uuid).casework)
    assert report_words(kept).endswith("(it does not exist, or no longer); it waits for the GIS team.")

    case_file.deal_with_report(uuid, report.uuid, ReportState.MENDED, "Taken out.", report.revision)
    (kept,) = reports_about(oak, case_file.case(uuid).casework)
    assert "; put right in the data: “Taken out.” Jo Officer, " in report_words(kept)
    assert reports_about(replace(oak, number=8), case_file.case(uuid).casework) == []
