"""Whether all pages of an answer are there: what is cut off on the way must not read as if nothing applied."""

from __future__ import annotations

from ...domain.errors import UnreadableFile
from ...domain.plain_lists import listed
from ..records.answer_page import AnswerPage
from ..records.records import RecordStream


class PageCounts:
    """Counts the records of files that are pages, question by question."""

    def __init__(self) -> None:
        self._found: dict[str, int] = {}
        self._pages: dict[str, list[AnswerPage]] = {}
        self._paths: dict[str, list[str]] = {}

    def add(self, stream: RecordStream, records: int) -> None:
        """A file was read, and had so many records."""
        page = stream.page
        if page is None:
            return
        self._found[page.question] = self._found.get(page.question, 0) + records
        self._pages.setdefault(page.question, []).append(page)
        self._paths.setdefault(page.question, []).append(str(stream.source.path))

    def check(self) -> None:
        """UnreadableFile where pages of an answer are missing: then nothing of it is taken."""
        for question, pages in self._pages.items():
            most = max(page.at_least for page in pages)
            if self._found[question] < most:
                raise UnreadableFile(_refusal(self._paths[question], self._found[question], most), self._paths[question][0])


def _refusal(paths: list[str], found: int, most: int) -> str:
    return (
        f"{listed(paths)} {'is one page' if len(paths) == 1 else 'are pages'} of a longer answer: {found:,} of at least {most:,} records. "
        "Nothing of it was taken, because what is missing would read as if nothing applied. Fetch every page, and give them together."
    )
