"""A recommendation is one statement: two officers who write on it are told, and nothing is submitted or reviewed unseen."""

from __future__ import annotations

from plugin.domain.casework.recommendation import Recommendation, RecommendationState
from plugin.domain.conflict import Choice, Side
from tests.unit.backoffice.agreement_bench import Agreement
from tests.unit.backoffice.casework_bench import settle, theirs
from tests.unit.backoffice.two_officers import Officer


def recommended(officer: Officer, decision: str, comment: str) -> None:
    held = [each for each in officer.file.case(officer.uuid).casework if isinstance(each.record, Recommendation)]
    officer.file.keep_recommendation(officer.uuid, Recommendation(decision, comment), held[0].revision if held else 0)


def submitted(officer: Officer) -> None:
    kept = officer.kept(Recommendation)
    officer.file.submit_recommendation(officer.uuid, "Everything was checked on paper.", seen=kept.revision)


def test_a_recommendation_is_one_statement_and_is_not_submitted_with_half_of_anothers(
    agreement: Agreement, amina: Officer, helen: Officer
) -> None:
    recommended(amina, "granted", "It complies.")
    path = f"{agreement.officer.path}/recommendation"
    agreement.officer.act(
        path, {"decision": "refused", "public_comment": "Too high."}, agreement.officer.tag(path), method="PUT", role="reviewer"
    )
    submitted(amina)
    assert len(amina.send().refused) == 1
    assert {each[1] for each in amina.conflicts()} >= {"decision", "public_comment"}
    assert agreement.case.status == "in_assessment"

    settle(amina.file, amina.uuid, Side.MINE)
    assert amina.send().refused == []
    recommendation = theirs(agreement, "recommendation")
    assert (recommendation["decision"], recommendation["public_comment"]) == ("granted", "It complies.")
    assert recommendation["status"] == RecommendationState.SUBMITTED.value


def test_a_recommendation_settled_otherwise_is_a_draft_and_submits_nothing(agreement: Agreement, amina: Officer) -> None:
    recommended(amina, "granted", "It complies.")
    path = f"{agreement.officer.path}/recommendation"
    agreement.officer.act(
        path, {"decision": "refused", "public_comment": "Too high."}, agreement.officer.tag(path), method="PUT", role="reviewer"
    )
    submitted(amina)
    amina.send()

    settle(amina.file, amina.uuid, Side.THEIRS, public_comment=Choice(Side.OTHER, "Too high by a metre."))
    held = amina.kept(Recommendation).record
    assert isinstance(held, Recommendation)
    assert (held.state, held.decision, held.public_comment) == (RecommendationState.DRAFT, "refused", "Too high by a metre.")
    assert amina.file.outbox(amina.uuid) == []
    assert agreement.case.status == "in_assessment"


def test_a_review_of_words_that_have_changed_is_not_sent_unseen(agreement: Agreement, amina: Officer, helen: Officer) -> None:
    recommended(amina, "granted", "It complies.")
    submitted(amina)
    assert amina.send().refused == []
    helen.read()
    kept = helen.kept(Recommendation)
    amina.read()
    amina.file.withdraw_recommendation(amina.uuid, seen=amina.kept(Recommendation).revision)
    assert amina.send().refused == []
    amina.read()
    recommended(amina, "refused", "Too high.")
    submitted(amina)
    assert amina.send().refused == []
    helen.file.review_recommendation(helen.uuid, challenged=False, seen=kept.revision)

    assert len(helen.send().refused) == 1
    assert {each[1] for each in helen.conflicts()} >= {"decision", "public_comment", "state"}
    settle(helen.file, helen.uuid, Side.THEIRS)
    held = helen.kept(Recommendation).record
    assert isinstance(held, Recommendation)
    assert (held.state, held.decision) == (RecommendationState.SUBMITTED, "refused")
    assert helen.file.outbox(helen.uuid) == []
    assert agreement.officer.bench.data(agreement.officer.path)["status"] == "awaiting_determination"
