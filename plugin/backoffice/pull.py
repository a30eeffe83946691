"""Bringing the case file up to what a back office has: complete, or saying so."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from ..boundary.transformer import Transformer
from ..casefile.case_file import CaseFile
from ..domain.case import KnownCase, PulledCase
from ..domain.clock import Clock, timestamp
from ..domain.errors import RedlineError
from ..domain.moments import moment_of
from ..domain.pull_state import PullState
from ..domain.status import CLOSED, LIVE, PENDING
from .bops import Bops
from .case_mapping import SEARCH_ALONE, case_of_list, case_of_search, joined
from .changes import latest_marker
from .endpoints import SEARCH, SHOW
from .errors import BackOfficeError, Cancelled, Trouble
from .known_cases import only, seen
from .page import Item, page_of
from .page_walk import Names, PageMemory, PageWalk, Walked, list_of, search_of
from .pull_changes import CaughtUp, PullChanges, ReadWhole, tells_changes
from .pull_intake import PullIntake
from .pull_report import Progress, PullReport
from .pull_requests import pull_requests
from .question import Question, Told

#: The live caseload, what belongs to it, the spine, the closed cases' types and dates, what search left out, what is gone.
_PHASES = ("live", "requests", "list", "search", "missing", "gone")
_MOST_PASSES = 3
#: A pull that stopped longer ago than this begins anew, with the live caseload; pages that have not changed cost next to nothing.
_RESUMED_WITHIN = timedelta(minutes=15)
#: Goes up when the reading of answers changes, so that everything is read once more.
_READING = "2"
#: What only ``search`` tells.
_BATCH = 50
#: However well a back office tells its changes, everything is read this often.
_WALKED_WITHIN = timedelta(days=7)
#: What a pull that begins anew still knows of those before it.
_KEPT = ("complete_at", "requests_at", "changes", "walked_at")


class Pull:
    """One update from one back office, on the thread that calls ``run``; ``case_file`` must belong to that thread.

    ``progress`` hears of every page. ``cancelled`` is asked several times a second. What has arrived is in the case file page by page, and
    a page is remembered once all of it is there: a pull that is stopped, or killed, goes on where it was. ``afresh`` reads everything
    anew. Where the back office tells what has changed, only that is read, and the rest is confirmed by its count. The pull state's
    ``further["complete_at"]`` is when everything was last known to be here, whatever happened since.
    """

    def __init__(
        self,
        client: Bops,
        case_file: CaseFile,
        transformer: Transformer,
        clock: Clock,
        *,
        progress: Callable[[Progress], None] = lambda _: None,
        cancelled: Callable[[], bool] = lambda: False,
        afresh: bool = False,
    ) -> None:
        self._client = client
        self._client.cancelled = cancelled
        self._case_file = case_file
        self._clock = clock
        self._progress = progress
        self._state = case_file.pull_state(client.connection.source)
        self._asked_afresh = afresh
        self._afresh = afresh or self._state.further.get("reading", _READING) != _READING
        self._in = PullIntake(client, case_file, transformer, clock, progress=progress, afresh=self._afresh)
        self._way = ""
        self._listed: dict[str, str] = {}
        self._references: set[str] = set()
        self._found: set[str] = set()
        self._known_at_requests = 0

    def run(self) -> PullReport:
        """Pull what has changed, or everything. Never raises for the back office: what ended the pull early is ``stopped`` in the report.

        Raises CaseFileError where the case file itself can't be written.
        """
        begin = self._resumed_at()
        report = self._only_changes() if begin == 0 else None
        return report if report is not None else self._everything(begin)

    def _only_changes(self) -> PullReport | None:
        """The short way, where the back office has it and everything was read not long ago; None where everything is to be read."""
        further, started_at = self._state.further, timestamp(self._clock)
        marker, walked = further.get("changes", ""), moment_of(further.get("walked_at", ""))
        if self._asked_afresh:
            self._way = "Everything was read again, as you asked."
        if self._afresh or not marker or walked is None or not tells_changes(self._case_file, self._in.source):
            return None
        if self._clock.now() - walked > _WALKED_WITHIN:
            self._way = "Everything was read again, as once a week."
            return None
        ended_by: RedlineError | None = None
        caught: CaughtUp | None = None
        try:
            caught = PullChanges(self._in, self._state, marker).run()
        except ReadWhole as why:
            self._way = f"Everything was read again: {why}."
        except (Cancelled, BackOfficeError) as error:
            ended_by = error
        # With the marker that the changes so far have brought
        self._state = replace(self._case_file.pull_state(self._in.source), phase="changes", page=0, started_at=started_at)
        if caught is None and ended_by is None:
            return None
        self._way = "Only what has changed since the last update was asked for."
        if caught is not None:
            further = {**self._state.further, "changes": caught.marker}
            self._state = replace(self._state, expected=caught.applications, further=further)
        return self._finish(ended_by, standing=None if caught is None else caught.applications)

    def _everything(self, begin: int) -> PullReport:
        self._in.copied = self._in.copied or begin > 0
        self._in.ledger.before = len(self._references | self._found)
        ended_by: RedlineError | None = None
        try:
            if begin == 0:
                self._begin_anew()
            verbs = (self._live, self._requests, self._list, self._search, self._missing, self._gone)
            for phase, verb in list(zip(_PHASES, verbs))[begin:]:
                first = self._state.page + 1 if phase == self._state.phase else 1
                self._remember(phase, first - 1)
                verb(first)
        except (Cancelled, BackOfficeError) as error:
            ended_by = error
        return self._finish(ended_by)

    def _begin_anew(self) -> None:
        kept = {name: self._state.further.get(name, "") for name in _KEPT}
        further = {"reading": _READING, **kept}
        self._state = PullState(self._in.source, expected=self._state.expected, started_at=timestamp(self._clock), further=further)
        if tells_changes(self._case_file, self._in.source):
            # Before anything is read: what changes meanwhile is told the next time
            self._state = replace(self._state, further={**further, "next_changes": latest_marker(self._client)})

    def _resumed_at(self) -> int:
        """The place of the phase to begin with: the first, unless the last pull stopped a moment ago, well on its way."""
        state = self._state
        started = moment_of(state.started_at)
        resumable = not self._afresh and not state.finished_at and state.phase in _PHASES and started is not None
        if not resumable or started is None or self._clock.now() - started > _RESUMED_WITHIN:
            return 0
        place = _PHASES.index(state.phase)
        self._recall(state, place)
        return place

    def _recall(self, state: PullState, place: int) -> None:
        """What the pull had seen when it stopped, from its pages."""
        for walk, phase in (("live", 0), ("list", 2), ("search", 3)):
            memory = self._memory(walk)
            number = 1
            while place > phase or (place == phase and number <= state.page):
                remembered = memory.recall(number)
                if remembered is None or number > remembered.pages:
                    break
                self._note(walk, remembered.names)
                number += 1

    def _live(self, first: int) -> None:
        """The live caseload by ``search``: usable page by page, before anything else is asked."""
        self._walk("live", search_of(LIVE), first, "Live applications", self._found_on_page)

    def _requests(self, _: int) -> None:
        sentences = pull_requests(self._in, first=not self._state.further.get("requests_at"))
        for sentence in sentences:
            self._in.ledger.note(sentence)
        if not sentences:
            self._state = replace(self._state, further={**self._state.further, "requests_at": timestamp(self._clock)})
        self._known_at_requests = len(self._in.known)

    def _list(self, first: int) -> None:
        """The spine, as often as it takes to have every application that the back office counts."""
        moved = False
        for attempt in range(_MOST_PASSES):
            totals = self._walk("list", list_of, first if attempt == 0 else 1, "All applications", self._listed_on_page)
            shrank = any(later < earlier for earlier, later in zip(totals, totals[1:]))
            moved = not shrank and not self._top_stands()
            if totals and len(self._listed) >= totals[-1] and not shrank and not moved:
                return
        if moved:
            self._in.ledger.miss(
                f"The back office's list moved while it was read, {_MOST_PASSES} times: a case that came or went meanwhile may be missing. "
                "Update again."
            )
        short = (self._state.expected or 0) - len(self._listed)
        if short > 0:
            self._in.ledger.miss(
                f"The back office counts {self._state.expected:,} applications, but {short:,} of them did not come, though its pages were "
                f"read {_MOST_PASSES} times. What had arrived before stays as it is; update again."
            )

    def _top_stands(self) -> bool:
        """Whether the first page has the same cases as when it was read: one that came and one that went leave the count as it was."""
        remembered = self._memory("list").recall(1)
        if remembered is None or remembered.pages <= 1:
            return True
        page = self._client.page(list_of(1, remembered.etag))
        cases = [case_of_list(item, self._in.source) for item in (page.items if page is not None else ())]
        return page is None or [case.back_office_id for case in cases if case is not None] == [pair[0] for pair in remembered.names]

    def _search(self, first: int) -> None:
        """What only ``search`` tells of closed cases: type code, expiry date."""
        self._walk("search", search_of((PENDING, *sorted(CLOSED))), first, "Closed applications", self._found_on_page)

    def _missing(self, _: int) -> None:
        """What ``search`` left out between its pages is asked for one by one."""
        if len(self._in.known) > self._known_at_requests:  # cases that came since have their requests too
            self._requests(1)
        missing = [(identifier, reference) for identifier, reference in self._listed.items() if self._is_missing(identifier, reference)]
        questions = [Question(SEARCH, parameters=(("q", reference), ("maxresults", "50"))) for _id, reference in missing]
        for (_id, reference), told in zip(missing, self._in.answers(questions, "Left out by search")):
            page = page_of(told, SEARCH) if isinstance(told, Told) else None
            cases = [case_of_search(item, self._in.source) for item in (page.items if page is not None else ())]
            case = next((case for case in cases if case is not None and case.reference == reference), None)
            if case is None:
                self._in.ledger.never_found.append(reference)
                continue
            self._in.ledger.found_singly.append(reference)
            self._found.add(reference)
            self._in.take([only(case, SEARCH_ALONE)])

    def _is_missing(self, identifier: str, reference: str) -> bool:
        if reference in self._found:
            return False
        known = self._in.known.find(identifier, reference)
        return known is None or "search" not in known.raw_sha256 or known.status in LIVE

    def _gone(self, _: int) -> None:
        """Gone is believed only when the case itself, asked for by its integer id, answers 404 in JSON."""
        absent = [case for case in self._in.known.all() if not case.gone and case.back_office_id not in self._listed]
        asked = [case for case in absent if case.back_office_id]
        for case, told in zip(asked, self._in.answers([Question(SHOW, case.back_office_id) for case in asked], "No longer listed")):
            if isinstance(told, Told):
                self._take_shown(told)
            else:
                self._in.lose(case)
        for case in absent:
            if not case.back_office_id and case.reference not in self._references:
                self._look_for(case)

    def _look_for(self, case: KnownCase) -> None:
        """A case that search showed and the list did not: by its reference, which alone never proves that it is gone."""
        try:
            self._take_shown(self._client.whole(Question(SHOW, case.reference)))
        except BackOfficeError as error:
            if error.trouble is not Trouble.NOT_FOUND:
                raise
            self._in.ledger.note(f"{case.reference} is no longer found under this reference. It is kept here until its number is known.")

    def _walk(
        self,
        walk: str,
        question: Callable[[int, str], Question],
        first: int,
        words: str,
        read: Callable[[Sequence[Item]], tuple[tuple[Names, ...], list[PulledCase]]],
    ) -> list[int]:
        """Go through pages from the first, take each in; gives the totals that the back office counted on the way."""
        totals: list[int] = []
        memory = self._memory(walk)
        for walked in PageWalk(self._client, memory, question, afresh=self._afresh).pages(first):
            totals.append(walked.total)
            if walked.page is not None:
                names, cases = read(walked.page.items)
                page = memory.made(walked.page, walked.number, names)
            else:
                names, cases = self._confirmed(walked)
                page = None
            expected = walked.total if walk == "list" else self._state.expected
            self._state = self._at(replace(self._state, expected=expected), walk, walked.number)
            self._in.take(cases, reached=self._state, page=page)
            self._note(walk, names)
            done = min(walked.number * _BATCH, walked.total)
            self._progress(Progress(walk, done, walked.total, f"{words}: {done:,} of {walked.total:,}"))
        return totals

    def _confirmed(self, walked: Walked) -> tuple[tuple[Names, ...], list[PulledCase]]:
        """Nothing on the page has changed: its cases are there, and the back office has them."""
        names = walked.remembered.names if walked.remembered is not None else ()
        return names, [seen(*pair) for pair in names if pair[0] not in self._listed and self._in.known.find(*pair)]

    def _found_on_page(self, items: Sequence[Item]) -> tuple[tuple[Names, ...], list[PulledCase]]:
        """A page of ``search``: new cases as they are; known ones whose words changed are asked for themselves."""
        cases: list[PulledCase] = []
        changed: list[PulledCase] = []
        names: list[Names] = []
        for item in items:
            found = case_of_search(item, self._in.source)
            if found is None:
                self._in.ledger.unusable += 1
                continue
            names.append((found.back_office_id, found.reference))
            known = self._in.known.find(found.back_office_id, found.reference)
            listed = found.back_office_id in self._listed or found.reference in self._references
            if self._in.known.has(found, "search"):
                cases += [] if listed else [seen(found.back_office_id, found.reference)]
            elif known is None:
                cases.append(self._in.with_site(found, item.text))
            elif listed:
                cases.append(only(found, SEARCH_ALONE))
            else:
                changed.append(found)
        if changed:
            # The new ones are there before anything more is asked
            self._in.take(cases)
            cases = self._asked_again(changed)
        return tuple(names), cases

    def _asked_again(self, found: Sequence[PulledCase]) -> list[PulledCase]:
        """Known cases of which ``search`` says something new: ``show`` has the whole."""
        questions = [Question(SHOW, case.back_office_id or case.reference) for case in found]
        cases = []
        for case, told in zip(found, self._in.answers(questions, "")):
            shown = self._in.shown(told) if isinstance(told, Told) else None
            cases.append(joined(shown, case) if shown is not None else only(case, SEARCH_ALONE))
        return cases

    def _listed_on_page(self, items: Sequence[Item]) -> tuple[tuple[Names, ...], list[PulledCase]]:
        """A page of ``list``."""
        cases: dict[str, PulledCase] = {}
        names: list[Names] = []
        for item in items:
            case = case_of_list(item, self._in.source)
            if case is None:
                self._in.ledger.unusable += 1
                continue
            names.append((case.back_office_id, case.reference))
            if case.status == PENDING:
                self._in.ledger.pending.add(case.back_office_id)
            same = self._in.known.has(case, "list")
            cases[case.back_office_id] = seen(case.back_office_id, case.reference) if same else self._in.with_site(case, item.text)
        return tuple(names), list(cases.values())

    def _take_shown(self, told: Told) -> None:
        case = self._in.shown(told)
        if case is not None:
            self._in.take([case])
            self._note("list", ((case.back_office_id, case.reference),))

    def _memory(self, walk: str) -> PageMemory:
        return PageMemory(self._case_file, self._in.source, walk)

    def _note(self, walk: str, names: Iterable[Names]) -> None:
        if walk == "list":
            self._listed.update(names)
            self._references.update(reference for _, reference in names)
        else:
            self._found.update(reference for _, reference in names)

    def _remember(self, phase: str, page: int) -> None:
        self._state = self._at(self._state, phase, page)
        self._case_file.save_pull_state(self._state)

    @staticmethod
    def _at(state: PullState, phase: str, page: int) -> PullState:
        return replace(state, phase=phase, page=page, complete=False, finished_at="", sentence="")

    def _finish(self, error: RedlineError | None, standing: int | None = None) -> PullReport:
        """``standing`` counts the cases that the back office has and was not asked for one by one: all of them are confirmed."""
        tally, expected = self._client.tally, self._state.expected
        report = self._in.ledger.report(self._in.source, expected, tally, error, way=self._way, standing=standing)
        finished_at = "" if error is not None else timestamp(self._clock)
        further = dict(self._state.further)
        if report.complete:
            further["complete_at"] = finished_at
        if report.complete and standing is None:
            further.update(walked_at=finished_at, changes=further.pop("next_changes", ""))
        state = replace(self._state, complete=report.complete, finished_at=finished_at, sentence=report.sentence, further=further)
        self._case_file.save_pull_state(state, confirmed=standing is not None)
        return report
