"""Purging by retention: what goes, what is held back, and that nothing of it is left in any file."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from plugin.casefile.case_file import CaseFile
from plugin.casefile.casework.photographs import keep_photograph, photographs_folder
from plugin.casefile.file.copies import copies_of, put_back
from plugin.casefile.file.statements import statement
from plugin.casefile.personal import words_taken_out
from plugin.casefile.personal.copies_erased import CopyFate
from plugin.casefile.personal.leftovers import fetched_folder
from plugin.casefile.trail.audit_check import check_audit
from plugin.domain.case import PulledDetails
from plugin.domain.casework.assessment_detail import AssessmentDetail, DetailCategory
from plugin.domain.casework.neighbour_record import ListedNeighbour, NeighbourRecord
from plugin.domain.casework.site_visit import SiteVisit
from plugin.domain.contact import Contact, ContactRole
from plugin.domain.document import Document
from plugin.domain.representation import Representation, RepresentationKind
from plugin.domain.retention import Retention
from plugin.domain.validation_request import ValidationRequest

from .examples import SOURCE, Clock, opened, pulled

#: Each stands in some field, and once in somebody's own words.
MARKS = (
    "Ziggy Stardust",
    "ziggy@example.com",
    "01632 960001",
    "7 Moonage Row",
    "Ålàdîn Sane",
    "9 Daydream Close",
    "Halloween Jack",
    "Queen Bitch",
)
WHY = "kept for 6 months after the decision"


def fill(file: CaseFile, number: int = 1, **changes: object) -> str:
    """A determined case with people in it, in every way in which people get in."""
    (uuid,) = file.take_in([pulled(number, **{"status": "determined", "determined_on": date(2026, 3, 1), **changes})], SOURCE).uuids
    file.look_at(uuid)
    applicant = Contact(ContactRole.APPLICANT, MARKS[0], email=MARKS[1], phone=MARKS[2], address=MARKS[3])
    neighbour = Representation(
        RepresentationKind.NEIGHBOUR, f"I, {MARKS[4]}, object.", author=MARKS[4], address=MARKS[5], back_office_id="7"
    )
    asked = ValidationRequest("Other", "closed", "2026-01-01", reason=f"{MARKS[0]} left a page out.", response=f"{MARKS[6]} here.")
    plan = Document(f"Letter of {MARKS[4]}.pdf", "https://southwark.example/1.pdf")
    raw = {"show": f'{{"applicant_email":"{MARKS[1]}","said":"{MARKS[7]}"}}'}
    file.record_details(
        uuid,
        PulledDetails(documents=(plan,), contacts=(applicant,), representations=(neighbour,), validation_requests=(asked,), raw=raw),
    )
    listed = (ListedNeighbour(MARKS[5], why="next door"),)
    file.keep_casework(uuid, NeighbourRecord(date(2026, 1, 5), 1, "POLYGON EMPTY", "touching", listed))
    return uuid


def seen_in(folder: Path) -> set[str]:
    """The marks that stand in any file of a folder, written in any way that a file may write them."""
    found = set()
    for path in folder.rglob("*"):
        content = path.read_bytes() if path.is_file() else path.name.encode()
        for mark in MARKS:
            escaped = mark.encode("ascii", "backslashreplace").replace(b"\\x", b"\\u00")
            ways = (mark.encode(), mark.encode("utf-16-le"), mark.encode("utf-16-be"), mark.encode("latin-1", "replace"), escaped)
            if any(way in content or way in str(path).encode() for way in ways):
                found.add(mark)
    return found


def due(file: CaseFile, months: int = 6) -> list[str]:
    return [case.uuid for case in file.cases_past_keeping(Retention(months))]


def test_nothing_goes_by_its_age_unless_a_retention_is_set(case_file: CaseFile) -> None:
    fill(case_file)

    assert case_file.cases_past_keeping(Retention()) == ()


def test_a_case_goes_on_the_day_on_which_its_months_are_over_and_not_before() -> None:
    kept = Retention(6)

    assert kept.ends_on(date(2026, 8, 31)) == date(2027, 2, 28)
    assert not kept.is_over(date(2026, 3, 1), date(2026, 8, 31))
    assert kept.is_over(date(2026, 3, 1), date(2026, 9, 1))


def test_cases_that_go_on_and_cases_closed_lately_are_not_offered(case_file: CaseFile) -> None:
    fill(case_file, 1, status="in_assessment", determined_on=None)
    fill(case_file, 2, determined_on=date(2026, 8, 1))
    past = fill(case_file, 3)

    assert due(case_file) == [past]


def test_a_case_without_a_day_of_decision_counts_from_when_it_was_first_seen_closed(case_file: CaseFile, clock: Clock) -> None:
    withdrawn = fill(case_file, status="withdrawn", determined_on=None)

    assert due(case_file, 1) == []
    clock.advance(days=40)
    assert due(case_file, 1) == [withdrawn]


def test_the_preview_says_what_would_go(case_file: CaseFile) -> None:
    fill(case_file)

    (case,) = case_file.cases_past_keeping(Retention(6))

    assert case.reference == "26-00001-HAPP"
    assert case.since == date(2026, 3, 1)
    assert case.held_words == (
        "1 contact, 1 representation, 1 answer of an applicant, 1 address of a neighbour, 1 answer as it came and "
        "1 earlier wording of casework"
    )
    assert case.held_back == ""


def test_a_case_with_an_act_that_waits_is_held_back_with_the_reason(case_file: CaseFile) -> None:
    uuid = fill(case_file)
    case_file.edit(uuid, "describe", {"description": "Another."})

    (case,) = case_file.cases_past_keeping(Retention(6))

    assert case.held_back == "something of it waits to be sent"


def test_after_a_purge_nothing_of_the_people_is_left_in_any_file_while_the_file_is_still_open(tmp_path: Path) -> None:
    with opened(tmp_path) as file:
        uuid = fill(file)
        file.keep_casework(
            fill(file, 2, status="in_assessment", determined_on=None), AssessmentDetail(DetailCategory.SUMMARY_OF_WORK, "Nothing.")
        )
        file.copy_aside()
        assert seen_in(tmp_path) == set(MARKS)
        other = [case.uuid for case in file.cases() if case.uuid != uuid]
        file.purge([uuid, *other], WHY)

        assert seen_in(tmp_path) == set()
        assert file.verify_audit() == []
        assert due(file) == []


def test_the_log_beside_the_file_is_emptied(tmp_path: Path) -> None:
    with opened(tmp_path) as file:
        uuid = fill(file)
        log = tmp_path / "cases.redline-wal"
        assert log.stat().st_size > 0

        assert file.purge([uuid], WHY).undone == ()

        assert log.stat().st_size == 0


def test_a_window_that_reads_keeps_the_log_and_that_is_said(tmp_path: Path) -> None:
    with opened(tmp_path) as file:
        uuid = fill(file)
        with closing(sqlite3.connect(file.path, isolation_level=None)) as other:
            other.execute("BEGIN")
            other.execute("SELECT count(*) FROM contact").fetchone()

            (said,) = file.purge([uuid], WHY).undone

        assert "Another window is reading cases.redline" in said
        assert file.purge([], WHY).undone == ()
    assert seen_in(tmp_path) == set()


def test_a_copy_is_written_anew_with_the_other_case_in_it_and_its_trail_holds(tmp_path: Path) -> None:
    with opened(tmp_path) as file:
        uuid = fill(file)
        (other,) = file.take_in([pulled(2)], SOURCE).uuids
        file.look_at(other)
        file.record_details(other, PulledDetails(contacts=(Contact(ContactRole.AGENT, "Major Tom"),)))
        copy = file.copy_aside()

        (done,) = file.purge([uuid], WHY).copies

        assert (done.path, done.fate) == (copy, CopyFate.REWRITTEN)
        assert check_audit(copy).holds
        assert copies_of(file.path) == [copy]
    put_back(tmp_path / "cases.redline", copy)
    with opened(tmp_path) as again:
        assert again.case(other).contacts[0].name == "Major Tom"
        assert again.case(uuid).contacts[0].name == ""


def test_a_copy_that_holds_nothing_of_the_case_stays_to_the_byte(tmp_path: Path) -> None:
    with opened(tmp_path) as file:
        file.take_in([pulled(2)], SOURCE)
        copy = file.copy_aside()
        before = copy.read_bytes()
        uuid = fill(file)

        assert file.purge([uuid], WHY).copies == ()
        assert copy.read_bytes() == before


def test_a_copy_that_can_not_be_read_is_deleted_with_the_reason(tmp_path: Path) -> None:
    with opened(tmp_path) as file:
        uuid = fill(file)
        copy = file.copy_aside()
        copy.write_bytes(copy.read_bytes()[:8192])

        (done,) = file.purge([uuid], WHY).copies

        assert done.fate is CopyFate.DELETED
        assert "could not be written anew" in done.reason
        assert not copy.exists()
    assert seen_in(tmp_path) == set()


def test_a_copy_that_can_not_be_deleted_either_is_named_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(tmp_path) as file:
        uuid = fill(file)
        copy = file.copy_aside()
        copy.write_bytes(copy.read_bytes()[:8192])
        really = Path.unlink

        def refuse(path: Path, missing_ok: bool = False) -> None:
            if path == copy:
                raise PermissionError(13, "in use")
            really(path, missing_ok=missing_ok)

        monkeypatch.setattr(Path, "unlink", refuse)

        (said,) = file.purge([uuid], WHY).undone

        assert said == f"{copy.name} still holds it and could not be deleted (in use): delete it by hand."


def test_the_file_that_a_copy_took_the_place_of_is_reached_with_its_log(tmp_path: Path) -> None:
    folder, as_it_was = tmp_path / "redline", tmp_path / "as it was"
    folder.mkdir()
    with opened(folder) as file:
        uuid = fill(file)
        copy = file.copy_aside()
        shutil.copytree(folder, as_it_was)
    for name in ("cases.redline", "cases.redline-wal"):
        shutil.copy(as_it_was / name, folder / name)
    put_back(folder / "cases.redline", copy)
    assert (folder / "cases.redline.replaced-wal").is_file()

    with opened(folder) as file:
        done = file.purge([uuid], WHY).copies

    assert [each.path.name for each in done] == [copy.name, "cases.redline.replaced"]
    assert seen_in(folder) == set()


def test_a_purge_that_was_interrupted_before_the_copies_is_finished_by_the_next(tmp_path: Path) -> None:
    with opened(tmp_path) as file:
        uuid = fill(file)
        file.copy_aside()
        file.erase(uuid, WHY)
        assert seen_in(tmp_path / "copies") == set(MARKS)

        file.purge([], WHY)

    assert seen_in(tmp_path) == set()


def test_fetched_documents_and_what_was_left_half_written_are_deleted(tmp_path: Path, clock: Clock) -> None:
    with opened(tmp_path, clock=clock) as file:
        (fetched_folder(file.path) / "redline-abc").mkdir()
        (fetched_folder(file.path) / "redline-abc" / "plan.pdf").write_text(MARKS[0], encoding="utf-8")
        old, fresh, foreign = tmp_path / "copies" / "cases-1.part", tmp_path / "cases.redline.part", tmp_path / "thesis.part"
        old.parent.mkdir()
        for path in (old, fresh, foreign):
            path.write_text("half", encoding="utf-8")
        now = clock.now().timestamp()
        for path, age in ((old, 7200), (fresh, 60), (foreign, 7200)):
            os.utime(path, (now - age, now - age))

        file.purge([], WHY)

        assert seen_in(tmp_path) == set()
        assert [path.exists() for path in (old, fresh, foreign)] == [False, True, True]


def test_names_go_out_of_what_officers_wrote_and_the_site_s_own_address_stays(case_file: CaseFile) -> None:
    (uuid,) = case_file.take_in([pulled()], SOURCE).uuids
    case_file.look_at(uuid)
    home = "140, Woodwarde Road"
    case_file.record_details(uuid, PulledDetails(contacts=(Contact(ContactRole.APPLICANT, "Ann Lee", address=home),)))
    case_file.keep_casework(uuid, AssessmentDetail(DetailCategory.SUMMARY_OF_WORK, f"ANN  LEE of {home} extends; Joann Leeson does not."))

    case_file.erase(uuid, WHY)

    (piece,) = case_file.case(uuid).casework
    assert piece.record == AssessmentDetail(DetailCategory.SUMMARY_OF_WORK, f"[taken out] of {home} extends; Joann Leeson does not.")


def test_every_table_with_something_of_a_case_is_reached_or_is_known_to_stay(tmp_path: Path) -> None:
    """A table that is added later must not be forgotten by erasure."""
    stays = {
        # What the schema keeps as evidence, or what tells of lines and findings alone
        *("boundary_version", "boundary_milestone", "line_in_force", "settlement", "red_line_request", "constraint_answer"),
        *("screening", "audit"),
        # The row that names the draft; its steps are reached
        "draft",
    }
    with opened(tmp_path) as file:
        rows = file._connection.execute(
            "SELECT DISTINCT sqlite_master.name FROM sqlite_master JOIN pragma_table_info(sqlite_master.name) AS info"
            " WHERE sqlite_master.type = 'table' AND info.name = 'application_uuid'"
        ).fetchall()
    reached = statement("erase") + " ".join(write for _, _, write in words_taken_out._WORDS)

    assert {name for (name,) in rows if f"UPDATE {name} " not in reached and f"DELETE FROM {name} " not in reached} == stays


def test_photographs_go_with_the_case_and_so_do_their_names_in_the_copies(tmp_path: Path) -> None:
    folder = tmp_path / "redline"
    folder.mkdir()
    picture = tmp_path / f"{MARKS[0]} at the gate.jpg"
    picture.write_bytes(b"\xff\xd8\xff" + MARKS[0].encode())
    with opened(folder) as file:
        uuid = fill(file)
        name = keep_photograph(photographs_folder(file.path), picture, "26-00001-HAPP")
        file.keep_casework(uuid, SiteVisit(date(2026, 2, 1), f"{MARKS[0]} let me in.", photographs=(name,)))
        file.copy_aside()

        file.purge([uuid], WHY)

        assert list(photographs_folder(file.path).iterdir()) == []
        assert not [path for path in folder.rglob("*") if path.is_file() and b"ziggy-stardust" in path.read_bytes()]
    assert seen_in(folder) == set()
