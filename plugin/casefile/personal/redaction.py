"""Takes what is personal out of a case's records, for somebody who may read the case but not who stands in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from ...domain.personal_patterns import EMAIL, POSTCODE, TELEPHONE
from ...domain.plain_figures import counted
from .dossier import Record, Section, sections
from .persons import TAKEN_OUT, Persons

#: What a consultee says is a body's advice; what neighbours and others say points at them, whatever names are taken out of it.
_BODY = "consultee"
#: Lists of people within records of casework.
_LISTS = ("neighbours", "photographs")


@dataclass(frozen=True)
class Redacted:
    """``left_out`` has a sentence for each sort of thing that was taken out, with how often."""

    records: Mapping[str, Sequence[Record]]
    left_out: tuple[str, ...]


def redacted(records: Mapping[str, Sequence[Record]], people: Persons, site: str) -> Redacted:
    """Without contacts, without words of the public, without names, e-mail addresses, telephone numbers and postcodes in any words.

    ``site`` is the address of the site, which stays: it is on the public register. So do the names of officers and of consultees.
    """
    count: dict[str, int] = {}
    kept = {
        section.name: [_redacted_record(section, record, people, site, count) for record in records.get(section.name, ())]
        for section in sections()
    }
    return Redacted(kept, tuple(f"{what}: {counted(number, 'place')}" for what, number in count.items()))


def _redacted_record(section: Section, record: Record, people: Persons, site: str, count: dict[str, int]) -> Record:
    body = section.name == "representations" and record.get("kind") == _BODY
    kept: dict[str, Any] = {}
    for name, value in record.items():
        if name in section.personal and not (body and name != "address"):
            count[section.title] = count.get(section.title, 0) + 1
            kept[name] = TAKEN_OUT
            continue
        without = without_patterns(people.without(_without_lists(value)), site)
        if without != value:
            what = f"{section.title}, names and addresses in words"
            count[what] = count.get(what, 0) + 1
        kept[name] = without
    return kept


def without_patterns(value: Any, but: str) -> Any:
    """A JSON value without e-mail addresses, telephone numbers and postcodes; what stands in ``but`` stays."""
    public = but.casefold()
    for pattern in (EMAIL, TELEPHONE, POSTCODE):
        value = mapped(value, partial(pattern.sub, partial(_unless_public, public)))
    return value


def mapped(value: Any, change: Callable[[str], str]) -> Any:
    """A JSON value with each of its texts changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {key: mapped(each, change) for key, each in value.items()}
    return [mapped(each, change) for each in value] if isinstance(value, list) else value


def _unless_public(public: str, found: re.Match[str]) -> str:
    return found.group() if found.group().casefold() in public else TAKEN_OUT


def _without_lists(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    return {key: [TAKEN_OUT] * len(each) if key in _LISTS and isinstance(each, list) else each for key, each in value.items()}
