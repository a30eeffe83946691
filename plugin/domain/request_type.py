"""The kinds of request that can be made to an applicant, as BOPS has them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class AttributeForm(Enum):
    """How an attribute is written: in one line, in sentences, as a day, or as the file name of one of the documents."""

    LINE = "line"
    WORDS = "words"
    DAY = "day"
    DOCUMENT = "document"


@dataclass(frozen=True)
class RequestAttribute:
    """What one kind of request says beside its reason. ``missing`` is the sentence for the officer who left it out."""

    name: str
    title: str
    form: AttributeForm
    missing: str


@dataclass(frozen=True)
class RequestType:
    """``type`` is BOPS's own word ("FeeChangeValidationRequest"), ``title`` what an officer calls it.

    ``after_validation``: it is made once the application is valid. ``one_at_a_time``: while one waits, no second one may be made.
    ``agreed``: the answer is a yes or a no. ``wording`` is the reason as it is drafted, "" where nothing can be said beforehand.
    """

    type: str
    title: str
    attributes: tuple[RequestAttribute, ...]
    needs_reason: bool
    after_validation: bool
    one_at_a_time: bool
    agreed: bool
    wording: str
