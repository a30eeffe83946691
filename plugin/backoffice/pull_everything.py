"""The long way of a pull: every page in six phases, the live caseload first, and proof of what is missing and what is gone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

from ..domain.case import KnownCase
from ..domain.clock import timestamp
from ..domain.moments import moment_of
from ..domain.pull_state import PullState
from ..domain.status import CLOSED, LIVE, PENDING
from .case_mapping import SEARCH_ALONE, case_of_list, case_of_search
from .changes import latest_marker
from .endpoints import SEARCH, SHOW
from .errors import BackOfficeError, Trouble
from .known_cases import only
from .names_seen import NamesSeen
from .page import Item, page_of
from .page_cases import PageCases, cases_of_list_page, cases_of_page_as_before, cases_of_search_page
from .page_walk import PageMemory, PageWalk, list_of, search_of
from .pull_changes import tells_changes
from .pull_intake import PullIntake
from .pull_report import Progress
from .pull_requests import pull_requests
from .question import Question, Told

#: Goes up when the reading of answers changes, so that everything is read once more.
READING = "2"

#: The live caseload, what belongs to it, the spine, the closed cases' types and dates, what search left out, what is gone.
_PHASES = ("live", "requests", "list", "search", "missing", "gone")
_MOST_PASSES = 3
#: A pull that stopped longer ago than this begins anew, with the live caseload; pages that have not changed cost next to nothing.
_RESUMED_WITHIN = timedelta(minutes=15)
#: Applications on a page.
_BATCH = 50
#: What a pull that begins anew still knows of those before it.
_KEPT = ("complete_at", "requests_at", "changes", "walked_at")


class PullEverything:
    """One run of the long way, on from ``state`` if that was a moment ago; ``afresh`` trusts nothing that is remembered.

    ``state`` is then where it stands, also when it was ended early.
    """

    def __init__(self, intake: PullIntake, state: PullState, *, afresh: bool) -> None:
        self.state = state
        self._in = intake
        self._afresh = afresh
        self._names = NamesSeen()
        self._known_at_requests = 0
        self._begin = self._resumed_at()

    @property
    def resumes(self) -> bool:
        """Whether it goes on where the last pull stopped a moment ago, well on its way."""
        return self._begin > 0

    def run(self, state: PullState) -> None:
        """Take in every page, with what is known by now in ``state``. Raises BackOfficeError and Cancelled; what came by then stands."""
        self.state = state
        self._in.copied = self._in.copied or self.resumes
        self._in.ledger.before = len(self._names)
        if not self.resumes:
            self._begin_anew()
        verbs = (self._live, self._requests, self._list, self._search, self._missing, self._gone)
        for phase, verb in list(zip(_PHASES, verbs))[self._begin :]:
            first = self.state.page + 1 if phase == self.state.phase else 1
            self._remember(phase, first - 1)
            verb(first)

    def _begin_anew(self) -> None:
        kept = {name: self.state.further.get(name, "") for name in _KEPT}
        further = {"reading": READING, **kept}
        started_at = timestamp(self._in.clock)
        self.state = PullState(self._in.source, expected=self.state.expected, started_at=started_at, further=further)
        if tells_changes(self._in.case_file, self._in.source):
            # Before anything is read: what changes meanwhile is told the next time
            self.state = replace(self.state, further={**further, "next_changes": latest_marker(self._in.client)})

    def _resumed_at(self) -> int:
        """The place of the phase to begin with: the first, unless the last pull stopped a moment ago, well on its way."""
        state = self.state
        started = moment_of(state.started_at)
        resumable = not self._afresh and not state.finished_at and state.phase in _PHASES and started is not None
        if not resumable or started is None or self._in.clock.now() - started > _RESUMED_WITHIN:
            return 0
        place = _PHASES.index(state.phase)
        self._recall(place)
        return place

    def _recall(self, place: int) -> None:
        """What the pull had seen when it stopped, from its pages."""
        for walk, phase in (("live", 0), ("list", 2), ("search", 3)):
            memory = self._memory(walk)
            number = 1
            while place > phase or (place == phase and number <= self.state.page):
                remembered = memory.recall(number)
                if remembered is None or number > remembered.pages:
                    break
                self._names.note(walk, remembered.names)
                number += 1

    def _live(self, first: int) -> None:
        """The live caseload by ``search``: usable page by page, before anything else is asked."""
        self._walk("live", search_of(LIVE), first, "Live applications", self._found_on_page)

    def _requests(self, _: int) -> None:
        sentences = pull_requests(self._in, first=not self.state.further.get("requests_at"))
        for sentence in sentences:
            self._in.ledger.note(sentence)
        if not sentences:
            self.state = replace(self.state, further={**self.state.further, "requests_at": timestamp(self._in.clock)})
        self._known_at_requests = len(self._in.known)

    def _list(self, first: int) -> None:
        """The spine, as often as it takes to have every application that the back office counts."""
        moved = False
        for attempt in range(_MOST_PASSES):
            totals = self._walk("list", list_of, first if attempt == 0 else 1, "All applications", self._listed_on_page)
            shrank = any(later < earlier for earlier, later in zip(totals, totals[1:]))
            moved = not shrank and not self._top_stands()
            if totals and len(self._names.listed) >= totals[-1] and not shrank and not moved:
                return
        if moved:
            self._in.ledger.miss(
                f"The back office's list moved while it was read, {_MOST_PASSES} times: a case that came or went meanwhile may be missing. "
                "Update again."
            )
        short = (self.state.expected or 0) - len(self._names.listed)
        if short > 0:
            self._in.ledger.miss(
                f"The back office counts {self.state.expected:,} applications, but {short:,} of them did not come, though its pages were "
                f"read {_MOST_PASSES} times. What had arrived before stays as it is; update again."
            )

    def _top_stands(self) -> bool:
        """Whether the first page has the same cases as when it was read: one that came and one that went leave the count as it was."""
        remembered = self._memory("list").recall(1)
        if remembered is None or remembered.pages <= 1:
            return True
        page = self._in.client.page(list_of(1, remembered.etag))
        cases = [case_of_list(item, self._in.source) for item in (page.items if page is not None else ())]
        return page is None or [case.back_office_id for case in cases if case is not None] == [pair[0] for pair in remembered.names]

    def _search(self, first: int) -> None:
        """What only ``search`` tells of closed cases: type code, expiry date."""
        self._walk("search", search_of((PENDING, *sorted(CLOSED))), first, "Closed applications", self._found_on_page)

    def _missing(self, _: int) -> None:
        """What ``search`` left out between its pages is asked for one by one."""
        if len(self._in.known) > self._known_at_requests:  # cases that came since have their requests too
            self._requests(1)
        missing = [
            (identifier, reference) for identifier, reference in self._names.listed.items() if self._is_missing(identifier, reference)
        ]
        questions = [Question(SEARCH, parameters=(("q", reference), ("maxresults", "50"))) for _id, reference in missing]
        for (_id, reference), told in zip(missing, self._in.answers(questions, "Left out by search")):
            page = page_of(told, SEARCH) if isinstance(told, Told) else None
            cases = [case_of_search(item, self._in.source) for item in (page.items if page is not None else ())]
            case = next((case for case in cases if case is not None and case.reference == reference), None)
            if case is None:
                self._in.ledger.never_found.append(reference)
                continue
            self._in.ledger.found_singly.append(reference)
            self._names.found.add(reference)
            self._in.take([only(case, SEARCH_ALONE)])

    def _is_missing(self, identifier: str, reference: str) -> bool:
        if reference in self._names.found:
            return False
        known = self._in.known.find(identifier, reference)
        return known is None or "search" not in known.raw_sha256 or known.status in LIVE

    def _gone(self, _: int) -> None:
        """Gone is believed only when the case itself, asked for by its integer id, answers 404 in JSON."""
        absent = [case for case in self._in.known.all() if not case.gone and case.back_office_id not in self._names.listed]
        asked = [case for case in absent if case.back_office_id]
        for case, told in zip(asked, self._in.answers([Question(SHOW, case.back_office_id) for case in asked], "No longer listed")):
            if isinstance(told, Told):
                self._take_shown(told)
            else:
                self._in.lose(case)
        for case in absent:
            if not case.back_office_id and case.reference not in self._names.references:
                self._look_for(case)

    def _look_for(self, case: KnownCase) -> None:
        """A case that search showed and the list did not: by its reference, which alone never proves that it is gone."""
        try:
            self._take_shown(self._in.client.whole(Question(SHOW, case.reference)))
        except BackOfficeError as error:
            if error.trouble is not Trouble.NOT_FOUND:
                raise
            self._in.ledger.note(f"{case.reference} is no longer found under this reference. It is kept here until its number is known.")

    def _take_shown(self, told: Told) -> None:
        case = self._in.shown(told)
        if case is not None:
            self._in.take([case])
            self._names.note("list", ((case.back_office_id, case.reference),))

    def _walk(
        self, walk: str, question: Callable[[int, str], Question], first: int, words: str, read: Callable[[Sequence[Item]], PageCases]
    ) -> list[int]:
        """Go through pages from the first, take each in; gives the totals that the back office counted on the way."""
        totals: list[int] = []
        memory = self._memory(walk)
        for walked in PageWalk(self._in.client, memory, question, afresh=self._afresh).pages(first):
            totals.append(walked.total)
            if walked.page is not None:
                names, cases = read(walked.page.items)
                page = memory.made(walked.page, walked.number, names)
            else:
                names, cases = cases_of_page_as_before(self._in, walked, self._names)
                page = None
            expected = walked.total if walk == "list" else self.state.expected
            self.state = _at(replace(self.state, expected=expected), walk, walked.number)
            self._in.take(cases, reached=self.state, page=page)
            self._names.note(walk, names)
            done = min(walked.number * _BATCH, walked.total)
            self._in.progress(Progress(walk, done, walked.total, f"{words}: {done:,} of {walked.total:,}"))
        return totals

    def _found_on_page(self, items: Sequence[Item]) -> PageCases:
        return cases_of_search_page(self._in, items, self._names)

    def _listed_on_page(self, items: Sequence[Item]) -> PageCases:
        return cases_of_list_page(self._in, items)

    def _memory(self, walk: str) -> PageMemory:
        return PageMemory(self._in.case_file, self._in.source, walk)

    def _remember(self, phase: str, page: int) -> None:
        self.state = _at(self.state, phase, page)
        self._in.case_file.save_pull_state(self.state)


def _at(state: PullState, phase: str, page: int) -> PullState:
    return replace(state, phase=phase, page=page, complete=False, finished_at="", sentence="")
