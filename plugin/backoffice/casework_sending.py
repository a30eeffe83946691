"""Carrying out an act of casework: on what was known here of it, by its own key, and with what the back office holds then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from ..casefile.case_file import CaseFile
from ..casefile.casework.casework_sides import RECOMMENDATION, is_piece
from ..casefile.casework.photographs import photographs_folder
from ..casefile.casework.sent_pieces import constraint_name
from ..casefile.conflicts.told_in_conflict import ToldInConflict
from ..casefile.errors import ActOver
from ..domain.case import Case
from ..domain.held_record import HeldRecord
from ..domain.identity import Role
from ..domain.outbox_entry import OutboxEntry, OutboxState
from ..domain.outbox_verbs import ASSIGN, CHECK_CONSTRAINTS, INVALIDATE, REQUEST, REVIEW, VALIDATE, verb_words
from ..domain.three_way import Values
from .capabilities import Capabilities
from .detail_mapping import request_of
from .endpoints import CONSTRAINTS as LISTED_CONSTRAINTS
from .errors import BackOfficeError, OrderRefused, Trouble
from .known_record import difference, moved_on, unseen_constraints
from .officer_api import Held, OfficerApi
from .officers import known_officers
from .photograph_body import photograph_body
from .question import NO_VERSION, Order
from .routes import CONSTRAINTS, DROPS, PHOTOGRAPHS, PUTS, ROUTES, Collection, Route, first_route

_TAKEN = "taken by the back office"
_THERE_ALREADY = "the back office has it already"
_NOTHING_THERE = "the back office has none of it"
_ANOTHER_WAY = frozenset({Trouble.ALREADY_THERE, Trouble.KEY_USED})


class _Moved(NamedTuple):
    """Records of the back office that are others than were known here, and what the officer is told.

    Of a single one ``known`` is how it was known, and ``fields`` are those that differ.
    """

    records: tuple[HeldRecord, ...]
    words: str
    known: HeldRecord | None = None
    fields: tuple[str, ...] = ()


class CaseworkSending:
    """The acts of the table of routes, through one API into one case file."""

    def __init__(self, api: OfficerApi, case_file: CaseFile, capabilities: Capabilities) -> None:
        self._api = api
        self._case_file = case_file
        self._capabilities = capabilities

    def unable(self, entry: OutboxEntry) -> str:
        """Why the back office does not take an act from here, as a sentence; "" where it does."""
        route, words = first_route(entry.verb), verb_words(entry.verb)
        if not self._capabilities.operations:
            return "This back office takes no casework from Redline. Do it in the back office itself."
        kind = str(entry.payload["data"].get("type", "")) if entry.verb == REQUEST else ""
        if entry.verb == REVIEW and self._capabilities.role == Role.ASSESSOR.value:
            return "Only a reviewer reviews a recommendation, and the back office knows you as an assessor."
        if route.operation not in self._capabilities.operations:
            return (
                f"This back office, or this token, does not take this from Redline: {words}. An administrator can allow it under Admin, "
                f"Tokens ({route.scope}); else do it in the back office itself."
            )
        if kind and kind not in self._capabilities.request_types:
            return f"This back office takes no request of the type {kind} from Redline. Make it in the back office itself."
        return ""

    def carry_out(self, entry: OutboxEntry, case: Case) -> None:
        """Send an act and keep its answer. Raises BackOfficeError, OrderRefused and BadQuestion; then nothing is kept."""
        if entry.verb in ROUTES:
            names = {str(name): str(value) for name, value in (entry.payload.get("path") or {}).items()}
            self._send(entry, case, ROUTES[entry.verb], names)
        elif (PUTS.get(entry.verb) or DROPS.get(entry.verb)) is CONSTRAINTS:
            self._constraint(entry, case)
        else:
            self._piece(entry, case)

    def _piece(self, entry: OutboxEntry, case: Case) -> None:
        """One of many: added where the back office has none made from this record, else changed or removed."""
        collection = PUTS.get(entry.verb) or DROPS[entry.verb]
        held = self._case_file.held_records(case.uuid)
        there = next((each for each in held if each.kind == collection.create.kind and each.record_uuid == entry.record_uuid), None)
        stands = there is not None and (collection is PHOTOGRAPHS or _says(there.content, entry.payload["data"]))
        if stands and entry.verb in PUTS:
            self._case_file.act_taken(entry.uuid, None, _THERE_ALREADY)
        elif there is not None:
            self._change(entry, case, collection, there.number)
        elif entry.verb in PUTS:
            self._send(entry, case, collection.create, {}, self._photograph(entry, case) if collection is PHOTOGRAPHS else None)
        else:
            self._case_file.act_taken(entry.uuid, None, _NOTHING_THERE)

    def _photograph(self, entry: OutboxEntry, case: Case) -> dict[str, Any]:
        """What is sent of a photograph; raises OrderRefused where its file, or what it was taken of, is not there."""
        of, record = str(entry.payload["path"]["of"]), str(entry.payload["path"]["record"])
        held = (each for each in self._case_file.held_records(case.uuid) if each.kind == of and each.record_uuid == record)
        number = next((each.number for each in held), "")
        if not number:
            words = "The back office has no record of what this photograph shows. Send the assessment again."
            raise OrderRefused(Trouble.NOT_FOUND, words)
        name = str(entry.payload["data"]["name"])
        return {"of": of, "record_id": int(number), **photograph_body(photographs_folder(self._case_file.path), name)}

    def _change(self, entry: OutboxEntry, case: Case, collection: Collection, number: str) -> None:
        try:
            self._send(entry, case, collection.change if entry.verb in PUTS else collection.remove, {"id": number})
        except OrderRefused as error:
            if error.trouble is not Trouble.NOT_FOUND or entry.verb in PUTS:
                raise
            # Both sides have taken it out
            self._case_file.act_taken(entry.uuid, None, _NOTHING_THERE, gone=(collection.remove.kind, number))

    def _constraint(self, entry: OutboxEntry, case: Case) -> None:
        """One of each type, whoever has put it there."""
        name, data = str(entry.payload["case"]), entry.payload["data"]
        listed = self._api.held(LISTED_CONSTRAINTS, name, {}).value.get("data")
        there = (each for each in listed or () if isinstance(each, dict) and constraint_name(each) == entry.record_uuid)
        found = next(there, None)
        names = {} if found is None else {"id": str(found.get("id"))}
        if entry.verb in DROPS:
            if found is None and not entry.may_have_arrived:
                self._case_file.act_taken(entry.uuid, None, _NOTHING_THERE)
            else:
                self._send(entry, case, CONSTRAINTS.remove, names or {"id": self._number(entry, case)})
            return
        if not entry.was_tried:
            self._meet_constraint(entry, case, found)
        if found is None:
            self._send(entry, case, CONSTRAINTS.create, {})
        elif not entry.may_have_arrived or not self._was_created(entry, case):
            changes = {key: data[key] for key in ("entities", "overlap") if key in data}
            self._send(entry, case, CONSTRAINTS.change, names, {"entities": [], **changes})

    def _was_created(self, entry: OutboxEntry, case: Case) -> bool:
        """Whether an act that may have arrived was the one that put a constraint there: its key may have gone with either route."""
        try:
            self._send(entry, case, CONSTRAINTS.create, {})
        except OrderRefused as error:
            if error.trouble not in _ANOTHER_WAY:
                raise
            return False
        return True

    def _number(self, entry: OutboxEntry, case: Case) -> str:
        """Under which id a constraint was held that is in the list no more."""
        held = self._case_file.held_records(case.uuid)
        return next((each.number for each in held if each.kind == "constraint" and each.record_uuid == entry.record_uuid), "0")

    def _send(self, entry: OutboxEntry, case: Case, route: Route, names: Mapping[str, str], data: Mapping[str, Any] | None = None) -> None:
        name, sent = str(entry.payload["case"]), entry.payload["data"] if data is None else data
        match, moved = ("", None) if route.seen is None else self._version(entry, case, route, names)
        self._case_file.begin_attempt(entry.uuid)
        lacking = (
            f"This token may not do this: {verb_words(entry.verb)}. An administrator of the back office can allow it under Admin, Tokens "
            f"({route.scope})."
        )
        order = Order(route.endpoint, entry.uuid, match, sent, name, method=route.method, names=tuple(names.items()))
        try:
            told = self._api.carry_out(order, lacking)
        except OrderRefused as error:
            if error.trouble is Trouble.MOVED_ON and (moved is not None or is_piece(route.kind)):
                # Changed between the look and the act; or its key is not known there. It was never done: what is there is compared at once
                self._case_file.move_in_outbox(entry.uuid, OutboxState.REFUSED, str(error))
                self._compare_now(entry, case, route, names, moved)
            raise
        if entry.verb == REQUEST:
            self._case_file.request_taken(entry.uuid, request_of(told), _TAKEN)
        elif route.method == "DELETE":
            self._case_file.act_taken(entry.uuid, None, _TAKEN, gone=(route.kind, names["id"]))
        else:
            number = names.get(route.numbered) or str(told.get("id", "")) if route.numbered else ""
            self._case_file.act_taken(entry.uuid, HeldRecord(route.kind, number, told, entry.record_uuid), _TAKEN)

    def _version(self, entry: OutboxEntry, case: Case, route: Route, names: Mapping[str, str]) -> tuple[str, _Moved | None]:
        """The ETag of what the act is about, where that is as it was known here; raises OrderRefused where it is not.

        Of an act that was tried before only its own key tells whether it was done, so that no version is named; what is there by now comes
        with that.
        """
        number = names.get(route.numbered, "") if route.numbered else ""
        known = self._known(case, route.kind, number)
        try:
            there = self._there(entry, route, names)
        except OrderRefused as error:
            if error.trouble is Trouble.NOT_FOUND and known is not None:
                self._case_file.take_casework(case.uuid, (), gone=(known,))
            raise
        if there is None:
            return NO_VERSION, None
        if entry.verb == CHECK_CONSTRAINTS:
            return self._version_of_constraints(entry, case, there)
        differs = self._differs(entry, case, there.value, known)
        if not differs:
            return there.etag, None
        words = moved_on(verb_words(entry.verb), there.value, differs)
        moved = _Moved((HeldRecord(route.kind, number, there.value),), words, known, differs)
        return self._unless_moved(entry, case, moved, there.etag)

    def _unless_moved(self, entry: OutboxEntry, case: Case, moved: _Moved, etag: str = NO_VERSION) -> tuple[str, _Moved | None]:
        if entry.was_tried:
            return NO_VERSION, moved
        self._compare(entry, case, moved)
        return etag, None

    def _compare_now(self, entry: OutboxEntry, case: Case, route: Route, names: Mapping[str, str], moved: _Moved | None) -> None:
        if moved is not None:
            self._compare(entry, case, moved)
        else:
            self._version(replace(entry, attempts=0, state=OutboxState.REFUSED), case, route, names)

    def _known(self, case: Case, kind: str, number: str) -> HeldRecord | None:
        """What is held here of a record of the back office."""
        return next((each for each in self._case_file.held_records(case.uuid) if (each.kind, each.number) == (kind, number)), None)

    def _is_in_conflict(self, entry: OutboxEntry, case: Case) -> bool:
        return any(each.record == (entry.record_kind, entry.record_uuid) for each in self._case_file.conflicts(case.uuid))

    def _compare(self, entry: OutboxEntry, case: Case, moved: _Moved) -> None:
        """Lay what is there beside what is here. Raises OrderRefused where both can't stand, ActOver where the act is said anew with both.

        Where the two do not meet in what the act says, it goes on what is there.
        """
        self._case_file.take_casework(case.uuid, moved.records, shown=True)
        refusal = OrderRefused(Trouble.MOVED_ON, moved.words)
        if not moved.fields or self._is_in_conflict(entry, case):
            raise refusal
        if all(each.uuid != entry.uuid for each in self._case_file.outbox(case.uuid)):
            raise ActOver(f"What was to be sent is said anew ({verb_words(entry.verb)}): the back office's own changes are in it by now.")
        (there,) = moved.records
        held = self._known(case, there.kind, there.number)
        goes_on = is_piece(there.kind) and there.kind != RECOMMENDATION
        if not goes_on or held is None or dict(held.content) != dict(there.content):
            if not is_piece(entry.record_kind):
                self._note(entry, there, *self._sides(entry, case, moved))
            raise refusal

    def _note(self, entry: OutboxEntry, there: HeldRecord | ToldInConflict, base: Values, mine: Values, theirs: Values) -> None:
        """An act that says one thing of a whole: what differs is for the officer to settle."""
        content = there.content or None
        told = ToldInConflict((entry.record_kind, entry.record_uuid), there.kind, there.number, content)
        self._case_file.note_act_conflict(entry.uuid, told, base, mine, theirs)

    def _sides(self, entry: OutboxEntry, case: Case, moved: _Moved) -> tuple[Values, Values, Values]:
        """Base, mine and theirs of an act, by the fields that differ."""
        there, known, differs = moved.records[0].content, moved.known, moved.fields
        was: Mapping[str, Any] = entry.payload.get("seen") or ({} if known is None else known.content)
        if entry.verb in (VALIDATE, INVALIDATE):
            mine = "valid" if entry.verb == VALIDATE else "invalid"
            return {"status": was.get("status", case.status)}, {"status": mine}, {"status": there.get("status")}
        if entry.verb == ASSIGN:
            wanted = entry.payload["data"].get("officer_id")
            name = next((each.name for each in known_officers(self._case_file, case.source) if each.identity == wanted), "")
            return {"officer": case.row.officer}, {"officer": name}, {"officer": _name(there.get("officer"))}
        base, theirs = ({name: each.get(name) for name in differs} for each in (was, there))
        return base, None if entry.verb in DROPS else {**base, **_of(entry.payload["data"], differs)}, theirs

    def _meet_constraint(self, entry: OutboxEntry, case: Case, found: Mapping[str, Any] | None) -> None:
        """Whether a constraint can be put there: not over what somebody else has made of it since it was sent from here last."""
        seen, mine = entry.payload.get("seen"), _constraint_values(entry.payload["data"])
        base = _constraint_values(seen) if isinstance(seen, dict) and seen else None
        if not isinstance(seen, dict):
            sent = [each for each in self._case_file.outbox(case.uuid, over=True) if each.state is OutboxState.SENT]
            last = [each for each in sent if (each.record_kind, each.record_uuid) == (entry.record_kind, entry.record_uuid)]
            base = _constraint_values(last[-1].payload["data"]) if last and last[-1].verb in PUTS else None
        theirs = None if found is None else _constraint_values(found)
        nobody_s = base is None and (theirs is None or not theirs["entities"])
        if nobody_s or theirs in (base, mine):
            return
        number = self._number(entry, case) if found is None else str(found.get("id"))
        self._note(entry, ToldInConflict(("", ""), "constraint", number, found), base, mine, theirs)
        if found is None:
            words = f"The back office has this no more ({verb_words(entry.verb)}). Settle under Conflicts whether it is to be there again."
            raise OrderRefused(Trouble.MOVED_ON, words)
        raise OrderRefused(Trouble.MOVED_ON, moved_on(verb_words(entry.verb), found, ("entities",)))

    def _version_of_constraints(self, entry: OutboxEntry, case: Case, there: Held) -> tuple[str, _Moved | None]:
        """The ETag of the list, where every constraint in it has been seen here; the officer then looks at the others first."""
        held = [each for each in self._case_file.held_records(case.uuid) if each.kind == CONSTRAINTS.create.kind]
        listed = [each for each in there.value.get("data") or () if isinstance(each, dict)]
        words = unseen_constraints([each.content for each in held], listed)
        if not words:
            return there.etag, None
        known = {each.number: each.record_uuid for each in held}
        told = (HeldRecord(CONSTRAINTS.create.kind, str(each["id"]), each, known.get(str(each["id"]), "")) for each in listed)
        return self._unless_moved(entry, case, _Moved(tuple(told), words))

    def _there(self, entry: OutboxEntry, route: Route, names: Mapping[str, str]) -> Held | None:
        try:
            return self._api.held(route.seen or route.endpoint, str(entry.payload["case"]), names)
        except BackOfficeError as error:
            if error.trouble is not Trouble.NOT_FOUND:
                raise
            if entry.may_have_arrived:
                return None
            gone = f"The back office has this no more ({verb_words(entry.verb)}). Read the case again, then send it anew, or take it out."
            raise OrderRefused(Trouble.NOT_FOUND, gone, error.status) from error

    def _differs(self, entry: OutboxEntry, case: Case, there: Mapping[str, Any], known: HeldRecord | None) -> tuple[str, ...]:
        seen = entry.payload.get("seen")
        if entry.verb in (VALIDATE, INVALIDATE):
            statuses = {case.status, *([known.content.get("status")] if known is not None else [])}
            return () if there.get("status") in statuses else ("status",)
        if entry.verb == ASSIGN:
            officer = there.get("officer")
            mine = _name(known.content.get("officer")) if known is not None else ""
            return () if _name(officer) in {case.row.officer, mine} or officer is None else ("officer",)
        if (PUTS.get(entry.verb) or DROPS.get(entry.verb)) is CONSTRAINTS:
            return difference(seen, there) if isinstance(seen, dict) and entry.verb in DROPS else ()
        return difference(seen if isinstance(seen, dict) else None if known is None else known.content, there, entry.payload["data"])


def _constraint_values(content: Mapping[str, Any]) -> dict[str, Any]:
    return {"entities": content.get("entities") or [], "overlap": content.get("overlap")}


def _of(data: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: data[name] for name in names if name in data}


def _name(officer: Any) -> str:
    return str(officer.get("name", "")) if isinstance(officer, Mapping) else ""


def _says(there: Mapping[str, Any], data: Mapping[str, Any]) -> bool:
    """Whether a record says already what would be sent: a piece that was added before, and whose answer was not believed."""
    return all(there.get(name) == value for name, value in data.items())
