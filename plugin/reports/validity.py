"""Whether an application can be said to be valid or invalid now, what stands in the way, and what follows from the day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ..domain.application_facts import ApplicationFacts
from ..domain.case import Case
from ..domain.case_facts import facts_of_case
from ..domain.casework.drafted_request import DraftedRequest
from ..domain.moments import day_of
from ..domain.named_date import NamedDate
from ..domain.outbox_entry import OutboxEntry
from ..domain.outbox_verbs import ASK, INVALIDATE, REQUEST, VALIDATE
from ..domain.plain_days import plain_day
from ..domain.plain_figures import counted
from ..domain.plain_lists import listed
from ..domain.status import INVALIDATED, PENDING, is_closed, status_words
from ..domain.validation_request import ValidationRequest
from ..rules.clock import expiry
from ..rules.request_types import type_title
from ..rules.valid_from import ValidFrom, valid_from
from ..rules.validation import ValidationItem, faults, open_questions
from .case_dates import case_dates

_NOT_STARTED = "not_started"


@dataclass(frozen=True)
class Validity:
    """``not_valid`` says why the application can't be said to be valid, ``not_invalid`` why not invalid; "" where it can.

    ``warnings`` are what is left for the officer's judgement. ``suggested`` is the day from which it would be valid.
    """

    not_valid: str
    not_invalid: str
    warnings: tuple[str, ...]
    suggested: ValidFrom | None


def validity(case: Case, items: Sequence[ValidationItem]) -> Validity:
    """How a case stands, by BOPS's state machine and its requests. RedlineError for a year whose bank holidays are not known."""
    return Validity(
        not_valid=why_not_valid(case),
        not_invalid=why_not_invalid(case),
        warnings=tuple(_warnings(case, items)),
        suggested=valid_from(case.row.received_on, case.validation_requests),
    )


def why_not_valid(case: Case) -> str:
    """What stands in the way of "valid", as a sentence. Source: BOPS's state machine and what its validation page asks for."""
    refusal = _refusal(case)
    if refusal:
        return refusal
    if case.status not in (_NOT_STARTED, INVALIDATED):
        first = facts_of_case(case).valid_on
        since = f" since {plain_day(first)}" if first is not None else ""
        return f"The application is {status_words(case.status)}: it has been valid{since}."
    if case.boundary is None or case.boundary.original is None:
        return "There is no red line. An application is valid only with a plan that shows the site: ask for one, or draw the line."
    waiting = _unanswered(case)
    if waiting:
        what = "is" if len(waiting) == 1 else "are"
        asked = f"{counted(len(waiting), 'request')} {what} not answered yet: {listed(waiting, 'and')}"
        return f"{asked}. Wait for the answer, or take it back under Validation, Requests."
    return ""


def why_not_invalid(case: Case) -> str:
    """What stands in the way of "invalid", as a sentence."""
    refusal = _refusal(case)
    if refusal:
        return refusal
    if case.status == INVALIDATED:
        return "The application is invalid already; what is asked now goes out at once."
    if case.status != _NOT_STARTED:
        return f"The application is {status_words(case.status)}: only one that has not been valid yet can be made invalid."
    if not _unanswered(case):
        return "Nothing is asked of the applicant: an invalid application needs a request that says what is wrong. Send the requests first."
    return ""


def decided_words(entry: OutboxEntry) -> str:
    """What an act in the outbox says, as a sentence."""
    data = entry.payload.get("data", {})
    if entry.verb == VALIDATE:
        day = day_of(str(data.get("valid_from", "")))
        return f"Valid from {plain_day(day)}." if day is not None else "Valid."
    if entry.verb == INVALIDATE:
        return "Invalid: all requests go to the applicant."
    return "The case is given to another officer." if data.get("officer_id") is not None else "The case is taken from its officer."


def expiry_from(case: Case, facts: ApplicationFacts, valid_on: date, on: date) -> NamedDate | None:
    """The date by which a decision would be due, were the application valid from a day; None where its type has no period."""
    return expiry(case_dates(case, replace(facts, valid_on=valid_on), on))


def _refusal(case: Case) -> str:
    if case.row.gone:
        return "The back office no longer has this case."
    if case.status == PENDING:
        return "The application has not been taken in yet."
    if is_closed(case.status):
        return f"The application is {status_words(case.status)}."
    if any(each.verb in (VALIDATE, INVALIDATE) for each in case.outbox):
        return "It was decided here, and waits for the back office."
    return ""


def _unanswered(case: Case) -> list[str]:
    """The titles of what was asked and not answered, whether the back office has it or it is on its way."""
    theirs = [each for each in case.validation_requests if _is_unanswered(each)]
    going = [each for each in case.outbox if each.verb in (REQUEST, ASK) and each.state.is_open]
    return [
        *(_title(each.type) for each in theirs),
        *(_title(str(each.payload.get("data", {}).get("type", ""))) if each.verb == REQUEST else "red line change" for each in going),
    ]


def _title(kind: str) -> str:
    return type_title(kind).lower()


def _is_unanswered(request: ValidationRequest) -> bool:
    return request.state in ("pending", "open") and not request.gone


def _warnings(case: Case, items: Sequence[ValidationItem]) -> Iterator[str]:
    wrong, still_open = len(faults(items)), len(open_questions(items))
    drafts = sum(isinstance(each.record, DraftedRequest) and not each.record.outbox for each in case.casework)
    if wrong:
        yield f"{counted(wrong, 'fault')} in the list of questions."
    if still_open:
        yield f"{counted(still_open, 'question')} without an answer."
    if drafts:
        yield f"{counted(drafts, 'request')} drafted and not sent."
