"""An officer's request to the applicant to agree to another red line, as it was made here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from types import MappingProxyType

from .boundary_change import ChangeKind


class Handling(Enum):
    """What an officer means to do with a change of the red line; the officer API's own words."""

    ACCEPT_AS_DRAWN = "accept_as_drawn"
    RECONSULT = "reconsult"
    FRESH_APPLICATION = "fresh_application"


class Certificate(Enum):
    """What becomes of the ownership certificate when land is added; the officer API's own words."""

    UNCHANGED = "unchanged"
    A = "certificate_a"
    B = "certificate_b"
    C = "certificate_c"
    D = "certificate_d"
    TO_BE_CONFIRMED = "to_be_confirmed"


#: From the certificate that goes with added land to who owns it (ApplicationFacts.added_land_owners); "" where that is to be found out.
OWNERS_OF_CERTIFICATE: Mapping[Certificate, str] = MappingProxyType(
    {
        Certificate.UNCHANGED: "applicant",
        Certificate.A: "applicant",
        Certificate.B: "known",
        Certificate.C: "some-known",
        Certificate.D: "unknown",
        Certificate.TO_BE_CONFIRMED: "",
    }
)


@dataclass(frozen=True)
class Grounds:
    """What the officer says of a change before it is sent. ``reason`` is told to the applicant, ``handling_reason`` is kept with the case.

    ``certificate`` is None where it was not asked: no land is added.
    """

    reason: str
    handling: Handling
    handling_reason: str
    certificate: Certificate | None = None


@dataclass(frozen=True)
class RedLineRequest:
    """One request. ``version_uuid`` is the proposed line, ``over_uuid`` the one in force over which it was drawn.

    ``validation_request_uuid`` names the back office's record of it, "" until there is one; ``letter_sent_on`` is the day on which it went
    out as a letter, None where it did not. ``created_at`` is ISO 8601 in UTC.
    """

    uuid: str
    application_uuid: str
    version_uuid: str
    over_uuid: str
    change: ChangeKind
    grounds: Grounds
    officer: str
    created_at: str
    validation_request_uuid: str = ""
    letter_sent_on: date | None = None
