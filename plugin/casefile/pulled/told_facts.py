"""The facts that rules ask for, by who told them: read from a submission, or told by an officer, whose word stands above."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ...domain.case_facts import OF_ONE_AMENDMENT, VALIDITY
from ...domain.fact_kinds import fact_kind
from ...domain.plain_lists import listed
from ...domain.told_fact import FactSource, FactValue, ToldFact
from ..errors import CaseFileError
from ..file.json_text import canonical, storable
from ..trail.act import Act
from ..whole_case import application_row
from .fact_rows import facts_of

FACT = "fact"

_PUT = """
INSERT INTO told_fact (application_uuid, name, source, value, said, told_at, officer_uuid) VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (application_uuid, name, source)
DO UPDATE SET value = excluded.value, said = excluded.said, told_at = excluded.told_at, officer_uuid = excluded.officer_uuid
"""
_TAKE_BACK = "DELETE FROM told_fact WHERE application_uuid = ? AND name = ? AND source = ?"


def keep_facts(act: Act, application_uuid: str, told: Mapping[FactSource, Sequence[ToldFact]]) -> tuple[bool, int]:
    """Keep what each of these sources tells now in place of what it told before; what an officer told stands.

    Gives whether a source that had been read before tells something else now, and the entry of the trail, 0 where nothing changed.
    """
    held = facts_of(act.connection, application_uuid)
    changed, before, after = False, {}, {}
    for source, facts in told.items():
        # The first day of validity is kept as cases are taken in, and no answer about one case tells it
        old = {fact.name: fact for fact in held if fact.source is source and fact.name != VALIDITY}
        new = {fact.name: fact for fact in facts}
        differing = [name for name in sorted({*old, *new}) if _told(old.get(name)) != _told(new.get(name))]
        for name in differing:
            if name in new:
                put_fact(act, application_uuid, new[name], source)
            else:
                take_back_fact(act, application_uuid, name, source)
        before.update({f"{name} ({source.value})": old[name].value for name in differing if name in old})
        after.update({f"{name} ({source.value})": new[name].value for name in differing if name in new})
        changed = changed or bool(old and differing)
    if not before and not after:
        return False, 0
    return changed, act.trail.add(application_uuid, "facts read", FACT, application_uuid, before, after)


def tell_facts(act: Act, application_uuid: str, facts: Mapping[str, FactValue | None], reason: str) -> None:
    """Write down what an officer tells, with the reason; None takes back what an officer told before.

    CaseFileError without a reason, RedlineError for a value that the fact can't have: then none of them is kept.
    """
    application_row(act.connection, application_uuid)
    if not reason.strip():
        raise CaseFileError("Say how you know: what is told of an application stands above the submission, and needs a reason.")
    held = {fact.name: fact for fact in facts_of(act.connection, application_uuid) if fact.source is FactSource.OFFICER}
    read = [name for name in facts if not fact_kind(name).tellable]
    if read:
        raise CaseFileError(f"{listed([fact_kind(name).title for name in read])} can't be told: it is read from the submission.")
    told = {name: None if value is None else fact_kind(name).checked(value) for name, value in facts.items()}
    # The same answer, of the land of another amendment, is another answer
    anew = {name for name, value in told.items() if name == OF_ONE_AMENDMENT and value is not None}
    differing = {name: value for name, value in told.items() if name in anew or value != (held[name].value if name in held else None)}
    if not differing:
        return
    for name, value in differing.items():
        if value is None:
            take_back_fact(act, application_uuid, name, FactSource.OFFICER)
        else:
            put_fact(act, application_uuid, ToldFact(name, value, FactSource.OFFICER, reason.strip()), FactSource.OFFICER)
    before = {name: held[name].value for name in differing if name in held}
    # Officers name people in it: in the clear it stands beside the fact, where erasing a case takes it away
    why = act.trail.digest(application_uuid, reason.strip())
    act.trail.add(application_uuid, "facts told", FACT, application_uuid, before, {**differing, "reason": why})


def put_fact(act: Act, application_uuid: str, fact: ToldFact, source: FactSource) -> None:
    """Keep what a source tells in place of what it told before; the trail is the caller's."""
    row = (application_uuid, fact.name, source.value, canonical(fact.value), storable(fact.said), act.at, act.officer_uuid)
    act.connection.execute(_PUT, row)


def take_back_fact(act: Act, application_uuid: str, name: str, source: FactSource) -> None:
    """Forget what a source told; the trail is the caller's."""
    act.connection.execute(_TAKE_BACK, (application_uuid, name, source.value))


def _told(fact: ToldFact | None) -> tuple[str, str] | None:
    return None if fact is None else (canonical(fact.value), storable(fact.said))
