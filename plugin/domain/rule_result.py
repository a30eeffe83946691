"""What one rule says of one site and one application."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from .citation import Citation


class Topic(Enum):
    """What a result is about, in the order in which an officer reads them."""

    AREA = "area"
    AUTHORITY = "authority"
    CONSTRAINT = "constraint"
    CATEGORY = "development category"
    PERIOD = "determination period"
    FEE = "fee"
    ENVIRONMENTAL_IMPACT = "environmental impact assessment"
    FLOOD_RISK = "flood risk assessment"
    BIODIVERSITY = "biodiversity net gain"
    PUBLICITY = "publicity"
    CONSULTEE = "consultee"
    CERTIFICATE = "ownership certificate"
    NEIGHBOUR = "neighbour"


class Standing(Enum):
    """Whether something applies. VALUE is for what always has an answer, such as a fee; UNKNOWN for what cannot be told."""

    APPLIES = "applies"
    DOES_NOT_APPLY = "does not apply"
    VALUE = "value"
    UNKNOWN = "to be confirmed"


@dataclass(frozen=True)
class RuleResult:
    """One answer of the rules.

    ``code`` names the question and stays the same whatever the answer ("category", "consultee.natural-england"), so that two results can
    be compared. ``answer`` is a few words, ``reasons`` sentences behind them. ``confirm`` says what has to be confirmed and why, "" where
    nothing has to. ``citations`` are the rules that were applied, the deciding one first.
    """

    topic: Topic
    code: str
    title: str
    standing: Standing
    answer: str
    citations: tuple[Citation, ...]
    reasons: tuple[str, ...] = field(default=())
    confirm: str = ""
    warns: bool = False
