"""The audit trail shows what was done, and shows when someone has been at it."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from plugin.domain.case import PulledDetails
from plugin.domain.contact import Contact, ContactRole
from plugin.domain.representation import Representation, RepresentationKind
from plugin.domain.validation_request import ValidationRequest
from tests.unit.casefile.examples import JO, SOURCE, opened, pulled


@pytest.fixture
def three(tmp_path):
    """A file with three cases and three entries for each."""
    with opened(tmp_path) as file:
        for number in (1, 2, 3):
            file.take_in([pulled(number)], SOURCE)
            file.take_in([pulled(number, status="in_committee")], SOURCE)
    return tmp_path


def behind_our_back(folder, *statements):
    with closing(sqlite3.connect(folder / "cases.redline")) as connection:
        for statement in ("DROP TRIGGER audit_is_not_changed", "DROP TRIGGER audit_is_not_shortened", *statements):
            connection.execute(statement)
        connection.commit()


@pytest.mark.parametrize("statement", ["UPDATE audit SET at = ''", "DELETE FROM audit", "REPLACE INTO audit SELECT * FROM audit"])
def test_the_trail_is_only_added_to(three, statement):
    with opened(three) as file:
        with pytest.raises(sqlite3.IntegrityError):
            file._connection.execute(statement)
        assert file.verify_audit() == []


def test_a_row_edited_behind_our_back_is_named(three):
    behind_our_back(three, "UPDATE audit SET after = '{}' WHERE sequence = 4")

    with opened(three) as file:
        (said,) = file.verify_audit()
        assert said == "Entry 4 of the audit trail, of 2026-11-22T10:00:00Z, was changed after it was written."


def test_an_edited_row_with_a_digest_of_its_own_breaks_the_next(three):
    behind_our_back(three, "UPDATE audit SET sha256 = 'ff' WHERE sequence = 4")

    with opened(three) as file:
        assert [said[:8] for said in file.verify_audit()] == ["Entry 4 ", "Entry 5 "]


def test_a_row_taken_out_of_the_middle_is_missed(three):
    behind_our_back(three, "DELETE FROM audit WHERE sequence IN (4, 5)")

    with opened(three) as file:
        assert "entries 4 to 5 of the audit trail are missing" in file.verify_audit()[0]


def test_a_trail_cut_short_shows(three):
    behind_our_back(three, "DELETE FROM audit WHERE sequence > 7")

    with opened(three) as file:
        assert file.verify_audit() == ["The audit trail ends at entry 7, but entries up to 9 were written."]


def test_a_deposited_head_shows_a_trail_that_was_written_anew(three):
    behind_our_back(three, "INSERT INTO anchor VALUES (6, 'ab', 'the back office', '2026-11-22T10:00:00Z')")

    with opened(three) as file:
        assert file.verify_audit() == ["Entry 6 of the audit trail is not the one that was deposited with the back office."]


def test_history_names_the_officer_and_what_changed(three):
    with opened(three) as file:
        uuid = file.find("26-00002-HAPP")
        entries = file.history(uuid)

    assert [entry.verb for entry in entries] == ["taken in", "boundary version 1", "changed by the back office"]
    assert {entry.officer for entry in entries} == {JO.name}
    assert entries[-1].after == {"status": "in_committee"}


def personal(case_file):
    (uuid,) = case_file.take_in([pulled()], SOURCE).uuids
    case_file.look_at(uuid)
    for word in ("spoke", "wrote"):
        case_file.record_details(
            uuid,
            PulledDetails(
                contacts=(Contact(ContactRole.APPLICANT, f"Ziggy Stardust {word}", email="ziggy@example.com", phone="01100"),),
                representations=(
                    Representation(
                        RepresentationKind.NEIGHBOUR, f"I object, {word} Aladdin Sane.", author="Aladdin Sane", back_office_id="7"
                    ),
                ),
                validation_requests=(ValidationRequest("Other", "closed", "2026-11-01", response=f"Halloween Jack {word}."),),
                raw={"show": f'{{"applicant_email":"ziggy@example.com {word}"}}'},
            ),
        )
    return uuid


PERSONAL = ("Ziggy", "ziggy", "Aladdin", "Halloween", "01100")


def test_personal_values_enter_the_trail_as_digests_only(case_file):
    uuid = personal(case_file)

    trail = "".join(f"{entry.before}{entry.after}" for entry in case_file.history(uuid))

    assert "digest" in trail
    assert not [word for word in PERSONAL if word in trail]


def test_erasure_leaves_no_trace_in_the_file_and_keeps_the_chain(tmp_path):
    with opened(tmp_path) as file:
        uuid = personal(file)
        before = {entry.sequence: entry.sha256 for entry in file.history(uuid)}
        file.erase(uuid, "asked for by the applicant")

        assert file.verify_audit() == []
        assert before.items() <= {entry.sequence: entry.sha256 for entry in file.history(uuid)}.items()
        assert file._connection.execute("SELECT COUNT(*) FROM audit_salt").fetchone()[0] == 0
        assert file.case(uuid).representations[0].text == ""
        assert file.history(uuid)[-1].verb == "personal data erased"
    with opened(tmp_path) as file:
        assert file.verify_audit() == []

    left = b"".join(path.read_bytes() for path in tmp_path.iterdir() if path.is_file())
    assert not [word for word in PERSONAL if word.encode() in left]


def test_after_erasure_a_pull_brings_back_no_contacts_until_the_case_is_opened_again(case_file):
    uuid = personal(case_file)
    case_file.erase(uuid, "asked for")
    again = PulledDetails(contacts=(Contact(ContactRole.APPLICANT, "Ziggy Stardust"),), raw={"show": "Ziggy Stardust"})

    case_file.record_details(uuid, again)
    assert [contact.name for contact in case_file.case(uuid).contacts] == [""]
    assert case_file._connection.execute("SELECT text FROM raw_answer").fetchall() == [("",)]

    case_file.look_at(uuid)
    case_file.record_details(uuid, again)
    assert [contact.name for contact in case_file.case(uuid).contacts] == ["Ziggy Stardust"]


def test_erasing_one_case_leaves_the_others(case_file):
    erased = personal(case_file)
    (other,) = case_file.take_in([pulled(2)], SOURCE).uuids
    case_file.look_at(other)
    case_file.record_details(other, PulledDetails(contacts=(Contact(ContactRole.AGENT, "Major Tom"),)))

    case_file.erase(erased, "asked for")

    assert case_file.case(other).contacts[0].name == "Major Tom"
