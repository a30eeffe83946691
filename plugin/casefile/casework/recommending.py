"""The assessor's recommendation: kept as a draft, submitted for review, withdrawn again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ...domain.case import Case
from ...domain.case_facts import facts_of_case
from ...domain.casework.kept_record import KeptRecord
from ...domain.casework.recommendation import Recommendation, RecommendationState
from ...domain.outbox_entry import OutboxState
from ...domain.outbox_verbs import RECOMMEND, SUBMIT, WITHDRAW_RECOMMENDATION, verb_words
from ...domain.status import is_closed, status_words
from ...reports.case_rules import rules_of_case
from ...rules.decisions import decision
from ...rules.recommending import blocking, hindrances, warnings
from ..errors import NotRecommended
from ..outbox.outbox import move, outbox_of, put_in_outbox
from ..trail.act import Act
from ..whole_case import application_row, case_name, whole_case
from .casework import keep_casework
from .sending_casework import send_casework

RECOMMENDATION = "recommendation"
_WITH_REVIEWER = "The recommendation is submitted. Withdraw it to change it."
_ACCEPTED = "The recommendation was reviewed and accepted. Withdraw it to change it."
_ON_THE_WAY = "This may have reached the back office: it is sent again first. Withdraw it once that is known."


def keep_recommendation(act: Act, application_uuid: str, draft: Recommendation, seen: int) -> str:
    """Keep decision, comments, committee and the reason in spite of warnings of ``draft``; gives the record's uuid.

    ``seen`` is the revision that the officer saw, 0 where there was none. What a reviewer said stays beside it until it is submitted
    again. NotRecommended while it is with the reviewer, or was accepted.
    """
    case = whole_case(act.connection, application_uuid, act.on)
    _refuse_closed(case)
    kept = kept_recommendation(case)
    held = _held(kept)
    if held.state is not RecommendationState.DRAFT and not held.challenged:
        raise NotRecommended("state", _WITH_REVIEWER if held.state.is_with_reviewer else _ACCEPTED)
    record = replace(
        held,
        decision=draft.decision,
        public_comment=draft.public_comment,
        assessor_comment=draft.assessor_comment,
        committee=draft.committee,
        committee_reasons=draft.committee_reasons if draft.committee else (),
        in_spite=draft.in_spite,
        state=RecommendationState.DRAFT,
    )
    return keep_casework(act, application_uuid, record, seen=seen)


def submit_recommendation(act: Act, application_uuid: str, in_spite: str, seen: int) -> str:
    """Submit the kept draft: what has changed of the assessment goes first, then the recommendation, then that it is submitted.

    ``in_spite`` is the reason where something warns. NotRecommended names what blocks, or that the reason is missing; nothing is done then.
    Gives the uuid of the last entry of the outbox.
    """
    case = whole_case(act.connection, application_uuid, act.on)
    _refuse_closed(case)
    facts = facts_of_case(case)
    rules = rules_of_case(case, facts, act.on)
    found = hindrances(case, facts, rules, act.on)
    blocks = blocking(found)
    if blocks:
        raise NotRecommended(blocks[0].code, " ".join(each.words for each in blocks))
    warned = tuple(each.words for each in warnings(found))
    held = _held(kept_recommendation(case))
    record = replace(
        held,
        decision=decision(held.decision, case.row.type_code, rules).code,
        state=RecommendationState.SUBMITTED,
        warned=warned,
        in_spite=in_spite.strip() if warned else "",
        submitted_by=act.officer_name,
        submitted_at=act.at,
        challenged=None,
        reviewer_comment="",
        reviewed_by="",
        reviewed_at="",
    )
    if warned and not record.in_spite:
        raise NotRecommended("in-spite", record.lacking)
    send_casework(act, application_uuid)
    name = keep_casework(act, application_uuid, record, seen=seen)
    _queue(act, application_uuid, name, RECOMMEND, _draft_data(record))
    told = {"warned": list(warned), "reason": act.trail.digest(application_uuid, record.in_spite)} if warned else {}
    return _queue(act, application_uuid, name, SUBMIT, {}, told)


def withdraw_recommendation(act: Act, application_uuid: str, seen: int) -> str:
    """Make a draft of a submitted recommendation again: at once where nobody has been told, else by the outbox, whose entry's uuid is
    given ("" without one). NotRecommended where there is nothing to withdraw, or where it may have reached the back office just now.
    """
    case = whole_case(act.connection, application_uuid, act.on)
    _refuse_closed(case)
    kept = kept_recommendation(case)
    held = _held(kept)
    if kept is None or held.state is RecommendationState.DRAFT:
        raise NotRecommended("state", "There is no submitted recommendation to withdraw.")
    waiting = [each for each in outbox_of(act.connection, application_uuid) if each.record_uuid == kept.uuid]
    if any(each.may_have_arrived for each in waiting):
        raise NotRecommended("state", _ON_THE_WAY)
    unsent = any(each.verb == SUBMIT for each in waiting)
    # A withdrawal that waits is of an earlier submission, which the back office still has
    for entry in (each for each in waiting if each.verb != WITHDRAW_RECOMMENDATION):
        move(act, entry.uuid, OutboxState.WITHDRAWN, f"withdrawn by {act.officer_name}")
    keep_casework(act, application_uuid, replace(held, state=RecommendationState.DRAFT, in_spite=""), seen=seen)
    if unsent:
        act.trail.add(application_uuid, verb_words(WITHDRAW_RECOMMENDATION), RECOMMENDATION, kept.uuid)
        return ""
    return _queue(act, application_uuid, kept.uuid, WITHDRAW_RECOMMENDATION, {})


def kept_recommendation(case: Case) -> KeptRecord | None:
    """The recommendation of a case with its revision, None where none is kept."""
    return next((kept for kept in case.casework if isinstance(kept.record, Recommendation)), None)


def _held(kept: KeptRecord | None) -> Recommendation:
    record = kept.record if kept is not None else None
    return record if isinstance(record, Recommendation) else Recommendation("", "")


def _draft_data(record: Recommendation) -> dict[str, Any]:
    return {
        "decision": record.decision,
        "public_comment": record.public_comment,
        "assessor_comment": record.assessor_comment,
        "committee": {"recommend": record.committee, "reasons": list(record.committee_reasons)},
    }


def _queue(act: Act, application_uuid: str, name: str, verb: str, data: Mapping[str, Any], told: Mapping[str, Any] | None = None) -> str:
    payload = {"case": case_name(application_row(act.connection, application_uuid)), "data": dict(data), "path": {}}
    outbox = put_in_outbox(act, application_uuid, (RECOMMENDATION, name), verb, payload)
    act.trail.add(application_uuid, verb_words(verb), RECOMMENDATION, name, after={**dict(told or {}), "outbox": outbox})
    return outbox


def _refuse_closed(case: Case) -> None:
    if is_closed(case.status):
        raise NotRecommended("state", f"The application is {status_words(case.status)}: nothing is recommended on it any more.")
