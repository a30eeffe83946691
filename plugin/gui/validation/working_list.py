"""The list of requests while an officer works on it: what the case file holds, and over it what is not kept yet."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ...domain.case import Case
from ...domain.casework.drafted_request import DraftedRequest

if TYPE_CHECKING:
    from ...casefile.requesting import RequestsEdit
    from ...reports.request_list import ListedRequest
    from ...rules.rules import Rules


class WorkingList:
    """Of one case. Keys are those of the rows; a draft that was never kept has one of its own."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self._changed: dict[str, DraftedRequest] = {}
        self._added: dict[str, DraftedRequest] = {}
        self._removed: set[str] = set()
        self._made = 0

    @property
    def unsaved(self) -> bool:
        """Whether anything stands here that the case file does not hold."""
        return bool(self._changed or self._added or self._removed)

    @property
    def drafts(self) -> tuple[DraftedRequest, ...]:
        """Every request that puts something right: drafts as they stand here, and what was sent."""
        kept = [
            self._changed.get(each.uuid, each.record)
            for each in self.case.casework
            if isinstance(each.record, DraftedRequest) and each.uuid not in self._removed
        ]
        return (*kept, *self._added.values())

    def show(self, case: Case) -> None:
        """The case as it is in the case file now; what is not kept yet stays."""
        self.case = case
        kept = {each.uuid: each.record for each in case.casework if isinstance(each.record, DraftedRequest)}
        self._changed = {key: draft for key, draft in self._changed.items() if key in kept and kept[key] != draft}
        self._removed &= set(kept)

    def kept(self) -> None:
        """All of it is in the case file."""
        self._changed, self._added, self._removed = {}, {}, set()

    def add(self, drafts: Iterable[DraftedRequest]) -> list[str]:
        """New drafts behind the others; gives their keys."""
        keys = []
        for draft in drafts:
            self._made += 1
            keys.append(f"new {self._made}")
            self._added[keys[-1]] = draft
        return keys

    def draft(self, drafts: Iterable[DraftedRequest]) -> None:
        """Drafts for more faults: each joins the draft that is about the same thing, else it stands behind the others."""
        from ...rules.requests_from_faults import is_about_the_same, joined

        for draft in drafts:
            found = next((key for key, held in self._open().items() if is_about_the_same(held, draft)), "")
            if found:
                self.change(found, joined(self._open()[found], draft))
            else:
                self.add([draft])

    def change(self, key: str, draft: DraftedRequest) -> None:
        """A draft as it was written now."""
        if key in self._added:
            self._added[key] = draft
        else:
            self._changed[key] = draft

    def remove(self, key: str) -> None:
        """Take a draft out."""
        if self._added.pop(key, None) is None:
            self._removed.add(key)
            self._changed.pop(key, None)

    def _open(self) -> dict[str, DraftedRequest]:
        """The drafts that can still be written, by their keys."""
        kept = {
            each.uuid: self._changed.get(each.uuid, each.record)
            for each in self.case.casework
            if isinstance(each.record, DraftedRequest) and not each.record.outbox and each.uuid not in self._removed
        }
        return {**kept, **self._added}

    def edit(self) -> RequestsEdit:
        """What is to be kept."""
        from ...casefile.requesting import RequestsEdit

        revisions = {each.uuid: each.revision for each in self.case.casework}
        changed = [(key, revisions[key], draft) for key, draft in self._changed.items() if key in revisions]
        return RequestsEdit(
            (*changed, *(("", 0, draft) for draft in self._added.values())),
            tuple((key, revisions[key]) for key in sorted(self._removed) if key in revisions),
        )

    def rows(self, rules: Rules) -> list[ListedRequest]:
        """The whole list as it stands here."""
        from ...reports.request_list import Place, listed_draft, listed_requests

        held = [row for row in listed_requests(self.case, rules) if row.key not in self._removed]
        now = [listed_draft(row.key, row.revision, self._changed[row.key], self.case) if row.key in self._changed else row for row in held]
        fresh = [listed_draft(key, 0, draft, self.case) for key, draft in self._added.items()]
        mine = [row for row in now if row.place in (Place.DRAFT, Place.LINE)]
        return [*mine, *fresh, *now[len(mine) :]]
