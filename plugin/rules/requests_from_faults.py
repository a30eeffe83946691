"""What has to be asked of the applicant so that every fault is put right: one request for each document and each matter, in plain words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ..domain.casework.drafted_request import DraftedRequest
from ..domain.document import Document
from .document_words import tag_words
from .validation import ValidationItem

ADDITIONAL = "AdditionalDocumentValidationRequest"
REPLACEMENT = "ReplacementDocumentValidationRequest"
#: What says how it is put right in a field of its own.
_SUGGESTING = ("OtherChangeValidationRequest", "FeeChangeValidationRequest")
_NUMBERED = re.compile(r"\d+\. ")


def requests_from_faults(faults: Iterable[ValidationItem], documents: Sequence[Document], description: str) -> list[DraftedRequest]:
    """Drafts for these faults in their order; faults about the same thing go into one request.

    A document that is to be sent again but was never sent is asked for as one that is missing. ``description`` is the present one, which
    an officer changes rather than writes anew.
    """
    groups: dict[tuple[str, str], list[ValidationItem]] = {}
    for fault in faults:
        groups.setdefault(_thing(fault, documents), []).append(fault)
    return [_draft(kind, about, group, description) for (kind, about), group in groups.items()]


def without_request(faults: Iterable[ValidationItem], requests: Iterable[DraftedRequest]) -> tuple[ValidationItem, ...]:
    """The faults that none of these requests puts right."""
    asked = {code for request in requests for code in request.checks}
    return tuple(fault for fault in faults if fault.code not in asked)


def is_about_the_same(one: DraftedRequest, other: DraftedRequest) -> bool:
    """Whether both ask for the same document, or for the same matter."""
    names = ("document", "document_request_type")
    return one.type == other.type and all(one.attributes.get(name) == other.attributes.get(name) for name in names)


def joined(draft: DraftedRequest, more: DraftedRequest) -> DraftedRequest:
    """One request for the faults of both; what the officer wrote in ``draft`` stays."""
    attributes = dict(draft.attributes)
    if "suggestion" in attributes:
        attributes["suggestion"] = _listed([*_sentences(attributes["suggestion"]), *_sentences(more.attributes["suggestion"])])
    reason = _listed([*_sentences(draft.reason), *_sentences(more.reason)])
    return replace(draft, reason=reason, attributes=attributes, checks=(*draft.checks, *more.checks))


def _sentences(text: str) -> list[str]:
    """What stands under numbers, without them; the text itself where none do."""
    lines = text.splitlines()
    if not lines or not all(_NUMBERED.match(line) for line in lines):
        return [text] if text else []
    return [_NUMBERED.sub("", line) for line in lines]


def _thing(fault: ValidationItem, documents: Sequence[Document]) -> tuple[str, str]:
    """The kind of request, and what it is about: a file that is there, the name of one that is missing, or the question itself."""
    if fault.request == REPLACEMENT:
        there = [each for each in documents if fault.about in each.tags and not each.gone]
        if there:
            return REPLACEMENT, max(there, key=lambda each: each.created_at).name
        return ADDITIONAL, tag_words(fault.about)
    if fault.request == ADDITIONAL:
        return ADDITIONAL, tag_words(fault.about)
    return fault.request, ""


def _draft(kind: str, about: str, group: Sequence[ValidationItem], description: str) -> DraftedRequest:
    attributes = {
        ADDITIONAL: {"document_request_type": about},
        REPLACEMENT: {"document": about},
        **{each: {"suggestion": _listed([fault.suggestion for fault in group])} for each in _SUGGESTING},
        "DescriptionChangeValidationRequest": {"proposed_description": description},
    }.get(kind, {})
    words = [each.first_wording or each.wording if kind == ADDITIONAL else each.wording for each in group]
    return DraftedRequest(kind, _listed(words), attributes, tuple(each.code for each in group))


def _listed(sentences: Sequence[str]) -> str:
    """One as it is, several under numbers."""
    if len(sentences) == 1:
        return sentences[0]
    return "\n".join(f"{number}. {sentence}" for number, sentence in enumerate(sentences, start=1))
