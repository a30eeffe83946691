"""The register's entry for an application: ODP's postSubmissionPublishedApplication, redacted, with what is left out and why.

Source: the Open Digital Planning schemas and their rule that an application becomes public when it is valid. What the schema has no word
for is left out and said, never bent into another word.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timezone
from typing import Any

from ...domain.application_facts import ApplicationFacts
from ...domain.case import Case
from ...domain.casework.neighbour_record import NeighbourRecord
from ...domain.casework.posted_notice import PostedNotice
from ...domain.casework.press_notice import PressNotice
from ...domain.errors import RedlineError
from ...domain.moments import moment_of
from ...domain.plain_days import plain_day
from ...domain.plain_figures import counted, money_words
from ...domain.representation import Representation, RepresentationKind
from ...domain.status import NOT_PUBLIC, status_words
from ...rules.open_periods import public_periods
from ...rules.recommending import recommendation_of
from ...rules.valid_from import valid_from
from ..case_rules import rules_of_case
from .redaction import redacted_text
from .required import lacking_places
from .schema_check import SchemaCheck
from .submission import NOT_PUBLISHED, published_submission, type_of

SCHEMA = "https://theopensystemslab.github.io/digital-planning-data-schemas/@next/schemas/postSubmissionPublishedApplication.json"
_DECISIONS = {"granted": "granted", "refused": "refused"}
_NOT_REQUIRED = "not_required"
_NO_EXEMPTION = {"disability": False, "resubmission": False}
_NO_REDUCTION = {"alternative": False, "parishCouncil": False, "sports": False}
_SENTIMENTS = frozenset({"supportive", "neutral", "objection"})


@dataclass(frozen=True)
class RegisterEntry:
    """``document`` is the JSON that becomes public; ``left_out`` says in sentences what does not, and why, and what to know of what does.

    ``faults`` say why it is not valid by its schema: such an entry is shown and never written.
    """

    document: dict[str, Any]
    left_out: tuple[str, ...]
    faults: tuple[str, ...] = field(default=())


def register_entry(
    case: Case,
    submission: Mapping[str, Any],
    *,
    facts: ApplicationFacts,
    organisation: str,
    authority: str,
    now: datetime,
    fee: float | None = None,
    schema: SchemaCheck | None = None,
) -> RegisterEntry:
    """What becomes public of a case. ``submission`` is the back office's answer, ``organisation`` the authority's code ("SWK").

    ``fee`` is the one that the tables reckon, in pounds, for a back office that hides what was paid; None where it is not known.
    ``schema`` is what the entry is held to; without it to what every type of application needs.
    RedlineError where the application is not public, or something is missing without which there is no entry.
    """
    _refuse(case, submission, organisation)
    left_out: list[str] = [*_ALWAYS_LEFT_OUT]
    valid = _validity(case, facts, left_out)
    kind = type_of(submission)
    submitted = _submitted(case, submission)
    data: dict[str, Any] = {
        "application": _application(case, facts, valid, now.date()),
        "localPlanningAuthority": {"publicCommentsAcceptedUntilDecision": False},
        "submission": {"submittedAt": submitted},
        "validation": {"receivedAt": _day(case.row.received_on or valid), "validatedAt": _day(valid), "isValid": True},
        "caseOfficer": {"name": case.row.officer or authority or NOT_PUBLISHED},
    }
    assessment = _assessment(case, kind, left_out)
    if assessment:
        data["assessment"] = assessment
    consultation = _consultation(case, facts, now.date())
    if consultation:
        data["consultation"] = consultation
    comments = _comments(case, left_out)
    submission_shown = published_submission(submission)
    _fee(submission_shown["data"]["application"], fee, facts.fee_paid, left_out)
    document = {
        "applicationType": kind,
        "data": data,
        **({"comments": comments} if comments else {}),
        "submission": submission_shown,
        "metadata": {
            "organisation": organisation[:4],
            "id": str(uuid.uuid5(uuid.NAMESPACE_URL, f"{case.source}/{case.row.back_office_id or case.reference}")),
            "submittedAt": submitted,
            "generatedAt": _moment(now),
            "schema": SCHEMA,
        },
    }
    if schema is None:
        left_out.append(
            "Its whole schema: the authority's profile names no copy (register, schema), so it was held to what every type needs."
        )
        return RegisterEntry(document, tuple(left_out), tuple(map(_fault, lacking_places(document))))
    return RegisterEntry(document, tuple(left_out), tuple(fault.sentence for fault in schema.faults(document)))


_ALWAYS_LEFT_OUT = (
    "Contact details of applicant and agent, owners, questions and answers of the form: they are personal.",
    "Files: the back office does not say which of them are redacted.",
)


def _refuse(case: Case, submission: Mapping[str, Any], organisation: str) -> None:
    if case.status in NOT_PUBLIC:
        raise RedlineError(f"The application is {status_words(case.status)}: it becomes public once it is valid.")
    if not organisation:
        raise RedlineError("The authority's code is missing (SWK, say): name it in the profile, under authority, organisation.")
    if not type_of(submission) or not isinstance(submission.get("data"), Mapping):
        raise RedlineError(
            "The submission of this application was not read, and the register shows it. Open the case with the back office in reach."
        )


def _application(case: Case, facts: ApplicationFacts, valid: date, on: date) -> dict[str, Any]:
    stage, status = "assessment", "undetermined"
    if case.status in ("determined", "withdrawn"):
        status = case.status
    elif any(period.day >= on for period in public_periods(case, facts, rules_of_case(case, facts, on))):
        stage = "consultation"
    told = {"reference": case.full_reference or case.reference, "stage": stage, "status": status}
    return {**told, "publishedAt": _day(case.published_on or valid)}


def _validity(case: Case, facts: ApplicationFacts, left_out: list[str]) -> date:
    """The day from which the statute's period runs: the first that the back office told, or the one that an officer told here.

    Source: SI 2015/595, articles 11 and 34 (2). A back office that moves its own day after an amendment does not move this one.
    """
    told = case.row.valid_on
    valid = facts.valid_on or told
    if valid is None or told is None:
        raise RedlineError("Nobody has told the day on which the application became valid, and it is public from that day on. Update it.")
    if valid != told:
        left_out.append(
            f"The day of validity that the back office has now, {plain_day(told)}: {plain_day(valid)} stands there, from which the "
            "statute's period runs."
        )
    try:
        arrived = valid_from(case.row.received_on, case.validation_requests)
    except RedlineError:  # a year whose bank holidays are not known
        arrived = None
    if arrived is not None and arrived.day not in (valid, told):
        left_out.append(
            f"{arrived.because} on {plain_day(arrived.day)}, and {plain_day(valid)} stands there as the day of validity: if that is wrong, "
            "tell it under Dates."
        )
    return valid


def _consultation(case: Case, facts: ApplicationFacts, on: date) -> dict[str, Any]:
    """From when to when the public can comment, where a beginning is known."""
    records = [kept.record for kept in case.casework]
    notices = [record.displayed_on for record in records if isinstance(record, PostedNotice)]
    letters = [record.sent_on for record in records if isinstance(record, NeighbourRecord)]
    adverts = [record.published_on for record in records if isinstance(record, PressNotice) and record.required]
    begun = [day for day in (*notices, *letters, *adverts) if day is not None]
    ends = [period.day for period in public_periods(case, facts, rules_of_case(case, facts, on))]
    if not begun or not ends:
        return {}
    return {"startDate": min(begun).isoformat(), "endDate": max(ends).isoformat(), "siteNotice": bool(notices)}


def _fault(place: str) -> str:
    return f"The schema asks for “{place}”, and neither the back office nor the case file has it."


def _assessment(case: Case, kind: str, left_out: list[str]) -> dict[str, Any]:
    if case.row.expiry_date is None:
        left_out.append("Dates and decision of the assessment: the back office tells no expiry date, without which the schema takes none.")
        return {}
    told: dict[str, Any] = {"expiryDate": case.row.expiry_date.isoformat()}
    if case.determined_on is None or not case.row.decision:
        left_out.append("The recommendation: it is not public before the decision.")
        return told
    word = _DECISIONS.get(case.row.decision) or ("granted" if case.row.decision == _NOT_REQUIRED and kind.startswith("pa.") else "")
    if not word:
        left_out.append(f"The decision “{case.row.decision}”: the register's schema has no word for it but granted and refused.")
        return told
    who = "committee" if recommendation_of(case).committee else "planningOfficer"
    told[f"{who}Decision"] = word
    told[f"{who}DecisionDate"] = case.determined_on.isoformat()
    if kind.startswith("pa."):
        told["priorApprovalRequired"] = case.row.decision != _NOT_REQUIRED
    return told


def _fee(application: dict[str, Any], reckoned: float | None, paid: float | None, left_out: list[str]) -> None:
    """The schema asks for a fee; where the back office hides it, what is known to be paid or that of the tables stands there."""
    if isinstance(application.get("fee"), dict):
        return
    application.pop("fee", None)
    if paid is not None:
        due = paid if reckoned is None else reckoned
        application["fee"] = {"calculated": due, "payable": paid, "exemption": _NO_EXEMPTION, "reduction": _NO_REDUCTION}
        left_out.append("Exemptions and reductions of the fee: the back office hides them; what was paid stands there.")
        return
    if reckoned is None:
        left_out.append(
            "The fee, which the schema asks for: the back office hides it, and the tables can't reckon it. Tell what they lack under Dates."
        )
        return
    application["fee"] = {"calculated": reckoned, "payable": reckoned, "exemption": _NO_EXEMPTION, "reduction": _NO_REDUCTION}
    hidden = "what was paid is hidden by the back office"
    left_out.append(
        f"The fee that was paid: {hidden}; {money_words(reckoned)} by the tables stands there, before exemptions and reductions."
    )


def _comments(case: Case, left_out: list[str]) -> dict[str, Any]:
    """What neighbours and others said, as the back office has published it; without names."""
    said = [each for each in case.representations if not each.gone]
    public = [each for each in said if each.kind is not RepresentationKind.CONSULTEE]
    known = [each for each in public if each.sentiment in _SENTIMENTS and each.text.strip()]
    if len(known) < len(public):
        left_out.append(f"{counted(len(public) - len(known), 'comment')} whose stance or words the back office does not tell.")
    consultees = len(said) - len(public)
    if consultees:
        words = "the back office does not tell how many were consulted, which the schema asks for"
        left_out.append(f"{counted(consultees, 'comment')} of consultees: {words}.")
    if not known:
        return {}
    left_out.append("Names and addresses of those who commented.")
    count = Counter(each.sentiment for each in known)
    summary = {"totalComments": len(known), "sentiment": {name: count[name] for name in sorted(_SENTIMENTS)}}
    return {"public": {"summary": summary, "comments": list(_public(known))}}


def _public(said: list[Representation]) -> Iterator[dict[str, Any]]:
    for number, each in enumerate(said, start=1):
        received = moment_of(each.received_at)
        yield {
            "id": str(number),
            "sentiment": each.sentiment,
            "commentRedacted": redacted_text(each.text, {part.strip() for part in (each.author, each.address) if len(part.strip()) > 3}),
            "author": {"name": {"singleLine": NOT_PUBLISHED}},
            "metadata": {"submittedAt": _moment(received)} if received is not None else {},
        }


def _submitted(case: Case, submission: Mapping[str, Any]) -> str:
    metadata = submission.get("metadata")
    told = moment_of(str(metadata.get("submittedAt") or "")) if isinstance(metadata, Mapping) else None
    return _moment(told) if told is not None else _day(case.row.received_on or case.row.valid_on)


def _day(day: date | None) -> str:
    """The beginning of a day, as the schema writes moments."""
    return f"{day.isoformat()}T00:00:00Z" if day is not None else ""


def _moment(moment: datetime) -> str:
    return moment.astimezone(timezone.utc).replace(microsecond=0).isoformat().replace("+00:00", "Z")
