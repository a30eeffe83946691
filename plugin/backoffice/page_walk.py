"""Going through the pages of a long answer, two on their way at a time, remembering each by its ETag."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ..casefile.case_file import CaseFile
from ..domain.pull_state import PullState
from .bops import Bops
from .endpoints import LAST_PAGE
from .errand import Errand
from .page import Page, page_of
from .question import Question, Told

_AHEAD = 2

#: The names of one entry: integer id ("" where the answer has none) and reference.
Names = tuple[str, str]


@dataclass(frozen=True)
class Remembered:
    """A page as it was when the case file took it in."""

    etag: str
    pages: int
    total: int
    names: tuple[Names, ...]


@dataclass(frozen=True)
class Walked:
    """One page on the way: as it came, or, where nothing has changed since, as it is remembered."""

    number: int
    pages: int
    total: int
    page: Page | None
    remembered: Remembered | None


class PageMemory:
    """What the case file remembers of pages: an ETag is kept only once everything on its page was taken in."""

    def __init__(self, case_file: CaseFile, source: str, walk: str) -> None:
        self._case_file = case_file
        self._key = f"{source}#{walk}"

    def recall(self, number: int) -> Remembered | None:
        """The page as it was taken in last; None for one that never was."""
        text = self._case_file.pull_state(f"{self._key}#{number}").further.get("page", "")
        if not text:
            return None
        etag, pages, total, names = json.loads(text)
        return Remembered(etag, pages, total, tuple((identifier, reference) for identifier, reference in names))

    def keep(self, page: Page, number: int, names: tuple[Names, ...]) -> None:
        """Remember a page that was taken in."""
        text = json.dumps([page.etag, page.pages, page.total, names])
        self._case_file.save_pull_state(PullState(f"{self._key}#{number}", further={"page": text}))


class PageWalk:
    """One run through the pages of one question. ``question`` makes it for a page and an ETag."""

    def __init__(self, client: Bops, memory: PageMemory, question: Callable[[int, str], Question], *, afresh: bool) -> None:
        self._client = client
        self._memory = memory
        self._question = question
        self._afresh = afresh
        self._out: dict[int, tuple[Question, Errand[Told | None], Remembered | None]] = {}

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
