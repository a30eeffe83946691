"""Two officers on one case, each with a case file, before one back office: nobody's words go over another's that were not seen."""

from __future__ import annotations

import pytest

from plugin.casefile.errors import CaseFileError, ConflictMoved
from plugin.casefile.outbox.outbox import put_in_outbox
from plugin.domain.casework.assessment_detail import AssessmentDetail, DetailCategory
from plugin.domain.casework.condition import Condition
from plugin.domain.casework.recommendation import Recommendation, RecommendationState
from plugin.domain.casework.task_progress import TaskProgress
from plugin.domain.conflict import Choice, ConflictKind, Settling, Side, by_record
from plugin.domain.outbox_entry import OutboxState
from plugin.domain.outbox_verbs import SUBMIT
from plugin.domain.task import TaskState
from tests.unit.backoffice.agreement_bench import Agreement, FaultyAdapter
from tests.unit.backoffice.casework_bench import CONDITION, DESCRIPTION, TASK, settle, theirs
from tests.unit.backoffice.two_officers import Officer


def titled(title: str, text: str = CONDITION.text) -> Condition:
    return Condition(title, text, CONDITION.reason)


def there(agreement: Agreement) -> list[tuple[str, str]]:
    return [(each["title"], each["text"]) for each in theirs(agreement, "conditions")["data"]]


def counted(officer: Officer, state: OutboxState) -> int:
    return sum(each.state is state for each in officer.file.outbox(officer.uuid, over=True))


@pytest.mark.parametrize("reads_first", [True, False])
def test_the_second_is_told_settles_and_what_is_settled_is_sent_once(
    agreement: Agreement, both: tuple[Officer, Officer], reads_first: bool
) -> None:
    amina, helen = both
    helen.writes(titled("Stone"))
    assert helen.send().sent == 1
    amina.writes(titled("Bricks"))
    if reads_first:
        amina.read()
    assert "Stone" in amina.send().refused[0]

    assert amina.conflicts() == [("condition", "title", "Materials", "Bricks", "Stone")]
    assert there(agreement) == [("Stone", CONDITION.text)], "nothing is overwritten before it is settled"
    amina.file.send_casework(amina.uuid)
    assert (amina.send().sent, there(agreement)) == (0, [("Stone", CONDITION.text)]), "however often it is sent"

    settle(amina.file, amina.uuid, Side.MINE)
    assert amina.conflicts() == []
    assert (amina.send().sent, amina.send().sent) == (1, 0)
    assert there(agreement) == [("Bricks", CONDITION.text)]
    assert counted(amina, OutboxState.SENT) == 2
    assert amina.file.verify_audit() == []


def test_settled_as_theirs_sends_nothing_and_shows_their_words_under_their_name(
    agreement: Agreement, both: tuple[Officer, Officer]
) -> None:
    amina, helen = both
    helen.writes(titled("Stone"))
    helen.send()
    amina.writes(titled("Bricks"))
    amina.send()

    settle(amina.file, amina.uuid, Side.THEIRS)
    assert amina.kept(Condition).record == titled("Stone")
    assert amina.kept(Condition).officer == "Helen Marsh"
    assert (amina.send().sent, amina.file.outbox(amina.uuid), there(agreement)) == (0, [], [("Stone", CONDITION.text)])
    assert amina.file.send_casework(amina.uuid) == ()


def test_a_third_wording_is_sent_in_the_place_of_both(agreement: Agreement, both: tuple[Officer, Officer]) -> None:
    amina, helen = both
    helen.writes(titled("Stone"))
    helen.send()
    amina.writes(titled("Bricks"))
    amina.send()

    settle(amina.file, amina.uuid, Side.MINE, title=Choice(Side.OTHER, "Brick and stone"))
    assert amina.send().sent == 1
    assert there(agreement) == [("Brick and stone", CONDITION.text)]


def test_changes_of_different_fields_both_arrive_without_a_word(agreement: Agreement, both: tuple[Officer, Officer]) -> None:
    amina, helen = both
    helen.writes(titled("Materials", "The stones match."))
    helen.send()
    amina.writes(titled("Stone"))
    report = amina.send()

    assert (report.refused, amina.conflicts()) == ([], [])
    assert there(agreement) == [("Stone", "The stones match.")]
    assert amina.kept(Condition).record == titled("Stone", "The stones match.")


def test_the_same_change_on_both_sides_is_nobodys_conflict(agreement: Agreement, both: tuple[Officer, Officer]) -> None:
    amina, helen = both
    helen.writes(titled("Stone"))
    helen.send()
    amina.writes(titled("Stone"))

    assert (amina.send().refused, amina.conflicts(), there(agreement)) == ([], [], [("Stone", CONDITION.text)])


@pytest.mark.parametrize(("side", "expected"), [(Side.MINE, [("Bricks", CONDITION.text)]), (Side.THEIRS, [])])
def test_edited_here_and_taken_out_there(
    agreement: Agreement, both: tuple[Officer, Officer], side: Side, expected: list[tuple[str, str]]
) -> None:
    amina, helen = both
    helen.drops(Condition)
    assert helen.send().sent == 1
    amina.writes(titled("Bricks"))
    amina.send()
    (conflict,) = amina.file.conflicts(amina.uuid)
    assert (conflict.kind, conflict.theirs, conflict.mine["title"]) == (ConflictKind.EDIT_DELETE, None, "Bricks")

    settle(amina.file, amina.uuid, side)
    assert amina.send().sent == len(expected)
    assert there(agreement) == expected
    assert [each.record.title for each in amina.file.case(amina.uuid).casework if isinstance(each.record, Condition)] == [
        title for title, _ in expected
    ]


@pytest.mark.parametrize(("side", "expected"), [(Side.MINE, []), (Side.THEIRS, [("Stone", CONDITION.text)])])
def test_taken_out_here_and_edited_there(
    agreement: Agreement, both: tuple[Officer, Officer], side: Side, expected: list[tuple[str, str]]
) -> None:
    amina, helen = both
    helen.writes(titled("Stone"))
    helen.send()
    amina.drops(Condition)
    amina.send()
    (conflict,) = amina.file.conflicts(amina.uuid)
    assert (conflict.kind, conflict.mine, conflict.theirs["title"]) == (ConflictKind.EDIT_DELETE, None, "Stone")

    settle(amina.file, amina.uuid, side)
    assert amina.send().sent == 1 - len(expected)
    assert there(agreement) == expected
    assert [each.record for each in amina.file.case(amina.uuid).casework if isinstance(each.record, Condition)] == [
        titled(*each) for each in expected
    ]
    amina.read()
    assert (amina.conflicts(), amina.file.send_casework(amina.uuid)) == ([], ())


def test_taken_out_on_both_sides_is_done(agreement: Agreement, both: tuple[Officer, Officer]) -> None:
    amina, helen = both
    helen.drops(Condition)
    helen.send()
    amina.drops(Condition)

    assert (amina.send().refused, amina.file.outbox(amina.uuid), there(agreement)) == ([], [], [])


def test_what_changes_again_before_it_is_settled_is_told_and_compared_again(agreement: Agreement, both: tuple[Officer, Officer]) -> None:
    amina, helen = both
    helen.writes(titled("Stone"))
    helen.send()
    amina.writes(titled("Bricks"))
    amina.send()
    seen = [Settling(each, {"title": Choice(Side.MINE)}) for each in by_record(amina.file.conflicts(amina.uuid)).values()]
    helen.writes(titled("Slate"))
    helen.send()
    amina.read()

    with pytest.raises(ConflictMoved, match="changed again"):
        amina.file.settle_conflicts(amina.uuid, seen)
    assert amina.conflicts() == [("condition", "title", "Materials", "Bricks", "Slate")]


def test_what_changes_again_after_it_was_settled_is_another_conflict(agreement: Agreement, both: tuple[Officer, Officer]) -> None:
    amina, helen = both
    helen.writes(titled("Stone"))
    helen.send()
    amina.writes(titled("Bricks"))
    amina.send()
    settle(amina.file, amina.uuid, Side.MINE)
    helen.writes(titled("Slate"))
    helen.send()

    assert "Slate" in amina.send().refused[0]
    assert amina.conflicts() == [("condition", "title", "Stone", "Bricks", "Slate")]
    settle(amina.file, amina.uuid, Side.MINE)
    assert (amina.send().sent, there(agreement)) == (1, [("Bricks", CONDITION.text)])


def test_a_change_that_comes_between_looking_and_writing_is_refused_by_its_version_and_told(
    agreement: Agreement, both: tuple[Officer, Officer]
) -> None:
    amina, _ = both
    amina.writes(titled("Bricks"))
    path = f"{agreement.officer.path}/conditions/{theirs(agreement, 'conditions')['data'][0]['id']}"
    raced: list[int] = []

    def race(request: object) -> None:
        if getattr(request, "method", "") == "PATCH" and not raced:
            raced.append(1)
            agreement.officer.act(path, {"title": "Stone"}, agreement.officer.tag(path), method="PATCH", role="reviewer")

    agreement.adapter = FaultyAdapter(race)
    report = amina.send()
    assert (report.sent, there(agreement)) == (0, [("Stone", CONDITION.text)])
    assert "title: “Stone”" in report.refused[0]
    assert amina.conflicts() == [("condition", "title", "Materials", "Bricks", "Stone")]
    settle(amina.file, amina.uuid, Side.MINE)
    assert (amina.send().sent, there(agreement)) == (1, [("Bricks", CONDITION.text)])


def test_a_conflict_is_over_when_the_other_takes_the_change_back(agreement: Agreement, both: tuple[Officer, Officer]) -> None:
    amina, helen = both
    helen.writes(titled("Stone"))
    helen.send()
    amina.writes(titled("Bricks"))
    amina.send()
    helen.writes(CONDITION)
    helen.send()
    amina.read()

    assert amina.conflicts() == []
    amina.file.send_casework(amina.uuid)
    assert (amina.send().sent, there(agreement)) == (1, [("Bricks", CONDITION.text)])


def test_the_same_text_written_first_by_both_is_compared_without_a_base(agreement: Agreement, amina: Officer, helen: Officer) -> None:
    helen.writes(AssessmentDetail(DetailCategory.SITE_DESCRIPTION, "A villa."))
    assert helen.send().sent == 1
    amina.writes(DESCRIPTION)
    assert len(amina.send().refused) == 1

    assert amina.conflicts() == [("assessment_detail", "entry", None, "A terraced house.", "A villa.")]
    settle(amina.file, amina.uuid, Side.MINE)
    assert amina.send().sent == 1
    (entry,) = [each["entry"] for each in theirs(agreement, "assessment_details")["data"] if each["entry"]]
    assert entry == "A terraced house."


def test_how_far_a_task_is_can_be_in_conflict(agreement: Agreement, amina: Officer, helen: Officer) -> None:
    amina.writes(TaskProgress(TASK, TaskState.IN_PROGRESS))
    amina.send()
    amina.read()
    helen.read()
    helen.writes(TaskProgress(TASK, TaskState.ACTION_REQUIRED))
    helen.send()
    amina.writes(TaskProgress(TASK, TaskState.COMPLETED))
    amina.send()

    assert [each[:2] for each in amina.conflicts()] == [("task", "state")]
    settle(amina.file, amina.uuid, Side.MINE)
    assert amina.send().sent == 1


def test_what_may_have_arrived_is_not_settled(agreement: Agreement, both: tuple[Officer, Officer]) -> None:
    amina, helen = both
    helen.writes(titled("Stone"))
    helen.send()
    amina.writes(titled("Bricks"))
    amina.read()
    (entry,) = amina.file.outbox(amina.uuid)
    amina.file.begin_attempt(entry.uuid)

    with pytest.raises(CaseFileError, match="sent again first"):
        settle(amina.file, amina.uuid, Side.THEIRS)
    assert len(amina.conflicts()) == 1


def test_a_field_without_a_word_and_a_choice_that_lacks_something_settle_nothing(both: tuple[Officer, Officer]) -> None:
    amina, helen = both
    helen.writes(titled("Stone"))
    helen.send()
    amina.writes(titled("Bricks"))
    amina.send()
    (conflicts,) = by_record(amina.file.conflicts(amina.uuid)).values()

    with pytest.raises(CaseFileError, match="nothing was said of title"):
        amina.file.settle_conflicts(amina.uuid, [Settling(conflicts, {})])
    assert len(amina.conflicts()) == 1


def test_the_trail_has_every_field_with_its_three_values_and_the_choice(both: tuple[Officer, Officer]) -> None:
    amina, helen = both
    helen.writes(titled("Stone"))
    helen.send()
    amina.writes(titled("Bricks"))
    amina.send()
    settle(amina.file, amina.uuid, Side.MINE)

    (entry,) = [each for each in amina.file.history(amina.uuid) if each.verb == "conflict settled"]
    assert dict(entry.before) == {"field": "title", "base": "Materials", "mine": "Bricks", "theirs": "Stone"}
    assert dict(entry.after) == {"choice": "mine", "value": "Bricks"}
    assert entry.officer == "Amina Yusuf"


@pytest.mark.parametrize("side", [Side.MINE, Side.THEIRS])
def test_while_a_submission_waits_here_a_conflict_is_settled_all_the_same(
    agreement: Agreement, both: tuple[Officer, Officer], side: Side
) -> None:
    amina, helen = both
    helen.writes(titled("Stone"))
    helen.send()
    amina.writes(titled("Bricks"))
    submitted = Recommendation("granted", "It complies.", state=RecommendationState.SUBMITTED)
    name = amina.file.keep_casework(amina.uuid, submitted)
    with amina.file._act() as act:
        put_in_outbox(act, amina.uuid, ("recommendation", name), SUBMIT, {})
    amina.read()

    settle(amina.file, amina.uuid, side)

    assert amina.conflicts() == []
    assert amina.kept(Condition).record == titled("Bricks" if side is Side.MINE else "Stone")


def test_once_the_reviewer_has_it_a_conflict_can_not_be_settled_with_words_of_one_s_own(
    agreement: Agreement, both: tuple[Officer, Officer]
) -> None:
    amina, helen = both
    helen.writes(titled("Stone"))
    helen.send()
    amina.writes(titled("Bricks"))
    amina.file.keep_casework(amina.uuid, Recommendation("granted", "It complies.", state=RecommendationState.SUBMITTED))
    amina.read()

    with pytest.raises(CaseFileError, match="withdraw it under Decide"):
        settle(amina.file, amina.uuid, Side.MINE)
    assert len(amina.conflicts()) == 1
