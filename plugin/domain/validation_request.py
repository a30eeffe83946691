"""A request to the applicant: for another red line, a document, a fee, more time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

RED_LINE_CHANGE = "RedLineBoundaryChangeValidationRequest"
TIME_EXTENSION = "TimeExtensionValidationRequest"


@dataclass(frozen=True)
class ValidationRequest:
    """One request as the back office tells it; moments are ISO 8601 as they came.

    ``type`` is the back office's own word ("RedLineBoundaryChangeValidationRequest"), ``state`` pending, open, closed or cancelled.
    ``approved`` is None where there is no yes and no no: closed is not answered. ``closed_at`` means something only when ``state`` is
    closed. ``specific`` is what only this type has (for a red line: new_geojson, original_geojson), as parsed JSON. ``response`` and
    ``rejection_reason`` are the applicant's words. ``uuid`` and ``gone``: see Document.

    The officer API tells more than BOPS: ``closed_by`` is "applicant" or "silence", "" while nobody has closed it, None where the back
    office does not tell; ``silence`` is what silence does to it ("closes", "closes_and_adopts"), ``closes_by_silence_at`` when.
    """

    type: str
    state: str
    created_at: str
    post_validation: bool = False
    notified_at: str = ""
    reason: str = ""
    response_due: date | None = None
    response: str = ""
    rejection_reason: str = ""
    approved: bool | None = None
    cancel_reason: str = ""
    cancelled_at: str = ""
    closed_at: str = ""
    specific: Mapping[str, Any] = field(default_factory=dict)
    back_office_id: str = ""
    created_by: str = ""
    closed_by: str | None = None
    closes_by_silence_at: str = ""
    silence: str = ""
    uuid: str = ""
    gone: bool = False

    @property
    def key(self) -> str:
        """Its type and the moment of its creation: BOPS v2 gives a request no id."""
        return f"{self.type}|{self.created_at}"

    @property
    def is_red_line(self) -> bool:
        return self.type == RED_LINE_CHANGE

    @property
    def is_open(self) -> bool:
        """Whether the applicant has been asked and has still to answer."""
        return self.state == "open" and not self.gone
