"""The short way of a pull: only what has changed since the last one, where the back office tells it, and proof that nothing is missing."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..casefile.case_file import CaseFile
from ..domain.case import KnownCase, PulledCase
from ..domain.plain_figures import counted
from ..domain.pull_state import PullState
from .case_mapping import SEARCH_ALONE, case_of_list, case_of_search, joined
from .changes import ChangesTold, changes_after
from .detail_mapping import requests_of
from .endpoints import SEARCH, SHOW
from .errors import BackOfficeError, Trouble
from .known_capabilities import known_capabilities
from .known_cases import only, seen
from .page import Item, page_of
from .pull_intake import PullIntake
from .pull_report import Progress
from .pull_requests import ALL_REQUESTS_KIND, pull_requests, requests_of_case
from .question import Question, Told

#: What the capabilities call the list that tells what has changed.
_OPERATION = "list_planning_applications"
#: So many changes, and one in twenty cases more, are read one by one at the most.
_MANY = 100


class ReadWhole(Exception):
    """The short way does not serve; the sentence says why everything is read in its place."""


@dataclass(frozen=True)
class CaughtUp:
    """Where the short way ended: ``marker`` is from where to go on, ``applications`` what the back office counts."""

    marker: str
    applications: int


def tells_changes(case_file: CaseFile, source: str) -> bool:
    """Whether the back office of that name said that it tells what has changed."""
    known = known_capabilities(case_file, source)
    return known is not None and _OPERATION in known.operations


class PullChanges:
    """One run of the short way. A change costs three small questions, so that many are read faster page by page."""

    def __init__(self, intake: PullIntake, state: PullState, marker: str) -> None:
        self._in = intake
        self._state = state
        self._marker = marker
        self._done = 0

    def run(self) -> CaughtUp:
        """Take in what has changed. Raises ReadWhole, BackOfficeError, Cancelled; what came by then stands, and is not told again."""
        self._requests_if_never_read()
        while True:
            told = self._told()
            if told.total > _MANY + self._in.known.standing // 20:
                raise ReadWhole(f"{counted(told.total, 'application')} changed since then")
            self._take(told)
            self._marker = told.marker
            if not told.more:
                break
        if told.applications is None:
            raise ReadWhole("the back office does not count its applications there")
        if told.applications != self._in.known.standing:
            here = counted(self._in.known.standing, "application")
            raise ReadWhole(f"the back office counts {told.applications:,}, and here were {here}")
        return CaughtUp(told.marker, told.applications)

    def _told(self) -> ChangesTold:
        try:
            return changes_after(self._in.client, self._marker)
        except BackOfficeError as error:
            if error.trouble is Trouble.REFUSED:
                raise ReadWhole("the back office no longer knows what it told before") from error
            raise

    def _requests_if_never_read(self) -> None:
        """Requests that this token could not read before are asked for as a whole; where it still can't, that is told each time."""
        if self._state.further.get("requests_at"):
            return
        for sentence in pull_requests(self._in, first=True):
            self._in.ledger.note(sentence)

    def _take(self, told: ChangesTold) -> None:
        """One answer, whole, and in one transaction with its last case the marker after it."""
        listed = [case for item in told.items if (case := self._listed(item)) is not None]
        cases = self._completed(listed)
        gone = self._gone(told.removed)
        state = replace(self._state, further={**self._state.further, "changes": told.marker})
        for lost in gone:
            self._in.lose(lost)
        if cases or told.marker != self._marker:
            self._in.take(cases, reached=state)
        self._state = state
        self._done += len(cases)
        self._in.progress(Progress("changes", self._done, None, f"Changed applications: {self._done:,}"))

    def _listed(self, item: Item) -> PulledCase | None:
        case = case_of_list(item, self._in.source)
        if case is None:
            self._in.ledger.unusable += 1
            return None
        same = self._in.known.has(case, "list")
        return seen(case.back_office_id, case.reference) if same else self._in.with_site(case, item.text)

    def _completed(self, listed: Sequence[PulledCase]) -> list[PulledCase]:
        """The same cases with what only ``search`` tells, and with their requests."""
        questions = [Question(SEARCH, parameters=(("q", case.reference), ("maxresults", "50"))) for case in listed]
        found = [self._found(told, case) for told, case in zip(self._in.answers(questions, ""), listed)]
        return [self._with_requests(joined(case, other)) for case, other in zip(listed, found)]

    def _found(self, told: Told | BackOfficeError, case: PulledCase) -> PulledCase | None:
        page = page_of(told, SEARCH) if isinstance(told, Told) else None
        cases = [case_of_search(item, self._in.source) for item in (page.items if page is not None else ())]
        found = next((each for each in cases if each is not None and each.reference == case.reference), None)
        if found is None:
            self._in.ledger.never_found.append(case.reference)
            return None
        return only(found, SEARCH_ALONE)

    def _with_requests(self, case: PulledCase) -> PulledCase:
        """Those that were sent; all of a case that was opened, as the long way takes them in."""
        try:
            items = requests_of_case(self._in.client, case.back_office_id or case.reference)
        except BackOfficeError as error:
            if error.trouble not in {Trouble.PERMISSION, Trouble.NOT_FOUND}:
                raise
            self._in.ledger.note(str(error))
            return case
        known = self._in.known.find(case.back_office_id, case.reference)
        sent = [item for item in items if item.value.get("notified_at")]
        text = json.dumps(sorted(item.text for item in sent))
        kept = items if known is not None and known.opened else sent
        if not kept:
            return case
        raw = {**case.raw, ALL_REQUESTS_KIND: text}
        return replace(case, validation_requests=requests_of(kept), raw=raw, silent=case.silent - {"validation_requests"})

    def _gone(self, removed: Sequence[str]) -> list[KnownCase]:
        """What is said to be gone is believed once the case itself, asked for by its integer id, answers 404 in JSON."""
        known = [case for number in removed if (case := self._in.known.find(number, "")) is not None and not case.gone]
        answers = self._in.answers([Question(SHOW, case.back_office_id) for case in known], "")
        return [case for case, told in zip(known, answers) if not isinstance(told, Told)]
