"""Erasing what is personal in one case, so that the audit trail still holds and tells nothing of it."""

from __future__ import annotations

from collections.abc import Sequence

from ...constraints.geopackage.geopackage_sql import statements_of
from ..file.json_text import canonical, parsed
from ..file.statements import statement
from ..personal.persons import persons_of
from ..personal.words_taken_out import take_words_out
from ..pulled.record_kinds import RECORD_KINDS
from ..whole_case import application_row
from .act import Act

_RECORDS = (
    "SELECT record_kind, record_uuid, field FROM base_value WHERE record_kind = ? AND record_uuid IN (SELECT value FROM json_each(?))"
)
_FORGET = "UPDATE base_value SET value = ? WHERE record_kind = ? AND record_uuid = ? AND field = ?"
_ITS = "SELECT uuid FROM application WHERE uuid = ?1 OR superseded_by = ?1"
_ERASED = canonical("")


_PHOTOGRAPHED = "SELECT application_uuid, content FROM casework_record WHERE kind IN ('site_visit', 'posted_notice')"
_EARLIER = "SELECT application_uuid, before, after FROM casework_wording WHERE before LIKE '%photographs%' OR after LIKE '%photographs%'"


def erase(act: Act, application_uuid: str, why: str) -> tuple[str, ...]:
    """Erase contacts, the words and names of representations, applicants' answers, the answers as they came, and the salt.

    The names of these people go out of what others have written of them as well, where that is no evidence. The digests in the trail
    stay, and with them the chain; without the salt nobody can try names against them. Cases that stepped back for this one go with it.
    Gives the names of its photographs, for whoever deletes them once this is written.
    """
    application_row(act.connection, application_uuid)
    people = persons_of(act.connection, application_uuid)
    cases = [str(uuid) for (uuid,) in act.connection.execute(_ITS, (application_uuid,)).fetchall()]
    photographs = _photographs(act, cases)
    for uuid in cases:
        take_words_out(act.connection, uuid, people)
        _empty(act, uuid)
    act.trail.add(
        application_uuid, "personal data erased", "application", application_uuid, after={"why": why, "photographs": len(photographs)}
    )
    return photographs


def _photographs(act: Act, cases: Sequence[str]) -> tuple[str, ...]:
    """Those of these cases alone, of pieces that were changed or taken away since too."""
    mine: set[str] = set()
    others: set[str] = set()
    for uuid, *texts in [*act.connection.execute(_PHOTOGRAPHED), *act.connection.execute(_EARLIER)]:
        for text in texts:
            (mine if uuid in cases else others).update((parsed(text) or {}).get("photographs") or ())
    return tuple(sorted(mine - others))


def _empty(act: Act, application_uuid: str) -> None:
    for kind in RECORD_KINDS:
        cursor = act.connection.execute(statement(f"{kind.name}_of"), (application_uuid,))
        uuids = canonical([row[0] for row in cursor.fetchall()])
        found = act.connection.execute(_RECORDS, (kind.name, uuids)).fetchall()
        act.connection.executemany(_FORGET, [(_ERASED, *row) for row in found if row[2] in kind.personal])
    for each in statements_of(statement("erase")):
        act.connection.execute(each, {"application": application_uuid})
