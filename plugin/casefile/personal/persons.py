"""Who is named in a case, so that their names can be taken out of what others have written of them."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ..file.statements import statement

if TYPE_CHECKING:
    from ...domain.case import Case

#: What stands where something personal stood.
TAKEN_OUT = "[taken out]"
#: Shorter words would hit too much that is nobody's name.
_SHORTEST = 4


@dataclass(frozen=True)
class Persons:
    """Names, firms, e-mail addresses, telephone numbers and postal addresses as one case has them."""

    words: tuple[str, ...]

    def without(self, value: Any, instead: str = TAKEN_OUT) -> Any:
        """A JSON value with every such word in it replaced, whatever its case and however it is broken into lines."""
        if self._pattern is None:
            return value
        if isinstance(value, str):
            return self._pattern.sub(instead, value)
        if isinstance(value, dict):
            return {key: self.without(each, instead) for key, each in value.items()}
        return [self.without(each, instead) for each in value] if isinstance(value, list) else value

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        # The longest first, so that "Ann Lee & Sons" goes as a whole
        each = [r"\s+".join(map(re.escape, word.split())) for word in sorted(self.words, key=len, reverse=True)]
        return re.compile(rf"(?<!\w)(?:{'|'.join(each)})(?!\w)", re.IGNORECASE) if each else None


#: Nobody is named.
NOBODY = Persons(())


def persons(words: Iterable[str], *, but: str = "") -> Persons:
    """Those among the words that can be looked for. ``but`` is the address of the site, which is public, whoever lives there."""
    public = " ".join(but.split()).casefold()
    found = {" ".join(word.split()) for word in words}
    return Persons(tuple(sorted(word for word in found if len(word) >= _SHORTEST and word.casefold() not in public)))


def persons_of_all(connection: sqlite3.Connection) -> Persons:
    """Everybody whom a case file names anywhere, officers too, and every site and reference: what must not leave the office."""
    return persons(str(row[0]) for row in connection.execute(statement("all_personal_words")).fetchall() if row[0])


def persons_in(case: Case) -> Persons:
    """Everybody whom a case names that is at hand already, and its site."""
    contacts = (word for each in case.contacts for word in (each.name, each.company, each.email, each.phone, each.address))
    authors = (word for each in case.representations for word in (each.author, each.address))
    replies = (word for each in case.replies for word in (each.who, each.attachment.name if each.attachment is not None else ""))
    return persons([*contacts, *authors, *replies, case.row.address])


def persons_of(connection: sqlite3.Connection, application_uuid: str) -> Persons:
    """Everybody whom a case names in a field of their own: contacts, authors, who replied, neighbours. Consultees' names are bodies'."""
    rows = connection.execute(statement("personal_words"), (application_uuid,)).fetchall()
    site = connection.execute("SELECT address FROM application WHERE uuid = ?", (application_uuid,)).fetchone()
    return persons((str(row[0]) for row in rows if row[0]), but=str(site[0]) if site else "")
