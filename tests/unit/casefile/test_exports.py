"""What is given out: a case without its people, and one person's data without the others'."""

from __future__ import annotations

import json
import re
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from plugin.boundary.transformer import Transformer
from plugin.casefile.case_file import CaseFile
from plugin.casefile.casework.photographs import photographs_folder
from plugin.casefile.errors import CaseFileError
from plugin.casefile.personal.dossier import sections
from plugin.casefile.personal.redaction import without_patterns
from plugin.domain.case import PulledDetails
from plugin.domain.casework.assessment_detail import AssessmentDetail, DetailCategory
from plugin.domain.casework.neighbour_record import ListedNeighbour, NeighbourRecord
from plugin.domain.contact import Contact, ContactRole
from plugin.domain.representation import Representation, RepresentationKind
from plugin.domain.validation_request import ValidationRequest

from .examples import SOURCE, opened, pulled

ZIGGY = ("Ziggy Stardust", "ziggy@example.com", "01632 960001", "7 Moonage Row")
ALADDIN = ("Aladdin Sane", "9 Daydream Close")


@pytest.fixture(scope="module")
def transformer() -> Transformer:
    return Transformer([])


def case_with_people(file: CaseFile, number: int = 1) -> str:
    (uuid,) = file.take_in([pulled(number)], SOURCE).uuids
    file.look_at(uuid)
    applicant = Contact(ContactRole.APPLICANT, ZIGGY[0], email=ZIGGY[1], phone=ZIGGY[2], address=ZIGGY[3])
    objection = f"{ZIGGY[0]} plays left hand. Ring me on 07700 900123 <script>alert(1)</script>"
    representations = (
        Representation(RepresentationKind.NEIGHBOUR, objection, author=ALADDIN[0], address=ALADDIN[1], back_office_id="7"),
        Representation(
            RepresentationKind.CONSULTEE, "No objection. Write to trees@council.example.", author="Tree Officer", back_office_id="8"
        ),
    )
    asked = ValidationRequest("Other", "closed", "2026-01-01", reason=f"{ZIGGY[0]} left a page out.", response="My wife is ill.")
    file.record_details(uuid, PulledDetails(contacts=(applicant,), representations=representations, validation_requests=(asked,)))
    file.keep_casework(
        uuid, AssessmentDetail(DetailCategory.SUMMARY_OF_WORK, f"{ZIGGY[0]} and {ALADDIN[0]} of 140, Woodwarde Road, SE22 8UR disagree.")
    )
    listed = (ListedNeighbour(ALADDIN[1], why="next door"), ListedNeighbour("11 Daydream Close", why="next door"))
    file.keep_casework(uuid, NeighbourRecord(date(2026, 1, 5), 1, "POLYGON EMPTY", "touching", listed))
    return uuid


def contents(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name).decode("utf-8") for name in archive.namelist()}


def told(path: Path, name: str) -> Any:
    return json.loads(contents(path)[name])


def test_a_redacted_case_names_nobody_in_any_of_its_files(case_file: CaseFile, tmp_path: Path, transformer: Transformer) -> None:
    uuid = case_with_people(case_file)

    case_file.export_redacted(uuid, tmp_path / "case.zip", transformer)

    files = contents(tmp_path / "case.zip")
    assert set(files) == {"case.html", "case.json", "boundaries.geojson"}
    for word in (*ZIGGY, *ALADDIN, "11 Daydream Close", "07700 900123", "My wife is ill", "plays left hand", "trees@council.example"):
        assert [name for name, text in files.items() if word in text] == [], word


def test_a_redacted_case_keeps_the_site_the_advice_and_what_officers_found(
    case_file: CaseFile, tmp_path: Path, transformer: Transformer
) -> None:
    uuid = case_with_people(case_file)

    case_file.export_redacted(uuid, tmp_path / "case.zip", transformer)

    records = told(tmp_path / "case.zip", "case.json")["records"]
    assert records["application"][0]["address"] == "140, Woodwarde Road, London, SE22 8UR"
    advice = [each["text"] for each in records["representations"] if each["kind"] == "consultee"]
    assert advice == ["No objection. Write to [taken out]."]
    texts = [each["content"]["entry"] for each in records["casework"] if each["kind"] == "assessment_detail"]
    assert texts == ["[taken out] and [taken out] of 140, Woodwarde Road, SE22 8UR disagree."]


def test_a_redacted_case_says_what_was_taken_out_and_how_often(case_file: CaseFile, tmp_path: Path, transformer: Transformer) -> None:
    uuid = case_with_people(case_file)

    written = case_file.export_redacted(uuid, tmp_path / "case.zip", transformer)

    assert "Applicant and agent: 4 places" in written.said
    assert "Representations: 3 places" in written.said
    assert "Taken out. Applicant and agent: 4 places." in contents(tmp_path / "case.zip")["case.html"]


def test_the_lines_are_geojson_in_degrees_with_nothing_of_the_file_they_came_in(
    case_file: CaseFile, tmp_path: Path, transformer: Transformer
) -> None:
    uuid = case_with_people(case_file)

    case_file.export_redacted(uuid, tmp_path / "case.zip", transformer)

    (feature,) = told(tmp_path / "case.zip", "boundaries.geojson")["features"]
    assert feature["properties"]["version"] == 1
    assert set(feature["properties"]) == {"reference", "version", "kind", "origin", "area_m2", "created_at", "in_force"}
    east, north = feature["geometry"]["coordinates"][0][0]
    assert (round(east, 1), round(north, 1)) == (-0.1, 51.5)


def test_giving_out_is_an_entry_of_the_trail(case_file: CaseFile, tmp_path: Path, transformer: Transformer) -> None:
    uuid = case_with_people(case_file)

    case_file.export_redacted(uuid, tmp_path / "case.zip", transformer)
    case_file.export_subject([ZIGGY[0]], tmp_path / "person.zip", transformer)

    entries = case_file.history(uuid)[-2:]
    assert [entry.verb for entry in entries] == ["exported without personal data", "exported for the person whom it is about"]
    assert "Ziggy" not in f"{entries}"
    assert case_file.verify_audit() == []


@pytest.mark.parametrize("word", [ZIGGY[0], "ZIGGY  stardust", ZIGGY[1], ZIGGY[2], "7, Moonage Row"])
def test_a_person_is_found_by_name_e_mail_telephone_or_address(
    case_file: CaseFile, tmp_path: Path, transformer: Transformer, word: str
) -> None:
    case_with_people(case_file)
    case_file.take_in([pulled(2)], SOURCE)

    case_file.export_subject([word], tmp_path / "person.zip", transformer)

    (case,) = told(tmp_path / "person.zip", "person.json")["cases"]
    assert case["reference"] == "26-00001-HAPP"
    assert case["records"]["contacts"] == [
        {"role": "applicant", "name": ZIGGY[0], "email": ZIGGY[1], "phone": ZIGGY[2], "address": ZIGGY[3]}
    ]


def test_a_person_gets_what_others_say_of_them_and_not_who_says_it(case_file: CaseFile, tmp_path: Path, transformer: Transformer) -> None:
    case_with_people(case_file)

    case_file.export_subject([ZIGGY[0]], tmp_path / "person.zip", transformer)

    (said,) = told(tmp_path / "person.zip", "person.json")["cases"][0]["records"]["representations"]
    assert (said["author"], said["address"]) == ("[taken out]", "[taken out]")
    assert said["text"] == f"{ZIGGY[0]} plays left hand. Ring me on [taken out] <script>alert(1)</script>"
    files = contents(tmp_path / "person.zip")
    assert not [name for name, text in files.items() if any(word in text for word in ALADDIN)]


def test_a_neighbour_is_given_their_own_line_of_a_list_and_nobody_elses(
    case_file: CaseFile, tmp_path: Path, transformer: Transformer
) -> None:
    case_with_people(case_file)

    case_file.export_subject([ALADDIN[1]], tmp_path / "person.zip", transformer)

    casework = told(tmp_path / "person.zip", "person.json")["cases"][0]["records"]["casework"]
    (listed,) = [each["content"]["neighbours"] for each in casework if each["kind"] == "neighbours"]
    assert (listed[0]["address"], listed[1]) == (ALADDIN[1], "[taken out]")


def test_names_of_photographs_and_the_copies_are_searched_as_well(case_file: CaseFile, tmp_path: Path, transformer: Transformer) -> None:
    case_with_people(case_file)
    case_file.copy_aside()
    folder = photographs_folder(case_file.path)
    folder.mkdir()
    (folder / "26-00001-HAPP-ziggy-stardust-at-the-gate-0123456789ab.jpg").write_bytes(b"")

    written = case_file.export_subject([ZIGGY[0]], tmp_path / "person.zip", transformer)

    elsewhere = told(tmp_path / "person.zip", "person.json")["elsewhere"]
    assert elsewhere[0].endswith("26-00001-HAPP-ziggy-stardust-at-the-gate-0123456789ab.jpg")
    assert re.search(r"-01-pull\.redline holds \d records of this person", elsewhere[1])
    assert written.said[1:] == tuple(elsewhere)


def test_nobody_found_is_a_result_and_is_written(case_file: CaseFile, tmp_path: Path, transformer: Transformer) -> None:
    case_with_people(case_file)

    written = case_file.export_subject(["Major Tom"], tmp_path / "person.zip", transformer)

    assert (written.records, written.said) == (0, ("Nothing about this person was found.",))
    assert told(tmp_path / "person.zip", "person.json")["cases"] == []


@pytest.mark.parametrize("words", [[], ["  "], ["Jo"]])
def test_what_is_too_short_to_tell_one_person_from_another_is_refused(
    case_file: CaseFile, tmp_path: Path, transformer: Transformer, words: list[str]
) -> None:
    with pytest.raises(CaseFileError, match="to look for"):
        case_file.export_subject(words, tmp_path / "person.zip", transformer)


def test_a_folder_that_is_not_there_leaves_nothing_and_no_entry(case_file: CaseFile, tmp_path: Path, transformer: Transformer) -> None:
    uuid = case_with_people(case_file)
    before = len(case_file.history(uuid))

    with pytest.raises(CaseFileError, match="could not be written"):
        case_file.export_redacted(uuid, tmp_path / "none" / "case.zip", transformer)

    assert len(case_file.history(uuid)) == before


def test_pages_show_markup_from_outside_as_it_reads(case_file: CaseFile, tmp_path: Path, transformer: Transformer) -> None:
    case_with_people(case_file)

    case_file.export_subject([ZIGGY[0]], tmp_path / "person.zip", transformer)

    page = contents(tmp_path / "person.zip")["person.html"]
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script" not in page
    assert "default-src 'none'" in page


@pytest.mark.parametrize(
    "number", ["01632 960001", "07700 900123", "+44 20 7946 0018", "(020) 7946 0018", "02079460018", "+44 (0)7700 900123"]
)
def test_telephone_numbers_are_told_by_their_form(number: str) -> None:
    assert without_patterns(f"Ring {number}.", "") == "Ring [taken out]."


@pytest.mark.parametrize(
    "words", ["26-00001-HAPP", "2026-11-22T10:00:00Z", "530000.25 180000.75", "200003442431", "1,234.56 m²", "2026-01-05"]
)
def test_references_days_and_figures_are_no_telephone_numbers(words: str) -> None:
    assert without_patterns(words, "") == words


def test_every_table_with_something_of_a_case_is_in_the_dossier_or_is_known_not_to_be(tmp_path: Path) -> None:
    """A table that is added later must not be forgotten by a request for information."""
    not_told = {
        "audit_salt", "raw_answer", "screening", "draft", "draft_step", "boundary_milestone", "line_in_force",
    }  # fmt: skip
    with opened(tmp_path) as file:
        rows = file._connection.execute(
            "SELECT DISTINCT sqlite_master.name FROM sqlite_master JOIN pragma_table_info(sqlite_master.name) AS info"
            " WHERE sqlite_master.type = 'table' AND info.name = 'application_uuid'"
        ).fetchall()
    asked = " ".join(section.sql for section in sections())

    assert {name for (name,) in rows if f"FROM {name} " not in asked} == not_told


def test_what_is_given_out_is_printed_too_where_something_prints(case_file: CaseFile, tmp_path: Path, transformer: Transformer) -> None:
    uuid = case_with_people(case_file)
    case_file.export_redacted(uuid, tmp_path / "case.zip", transformer, lambda title, body: f"{title} {body}".encode())
    case_file.export_subject([ZIGGY[0]], tmp_path / "person.zip", transformer, lambda title, body: f"{title} {body}".encode())

    for name in ("case", "person"):
        with zipfile.ZipFile(tmp_path / f"{name}.zip") as given:
            printed = given.read(f"{name}.pdf").decode()
            page = given.read(f"{name}.html").decode()
        title, _, body = printed.partition(" <h1>")
        assert f"<title>{title}</title>" in page
        assert f"<h1>{body}" in page
