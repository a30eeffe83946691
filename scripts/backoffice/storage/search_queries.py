"""Which applications a search finds, in the order in which the database meets them."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ..states import NOT_PUBLIC
from .database import Database

_FILTERED = """
SELECT id, received_at, published_at FROM applications
WHERE deleted_at IS NULL
AND (:public = 0 OR (published_at IS NOT NULL AND status NOT IN (SELECT value FROM json_each(:not_public))))
AND (:statuses IS NULL OR status IN (SELECT value FROM json_each(:statuses)))
AND (:types IS NULL OR type_code IN (SELECT value FROM json_each(:types)))
AND (:received_from IS NULL OR received_at >= :received_from) AND (:received_to IS NULL OR received_at < :received_to)
AND (:validated_from IS NULL OR validated_at >= :validated_from) AND (:validated_to IS NULL OR validated_at < :validated_to)
AND (:published_from IS NULL OR published_at >= :published_from) AND (:published_to IS NULL OR published_at < :published_to)
AND (:consultation_from IS NULL OR consultation_end >= :consultation_from)
AND (:consultation_to IS NULL OR consultation_end <= :consultation_to)
AND (:decision IS NULL OR decision = :decision)
AND (:alternative_reference IS NULL OR alternative_reference = :alternative_reference COLLATE NOCASE)
ORDER BY position
"""
_REFERENCE = "SELECT id FROM applications WHERE instr(upper(reference), upper(?)) > 0"
_POSTCODE = "SELECT id FROM applications WHERE postcode_key = ?"
_ADDRESS = "SELECT rowid FROM addresses WHERE addresses MATCH ?"
_DESCRIPTION = "SELECT rowid FROM descriptions WHERE descriptions MATCH ?"


@dataclass(frozen=True)
class Filters:
    """What is asked.

    Times are kept times (see ``moments``), each ``..._to`` the first that is too late. The consultation's are dates, both counted.
    """

    public: bool = False
    statuses: Sequence[str] | None = None
    types: Sequence[str] | None = None
    received_from: str | None = None
    received_to: str | None = None
    validated_from: str | None = None
    validated_to: str | None = None
    published_from: str | None = None
    published_to: str | None = None
    consultation_from: str | None = None
    consultation_to: str | None = None
    decision: str | None = None
    alternative_reference: str | None = None
    words: str | None = None


class Hit(NamedTuple):
    """An application that was found, and what it may be sorted by."""

    id: int
    received_at: str
    published_at: str | None


class SearchQueries:
    """Filters, then words: reference, postcode, address, description; the first of these that finds anything decides."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def hits(self, filters: Filters) -> list[Hit]:
        """All that is found, in the order of the rows."""
        parameters = {name: value for name, value in vars(filters).items() if name != "words"}
        parameters["public"] = int(filters.public)
        parameters["not_public"] = json.dumps(NOT_PUBLIC)
        for name in ("statuses", "types"):
            parameters[name] = None if parameters[name] is None else json.dumps(list(parameters[name]))
        found = [Hit(row["id"], row["received_at"], row["published_at"]) for row in self._database.rows(_FILTERED, parameters)]
        if not filters.words:
            return found
        for identities in self._cascade(filters.words):
            matching = [hit for hit in found if hit.id in identities]
            if matching:
                return matching
        return []

    def _cascade(self, words: str) -> list[set[int]]:
        terms = [f'"{word}"' for word in re.findall(r"\w+", words)]
        answers = [self._ids(_REFERENCE, words.strip()), self._ids(_POSTCODE, re.sub(r"\s", "", words).lower())]
        if terms:
            answers += [self._ids(_ADDRESS, " AND ".join(terms)), self._ids(_DESCRIPTION, " OR ".join(terms))]
        return answers

    def _ids(self, sql: str, value: str) -> set[int]:
        return {int(row[0]) for row in self._database.rows(sql, (value,))}
