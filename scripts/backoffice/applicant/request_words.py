"""What each type of request says to the applicant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from ..request_types import DESCRIPTION, RED_LINE, TIME
from ..storage.request_records import RequestRecord
from .plain_dates import day_in_words


@dataclass(frozen=True)
class Words:
    """``what`` names it in a sentence, ``asks`` asks it, ``yes`` is what an agreement is to. ``labels`` are of its own attributes.

    ``adopted`` and ``stays`` say what has come of it, ``after_yes`` what a yes does.
    """

    what: str
    asks: str
    labels: Mapping[str, str]
    question: str = "Please answer our request"
    look: str = "Read it, and answer"
    yes: str = ""
    after_yes: str = ""
    adopted: str = ""
    stays: str = "Nothing has been changed."

    @property
    def subject(self) -> str:
        """Of a letter."""
        return f"please answer about {self.what}"


_WORDS: Mapping[str, Words] = MappingProxyType(
    {
        RED_LINE: Words(
            "a change to your red line boundary",
            "We ask you to agree to another red line boundary",
            {},
            look="See both boundaries on one map, and say whether you agree,",
            adopted="The boundary that we had proposed is now in force.",
            stays="Your boundary has not been changed.",
        ),
        DESCRIPTION: Words(
            "another description of your proposal",
            "We ask you to agree to another description of your proposal",
            {"previous_description": "The present description", "proposed_description": "The description that we propose"},
            "Do you agree to this description of your proposal?",
            "Read both, and say whether you agree,",
            "the proposed description",
            "the proposed description replaces the present one.",
            "The description that we had proposed stands now.",
            "Your description has not been changed.",
        ),
        TIME: Words(
            "more time for the decision",
            "We ask you to agree to more time for the decision",
            {"proposed_expiry_date": "The decision would be due by"},
            "Do you agree to more time for the decision?",
            "Read why, and say whether you agree,",
            "the later date",
            "the decision is due by the later date.",
        ),
        "PreCommencementConditionValidationRequest": Words(
            "a condition that has to be met before work begins",
            "We ask you to agree to a condition that has to be met before work begins",
            {"title": "The condition", "text": "What it says", "condition_reason": "Why it is needed"},
            "Do you agree to this condition?",
            "Read it, and say whether you agree,",
            "the condition",
            "the condition can become part of a permission.",
        ),
        "HeadsOfTermsValidationRequest": Words(
            "a term of a legal agreement",
            "We ask you to agree to a term of a legal agreement",
            {"title": "The term", "text": "What it says"},
            "Do you agree to this term?",
            "Read it, and say whether you agree,",
            "the term",
            "the term can become part of a legal agreement.",
        ),
        "AdditionalDocumentValidationRequest": Words(
            "a document that is missing", "We ask you for a document", {"document_request_type": "The document"}
        ),
        "ReplacementDocumentValidationRequest": Words(
            "a document to be replaced", "We ask you to replace a document", {"document": "The document"}
        ),
        "FeeChangeValidationRequest": Words("the fee", "We ask you about the fee", {"suggestion": "What to do"}),
        "OtherChangeValidationRequest": Words(
            "something to put right", "We ask you to put something right", {"suggestion": "How it can be put right"}
        ),
        "OwnershipCertificateValidationRequest": Words("the ownership certificate", "We ask you for another ownership certificate", {}),
    }
)


def words_for(request: RequestRecord) -> Words:
    """Those of its type."""
    return _WORDS[request.type]


def asked_rows(request: RequestRecord) -> list[tuple[str, str]]:
    """What is asked, each with its label."""
    labels = words_for(request).labels
    return [(label, _written(name, str(request.specific[name]))) for name, label in labels.items() if name in request.specific]


def _written(name: str, value: str) -> str:
    return day_in_words(date.fromisoformat(value)) if name.endswith("_date") else value
