"""What an officer finds of the time for enforcement against a breach of planning control."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from .said import Said


class Breach(Enum):
    """The kinds that section 171B of the 1990 Act tells apart."""

    OPERATIONS = "building or other operations"
    DWELLING = "change of use to a single dwelling"
    OTHER = "any other breach (another use, a condition)"


@dataclass(frozen=True)
class Immunity:
    """``began_on`` is the day of substantial completion, or on which the use changed; None while it is not known.

    ``continuous`` is whether the breach went on without a break, ``concealed`` whether it was hidden on purpose (section 171BA),
    ``notice_in_force`` whether an enforcement notice stands, which defeats a certificate (section 191). ``evidence`` lists what shows it.
    """

    breach: Breach = Breach.OPERATIONS
    began_on: date | None = None
    continuous: Said = Said.UNKNOWN
    concealed: Said = Said.UNKNOWN
    notice_in_force: Said = Said.UNKNOWN
    evidence: str = ""

    @property
    def key(self) -> str:
        return "immunity"

    @property
    def lacking(self) -> str:
        return ""
