"""Going through the pages of a long answer, two on their way at a time, remembering each by its ETag."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ..casefile.case_file import CaseFile
from ..domain.pull_state import PulledPage
from .bops import Bops, list_question, search_question
from .endpoints import LAST_PAGE
from .errand import Errand
from .filters import Filters
from .page import Page, page_of
from .question import Question, Told

_AHEAD = 2

#: The names of one entry: integer id ("" where the answer has none) and reference.
Names = tuple[str, str]


@dataclass(frozen=True)
class Walked:
    """One page on the way: as it came, or, where nothing has changed since, as it is remembered."""

    number: int
    pages: int
    total: int
    page: Page | None
    remembered: PulledPage | None


class PageMemory:
    """What the case file remembers of the pages of one walk: a page is remembered once everything on it was taken in."""

    def __init__(self, case_file: CaseFile, source: str, walk: str) -> None:
        self._case_file = case_file
        self._source = source
        self._walk = walk

    def recall(self, number: int) -> PulledPage | None:
        """The page as it was taken in last; None for one that never was."""
        return self._case_file.pulled_page(self._source, self._walk, number)

    def made(self, page: Page, number: int, names: tuple[Names, ...]) -> PulledPage | None:
        """What to remember of a page that is taken in; None of one that came trimmed."""
        return None if page.is_trimmed else PulledPage(self._source, self._walk, number, page.etag, page.pages, page.total, names)


class PageWalk:
    """One run through the pages of one question. ``question`` makes it for a page and an ETag."""

    def __init__(self, client: Bops, memory: PageMemory, question: Callable[[int, str], Question], *, afresh: bool) -> None:
        self._client = client
        self._memory = memory
        self._question = question
        self._afresh = afresh
        self._out: dict[int, tuple[Question, Errand[Told | None], PulledPage | None]] = {}

    def pages(self, first: int = 1) -> Iterator[Walked]:
        """Every page from the first, as long as the back office says that there are more."""
        number, last = first, first
        try:
            while number <= last:
                for ahead in range(number, min(number + _AHEAD, last + 1)):
                    self._begin(ahead)
                walked = self._arrived(number)
                if walked is None:
                    return
                last = min(walked.pages, LAST_PAGE)
                for ahead in range(number + 1, min(number + 1 + _AHEAD, last + 1)):
                    self._begin(ahead)
                yield walked
                number += 1
        finally:
            for _, errand, _ in self._out.values():
                self._client.leave(errand)
            self._out.clear()

    def _begin(self, number: int) -> None:
        if number not in self._out:
            remembered = None if self._afresh else self._memory.recall(number)
            question = self._question(number, remembered.etag if remembered is not None else "")
            self._out[number] = (question, self._client.begin(question), remembered)

    def _arrived(self, number: int) -> Walked | None:
        """The page; None where the back office has not so many any more and gives its last again."""
        question, errand, remembered = self._out.pop(number)
        told = self._client.await_answer(question, errand)
        if told is None and remembered is not None:
            return Walked(number, remembered.pages, remembered.total, None, remembered)
        if told is None:
            told = self._client.whole(self._question(number, ""))
        page = page_of(told, question.endpoint)
        if page.is_trimmed:
            page = page_of(self._client.whole(self._question(number, "")), question.endpoint)
        if page.number < number:
            return None
        return Walked(number, page.pages, page.total, page, None)


def list_of(number: int, etag: str) -> Question:
    """The question for a page of the spine."""
    return list_question(number, etag=etag)


def search_of(statuses: Sequence[str]) -> Callable[[int, str], Question]:
    """The questions for the pages of a search by state."""
    filters = Filters(statuses=tuple(statuses))
    return lambda number, etag: search_question(filters, number, etag=etag)
