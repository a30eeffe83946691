"""A case: an application as it was pulled, as the case file holds it, and as a line of the list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from .application import Address, Application, Designation
from .asked_request import AskedRequest
from .boundary_version import BoundaryVersion, LineKind
from .casework.kept_record import KeptRecord
from .conflict import Conflict
from .constraint_answer import ConstraintAnswer
from .contact import Contact
from .document import Document
from .finding import Screening
from .judged_request import JudgedRequest
from .next_date import NextDate, NextDateKind
from .outbox_entry import OutboxEntry
from .reading import SiteReading
from .recorded_reply import RecordedReply
from .representation import Representation
from .settlement import Settlement
from .told_fact import FactSource, ToldFact
from .validation_request import ValidationRequest

#: What the answer of a submission is called among the raw ones.
SUBMISSION_KIND = "submission"


@dataclass(frozen=True)
class PulledCase:
    """One application as a back office told it.

    ``back_office_id`` does not change (BOPS's integer, as text), ``reference`` may; one of the two may be empty. ``silent`` names the
    fields of this class about which the answer said nothing (BOPS's list has no expiry date): what the case file holds then stands.
    None in the tuples below means the same: not asked. An empty tuple means: asked, there are none. ``status`` is the back office's word,
    ``appeal`` its sentence on an appeal. ``base_version`` is the ETag, where one came. ``raw`` holds the answers as they came, by kind
    ("list", "search", "show"); texts are kept for opened cases only, of the others a digest. ``published_documents`` are those that an
    answer lists because they are published, in outline (no file names): there may be others, so it takes none away that was read in full.
    ``completing`` names the records ("validation_requests") that were never asked for until now: what comes is no change of the case.
    """

    back_office_id: str
    reference: str
    full_reference: str = ""
    alternative_reference: str = ""
    type_code: str = ""
    type_description: str = ""
    description: str = ""
    status: str = ""
    appeal: str = ""
    decision: str = ""
    officer: str = ""
    work_status: str = ""
    organisation: str = ""
    web_page: str = ""
    address: Address = field(default_factory=Address)
    received_on: date | None = None
    valid_on: date | None = None
    published_on: date | None = None
    target_date: date | None = None
    expiry_date: date | None = None
    consultation_end: date | None = None
    determined_on: date | None = None
    shown_constraints: tuple[str, ...] = field(default=())
    site: SiteReading | None = None
    designations: tuple[Designation, ...] | None = None
    documents: tuple[Document, ...] | None = None
    published_documents: tuple[Document, ...] | None = None
    validation_requests: tuple[ValidationRequest, ...] | None = None
    representations: tuple[Representation, ...] | None = None
    contacts: tuple[Contact, ...] | None = None
    base_version: str = ""
    raw: Mapping[str, str] = field(default_factory=dict)
    silent: frozenset[str] = field(default=frozenset())
    completing: frozenset[str] = field(default=frozenset())


@dataclass(frozen=True)
class PulledDetails:
    """What is read of one case when it is opened; None means: not asked, and so does a source that is not among those of ``facts``."""

    documents: tuple[Document, ...] | None = None
    validation_requests: tuple[ValidationRequest, ...] | None = None
    representations: tuple[Representation, ...] | None = None
    designations: tuple[Designation, ...] | None = None
    contacts: tuple[Contact, ...] | None = None
    facts: Mapping[FactSource, tuple[ToldFact, ...]] = field(default_factory=dict)
    raw: Mapping[str, str] = field(default_factory=dict)


class KnownCase(NamedTuple):
    """What a pull needs to know of a case that is in the file: its names, when it was last seen, what its answers hashed to.

    ``original_sha256`` is that of the original text of the red line in force, "" without one; ``raw_sha256`` by kind of answer.
    """

    uuid: str
    back_office_id: str
    reference: str
    status: str
    seen_at: str
    gone: bool
    opened: bool
    original_sha256: str
    raw_sha256: Mapping[str, str]


class CaseRow(NamedTuple):
    """One line of the list of cases.

    The four counts are of the current red line; the last three are None while it has not been screened, and the errors are then those of
    the line alone: screening adds what only the constraint data can tell. ``screened_at``, ``data_as_of``
    (the oldest constraint data that was used) and ``seen_at`` (when the back office last confirmed the case) are ISO 8601 in UTC or "".
    ``changed_fields`` are what changed since the officer last looked; a new case has "new" there.
    """

    uuid: str
    back_office_id: str
    reference: str
    address: str
    description: str
    status: str
    type_code: str
    type_description: str
    officer: str
    decision: str
    appeal: str
    received_on: date | None
    valid_on: date | None
    target_date: date | None
    expiry_date: date | None
    consultation_end: date | None
    reply_due: date | None
    next_date: NextDate | None
    red_line_errors: int
    overlaps: int | None
    touches: int | None
    not_checked: int | None
    screened_at: str
    data_as_of: str
    seen_at: str
    gone: bool
    opened: bool
    changed: bool
    changed_fields: tuple[str, ...]
    waiting: int
    conflicts: int


@dataclass(frozen=True)
class CaseQuery:
    """Which cases to list; what is left empty does not restrict.

    Every word of ``text`` must be in the reference (an earlier one too), the address or the description. ``next_until`` keeps cases whose
    next date is on or before that day. ``closed``, ``gone`` and ``pending`` cases are left out unless asked for.
    """

    text: str = ""
    statuses: frozenset[str] = field(default=frozenset())
    types: frozenset[str] = field(default=frozenset())
    officers: frozenset[str] = field(default=frozenset())
    next_kinds: frozenset[NextDateKind] = field(default=frozenset())
    next_until: date | None = None
    changed_only: bool = False
    unscreened_only: bool = False
    conflicts_only: bool = False
    waiting_only: bool = False
    closed: bool = False
    gone: bool = False
    pending: bool = False
    source: str = ""
    limit: int | None = None


@dataclass(frozen=True)
class CaseChoices:
    """What there is to filter by, each with the number of cases that are not gone."""

    statuses: Mapping[str, int]
    types: Mapping[str, int]
    officers: Mapping[str, int]


class ScreenedBefore(NamedTuple):
    """What was found for an earlier version of the red line: never to be shown as what is found for this one."""

    number: int
    screening: Screening


@dataclass(frozen=True)
class Case:
    """Everything that the case file holds of one application.

    ``boundary`` is the current red line's version, ``screening`` the latest one of that version. ``designations`` are what the applicant
    was told (None: the submission was not read), ``shown_constraints`` what the back office shows. ``details_at`` is when documents,
    requests and representations were last read, "" if never. ``judged_requests`` are those for another red line, ours and the back
    office's joined, oldest first. ``shown_version_uuid`` is the version that the back office has in force, "" where it is none of these: it
    may be another than the line in force here. ``screened_before`` is there while the line in force has no screening and an earlier has.
    ``answers`` are what officers answered to constraints and datasets, those for all cases of the authority among them.
    """

    row: CaseRow
    source: str
    application: Application
    full_reference: str
    alternative_reference: str
    previous_references: tuple[str, ...]
    work_status: str
    web_page: str
    published_on: date | None
    determined_on: date | None
    shown_constraints: tuple[str, ...]
    designations: tuple[Designation, ...] | None
    boundary_versions: tuple[BoundaryVersion, ...]
    screening: Screening | None
    documents: tuple[Document, ...]
    validation_requests: tuple[ValidationRequest, ...]
    representations: tuple[Representation, ...]
    contacts: tuple[Contact, ...]
    conflicts: tuple[Conflict, ...]
    outbox: tuple[OutboxEntry, ...]
    details_at: str
    judged_requests: tuple[JudgedRequest, ...] = field(default=())
    replies: tuple[RecordedReply, ...] = field(default=())
    settlements: tuple[Settlement, ...] = field(default=())
    shown_version_uuid: str = ""
    screened_before: ScreenedBefore | None = None
    answers: tuple[ConstraintAnswer, ...] = field(default=())
    casework: tuple[KeptRecord, ...] = field(default=())

    @property
    def uuid(self) -> str:
        return self.row.uuid

    @property
    def reference(self) -> str:
        return self.row.reference

    @property
    def status(self) -> str:
        return self.row.status

    @property
    def next_date(self) -> NextDate | None:
        return self.row.next_date

    @property
    def asked_requests(self) -> tuple[AskedRequest, ...]:
        """Every request for another red line, whoever made it."""
        return tuple(each.request for each in self.judged_requests)

    @property
    def boundary(self) -> BoundaryVersion | None:
        """The red line in force."""
        return next((version for version in reversed(self.boundary_versions) if version.current), None)

    @property
    def blue_line(self) -> BoundaryVersion | None:
        """Other land of the same owner: the newest blue line, None where there is none or it was taken away."""
        newest = next((version for version in reversed(self.boundary_versions) if version.kind is LineKind.BLUE), None)
        return newest if newest is not None and newest.boundary is not None else None


@dataclass(frozen=True)
class CaseChange:
    """What a pull changed in one case, by field; "documents", "validation_requests", "representations" stand for what belongs to it."""

    uuid: str
    reference: str
    fields: tuple[str, ...]


@dataclass(frozen=True)
class TakeInReport:
    """What came of taking cases in. ``uuids`` has the case file's own name for every one of them, in the order in which they came.

    ``conflicts`` are the cases that have an act waiting in the outbox and were changed by the back office: nothing was overwritten.
    """

    uuids: tuple[str, ...]
    new: tuple[str, ...]
    changed: tuple[CaseChange, ...]
    unchanged: int
    reappeared: tuple[str, ...]
    conflicts: tuple[CaseChange, ...]
