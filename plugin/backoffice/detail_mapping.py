"""What belongs to one application, from BOPS's answers: documents, requests, comments, contacts, what the applicant was told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from ..boundary.document_shapes import value_at
from ..boundary.documents import read_document
from ..boundary.plain_values import as_number, as_text
from ..boundary.transformer import Transformer
from ..domain.application import Application
from ..domain.contact import Contact, ContactRole
from ..domain.document import Document
from ..domain.errors import UnreadableFile
from ..domain.moments import day_of
from ..domain.representation import Representation, RepresentationKind
from ..domain.told_fact import FactSource, ToldFact
from ..domain.validation_request import ValidationRequest
from .page import Item

_CERTIFICATES = frozenset("abcd")
_SHOWN = "as the back office shows it"
_ADDRESS = ("address_1", "address_2", "town", "county", "postcode")


def documents_of(value: object) -> tuple[Document, ...]:
    """The files in an answer of ``documents``."""
    return tuple(_document(file) for file in _objects(value_at(value, ("files",))))


def published_documents_of(value: object) -> tuple[Document, ...] | None:
    """The published documents within an entry of ``list`` or an answer of ``show``, in outline; None where it has no list."""
    listed = value_at(value, ("documents",))
    return tuple(_published(each) for each in _objects(listed)) if isinstance(listed, list) else None


def requests_of(items: Iterable[Item]) -> tuple[ValidationRequest, ...]:
    """The validation requests of the pages of one application."""
    return tuple(request_of(item.value) for item in items)


def request_of(value: Mapping[str, Any]) -> ValidationRequest:
    """One validation request. Anything but true and false as the applicant's answer is no answer."""
    approved, specific = value.get("approved"), value.get("specific_attributes")
    return ValidationRequest(
        type=as_text(value.get("type")),
        state=as_text(value.get("state")),
        created_at=as_text(value.get("created_at")),
        post_validation=value.get("post_validation") is True,
        notified_at=as_text(value.get("notified_at")),
        reason=_prose(value.get("reason")),
        response_due=day_of(as_text(value.get("response_due"))),
        response=_prose(value.get("response")),
        rejection_reason=_prose(value.get("rejection_reason")),
        approved=approved if isinstance(approved, bool) else None,
        cancel_reason=_prose(value.get("cancel_reason")),
        cancelled_at=as_text(value.get("cancelled_at")),
        closed_at=as_text(value.get("closed_at")),
        specific=specific if isinstance(specific, dict) else {},
        back_office_id=as_text(value.get("id")),
        created_by=as_text(value.get("created_by")),
        closed_by=as_text(value["closed_by"]) if "closed_by" in value else None,
        closes_by_silence_at=as_text(value.get("closes_by_silence_at")),
        silence=as_text(value.get("silence")),
    )


def representations_of(value: object) -> tuple[Representation, ...]:
    """The published comments in an answer of ``show``, neighbours' first."""
    neighbours = (_comment(each, RepresentationKind.NEIGHBOUR) for each in _objects(value_at(value, ("published_comments",))))
    consultees = (_comment(each, RepresentationKind.CONSULTEE) for each in _objects(value_at(value, ("consultee_comments",))))
    return (*neighbours, *consultees)


def listed_representations_of(value: object) -> tuple[Representation, ...] | None:
    """The same of an entry of ``list``: none where it has no such key (no consultation yet), None where it has something else there."""
    said = [value_at(value, (name,)) for name in ("published_comments", "consultee_comments")]
    return representations_of(value) if all(each is None or isinstance(each, list) for each in said) else None


def contacts_of(value: object) -> tuple[Contact, ...]:
    """Applicant and agent in an answer of ``show``, those of whom it says anything. Personal data."""
    contacts = (_contact(value, role) for role in ContactRole)
    return tuple(contact for contact in contacts if contact.name or contact.company or contact.email or contact.address)


def submission_of(text: str, transformer: Transformer, on: date) -> Application | None:
    """The application as its submission tells it, from the text of an answer of ``submission``; None where it can't be read."""
    try:
        readings = read_document("submission", text.encode("utf-8", "surrogatepass"), transformer, on=on)
    except UnreadableFile:
        return None
    return next((reading.application for reading in readings if reading.application is not None), None)


def facts_of_show(value: object) -> tuple[ToldFact, ...]:
    """The facts that rules ask for and the back office itself tells, in an answer of ``show``."""
    told: list[ToldFact] = []
    letter = as_text(value_at(value, ("ownership_certificate",))).lower()
    if letter in _CERTIFICATES:
        told.append(ToldFact("certificate", letter, FactSource.BACK_OFFICE, _SHOWN))
    paid = as_number(value_at(value, ("payment_amount",)))
    if paid is not None and paid >= 0:
        told.append(ToldFact("fee_paid", paid, FactSource.BACK_OFFICE, _SHOWN))
    return tuple(told)


def _document(file: Mapping[str, Any]) -> Document:
    size = value_at(file, ("metadata", "byteSize"))
    return Document(
        name=as_text(file.get("name")),
        url=as_text(file.get("url")),
        created_at=as_text(file.get("createdAt")) or as_text(file.get("created_at")),
        tags=tuple(tag for kind in _objects(file.get("type")) if (tag := as_text(kind.get("value")))),
        numbers=tuple(text for each in _list(file.get("referencesInDocument")) if (text := as_text(each))),
        description=_prose(file.get("applicantDescription")),
        size=size if isinstance(size, int) and not isinstance(size, bool) and 0 <= size < 2**53 else None,
        content_type=as_text(value_at(file, ("metadata", "contentType"))),
    )


def _published(value: Mapping[str, Any]) -> Document:
    numbers, tags, description = value.get("numbers"), _list(value.get("tags")), _prose(value.get("applicant_description"))
    listed = numbers if isinstance(numbers, list) else as_text(numbers).split(",")
    read = tuple(text for each in listed if (text := as_text(each).strip()))
    return Document(
        name=", ".join(read) or description.partition("\n")[0] or "Document",
        url=as_text(value.get("url")),
        created_at=as_text(value.get("created_at")),
        tags=tuple(tag for each in tags if (tag := as_text(each))),
        numbers=read,
        description=description,
    )


def _comment(value: Mapping[str, Any], kind: RepresentationKind) -> Representation:
    return Representation(
        kind=kind,
        text=_prose(value.get("comment")) or _prose(value.get("text")),
        received_at=as_text(value.get("received_at")) or as_text(value.get("receivedAt")),
        sentiment=as_text(value.get("summary_tag")) or as_text(value.get("summaryTag")) or as_text(value.get("sentiment")),
        back_office_id=as_text(value.get("id")),
    )


def _contact(value: object, role: ContactRole) -> Contact:
    def said(name: str) -> str:
        return as_text(value_at(value, (f"{role.value}_{name}",)))

    return Contact(
        role=role,
        name=" ".join(part for part in (said("first_name"), said("last_name")) if part),
        company=said("company_name"),
        email=said("email"),
        phone=said("phone"),
        address=", ".join(part for name in _ADDRESS if (part := said(name))),
    )


def _prose(value: Any) -> str:
    """Text of several lines, each without its outer spaces and without what can't be printed."""
    if not isinstance(value, str):
        return as_text(value)
    return "\n".join(as_text(line) for line in value.splitlines()).strip()


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _objects(value: Any) -> list[Mapping[str, Any]]:
    return [each for each in _list(value) if isinstance(each, Mapping)]
