"""What must not become public wherever somebody wrote it: e-mail addresses, telephone numbers, and the contacts that a submission names.

Source: the published format of Open Digital Planning strips contact details from applicants and from comments; a person may have
written the same into any other text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ...domain.personal_patterns import EMAIL, TELEPHONE

REDACTED = "[redacted]"
#: Long numbers that name things and nobody's telephone.
_NUMBERS_OF_THINGS = frozenset({"uprn", "usrn", "id", "flowId", "reference", "entity", "submittedAt", "generatedAt"})
#: Whoever is named below these is no applicant and no agent, so that the name is not public either.
_OTHERS = frozenset({"siteContact", "owners", "maintenanceContact"})
_NAMES = frozenset({"name", "first", "last", "singleLine"})
_PLACES = frozenset({"line1", "postcode", "singleLine"})
#: A shorter word stands in too many others.
_SHORTEST = 4


def contacts_named(submission: Mapping[str, Any]) -> frozenset[str]:
    """The names of other people and the lines of their and the applicant's addresses, but for those of the site itself."""
    data = submission.get("data")
    applicant = data.get("applicant") if isinstance(data, Mapping) else None
    site = " ".join(_texts(data.get("property") if isinstance(data, Mapping) else None)).casefold()
    named = {value.strip() for value in _contacts(applicant, "", other=False)}
    return frozenset(value for value in named if len(value) >= _SHORTEST and value.casefold() not in site)


def redacted(value: Any, contacts: Iterable[str], key: str = "") -> Any:
    """Any JSON value with what must not become public replaced in every text."""
    if isinstance(value, Mapping):
        return {name: redacted(each, contacts, str(name)) for name, each in value.items()}
    if isinstance(value, list):
        return [redacted(each, contacts, key) for each in value]
    return redacted_text(value, contacts, phones=key not in _NUMBERS_OF_THINGS) if isinstance(value, str) else value


def redacted_text(text: str, contacts: Iterable[str] = (), *, phones: bool = True) -> str:
    """One text without them."""
    text = EMAIL.sub(REDACTED, text)
    if phones:
        text = TELEPHONE.sub(REDACTED, text)
    for contact in sorted(contacts, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(contact)}(?!\w)", REDACTED, text, flags=re.IGNORECASE)
    return text


def _contacts(value: Any, key: str, *, other: bool) -> Iterator[str]:
    if isinstance(value, Mapping):
        whole = value.get("name")
        if other and isinstance(whole, Mapping):
            yield " ".join(str(whole[part]) for part in ("first", "last") if whole.get(part))
        for name, each in value.items():
            yield from _contacts(each, str(name), other=other or name in _OTHERS)
    elif isinstance(value, list):
        for each in value:
            yield from _contacts(each, key, other=other)
    elif isinstance(value, str) and (key in _PLACES or (other and key in _NAMES | {"address"})):
        yield value


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, (Mapping, list)):
        for each in value.values() if isinstance(value, Mapping) else value:
            yield from _texts(each)
    elif isinstance(value, str):
        yield value
