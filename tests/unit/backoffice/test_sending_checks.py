"""The red line and the constraints are said to be checked once, of what the officer saw; evidence arrives whole."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest

from plugin.casefile.casework.photographs import keep_photograph, photographs_folder
from plugin.casefile.errors import CaseFileError
from plugin.domain.casework.boundary_check import BoundaryCheck
from plugin.domain.casework.consultation import Consultation, ConsultationAnswer
from plugin.domain.casework.posted_notice import PostedNotice
from plugin.domain.casework.press_notice import PressNotice
from plugin.domain.casework.site_history import SiteHistory
from plugin.domain.casework.site_visit import SiteVisit
from plugin.domain.constraint_answer import AnsweredRecord, AnswerKind, GivenAnswer
from plugin.domain.outbox_entry import OutboxState
from plugin.domain.task import TaskState
from scripts.backoffice import constraints
from tests.unit.backoffice.agreement_bench import Agreement, FaultyAdapter, LosingAdapter
from tests.unit.backoffice.casework_bench import states, theirs
from tests.unit.backoffice.conftest import Begin
from tests.unit.casefile.examples import finding, screening

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(64)
VISIT = SiteVisit(date(2026, 11, 17), "Quiet.", 530_000.25, 180_000.5)


def task_states(agreement: Agreement) -> dict[str, TaskState]:
    found = (each.record for each in agreement.case.casework if type(each.record).__name__ == "TaskProgress")
    return {each.code.rpartition("/")[2]: each.state for each in found}


def screened(agreement: Agreement, *datasets: str, answered: bool = True) -> None:
    """The case with a constraint of each dataset on its site, and the officer's answers."""
    found = [finding(dataset=dataset, number=number) for number, dataset in enumerate(datasets, 1)]
    agreement.file.record_screening(agreement.uuid, agreement.case.boundary.uuid, screening(*found, unchecked=0))
    for each in found if answered else ():
        records = (AnsweredRecord.of(each.entity),)
        agreement.file.answer_constraint(agreement.uuid, GivenAnswer(each.entity.dataset, AnswerKind.APPLIES, records, found=each.relation))


def photograph(agreement: Agreement, tmp_path: Path, content: bytes = PICTURE) -> str:
    source = tmp_path / "Gate.png"
    source.write_bytes(content)
    return keep_photograph(photographs_folder(agreement.file.path), source, agreement.case.reference)


@pytest.mark.parametrize("right", [True, False])
def test_what_is_said_of_the_red_line_reaches_the_back_office(begin: Begin, right: bool) -> None:
    agreement = begin()
    agreement.file.check_boundary(agreement.uuid, right=right)

    assert agreement.send().sent == 1
    assert theirs(agreement, "boundary/check")["valid_red_line_boundary"] is right
    assert task_states(agreement)["check-red-line-boundary"] is (TaskState.COMPLETED if right else TaskState.IN_PROGRESS)


def test_said_anew_before_it_was_sent_only_the_last_word_goes(begin: Begin) -> None:
    agreement = begin()
    agreement.file.check_boundary(agreement.uuid, right=False)
    agreement.file.check_boundary(agreement.uuid, right=True)

    assert agreement.send().sent == 1
    assert theirs(agreement, "boundary/check")["valid_red_line_boundary"] is True
    (kept,) = [each.record for each in agreement.case.casework if isinstance(each.record, BoundaryCheck)]
    assert kept == BoundaryCheck(right=True, version=1, version_uuid=agreement.case.boundary.uuid)


def test_said_anew_after_it_was_sent_it_is_changed(begin: Begin) -> None:
    agreement = begin()
    for right in (True, False):
        agreement.file.check_boundary(agreement.uuid, right=right)
        assert agreement.send().refused == []

    assert theirs(agreement, "boundary/check")["valid_red_line_boundary"] is False


def test_another_line_in_the_back_office_is_not_said_to_be_right(begin: Begin) -> None:
    agreement = begin(status="not_started")
    agreement.file.check_boundary(agreement.uuid, right=True)
    agreement.officer.act(
        f"{agreement.officer.path}/boundary",
        {"boundary_geojson": {"type": "Polygon", "coordinates": [[[-0.1, 51.5], [-0.09, 51.5], [-0.09, 51.51], [-0.1, 51.5]]]}},
        agreement.officer.boundary_tag(),
        method="PATCH",
    )
    theirs_now = theirs(agreement, "boundary/check")["checked_at"]

    (refusal,) = agreement.send().refused
    assert "another red line than the one that you looked at" in refusal
    assert theirs(agreement, "boundary/check")["checked_at"] == theirs_now


def test_an_answer_that_is_lost_leaves_the_check_said_once(begin: Begin) -> None:
    agreement = begin(adapter=LosingAdapter(1))
    agreement.file.check_boundary(agreement.uuid, right=True)
    agreement.send()
    agreement.send()

    assert states(agreement) == [OutboxState.SENT]


def test_constraints_are_said_to_be_checked_after_those_that_apply_were_sent(begin: Begin) -> None:
    agreement = begin()
    screened(agreement, "conservation-area", "archaeological-priority-area")
    agreement.file.check_constraints(agreement.uuid)

    assert agreement.send().refused == []
    told = theirs(agreement, "constraints")
    assert told["checked_by"] == "Amina Yusuf"
    assert {(each["type"], each["description"]) for each in told["data"]} >= {
        ("designated_conservationarea", "Conservation area"),
        ("other", "Archaeological priority area"),
    }


def test_while_a_constraint_waits_for_an_answer_nobody_says_that_all_are_checked(begin: Begin) -> None:
    agreement = begin()
    screened(agreement, "conservation-area", answered=False)

    with pytest.raises(CaseFileError, match="1 constraint still waits for an answer"):
        agreement.file.check_constraints(agreement.uuid)
    assert states(agreement) == []


def test_while_a_dataset_was_not_checked_nobody_says_that_all_constraints_are(begin: Begin) -> None:
    agreement = begin()
    agreement.file.record_screening(agreement.uuid, agreement.case.boundary.uuid, screening(unchecked=1))

    with pytest.raises(CaseFileError, match="1 dataset was not checked"):
        agreement.file.check_constraints(agreement.uuid)
    assert states(agreement) == []


def test_a_constraint_that_a_colleague_added_meanwhile_is_looked_at_first(begin: Begin) -> None:
    agreement = begin()
    screened(agreement, "conservation-area")
    agreement.file.check_constraints(agreement.uuid)
    constraints.add(agreement.officer.bench.office, agreement.officer.identity, {"type": "tpo"}, "Helen Marsh")

    (refusal,) = agreement.send().refused
    assert "constraints that you have not seen: Tree preservation order" in refusal
    agreement.file.check_constraints(agreement.uuid)
    assert agreement.send().refused == []
    assert theirs(agreement, "constraints")["checked_by"] == "Amina Yusuf"


def test_a_constraint_without_a_type_is_taken_out_again_where_it_does_not_apply(begin: Begin) -> None:
    agreement = begin()
    screened(agreement, "archaeological-priority-area")
    agreement.file.send_casework(agreement.uuid)
    agreement.send()
    (answer,) = agreement.case.answers
    agreement.file.take_back_answer(agreement.uuid, answer.uuid)
    agreement.file.send_casework(agreement.uuid)

    assert agreement.send().refused == []
    assert all(each["type"] != "other" for each in theirs(agreement, "constraints")["data"])


def test_a_visit_arrives_with_its_place_and_its_photographs_byte_for_byte(begin: Begin, tmp_path: Path) -> None:
    agreement = begin()
    name = photograph(agreement, tmp_path)
    agreement.file.keep_casework(agreement.uuid, SiteVisit(date(2026, 11, 17), "Quiet.", 530_000.25, 180_000.5, (name,)))
    agreement.file.send_casework(agreement.uuid)

    assert agreement.send().refused == []
    (visit,) = theirs(agreement, "site_visits")["data"]
    assert visit["position"] == {"easting": 530_000.25, "northing": 180_000.5}
    (told,) = theirs(agreement, "photographs")["data"]
    assert (told["name"], told["record_id"], told["sha256"]) == (name, visit["id"], hashlib.sha256(PICTURE).hexdigest())
    file = agreement.officer.ask(f"{agreement.officer.path}/photographs/{told['id']}/file")
    assert file.content == PICTURE
    assert agreement.file.send_casework(agreement.uuid) == ()


def test_a_photograph_that_is_taken_out_of_a_visit_is_taken_out_there(begin: Begin, tmp_path: Path) -> None:
    agreement = begin()
    name = photograph(agreement, tmp_path)
    with_it = SiteVisit(date(2026, 11, 17), "Quiet.", photographs=(name,))
    uuid = agreement.file.keep_casework(agreement.uuid, with_it)
    agreement.file.send_casework(agreement.uuid)
    agreement.send()
    agreement.file.keep_casework(agreement.uuid, SiteVisit(date(2026, 11, 17), "Quiet."), uuid, 1)
    agreement.file.send_casework(agreement.uuid)

    assert agreement.send().refused == []
    assert theirs(agreement, "photographs")["data"] == []


def test_a_visit_that_is_taken_away_takes_its_photographs_with_it(begin: Begin, tmp_path: Path) -> None:
    agreement = begin()
    name = photograph(agreement, tmp_path)
    uuid = agreement.file.keep_casework(agreement.uuid, SiteVisit(date(2026, 11, 17), "Quiet.", photographs=(name,)))
    agreement.file.send_casework(agreement.uuid)
    agreement.send()
    agreement.file.remove_casework(agreement.uuid, uuid, 1)
    agreement.file.send_casework(agreement.uuid)

    assert agreement.send().refused == []
    assert (theirs(agreement, "photographs")["data"], theirs(agreement, "site_visits")["data"]) == ([], [])


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda path: path.unlink(), "is not beside the case file any more"),
        (lambda path: path.write_bytes(PICTURE + b"\0"), "was changed after it was added"),
        (lambda path: path.write_bytes(PICTURE + bytes(11 * 1024 * 1024)), "is larger than 10 MB"),
    ],
)
def test_a_photograph_that_cannot_go_says_why_and_holds_up_nothing(begin: Begin, tmp_path: Path, spoil, words: str) -> None:
    agreement = begin()
    name = photograph(agreement, tmp_path)
    agreement.file.keep_casework(agreement.uuid, SiteVisit(date(2026, 11, 17), "Quiet.", photographs=(name,)))
    spoil(photographs_folder(agreement.file.path) / name)
    agreement.file.send_casework(agreement.uuid)

    (refusal,) = agreement.send().refused
    assert words in refusal
    assert len(theirs(agreement, "site_visits")["data"]) == 1


def test_a_photograph_waits_for_the_visit_that_it_shows(begin: Begin, tmp_path: Path) -> None:
    agreement = begin(
        adapter=FaultyAdapter(lambda request: 422 if request.method == "POST" and request.url.endswith("site_visits") else None)
    )
    name = photograph(agreement, tmp_path)
    agreement.file.keep_casework(agreement.uuid, SiteVisit(date(2026, 11, 17), "Quiet.", photographs=(name,)))
    agreement.file.send_casework(agreement.uuid)

    report = agreement.send()
    assert states(agreement) == [OutboxState.REFUSED, OutboxState.WAITING]
    assert report.waiting == ["What it shows goes first, and waits: record a site visit."]


def test_history_consultees_and_notices_arrive_as_the_officer_wrote_them(begin: Begin) -> None:
    agreement = begin()
    consulted = Consultation(
        "historic-england", "Historic England", ConsultationAnswer.CONSULT, ("Over 1,000 m².",), asked_on=date(2026, 11, 16)
    )
    for record in (
        SiteHistory("19/AP/0417", "A rear extension", "Granted", date(2019, 6, 3)),
        consulted,
        PostedNotice(date(2026, 11, 17), "On the gate.", 530_000.0, 180_000.0),
        PressNotice(required=True, reasons=("conservation_area",)),
    ):
        agreement.file.keep_casework(agreement.uuid, record)
    agreement.file.send_casework(agreement.uuid)

    assert agreement.send().refused == []
    (history,), (consultee,) = theirs(agreement, "site_histories")["data"], theirs(agreement, "consultees")["data"]
    assert (history["reference"], history["date"]) == ("19/AP/0417", "2019-06-03")
    assert (consultee["name"], consultee["status"], consultee["consulted_on"]) == ("Historic England", "awaiting_response", "2026-11-16")
    assert theirs(agreement, "site_notices")["data"][0]["position"] == {"easting": 530_000.0, "northing": 180_000.0}
    assert theirs(agreement, "press_notices")["data"][0]["reasons"] == ["conservation_area"]
    agreement.refresh()
    assert agreement.file.send_casework(agreement.uuid) == ()
