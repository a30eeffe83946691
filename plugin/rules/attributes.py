"""What a record says of itself, as far as rules ask for it."""

from __future__ import annotations

from ..domain.finding import Finding

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
