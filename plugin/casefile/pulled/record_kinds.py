"""The kinds of record that belong to an application: how each stands in its table, and which of its fields are personal."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import Enum
from typing import Any, Union

from ...domain.contact import Contact, ContactRole
from ...domain.document import Document
from ...domain.representation import Representation, RepresentationKind
from ...domain.validation_request import ValidationRequest

Record = Union[Document, ValidationRequest, Representation, Contact]

#: Fields of every kind that are ours and not the back office's.
_OURS = frozenset({"uuid", "gone"})


@dataclass(frozen=True)
class RecordKind:
    """``name`` is that of its table; ``fields`` are those that the back office tells; ``said`` is how a report calls many of them."""

    name: str
    said: str
    fields: tuple[str, ...]
    personal: frozenset[str]
    build: Callable[[Mapping[str, Any]], Record]

    def values(self, record: Record) -> dict[str, Any]:
        """The fields as JSON values."""
        return {name: _as_json(getattr(record, name)) for name in self.fields}

    def columns(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The fields as columns: lists and mappings as JSON text, yes and no as 1 and 0."""
        return {name: json.dumps(value) if isinstance(value, (list, dict)) else value for name, value in values.items()}


def _as_json(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return list(value)
    return dict(value) if isinstance(value, Mapping) else value


def _names(kind: type[Record]) -> tuple[str, ...]:
    return tuple(each.name for each in fields(kind) if each.name not in _OURS)


def _document(row: Mapping[str, Any]) -> Document:
    return Document(**{**row, "tags": tuple(json.loads(row["tags"])), "numbers": tuple(json.loads(row["numbers"]))})


def _validation_request(row: Mapping[str, Any]) -> ValidationRequest:
    due, approved = row["response_due"], row["approved"]
    return ValidationRequest(
        **{
            **row,
            "post_validation": bool(row["post_validation"]),
            "response_due": None if due is None else date.fromisoformat(due),
            "approved": None if approved is None else bool(approved),
            "specific": json.loads(row["specific"]),
        }
    )


def _representation(row: Mapping[str, Any]) -> Representation:
    return Representation(**{**row, "kind": RepresentationKind(row["kind"]), "tags": tuple(json.loads(row["tags"]))})


def _contact(row: Mapping[str, Any]) -> Contact:
    return Contact(**{**row, "role": ContactRole(row["role"])})


DOCUMENT = RecordKind("document", "documents", _names(Document), frozenset(), _document)
VALIDATION_REQUEST = RecordKind(
    "validation_request",
    "validation_requests",
    _names(ValidationRequest),
    frozenset({"response", "rejection_reason"}),
    _validation_request,
)
REPRESENTATION = RecordKind(
    "representation", "representations", _names(Representation), frozenset({"text", "author", "address"}), _representation
)
CONTACT = RecordKind("contact", "contacts", _names(Contact), frozenset({"name", "company", "email", "phone", "address"}), _contact)

RECORD_KINDS = (DOCUMENT, VALIDATION_REQUEST, REPRESENTATION, CONTACT)
