"""What people write in casework enters the trail as digests; the history has the words, and erasing takes them and the photographs."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from plugin.casefile.case_file import CaseFile
from plugin.casefile.casework.casework_kinds import KINDS, content_of, kind_of, told_plainly
from plugin.casefile.casework.photographs import keep_photograph, photographs_folder
from plugin.casefile.errors import CaseFileError
from plugin.domain.casework.assessment_detail import AssessmentDetail, DetailCategory
from plugin.domain.casework.check_answer import CheckAnswer
from plugin.domain.casework.posted_notice import PostedNotice
from plugin.domain.casework.recommendation import Recommendation
from plugin.domain.casework.site_visit import SiteVisit
from plugin.domain.task import TaskState
from tests.unit.casefile.examples import SOURCE, pulled

FIRST = AssessmentDetail(DetailCategory.SITE_DESCRIPTION, "Mr Stardust lets the upper floor.")
SECOND = AssessmentDetail(DetailCategory.SITE_DESCRIPTION, "The upper floor is let.", TaskState.COMPLETED)
PICTURE = b"\xff\xd8\xff\xe0 a picture"


@pytest.fixture
def uuid(case_file: CaseFile) -> str:
    return case_file.take_in([pulled()], SOURCE).uuids[0]


def trail(case_file: CaseFile) -> str:
    """The trail itself, as it stands in the file."""
    return "".join(f"{before}{after}" for before, after in case_file._connection.execute("SELECT before, after FROM audit"))


def photograph(case_file: CaseFile, tmp_path: Path, reference: str, content: bytes = PICTURE) -> str:
    source = tmp_path / "Gate.jpg"
    source.write_bytes(content)
    return keep_photograph(photographs_folder(case_file.path), source, reference)


def test_the_trail_has_choices_and_codes_as_they_are_and_words_as_digests(case_file: CaseFile, uuid: str) -> None:
    case_file.keep_casework(uuid, FIRST)
    case_file.keep_casework(uuid, CheckAnswer("validation.north", passes=False, note="Mr Stardust forgot it."))
    case_file.keep_casework(uuid, Recommendation("granted", "As Mr Stardust asked."))

    written = trail(case_file)
    assert "Stardust" not in written
    assert all(word in written for word in ("site_description", "in_progress", "validation.north", "granted", "digest"))


@pytest.mark.parametrize("kind", KINDS)
def test_of_no_kind_a_field_that_people_write_into_stands_in_the_trail(kind: str) -> None:
    free = {"entry", "text", "reason", "comment", "note", "assessment", "conclusion", "evidence", "public_comment", "where", "description"}

    assert not [name for name in free if told_plainly(kind, name, "Mr Stardust")]


def test_the_history_shows_what_differs_in_words(case_file: CaseFile, uuid: str) -> None:
    case_file.keep_casework(uuid, FIRST)
    case_file.keep_casework(uuid, SECOND, seen=1)

    added, changed = [entry for entry in case_file.history(uuid) if entry.record_kind == kind_of(FIRST)]
    assert added.after == content_of(FIRST)
    assert (changed.before, changed.after) == (
        {"entry": FIRST.entry, "state": "in_progress"},
        {"entry": SECOND.entry, "state": "completed"},
    )


def test_erasing_takes_earlier_words_and_the_chain_holds(case_file: CaseFile, uuid: str) -> None:
    case_file.keep_casework(uuid, FIRST)
    case_file.keep_casework(uuid, SECOND, seen=1)
    case_file.erase(uuid, "asked for")

    assert case_file.verify_audit() == []
    assert "Stardust" not in str(case_file.history(uuid))
    (kept,) = [each.record for each in case_file.case(uuid).casework]
    assert kept == SECOND


def test_erasing_a_case_deletes_its_photographs_and_no_others(case_file: CaseFile, uuid: str, tmp_path: Path) -> None:
    (other,) = case_file.take_in([pulled(2)], SOURCE).uuids
    mine = photograph(case_file, tmp_path, "26-00001-HAPP")
    earlier = photograph(case_file, tmp_path, "26-00001-HAPP", PICTURE + b"2")
    notice = photograph(case_file, tmp_path, "26-00001-HAPP", PICTURE + b"3")
    theirs = photograph(case_file, tmp_path, "26-00002-HAPP")
    shared = photograph(case_file, tmp_path, "both", PICTURE + b"4")
    visit = case_file.keep_casework(uuid, SiteVisit(date(2026, 11, 20), "Quiet.", photographs=(mine, earlier, shared)))
    case_file.keep_casework(uuid, SiteVisit(date(2026, 11, 20), "Quiet.", photographs=(mine, shared)), visit, 1)
    removed = case_file.keep_casework(uuid, PostedNotice(date(2026, 11, 20), "On the gate.", photographs=(notice,)))
    case_file.remove_casework(uuid, removed, 1)
    case_file.keep_casework(other, SiteVisit(date(2026, 11, 20), "Loud.", photographs=(theirs, shared)))

    case_file.erase(uuid, "asked for")

    left = {path.name for path in photographs_folder(case_file.path).iterdir()}
    assert left == {theirs, shared}
    assert case_file.history(uuid)[-1].after == {"photographs": 3, "why": "asked for"}


def test_a_photograph_that_cannot_be_deleted_is_named(
    case_file: CaseFile, uuid: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = photograph(case_file, tmp_path, "26-00001-HAPP")
    case_file.keep_casework(uuid, SiteVisit(date(2026, 11, 20), "Quiet.", photographs=(name,)))

    def refuse(_path: Path, *_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(CaseFileError, match=f"could not be deleted: {name}"):
        case_file.erase(uuid, "asked for")

    assert case_file.history(uuid)[-1].verb == "personal data erased"
