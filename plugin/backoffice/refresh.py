"""Reading one case again: a case that is opened is asked for before anybody relies on it."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from ..boundary.transformer import Transformer
from ..casefile.case_file import CaseFile
from ..domain.case import SUBMISSION_KIND, Case, PulledCase, PulledDetails
from ..domain.clock import Clock, today
from ..domain.told_fact import FactSource
from ..reports.adopted_unseen import is_in_force_unaccepted
from .audits import AUDITS_KIND, audits_of
from .bops import Bops, paged
from .capabilities import Capabilities
from .case_mapping import case_of_list, case_of_search, joined
from .detail_mapping import contacts_of, documents_of, facts_of_show, representations_of, requests_of, submission_of
from .endpoints import DOCUMENTS, REQUESTS_OF_CASE, SEARCH, SHOW, SUBMISSION
from .errand import Errand
from .errors import BackOfficeError, Trouble
from .known_capabilities import known_capabilities
from .page import Item, page_of
from .pull_requests import requests_of_case
from .question import Question, Told
from .read_back import ReadBack
from .site_mapping import site_of


@dataclass(frozen=True)
class Refreshed:
    """``changed`` are the fields that the back office had changed, as a CaseChange names them. ``notes`` are sentences on what could not be
    read; what the case file held of that stands.
    """

    changed: tuple[str, ...] = ()
    gone: bool = False
    notes: tuple[str, ...] = ()


def refresh_case(client: Bops, case_file: CaseFile, transformer: Transformer, clock: Clock, application_uuid: str) -> Refreshed:
    """Read a case and everything that belongs to it, and take it in. ``case_file`` must belong to the calling thread.

    Contacts are kept only of a case that was looked at. Raises BackOfficeError where the case is of another back office than the client's
    (whose case of the same number is another) or could not be read, and Cancelled: then nothing was changed.
    """
    held = case_file.case(application_uuid)
    asked = client.connection.source
    if held.source != asked:
        raise BackOfficeError(
            Trouble.ADDRESS,
            f"{held.reference or 'This case'} is from {held.source}; the settings now name {asked}. It was not read again: what is here "
            "stands. Put the address back in the settings to read it again.",
        )
    before, client.in_front = client.in_front, True
    try:
        return _Refresh(client, case_file, transformer, clock, held).run()
    finally:
        client.in_front = before


class _Refresh:
    def __init__(self, client: Bops, case_file: CaseFile, transformer: Transformer, clock: Clock, held: Case) -> None:
        self._client = client
        self._case_file = case_file
        self._transformer = transformer
        self._clock = clock
        self._held = held
        self._name = held.row.back_office_id or held.reference
        self._notes: list[str] = []

    def run(self) -> Refreshed:
        show, search = Question(SHOW, self._name), Question(SEARCH, parameters=(("q", self._held.reference), ("maxresults", "50")))
        documents, submission = Question(DOCUMENTS, self._name), Question(SUBMISSION, self._name)
        requests = paged(REQUESTS_OF_CASE, 1, case=self._name)
        wanted = [show, search, documents, requests, *([] if self._submission_is_read() else [submission])]
        errands = {question: self._client.begin(question) for question in wanted}
        capabilities = known_capabilities(self._case_file, self._held.source)
        casework = ReadBack(self._client, capabilities or Capabilities(), self._name)
        try:
            try:
                shown = self._client.await_answer(show, errands[show])
            except BackOfficeError as error:
                if error.trouble is Trouble.NOT_FOUND and self._held.row.back_office_id:
                    self._case_file.mark_gone(self._held.uuid)
                    return Refreshed(changed=("gone",), gone=True)
                raise
            told = {question: self._answer(question, errands[question]) for question in wanted[1:]}
            casework.collect()
        finally:
            for errand in errands.values():
                self._client.leave(errand)
            casework.leave()
        self._notes += casework.notes
        audits = self._audits(capabilities)
        case = self._case(shown, told[search])
        details = self._details(shown, told[documents], told[requests], told.get(submission))
        details = replace(details, raw={**details.raw, **audits})
        if case is not None and details.validation_requests is not None:
            # In one act with the line: what has become of a request says what the line is.
            completing = frozenset() if self._held.details_at else frozenset({"validation_requests"})
            case = replace(case, validation_requests=details.validation_requests, completing=completing)
            details = replace(details, validation_requests=None)
        report = self._case_file.take_in([case], self._client.connection.source) if case is not None else None
        change = self._case_file.record_details(self._held.uuid, details)
        written = (
            self._case_file.take_casework(self._held.uuid, casework.records, casework.whole) if casework.records or casework.whole else ()
        )
        restored = self._restore_earlier_line()
        fields = [name for each in (report.changed if report is not None else ()) for name in each.fields]
        return Refreshed(tuple(dict.fromkeys((*fields, *change.fields, *restored, *written))), False, tuple(self._notes))

    def _restore_earlier_line(self) -> tuple[str, ...]:
        """The line before one that silence may have adopted before the case was first read here, as its request tells it."""
        case = self._case_file.case(self._held.uuid)
        for judged in reversed(case.judged_requests):
            theirs = judged.request.theirs
            original = theirs.specific.get("original_geojson") if theirs is not None else None
            if not original or judged.over_uuid or not is_in_force_unaccepted(case, judged):
                continue
            reading = site_of(case.reference, json.dumps(original), self._transformer, today(self._clock))
            if self._case_file.restore_earlier_line(case.uuid, judged.uuid, reading):
                return ("boundary",)
        return ()

    def _submission_is_read(self) -> bool:
        """A submission does not change: it is read once, for what the applicant was told, for the facts and for the register."""
        told = any(fact.source is FactSource.SUBMISSION for fact in self._held.application.facts)
        return told and self._held.designations is not None and bool(self._case_file.raw_answer(self._held.uuid, SUBMISSION_KIND))

    def _answer(self, question: Question, errand: Errand[Told | None]) -> Told | None:
        """The answer to a question that the case can do without: its failure is a note."""
        try:
            return self._client.await_answer(question, errand)
        except BackOfficeError as error:
            note = f"The {question.endpoint.thing} could not be read: {error}"
            self._notes.append(note)
            return None

    def _audits(self, capabilities: Capabilities | None) -> dict[str, str]:
        """The back office's own trail, where it gives it; plain BOPS does not."""
        if capabilities is None or "list_audits" not in capabilities.operations:
            return {}
        try:
            return {AUDITS_KIND: audits_of(self._client, self._name)}
        except BackOfficeError as error:
            self._notes.append(f"The back office's own trail could not be read: {error}")
            return {}

    def _case(self, shown: Told | None, found: Told | None) -> PulledCase | None:
        source = self._client.connection.source
        if shown is None or not isinstance(shown.value, dict):
            return None
        listed = case_of_list(Item(shown.text), source)
        if listed is None:
            self._notes.append("The back office answered with something that is no application. What was here before stands.")
            return None
        site = site_of(listed.reference, shown.text, self._transformer, today(self._clock))
        listed = replace(listed, site=site, silent=listed.silent - {"site"})
        cases = [case_of_search(item, source) for item in page_of(found, SEARCH).items] if found is not None else []
        return joined(listed, next((case for case in cases if case is not None and case.reference == listed.reference), None))

    def _details(self, shown: Told | None, documents: Told | None, requests: Told | None, submission: Told | None) -> PulledDetails:
        read = None
        if requests is not None:
            page = page_of(requests, REQUESTS_OF_CASE)
            read = requests_of(page.items if page.pages <= 1 else requests_of_case(self._client, self._name))
        applied = submission_of(submission.text, self._transformer, today(self._clock)) if submission is not None else None
        facts = {} if shown is None else {FactSource.BACK_OFFICE: facts_of_show(shown.value)}
        if applied is not None:
            facts[FactSource.SUBMISSION] = applied.facts
        return PulledDetails(
            documents=documents_of(documents.value) if documents is not None else None,
            validation_requests=read,
            representations=representations_of(shown.value) if shown is not None else None,
            designations=None if submission is None else applied.designations if applied is not None else (),
            contacts=contacts_of(shown.value) if shown is not None else None,
            facts=facts,
            raw={kind: answer.text for kind, answer in (("documents", documents), (SUBMISSION_KIND, submission)) if answer is not None},
        )
