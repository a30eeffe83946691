"""The facts of an application that somebody may tell: what each is called, and what may be told."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any

from .errors import RedlineError
from .plain_days import plain_day
from .plain_figures import money_words
from .plain_lists import listed
from .told_fact import FactValue


class FactForm(Enum):
    """In what a fact is told. A DAY is told as ISO 8601; WORDS are read and never told by an officer."""

    COUNT = "count"
    SQUARE_METRES = "m²"
    METRES = "m"
    POUNDS = "£"
    YES_NO = "yes or no"
    CHOICE = "choice"
    DAY = "day"
    WORDS = "words"


_MOST: Mapping[FactForm, float] = {
    FactForm.COUNT: 100_000,
    FactForm.SQUARE_METRES: 100_000_000,
    FactForm.METRES: 100_000,
    FactForm.POUNDS: 10_000_000,
}


@dataclass(frozen=True)
class FactKind:
    """``name`` is the field of ApplicationFacts, ``title`` what an officer calls it, ``choices`` each value with its words."""

    name: str
    title: str
    form: FactForm
    choices: tuple[tuple[str, str], ...] = field(default=())
    hint: str = ""

    @property
    def tellable(self) -> bool:
        return self.form is not FactForm.WORDS

    @property
    def most(self) -> float:
        """The greatest number that may be told; 0 where it is told in no number."""
        return _MOST.get(self.form, 0)

    def words(self, value: FactValue | None) -> str:
        """A value as an officer reads it."""
        if value is None:
            return "not known"
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, (int, float)) and self.form is FactForm.POUNDS:
            return money_words(value)
        if isinstance(value, (int, float)):
            unit = f" {self.form.value}" if self.form in (FactForm.SQUARE_METRES, FactForm.METRES) else ""
            return f"{value:,g}{unit}" if abs(value) < 1_000_000 else f"{value:,.0f}{unit}"
        if isinstance(value, tuple):
            return ", ".join(value) or "none"
        if self.form is FactForm.DAY:
            return plain_day(date.fromisoformat(value))
        return dict(self.choices).get(value, value)

    def checked(self, value: Any) -> FactValue:
        """The value, where it can be one of this kind; RedlineError with a sentence on what may be told else."""
        found = self._read(value)
        if found is None:
            raise RedlineError(f"“{self.title}” was not kept: {self._may_be()}, and {value!r} is not.")
        return found

    def _read(self, value: Any) -> FactValue | None:
        if self.form is FactForm.YES_NO:
            return value if isinstance(value, bool) else None
        if self.form is FactForm.CHOICE:
            return value if isinstance(value, str) and value in dict(self.choices) else None
        if self.form is FactForm.DAY:
            return value if isinstance(value, str) and _is_day(value) else None
        if self.form is FactForm.WORDS:
            many = isinstance(value, (list, tuple)) and all(isinstance(each, str) for each in value)
            return tuple(value) if many else None
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value) or not 0 <= value <= self.most:
            return None
        if self.form is FactForm.COUNT:
            return int(value) if value == int(value) else None
        return float(value)

    def _may_be(self) -> str:
        if self.form is FactForm.YES_NO:
            return "it is yes or no"
        if self.form is FactForm.CHOICE:
            return f"it is one of {listed([words for _, words in self.choices], 'or')}"
        if self.form is FactForm.DAY:
            return "it is a day as 2026-11-27"
        if self.form is FactForm.WORDS:
            return "it is a list of words"
        whole = "a whole number" if self.form is FactForm.COUNT else "a number"
        return f"it is {whole} from 0 to {self.most:,.0f}"


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


_DEVELOPMENTS = (
    ("industrial-estate", "an industrial estate"),
    ("agriculture", "intensive use of uncultivated or semi-natural land"),
    ("energy", "electricity, steam or hot water"),
    ("road", "a road"),
    ("holiday-village", "a holiday village or hotel complex"),
    ("caravan-site", "a permanent camp or caravan site"),
)
_VULNERABILITIES = tuple(
    (name, name)
    for name in ("essential infrastructure", "highly vulnerable", "more vulnerable", "less vulnerable", "water-compatible development")
)
#: The answers that resources/rules/certificates.csv knows.
_OWNERS = (
    ("applicant", "the applicant alone"),
    ("known", "somebody else, and every owner is known"),
    ("some-known", "somebody else, and some owners are known"),
    ("unknown", "nobody knows"),
)
#: The interests of the ODP schemas.
_INTERESTS = (
    ("owner", "owner"),
    ("owner.sole", "sole owner"),
    ("owner.co", "co-owner"),
    ("lessee", "lessee"),
    ("occupier", "occupier"),
    ("other", "another"),
)
_CERTIFICATES = tuple((letter, letter.upper()) for letter in "abcd")

FACT_KINDS = (
    FactKind(
        "valid_on", "Valid from, for the statutory clock", FactForm.DAY, hint="The first day stands: an amendment does not restart it"
    ),
    FactKind("residential", "For dwellings", FactForm.YES_NO),
    FactKind("dwellings", "Dwellings to be provided", FactForm.COUNT, hint="New, rebuilt and converted; those that stay are not counted"),
    FactKind("floorspace_m2", "Floor space to be created", FactForm.SQUARE_METRES, hint="Gross, what is demolished not taken off"),
    FactKind("new_building", "A new building or an extension", FactForm.YES_NO),
    FactKind("height_m", "Height of the tallest new building", FactForm.METRES),
    FactKind("storeys", "Storeys of the tallest new building", FactForm.COUNT),
    FactKind("minerals_or_waste", "Minerals or waste", FactForm.YES_NO),
    FactKind("public_service_infrastructure", "Public service infrastructure", FactForm.YES_NO, hint="A school, a hospital, a prison"),
    FactKind("environmental_statement", "An environmental statement comes with it", FactForm.YES_NO),
    FactKind("development", "Kind of development", FactForm.CHOICE, _DEVELOPMENTS, "For the thresholds of environmental impact"),
    FactKind("departure", "A departure from the development plan", FactForm.YES_NO),
    FactKind("affects_right_of_way", "Affects a public right of way", FactForm.YES_NO),
    FactKind("vulnerability", "Flood risk vulnerability of the use", FactForm.CHOICE, _VULNERABILITIES),
    FactKind("priority_habitat", "Affects priority habitat", FactForm.YES_NO),
    FactKind("habitat_m2", "Habitat affected", FactForm.SQUARE_METRES),
    FactKind("linear_habitat_m", "Linear habitat affected", FactForm.METRES, hint="Hedgerows and watercourses"),
    FactKind("self_build", "Self-build or custom build alone", FactForm.YES_NO),
    FactKind("in_london", "In London", FactForm.YES_NO),
    FactKind("certificate", "Ownership certificate", FactForm.CHOICE, _CERTIFICATES),
    FactKind("added_land_owners", "Who owns land that an amendment adds", FactForm.CHOICE, _OWNERS, "Asked again with each amendment"),
    FactKind("applicant_interest", "The applicant's interest in the land", FactForm.CHOICE, _INTERESTS),
    FactKind("fee_paid", "Fee paid", FactForm.POUNDS),
    FactKind("fee_reduced", "Exempt from the fee, or a reduced fee", FactForm.YES_NO),
    FactKind("agricultural_tenants", "Agricultural tenants", FactForm.YES_NO),
    FactKind("project_types", "What is proposed", FactForm.WORDS),
    FactKind("documents", "Documents by type", FactForm.WORDS),
)

FACTS: Mapping[str, FactKind] = {kind.name: kind for kind in FACT_KINDS}


def fact_kind(name: str) -> FactKind:
    """The kind of a fact by its name; RedlineError for a name that no fact has."""
    if name not in FACTS:
        raise RedlineError(f"An application has no fact “{name}”. The facts are: {listed([kind.name for kind in FACT_KINDS])}.")
    return FACTS[name]
