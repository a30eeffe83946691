"""A draft with what was resolved instead: kept in one act, submitted in one act, and taken back by who saw it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from plugin.casefile.casework.drafting import draft_seen, kept_resolution, review_draft, words_aside
from plugin.casefile.errors import CaseFileBusy, NotRecommended, WordsPutAside
from plugin.domain.casework.recommendation import Recommendation, RecommendationState
from plugin.domain.casework.resolution import Resolution
from plugin.domain.casework.words_aside import WordsAside
from plugin.domain.casework.written_draft import DraftSeen, WrittenDraft
from plugin.rules.recommending import resolution_of
from tests.unit.casefile.examples import finding, screening
from tests.unit.casefile.recommended import GRANT, HELEN, codes, held, ready, record_screening


@pytest.fixture
def uuid(case_file):
    return ready(case_file)


def test_a_draft_is_kept_and_submitted_in_one_act_or_not_at_all(case_file, uuid):
    with pytest.raises(NotRecommended, match="public"):
        case_file.submit_draft(uuid, WrittenDraft(replace(GRANT, public_comment="")), "", DraftSeen())
    assert case_file.case(uuid).casework == ()

    case_file.submit_draft(uuid, WrittenDraft(GRANT), "", DraftSeen())
    assert held(case_file.case(uuid))[0].state is RecommendationState.SUBMITTED


def test_case_43_a_resolution_is_taken_away_by_who_saw_it_alone(case_file, uuid):
    nothing = WrittenDraft(Recommendation("", ""))
    resolution = Resolution("resolved-to-refuse", date(2026, 11, 20), "Planning Committee")
    seen = case_file.keep_draft(uuid, WrittenDraft(Recommendation("", ""), resolution), DraftSeen())
    assert seen == DraftSeen(1, 1)

    assert case_file.keep_draft(uuid, nothing, DraftSeen(1, 0)) == seen, "another window's resolution stays"
    assert case_file.keep_draft(uuid, nothing, seen) == DraftSeen(1, 0)


@pytest.mark.parametrize(
    ("resolution", "sentence"),
    [
        (Resolution("", date(2026, 11, 20), "Planning Committee"), "what was resolved"),
        (Resolution("to-refuse", date(2026, 11, 20), " "), "who resolved it"),
    ],
)
def test_what_a_resolution_lacks_is_refused_on_submission_with_what_to_do(case_file, uuid, resolution, sentence):
    with pytest.raises(NotRecommended, match=sentence):
        case_file.submit_draft(uuid, WrittenDraft(GRANT, resolution), "", DraftSeen())
    assert case_file.case(uuid).casework == ()


def test_a_resolution_is_kept_while_it_is_written_and_counts_for_nothing_until_it_is_finished(case_file, uuid):
    unfinished = Resolution("to-refuse", date(2026, 11, 20), "", ("A deed",))
    with pytest.raises(NotRecommended, match="Say who resolved it"):
        case_file.submit_draft(uuid, WrittenDraft(GRANT, unfinished), "", DraftSeen())

    seen = case_file.keep_draft(uuid, WrittenDraft(Recommendation("", ""), unfinished), DraftSeen())
    assert kept_resolution(case_file.case(uuid)) == unfinished
    assert resolution_of(case_file.case(uuid)) is None
    assert "resolution" not in codes(case_file, uuid)

    case_file.keep_draft(uuid, WrittenDraft(Recommendation("", ""), replace(unfinished, body="Committee")), seen)
    assert resolution_of(case_file.case(uuid)) == replace(unfinished, body="Committee")


def test_words_that_a_case_does_not_take_are_put_aside_once_for_their_officer_alone(case_file, uuid):
    case_file.keep_recommendation(uuid, Recommendation("granted", "Theirs."))
    unfinished = Resolution("to-refuse", date(2026, 11, 20), "")
    mine = WrittenDraft(Recommendation("", "Mine."), unfinished)

    with pytest.raises(WordsPutAside, match="changed in another window") as first:
        case_file.keep_draft_or_put_aside(uuid, mine, DraftSeen())
    longer = mine._replace(recommendation=replace(mine.recommendation, public_comment="Mine, and more."))
    with pytest.raises(WordsPutAside) as second:
        case_file.keep_draft_or_put_aside(uuid, longer, first.value.seen)

    case = case_file.case(uuid)
    assert held(case)[0].public_comment == "Theirs."
    assert [kept.record for kept in case.casework if isinstance(kept.record, WordsAside)] == [WordsAside(*longer, 0, 0)]
    assert words_aside(case, "Somebody Else") is None
    waiting = words_aside(case, case_file.identity.name)
    assert waiting is not None
    assert (waiting.uuid, waiting.revision) == (second.value.seen.aside, 2)


def test_two_windows_put_their_words_aside_beside_each_other(case_file, uuid):
    case_file.keep_recommendation(uuid, Recommendation("granted", "Theirs."))
    for words in ("Of one window.", "Of the other."):
        with pytest.raises(WordsPutAside):
            case_file.keep_draft_or_put_aside(uuid, WrittenDraft(Recommendation("", words)), DraftSeen())

    aside = [kept.record for kept in case_file.case(uuid).casework if isinstance(kept.record, WordsAside)]
    assert [each.recommendation.public_comment for each in aside] == ["Of one window.", "Of the other."]


@pytest.mark.parametrize("kept", [True, False])
def test_words_put_aside_go_where_their_officer_keeps_them_or_gives_them_up_and_the_trail_has_them(case_file, uuid, kept):
    case_file.keep_recommendation(uuid, Recommendation("granted", "Theirs."))
    mine = WrittenDraft(Recommendation("", "Mine."))
    with pytest.raises(WordsPutAside) as refused:
        case_file.keep_draft_or_put_aside(uuid, mine, DraftSeen())

    now = draft_seen(case_file.case(uuid))._replace(aside=refused.value.seen.aside, aside_revision=1)
    seen = case_file.keep_draft_or_put_aside(uuid, mine, now) if kept else case_file.drop_aside(uuid, now)

    assert seen == (DraftSeen(2) if kept else DraftSeen(1))
    assert held(case_file.case(uuid))[0].public_comment == ("Mine." if kept else "Theirs.")
    assert words_aside(case_file.case(uuid), case_file.identity.name) is None
    assert any("Mine." in str(entry.before) for entry in case_file.history(uuid))


def test_where_the_file_can_t_be_written_that_is_said_and_nothing_is_put_aside(case_file, uuid, monkeypatch):
    def busy(*_arguments):
        raise CaseFileBusy("It is being written.")

    monkeypatch.setattr(type(case_file), "_act", busy)
    with pytest.raises(CaseFileBusy):
        case_file.keep_draft_or_put_aside(uuid, WrittenDraft(GRANT), DraftSeen())


def test_the_reason_in_spite_of_warnings_is_kept_with_the_draft_and_asked_anew_after_a_withdrawal(case_file, uuid):
    record_screening(case_file, uuid, screening(finding(number=7)))
    case_file.keep_recommendation(uuid, replace(GRANT, in_spite="Checked on paper."))
    assert held(case_file.case(uuid))[0].in_spite == "Checked on paper."

    case_file.submit_recommendation(uuid, "Checked on paper.", seen=1)
    case_file.withdraw_recommendation(uuid, seen=2)
    assert held(case_file.case(uuid))[0].in_spite == ""


def test_what_a_reviewer_writes_waits_for_the_reviewer_alone_until_the_review(case_file, uuid):
    case_file.submit_draft(uuid, WrittenDraft(GRANT), "", DraftSeen())
    case_file.identity = HELEN
    case_file.keep_review_draft(uuid, "The light to number 4")
    case_file.keep_review_draft(uuid, "The light to number 4 is not addressed.")

    assert review_draft(case_file.case(uuid), "Helen Marsh") == "The light to number 4 is not addressed."
    assert review_draft(case_file.case(uuid), "Somebody Else") == ""
    assert held(case_file.case(uuid))[0].reviewer_comment == "", "the assessor reads it once it is said"

    case_file.review_recommendation(uuid, "The light to number 4 is not addressed.", challenged=True, seen=2)
    assert review_draft(case_file.case(uuid), "Helen Marsh") == ""
