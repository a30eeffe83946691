"""What a record says of itself, and what follows from it for anybody: sentences that need no application."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ...domain.dataset import Dataset, kind_of
from ...domain.enquiry import Meaning
from ...domain.finding import Entity
from ...rules.rules import Rules
from .article_4 import direction_remark
from .flood_zones import flood_level
from .remarks import ARTICLE_4, LISTED, RIGHTS, grade_words

#: Said of a record where nothing else says how far it reaches.
ONLY_A_POINT = "The record is a single point: how far what it marks reaches is not in the data."
_FAMILY = "what-it-means"


def own_words(entity: Entity, dataset: Dataset, attributes: Mapping[str, str], rules: Rules, *, bears: bool) -> Iterator[str]:
    """The facts of a record that belong beside its name; ``attributes`` by the platform's names.

    What a direction removes is said only where the record ``bears`` on the place.
    """
    if dataset.constraint == LISTED:
        yield from grade_words(attributes)
    level = flood_level(entity, attributes)
    if level:
        yield f"Flood zone {level}."
    if dataset.consequence and bears:
        yield dataset.consequence
    if kind_of(dataset.slug) == ARTICLE_4 and bears:
        yield direction_remark(attributes.get(RIGHTS, ""), None, rules)


def meanings(entity: Entity, dataset: Dataset, attributes: Mapping[str, str], rules: Rules) -> tuple[Meaning, ...]:
    """What follows from the designation (resources/rules/enquiries.csv); nothing where no rule says."""
    level = flood_level(entity, attributes)
    kind = kind_of(dataset.slug)
    row = rules.most_specific(_FAMILY, f"{kind}.{level}" if level else kind)
    return () if row is None else (Meaning(row.value, row.citation),)
