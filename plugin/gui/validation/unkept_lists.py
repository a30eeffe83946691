"""Lists of requests of cases that are not open any more, and are not kept yet: nothing that was written is lost on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...domain.errors import RedlineError
from .working_list import WorkingList

if TYPE_CHECKING:
    from ...casefile.case_file import CaseFile


class UnkeptLists:
    """Each waits to be kept, or, where that can't be done, for its case to be opened again."""

    def __init__(self) -> None:
        self._to_keep: dict[str, WorkingList] = {}
        self._refused: dict[str, WorkingList] = {}

    @property
    def lists(self) -> tuple[WorkingList, ...]:
        return (*self._to_keep.values(), *self._refused.values())

    @property
    def next(self) -> WorkingList | None:
        """The list that is to be kept next."""
        return next(iter(self._to_keep.values()), None)

    def leave(self, working: WorkingList) -> None:
        """Another case takes the place of this one."""
        if working.keepable:
            self._to_keep[working.case.uuid] = working
        elif working.unsaved:
            self._refused[working.case.uuid] = working

    def take(self, uuid: str) -> WorkingList | None:
        """The list of a case that is opened again."""
        found = self._to_keep.pop(uuid, None)
        return found if found is not None else self._refused.pop(uuid, None)

    def kept(self, working: WorkingList) -> None:
        """It is in the case file, but for what the officer has to decide about."""
        self._to_keep.pop(working.case.uuid, None)
        if working.unsaved:
            self._refused[working.case.uuid] = working

    def refused(self, working: WorkingList) -> None:
        """It could not be kept."""
        self._to_keep.pop(working.case.uuid, None)
        self._refused[working.case.uuid] = working

    def keep_at_once(self, file: CaseFile) -> list[str]:
        """Keeps all of them without waiting, since the window closes; a sentence for each that could not be kept.

        What another window has made meanwhile stays; what was written here stands beside it.
        """
        sentences = []
        with file.for_this_thread() as own:
            for working in self.lists:
                working.stand_beside()
                try:
                    own.keep_requests(working.case.uuid, working.edit())
                    working.kept()
                except RedlineError as error:
                    sentences.append(f"Drafts of requests of {working.case.reference} were not kept: {error}")
        return sentences
