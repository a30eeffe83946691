"""The types of validation request, as a table: how long, how many, when, and by which schema of the officer API."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

RED_LINE = "RedLineBoundaryChangeValidationRequest"
DESCRIPTION = "DescriptionChangeValidationRequest"
TIME = "TimeExtensionValidationRequest"
REPLACEMENT = "ReplacementDocumentValidationRequest"


@dataclass(frozen=True)
class RequestType:
    """``days`` are the business days until the applicant is told to answer. ``agreed`` says that the answer is a yes or a no, not words."""

    schema: str
    days: int = 15
    closed_by_silence: bool = False
    one_at_a_time: bool = False
    after_validation: bool = False
    blocks_recommendation: bool = True
    agreed: bool = False


TYPES: Mapping[str, RequestType] = MappingProxyType(
    {
        "AdditionalDocumentValidationRequest": RequestType("NewAdditionalDocument"),
        DESCRIPTION: RequestType("NewDescriptionChange", days=5, closed_by_silence=True, one_at_a_time=True, agreed=True),
        "FeeChangeValidationRequest": RequestType("NewFeeChange", one_at_a_time=True),
        "HeadsOfTermsValidationRequest": RequestType("NewHeadsOfTerms", after_validation=True, agreed=True),
        "OtherChangeValidationRequest": RequestType("NewOtherChange"),
        "OwnershipCertificateValidationRequest": RequestType("NewOwnershipCertificate", one_at_a_time=True),
        "PreCommencementConditionValidationRequest": RequestType(
            "NewPreCommencementCondition", days=10, after_validation=True, agreed=True
        ),
        RED_LINE: RequestType("NewRedLineBoundaryChange", closed_by_silence=True, agreed=True),
        REPLACEMENT: RequestType("NewReplacementDocument"),
        TIME: RequestType("NewTimeExtension", one_at_a_time=True, after_validation=True, blocks_recommendation=False, agreed=True),
    }
)
