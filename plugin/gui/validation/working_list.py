"""The list of requests while an officer works on it: what the case file holds, and over it what is not kept yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from ...domain.case import Case
from ...domain.casework.drafted_request import DraftedRequest
from ...domain.casework.kept_record import KeptRecord
from ...reports.wording import moment_words

if TYPE_CHECKING:
    from ...casefile.requests.requesting import RequestsEdit
    from ...reports.request_list import ListedRequest
    from ...rules.rules import Rules


_THEIRS = "Changed in another window by {officer}, {at}. What stands here is not kept yet."
_GONE = "Taken out, or sent, in another window. What stands here is not kept yet."


class _Changed(NamedTuple):
    """A draft as it stands here, over the revision that was there when the officer began to change it."""

    seen: int
    draft: DraftedRequest


class WorkingList:
    """Of one case. Keys are those of the rows; a draft that was never kept has one of its own."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self._changed: dict[str, _Changed] = {}
        self._added: dict[str, DraftedRequest] = {}
        self._removed: dict[str, int] = {}
        self._made = 0
        #: What another window has made of a draft that was changed here meanwhile.
        self.overtaken: dict[str, KeptRecord] = {}
        #: Drafts that stand in the place of one that another window has taken away or sent.
        self.taken_away: set[str] = set()

    @property
    def unsaved(self) -> bool:
        """Whether anything stands here that the case file does not hold."""
        return bool(self._changed or self._added or self._removed)

    @property
    def waits(self) -> frozenset[str]:
        """The drafts that the officer has to decide about: another window has changed or taken away what they were written over."""
        return frozenset({*self.overtaken, *self.taken_away})

    @property
    def keepable(self) -> bool:
        """Whether any of it can be kept as it is."""
        edit = self.edit()
        return bool(edit.changed or edit.removed)

    @property
    def drafts(self) -> tuple[DraftedRequest, ...]:
        """Every request that puts something right: drafts as they stand here, and what was sent."""
        kept = [self._now(each) for uuid, each in self._kept().items() if uuid not in self._removed]
        return (*kept, *self._added.values())

    def show(self, case: Case) -> None:
        """The case as it is in the case file now; what is not kept yet stays, and what another window has done to it is noted."""
        self.case = case
        kept = self._kept()
        for key, changed in list(self._changed.items()):
            theirs = kept.get(key)
            if theirs is None or (isinstance(theirs.record, DraftedRequest) and theirs.record.outbox):
                del self._changed[key]
                self.overtaken.pop(key, None)
                self.taken_away.update(self.add([changed.draft]))
            elif theirs.record == changed.draft:
                self.take_theirs(key)
            elif theirs.revision != changed.seen:
                self.overtaken[key] = theirs
        # What another window has changed is looked at again before it is taken out
        self._removed = {key: seen for key, seen in self._removed.items() if key in kept and kept[key].revision == seen}

    def take_theirs(self, key: str) -> None:
        """Leave a draft as another window has made it."""
        self._changed.pop(key, None)
        self.overtaken.pop(key, None)
        if key in self.taken_away:
            self.taken_away.discard(key)
            self._added.pop(key, None)

    def keep_mine(self, key: str) -> None:
        """The officer knows what another window has made of a draft: what stands here is kept in its place."""
        theirs = self.overtaken.pop(key, None)
        if theirs is not None and key in self._changed:
            self._changed[key] = _Changed(theirs.revision, self._changed[key].draft)
        self.taken_away.discard(key)

    def stand_beside(self) -> None:
        """Nobody is left to decide: what stands here is kept as new drafts beside what another window has made."""
        self.add([self._changed.pop(key).draft for key in self.overtaken if key in self._changed])
        self.overtaken, self.taken_away = {}, set()

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
            return
        before, kept = self._changed.get(key), self._kept().get(key)
        if before is not None:
            self._changed[key] = before._replace(draft=draft)
        elif kept is not None and kept.record != draft:
            self._changed[key] = _Changed(kept.revision, draft)

    def remove(self, key: str) -> None:
        """Take a draft out."""
        kept = self._kept().get(key)
        self.take_theirs(key)
        if self._added.pop(key, None) is None and kept is not None:
            self._removed[key] = kept.revision

    def edit(self) -> RequestsEdit:
        """What is to be kept; what the officer has to decide about first is not."""
        from ...casefile.requests.requesting import RequestsEdit

        changed = [(key, each.seen, each.draft) for key, each in self._changed.items() if key not in self.overtaken]
        added = [("", 0, draft) for key, draft in self._added.items() if key not in self.taken_away]
        return RequestsEdit((*changed, *added), tuple(sorted(self._removed.items())))

    def kept(self) -> None:
        """What ``edit`` gave is in the case file; nobody can write here while that is done."""
        self._changed = {key: each for key, each in self._changed.items() if key in self.overtaken}
        self._added = {key: draft for key, draft in self._added.items() if key in self.taken_away}
        self._removed = {}

    def rows(self, rules: Rules) -> list[ListedRequest]:
        """The whole list as it stands here."""
        from ...reports.request_list import Place, listed_draft, listed_requests

        held = [row for row in listed_requests(self.case, rules) if row.key not in self._removed]
        changed = self._changed
        now = [listed_draft(row.key, row.revision, changed[row.key].draft, self.case) if row.key in changed else row for row in held]
        fresh = [listed_draft(key, 0, draft, self.case) for key, draft in self._added.items()]
        mine = [row for row in now if row.place in (Place.DRAFT, Place.LINE)]
        return [self._with_notice(row) for row in (*mine, *fresh, *now[len(mine) :])]

    def _with_notice(self, row: ListedRequest) -> ListedRequest:
        if row.key in self.taken_away:
            return replace(row, state="gone in another window", why=_GONE, ready=False)
        theirs = self.overtaken.get(row.key)
        if theirs is None:
            return row
        words = _THEIRS.format(officer=theirs.officer or "another officer", at=moment_words(theirs.changed_at))
        return replace(row, state="changed in another window", why=words, ready=False)

    def _kept(self) -> Mapping[str, KeptRecord]:
        return {each.uuid: each for each in self.case.casework if isinstance(each.record, DraftedRequest)}

    def _now(self, kept: KeptRecord) -> DraftedRequest:
        changed = self._changed.get(kept.uuid)
        if changed is not None:
            return changed.draft
        record = kept.record
        return record if isinstance(record, DraftedRequest) else DraftedRequest("", "")

    def _open(self) -> dict[str, DraftedRequest]:
        """The drafts that can still be written, by their keys."""
        kept = {uuid: self._now(each) for uuid, each in self._kept().items() if uuid not in self._removed}
        return {**{uuid: draft for uuid, draft in kept.items() if not draft.outbox}, **self._added}
