"""Everything that is asked of an applicant in one list: drafts, what waits to be sent and why, and what the back office has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum

from ..domain.boundary_version import BoundaryOrigin, BoundaryVersion, LineKind
from ..domain.case import Case
from ..domain.casework.drafted_request import DraftedRequest
from ..domain.outbox_entry import OutboxEntry, OutboxState
from ..domain.outbox_verbs import CANCEL, CHANGE
from ..domain.plain_days import plain_day
from ..domain.request_outcome import Outcome
from ..domain.request_type import AttributeForm
from ..domain.validation_request import RED_LINE_CHANGE, ValidationRequest
from ..rules.request_outcome import request_outcome
from ..rules.request_types import missing_in, request_types, type_title
from ..rules.rules import Rules
from .sending_words import request_state_words, state_words

#: States in which the back office waits for something.
_ALIVE = frozenset({"pending", "open"})
#: A cancellation that is decided about again, or none.
_LEFT = (None, OutboxState.REFUSED, OutboxState.UNSUPPORTED)
#: Attributes that say in a few words what a request is about.
_SHORT = frozenset({AttributeForm.LINE, AttributeForm.DOCUMENT, AttributeForm.DAY})


class Place(Enum):
    """Where a request stands. LINE is a draft that goes out with a proposed red line."""

    DRAFT = "draft"
    LINE = "line"
    OUTBOX = "outbox"
    BACK_OFFICE = "back office"


@dataclass(frozen=True)
class ListedRequest:
    """One line of the list. ``state`` is in words, ``why`` what holds it up (""), ``draft`` and ``theirs`` what is known of it.

    ``key`` names it within the case; ``revision`` is that of the draft. ``ready`` says that a draft lacks nothing.
    ``cancelling`` is how far it is taken back, None where nobody does; ``changing`` the same of a change, and ``changed`` how it is to
    read then.
    """

    key: str
    revision: int
    place: Place
    title: str
    state: str
    why: str = ""
    draft: DraftedRequest | None = None
    theirs: ValidationRequest | None = None
    ready: bool = False
    cancelling: OutboxState | None = None
    changing: OutboxState | None = None
    changed: DraftedRequest | None = None

    @property
    def editable(self) -> bool:
        return self.place in (Place.DRAFT, Place.LINE)

    @property
    def is_unanswered(self) -> bool:
        """Whether the back office waits for something."""
        return self.theirs is not None and self.theirs.state in _ALIVE

    @property
    def can_be_cancelled(self) -> bool:
        """Whether it can be taken back from here: the back office waits for an answer, takes cancellations, and none is on its way."""
        taken = self.theirs is not None and bool(self.theirs.back_office_id)
        return taken and self.is_unanswered and self.cancelling in _LEFT and self.changing is not OutboxState.SENDING

    @property
    def can_be_changed(self) -> bool:
        """Whether it can be worded anew: the applicant does not have it yet, and it is no red line, which is proposed anew."""
        theirs = self.theirs
        waits = theirs is not None and theirs.state == "pending" and not theirs.is_red_line and theirs.type in request_types()
        return waits and self.can_be_cancelled

    @property
    def can_be_left(self) -> bool:
        """Whether what is to become of it can be called off: it is not on its way."""
        going = [state for state in (self.cancelling, self.changing) if state is not None]
        return bool(going) and OutboxState.SENDING not in going


def listed_requests(case: Case, rules: Rules) -> list[ListedRequest]:
    """Drafts in the order in which they were made, what waits in the outbox, then what the back office has, the newest first."""
    drafts = [(each.uuid, each.revision, each.record) for each in case.casework if isinstance(each.record, DraftedRequest)]
    entries = {each.uuid: each for each in case.outbox}
    there = sorted((each for each in case.validation_requests if not each.gone), key=lambda each: each.created_at, reverse=True)
    arrived = _arrived({uuid: draft for uuid, _, draft in drafts if draft.outbox and draft.outbox not in entries}, there)
    rows = [listed_draft(uuid, revision, draft, case) for uuid, revision, draft in drafts if not draft.outbox]
    rows += [
        _in_outbox(uuid, revision, draft, entries.get(draft.outbox))
        for uuid, revision, draft in drafts
        if draft.outbox and uuid not in arrived
    ]
    ours = {each.request.theirs.uuid: each.uuid for each in case.judged_requests if each.request.theirs is not None}
    cancelled, changed = ({each.record_uuid: each for each in case.outbox if each.verb == verb} for verb in (CANCEL, CHANGE))
    held = (_of_back_office(each, rules, cancelled.get(ours.get(each.uuid, each.uuid)), changed.get(each.uuid)) for each in there)
    return [*rows, *held]


def listed_draft(key: str, revision: int, draft: DraftedRequest, case: Case) -> ListedRequest:
    """A draft as it stands, kept or not."""
    if draft.type == RED_LINE_CHANGE:
        return ListedRequest(key, revision, Place.LINE, draft_title(draft), line_state(case), draft=draft)
    missing = missing_in(draft)
    why = next(iter(missing.values()), "")
    return ListedRequest(key, revision, Place.DRAFT, draft_title(draft), "not complete" if why else "draft", why, draft, ready=not why)


def draft_title(draft: DraftedRequest) -> str:
    """Such as: Replacement document: plan.pdf."""
    kind = request_types()[draft.type]
    about = next((draft.attributes.get(each.name, "") for each in kind.attributes if each.form in _SHORT), "").strip()
    return f"{kind.title}: {about}" if about else kind.title


def line_state(case: Case) -> str:
    """How far a change of the red line is: it goes out with a line of its own."""
    if any(each.outcome is None or each.outcome.outcome in (Outcome.OPEN, Outcome.PENDING) for each in case.judged_requests):
        return "asked with its line"
    version = proposed_line(case)
    return f"version {version.number} proposed" if version is not None else "needs a line"


def proposed_line(case: Case) -> BoundaryVersion | None:
    """The newest proposed red line that nobody was asked about and that is not in force; None without one."""
    asked = {each.version_uuid for each in case.judged_requests}
    return next(
        (
            each
            for each in reversed(case.boundary_versions)
            if each.kind is LineKind.RED and each.origin is BoundaryOrigin.PROPOSED and not each.current and each.uuid not in asked
        ),
        None,
    )


def line_to_send(case: Case, rows: Iterable[ListedRequest]) -> tuple[str, str] | None:
    """The proposed line that goes out with the others, and the reason that is drafted for it; None without one."""
    version = proposed_line(case)
    draft = next((row.draft for row in rows if row.place is Place.LINE), None)
    return (version.uuid, draft.reason) if version is not None and draft is not None else None


def requests_text(case: Case, drafts: Iterable[DraftedRequest]) -> str:
    """The requests as a text to send by hand: what is asked, under numbers, each with its reason and what it is about."""
    head = f"{case.reference}\n{case.application.address.text}".strip()
    parts = [f"{number}. {_body(draft)}" for number, draft in enumerate(drafts, start=1)]
    return "\n\n".join([head, "We ask for the following so that your application can be considered.", *parts]) + "\n"


def asked_words(request: ValidationRequest) -> Iterator[str]:
    """What was asked and answered, sentence by sentence."""
    kind = request_types().get(request.type)
    for attribute in kind.attributes if kind is not None else ():
        value = request.specific.get(attribute.name)
        if value:
            yield f"{attribute.title}: {value}"
    if request.reason:
        yield f"Reason: {request.reason}"
    for title, words in (
        ("The applicant said", request.response),
        ("Reason for no", request.rejection_reason),
        ("Cancelled", request.cancel_reason),
    ):
        if words:
            yield f"{title}: {words}"
    if request.state in _ALIVE and not request.back_office_id:
        yield "This back office takes no cancellation from Redline: cancel the request there if it is not needed."


def changed_words(row: ListedRequest) -> Iterator[str]:
    """How a request is to read by a change that waits, sentence by sentence; nothing where none does."""
    if row.changed is not None:
        yield "By the change it reads:"
        for attribute in request_types()[row.changed.type].attributes:
            yield f"{attribute.title}: {row.changed.attributes.get(attribute.name, '')}"
        if row.changed.reason:
            yield f"Reason: {row.changed.reason}"


def _body(draft: DraftedRequest) -> str:
    kind = request_types()[draft.type]
    more = [draft.attributes.get(each.name, "").strip() for each in kind.attributes if each.form not in _SHORT]
    return "\n".join(part for part in (draft_title(draft), draft.reason.strip(), *more) if part)


def _in_outbox(uuid: str, revision: int, draft: DraftedRequest, entry: OutboxEntry | None) -> ListedRequest:
    state = "sent" if entry is None else state_words(entry)
    why = entry.last_answer if entry is not None else ""
    return ListedRequest(uuid, revision, Place.OUTBOX, draft_title(draft), state, why, draft)


def _arrived(sent: Mapping[str, DraftedRequest], there: Iterable[ValidationRequest]) -> frozenset[str]:
    """Which of the drafts that were sent are among what the back office tells: by their words, else by their kind, as words are changed."""
    left = list(there)
    found: list[str] = []
    for same_words in (True, False):
        for uuid, draft in sent.items():
            match = next((each for each in left if each.type == draft.type and (not same_words or _reads_alike(each, draft))), None)
            if uuid not in found and match is not None:
                left.remove(match)
                found.append(uuid)
    return frozenset(found)


def _reads_alike(request: ValidationRequest, draft: DraftedRequest) -> bool:
    return request.reason.strip() == draft.reason.strip()


def _of_back_office(request: ValidationRequest, rules: Rules, cancel: OutboxEntry | None, change: OutboxEntry | None) -> ListedRequest:
    kind = request_types().get(request.type)
    found = (str(request.specific.get(each.name) or "") for each in (kind.attributes if kind else ()) if each.form in _SHORT)
    about = next(found, "")
    title = f"{type_title(request.type)}: {about}" if about else type_title(request.type)
    outcome = request_outcome(request, rules)
    state = "answered" if outcome.outcome is Outcome.UNANSWERED and request.response else outcome.words
    if outcome.outcome is Outcome.PENDING and not request.post_validation:
        state = "goes out with “invalid”"
    if request.is_open and request.response_due is not None:
        state = f"due {plain_day(request.response_due)}"
    listed = ListedRequest(request.key, 0, Place.BACK_OFFICE, title, state, theirs=request)
    if cancel is not None:
        return replace(listed, state=request_state_words(cancel), why=cancel.last_answer, cancelling=cancel.state)
    if change is not None:
        words = request_state_words(change)
        return replace(listed, state=words, why=change.last_answer, changing=change.state, changed=_worded(request.type, change))
    return listed


def _worded(kind: str, change: OutboxEntry) -> DraftedRequest:
    """How a request is to read by a change that waits."""
    data = change.payload.get("data", {})
    attributes = {str(name): str(value) for name, value in (data.get("specific_attributes") or {}).items()}
    return DraftedRequest(kind, str(data.get("reason") or ""), attributes)
