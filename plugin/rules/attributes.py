"""What a record says of itself, as far as rules ask for it."""

from __future__ import annotations

from collections.abc import Iterable

from ..domain.finding import Finding
from ..domain.plain_lists import listed

#: The datasets whose records are told apart by a column (a grade, a level): whoever screens for the rules has to read those.
TOLD_APART_BY_A_COLUMN = frozenset(
    {"listed-building", "listed-building-outline", "park-and-garden", "flood-risk-zone", "agricultural-land-classification"}
)


def attribute(finding: Finding, name: str) -> str:
    """A column of a finding's record by its name, however the source spells it; "" where it has none or it was not read."""
    attributes = finding.entity.attributes
    if name in attributes:
        return attributes[name].strip()
    return next((text.strip() for key, text in attributes.items() if key.lower().replace("_", "-") == name), "")


def named(findings: Iterable[Finding], most: int = 3) -> str:
    """The names of some findings in a sentence, each once; beyond ``most`` how many more there are."""
    by_name = {name.casefold(): name for name in (one.entity.name or one.entity.reference or one.entity.dataset for one in findings)}
    names = [by_name[key] for key in sorted(by_name)]
    return listed(names if len(names) <= most else [*names[:most], f"{len(names) - most} more"])


def layers(datasets: Iterable[str]) -> str:
    """Datasets as people call them, in a sentence."""
    return listed([layer_words(dataset) for dataset in datasets])


def layer_words(dataset: str) -> str:
    """A dataset as people call it."""
    return dataset.replace("-", " ")
