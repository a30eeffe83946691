"""What the back office holds of an assessment shows in the case, wherever it was written; words that were not sent yet stay."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from plugin.backoffice.known_capabilities import ask_capabilities
from plugin.backoffice.pull import Pull
from plugin.backoffice.refresh import Refreshed, refresh_case
from plugin.backoffice.sending import send_waiting
from plugin.casefile.case_file import CaseFile
from plugin.domain.casework.assessment_detail import AssessmentDetail, DetailCategory
from plugin.domain.casework.condition import Condition
from plugin.domain.casework.informative import Informative
from plugin.domain.casework.kept_record import CaseworkRecord, KeptRecord
from plugin.domain.casework.recommendation import Recommendation, RecommendationState
from plugin.domain.casework.task_progress import TaskProgress
from plugin.domain.conflict import Side
from plugin.domain.identity import Identity, Role
from plugin.domain.outbox_entry import OutboxState
from plugin.domain.outbox_verbs import PUT_CONSTRAINT
from plugin.domain.task import TaskState
from scripts.backoffice import recommending
from tests.unit.backoffice.agreement_bench import Agreement, LosingAdapter
from tests.unit.backoffice.casework_bench import CONDITION, DESCRIPTION, queue, settle
from tests.unit.backoffice.pulling import transformer

HELEN = Identity("Helen Marsh", "helen@council.example", Role.REVIEWER)


def read(agreement: Agreement, file: CaseFile | None = None, role: str = "officer") -> Refreshed:
    """Open the case in a case file: what the back office can do is known, and the case is read again."""
    client = agreement.client(role)
    try:
        ask_capabilities(client, file or agreement.file, agreement.clock)
        outcome = refresh_case(
            client, file or agreement.file, transformer(), agreement.clock, agreement.uuid if file is None else found(file)
        )
    finally:
        client.close()
    assert not outcome.notes
    return outcome


def found(file: CaseFile) -> str:
    (row,) = file.cases()
    return row.uuid


@pytest.fixture
def helen(agreement: Agreement, tmp_path: Path) -> Iterator[CaseFile]:
    """The reviewer's own case file, on another computer."""
    file = CaseFile.open(tmp_path / "helen.redline", clock=agreement.clock, identity=HELEN)
    client = agreement.client("reviewer")
    assert Pull(client, file, transformer(), agreement.clock).run().complete
    client.close()
    yield file
    file.close()


def kept(file: CaseFile, kind: type[CaseworkRecord]) -> list[KeptRecord]:
    return [each for each in file.case(found(file)).casework if isinstance(each.record, kind)]


def records(file: CaseFile, kind: type[CaseworkRecord]) -> list[CaseworkRecord]:
    return [each.record for each in kept(file, kind)]


def recommendation(file: CaseFile) -> Recommendation:
    (record,) = records(file, Recommendation)
    assert isinstance(record, Recommendation)
    return record


def send(agreement: Agreement, *pieces: CaseworkRecord) -> list[str]:
    """Keep pieces and send them; gives their uuids."""
    made = [agreement.file.keep_casework(agreement.uuid, piece) for piece in pieces]
    agreement.file.send_casework(agreement.uuid)
    assert agreement.send().refused == []
    return made


def elsewhere(agreement: Agreement, path: str, data: Any, method: str = "PATCH") -> None:
    """The reviewer changes something in the back office itself."""
    where = f"{agreement.officer.path}/{path}"
    answer = agreement.officer.act(where, data, agreement.officer.tag(where), method=method, role="reviewer")
    assert answer.status_code == 200, answer.text


def submitted(agreement: Agreement) -> None:
    agreement.file.keep_recommendation(agreement.uuid, Recommendation("granted", "It keeps to the policies."))
    agreement.file.submit_recommendation(agreement.uuid, "Everything was checked on paper.", seen=1)
    assert agreement.send().refused == []


def test_another_officers_computer_shows_what_was_sent(agreement: Agreement, helen: CaseFile) -> None:
    send(agreement, CONDITION, DESCRIPTION, TaskProgress("check-and-assess/complete-assessment/add-conditions", TaskState.COMPLETED))
    assert read(agreement, helen, "reviewer").changed == ()

    assert records(helen, Condition) == [CONDITION]
    assert records(helen, AssessmentDetail) == [DESCRIPTION]
    assert [each.officer for each in kept(helen, Condition)] == ["Amina Yusuf"]
    assert len(records(helen, TaskProgress)) == 1
    assert len(helen.outbox(found(helen), over=True)) == 0


def test_a_recommendation_goes_to_its_reviewer_and_the_challenge_comes_back(agreement: Agreement, helen: CaseFile) -> None:
    submitted(agreement)
    read(agreement, helen, "reviewer")
    told = recommendation(helen)
    assert (told.state, told.decision, told.submitted_by) == (RecommendationState.SUBMITTED, "granted", "Amina Yusuf")

    (mine,) = kept(helen, Recommendation)
    helen.review_recommendation(found(helen), "The light of number 12.", challenged=True, seen=mine.revision)
    client = agreement.client("reviewer")
    assert send_waiting(client, helen, transformer(), agreement.clock).refused == []
    client.close()

    assert "recommendation" in read(agreement).changed
    back = recommendation(agreement.file)
    assert (back.state, back.challenged, back.reviewer_comment, back.reviewed_by) == (
        RecommendationState.REVIEWED,
        True,
        "The light of number 12.",
        "Helen Marsh",
    )
    assert agreement.case.status == "to_be_reviewed"
    assert back.in_spite == "Everything was checked on paper."


def test_the_next_draft_begins_here_and_reading_leaves_it_alone(agreement: Agreement) -> None:
    submitted(agreement)
    recommending.review(agreement.bench.office, office_case(agreement), 1, "Again.", "Helen Marsh", challenged=True)
    read(agreement)
    agreement.file.keep_recommendation(
        agreement.uuid, Recommendation("refused", "Too high."), kept(agreement.file, Recommendation)[0].revision
    )
    read(agreement)

    draft = recommendation(agreement.file)
    assert (draft.state, draft.decision, draft.challenged) == (RecommendationState.DRAFT, "refused", True)


def test_a_recommendation_that_was_withdrawn_in_the_back_office_is_a_draft_here(agreement: Agreement) -> None:
    submitted(agreement)
    read(agreement)
    withdrawn(agreement)
    read(agreement)

    assert recommendation(agreement.file).state is RecommendationState.DRAFT
    assert recommendation(agreement.file).in_spite == "", "what warns the next time wants a reason of its own"
    assert agreement.case.status == "in_assessment"


def test_an_accepted_recommendation_that_is_withdrawn_there_is_no_longer_accepted_here(agreement: Agreement) -> None:
    submitted(agreement)
    recommending.review(agreement.bench.office, office_case(agreement), 1, "", "Helen Marsh", challenged=False)
    read(agreement)
    assert recommendation(agreement.file).challenged is False
    withdrawn(agreement)
    read(agreement)
    back = recommendation(agreement.file)
    assert (back.state, back.decision, back.challenged, back.reviewed_by) == (RecommendationState.DRAFT, "granted", None, "")

    elsewhere(agreement, "recommendation", {"decision": "refused", "public_comment": "Too high."}, "PUT")
    read(agreement)
    assert recommendation(agreement.file).decision == "refused"


def test_an_accepted_recommendation_that_is_withdrawn_here_stays_a_draft(agreement: Agreement) -> None:
    submitted(agreement)
    recommending.review(agreement.bench.office, office_case(agreement), 1, "", "Helen Marsh", challenged=False)
    read(agreement)
    agreement.file.withdraw_recommendation(agreement.uuid, seen=kept(agreement.file, Recommendation)[0].revision)
    assert agreement.send().refused == []
    read(agreement)

    assert recommendation(agreement.file).state is RecommendationState.DRAFT
    assert agreement.case.status == "in_assessment"


def test_when_everything_was_taken_out_there_it_goes_here_too(agreement: Agreement) -> None:
    send(agreement, CONDITION)
    read(agreement)
    elsewhere(agreement, f"conditions/{number(agreement)}", None, "DELETE")
    read(agreement)

    assert agreement.case.casework == ()


def test_a_draft_that_was_not_sent_stays_beside_another_in_the_back_office(agreement: Agreement) -> None:
    agreement.file.keep_recommendation(agreement.uuid, Recommendation("granted", "Mine."))
    elsewhere(agreement, "recommendation", {"decision": "refused", "public_comment": "Theirs."}, "PUT")
    read(agreement)

    assert recommendation(agreement.file).public_comment == "Mine."


def test_what_nobody_has_changed_here_follows_the_back_office(agreement: Agreement) -> None:
    send(agreement, CONDITION, DESCRIPTION)
    read(agreement)
    elsewhere(agreement, f"conditions/{number(agreement)}", {"title": "Bricks"})
    elsewhere(agreement, "assessment_details/site_description", {"entry": "A villa.", "assessment_status": "complete"}, "PUT")
    outcome = read(agreement)

    assert records(agreement.file, Condition) == [Condition("Bricks", CONDITION.text, CONDITION.reason)]
    assert records(agreement.file, AssessmentDetail) == [AssessmentDetail(DetailCategory.SITE_DESCRIPTION, "A villa.", TaskState.COMPLETED)]
    assert {"condition", "assessment_detail"} <= set(outcome.changed)
    assert kept(agreement.file, Condition)[0].officer == "Helen Marsh"
    # What was read is not sent back
    assert agreement.file.send_casework(agreement.uuid) == ()


def test_a_piece_that_is_put_back_as_it_was_before_is_sent_again(agreement: Agreement) -> None:
    (uuid,) = send(agreement, CONDITION)
    read(agreement)
    elsewhere(agreement, f"conditions/{number(agreement)}", {"title": "Bricks"})
    read(agreement)
    agreement.file.keep_casework(agreement.uuid, CONDITION, uuid, seen=2)
    agreement.file.send_casework(agreement.uuid)

    assert agreement.send().sent == 1
    assert agreement.officer.ask(f"{agreement.officer.path}/conditions").json()["data"][0]["title"] == "Materials"


def test_what_was_read_and_is_taken_away_here_is_taken_out_there(agreement: Agreement, helen: CaseFile) -> None:
    send(agreement, CONDITION)
    read(agreement, helen, "reviewer")
    (mine,) = kept(helen, Condition)
    helen.remove_casework(found(helen), mine.uuid, seen=mine.revision)
    assert len(helen.send_casework(found(helen))) == 1
    client = agreement.client("reviewer")
    assert send_waiting(client, helen, transformer(), agreement.clock).sent == 1
    client.close()

    assert agreement.officer.ask(f"{agreement.officer.path}/conditions").json()["data"] == []


def test_a_piece_that_was_taken_out_and_added_again_is_held_once(agreement: Agreement) -> None:
    (uuid,) = send(agreement, CONDITION)
    read(agreement)
    elsewhere(agreement, f"conditions/{number(agreement)}", None, "DELETE")
    agreement.file.keep_casework(agreement.uuid, Condition("Bricks", CONDITION.text, CONDITION.reason), uuid, seen=1)
    agreement.file.send_casework(agreement.uuid)
    assert "Read the case again" in agreement.send().refused[0]
    settle(agreement.file, agreement.uuid, Side.MINE)
    assert agreement.send().sent == 1

    held = [each for each in agreement.file.held_records(agreement.uuid) if each.kind == "condition"]
    assert [(each.number, each.record_uuid) for each in held] == [(str(number(agreement)), uuid)]


def test_a_constraint_that_was_taken_out_there_is_no_longer_held(agreement: Agreement) -> None:
    queue(agreement, PUT_CONSTRAINT, {"type": "tpo", "entities": []}, ("constraint", "tpo"))
    assert agreement.send().sent == 1
    read(agreement)
    held = [each for each in agreement.file.held_records(agreement.uuid) if each.kind == "constraint"]
    assert [each.record_uuid for each in held] == ["tpo"]
    elsewhere(agreement, f"constraints/{number(agreement, 'constraints')}", None, "DELETE")
    read(agreement)

    assert [each for each in agreement.file.held_records(agreement.uuid) if each.kind == "constraint"] == []


def test_pieces_are_read_in_their_order(agreement: Agreement, helen: CaseFile) -> None:
    first, second = send(agreement, CONDITION, Condition("Hours", "Work from 8 to 18.", "Neighbours."))
    agreement.file.order_casework(agreement.uuid, [second, first])
    agreement.file.send_casework(agreement.uuid)
    assert agreement.send().refused == []
    read(agreement, helen, "reviewer")

    assert [record.title for record in records(helen, Condition) if isinstance(record, Condition)] == ["Hours", "Materials"]
    assert helen.send_casework(found(helen)) == ()


def test_what_was_changed_on_both_sides_stays_here_and_is_told_when_it_is_sent(agreement: Agreement) -> None:
    (uuid,) = send(agreement, DESCRIPTION)
    read(agreement)
    elsewhere(agreement, "assessment_details/site_description", {"entry": "A villa.", "assessment_status": "in_progress"}, "PUT")
    agreement.file.keep_casework(agreement.uuid, AssessmentDetail(DetailCategory.SITE_DESCRIPTION, "A house."), uuid, seen=1)
    agreement.file.send_casework(agreement.uuid)

    assert "entry: “A villa.”" in agreement.send().refused[0]
    read(agreement)
    assert records(agreement.file, AssessmentDetail) == [AssessmentDetail(DetailCategory.SITE_DESCRIPTION, "A house.")]


def test_a_piece_that_was_taken_out_there_goes_here_unless_it_was_changed(agreement: Agreement) -> None:
    uuid, other = send(agreement, CONDITION, Informative("Party wall", "An Act may apply."))
    read(agreement)
    agreement.file.keep_casework(agreement.uuid, Informative("Party walls", "An Act may apply."), other, seen=1)
    for kind in ("conditions", "informatives"):
        elsewhere(agreement, f"{kind}/{number(agreement, kind)}", None, "DELETE")
    read(agreement)

    assert records(agreement.file, Condition) == []
    assert records(agreement.file, Informative) == [Informative("Party walls", "An Act may apply.")]
    agreement.file.send_casework(agreement.uuid)
    assert len(agreement.send().refused) == 1
    settle(agreement.file, agreement.uuid, Side.MINE)
    assert agreement.send().refused == []
    assert [each["title"] for each in agreement.officer.ask(f"{agreement.officer.path}/informatives").json()["data"]] == ["Party walls"]
    assert uuid not in {each.uuid for each in agreement.case.casework}


def test_what_was_taken_away_here_does_not_come_back_before_it_is_sent(agreement: Agreement) -> None:
    (uuid,) = send(agreement, CONDITION)
    agreement.file.remove_casework(agreement.uuid, uuid, seen=1)
    read(agreement)
    assert records(agreement.file, Condition) == []

    agreement.file.send_casework(agreement.uuid)
    read(agreement)
    assert records(agreement.file, Condition) == []
    assert agreement.send().sent == 1
    read(agreement)
    assert (records(agreement.file, Condition), agreement.officer.ask(f"{agreement.officer.path}/conditions").json()["data"]) == ([], [])


def test_what_waits_to_be_sent_is_not_touched(agreement: Agreement) -> None:
    (uuid,) = send(agreement, CONDITION)
    read(agreement)
    mine = Condition("Mine", CONDITION.text, CONDITION.reason)
    agreement.file.keep_casework(agreement.uuid, mine, uuid, seen=1)
    agreement.file.send_casework(agreement.uuid)
    elsewhere(agreement, f"conditions/{number(agreement)}", {"title": "Theirs"})
    read(agreement)

    assert records(agreement.file, Condition) == [mine]
    assert [each.state for each in agreement.entries][-1] is OutboxState.WAITING
    # What was read meanwhile was not seen: it is told, not written over
    assert "title: “Theirs”" in agreement.send().refused[0]


def test_a_piece_whose_answer_was_lost_is_not_taken_for_somebody_elses(agreement: Agreement) -> None:
    agreement.adapter = LosingAdapter(1)
    agreement.file.keep_casework(agreement.uuid, CONDITION)
    agreement.file.send_casework(agreement.uuid)
    assert agreement.send().sent == 0
    read(agreement)
    assert records(agreement.file, Condition) == [CONDITION]

    assert agreement.send().sent == 1
    read(agreement)
    assert records(agreement.file, Condition) == [CONDITION]
    assert agreement.file.send_casework(agreement.uuid) == ()
    assert number(agreement) == 1


def test_what_a_token_may_not_read_is_a_note_and_clears_nothing(agreement: Agreement) -> None:
    send(agreement, CONDITION)
    read(agreement)
    client = agreement.client("applicant-service")
    outcome = refresh_case(client, agreement.file, transformer(), agreement.clock, agreement.uuid)
    client.close()

    assert any("conditions could not be read" in note for note in outcome.notes)
    assert records(agreement.file, Condition) == [CONDITION]


def test_the_history_says_what_was_read_and_who_wrote_it(agreement: Agreement, helen: CaseFile) -> None:
    send(agreement, CONDITION)
    read(agreement, helen, "reviewer")
    (entry,) = [each for each in helen.history(found(helen)) if each.verb == "casework read from the back office"]

    assert (entry.after["by"], entry.after["title"]) == ("Amina Yusuf", "Materials")


def number(agreement: Agreement, kind: str = "conditions") -> int:
    """The back office's id of the only piece of a kind."""
    (only,) = agreement.officer.ask(f"{agreement.officer.path}/{kind}").json()["data"]
    return int(only["id"])


def withdrawn(agreement: Agreement) -> None:
    """The recommendation is withdrawn in the back office itself."""
    office = agreement.bench.office
    latest = office.recommendations.latest(agreement.officer.identity)
    assert latest is not None
    recommending.withdraw(office, office_case(agreement), latest, "Helen Marsh")


def office_case(agreement: Agreement) -> Any:
    """The application in the back office."""
    return agreement.bench.office.applications.by_id(agreement.officer.identity)
