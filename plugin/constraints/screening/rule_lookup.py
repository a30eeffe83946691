"""Finding the most specific dated rule for a dotted code."""

from __future__ import annotations

from ...rules.rules import RuleRow, Rules


def most_specific(rules: Rules, family: str, code: str) -> RuleRow | None:
    """The row ``family.code``, else that of ever fewer levels of ``code`` ("ldc.proposed", "ldc"), else ``family.any``, else None."""
    levels = code.strip().lower().split(".")
    for length in range(len(levels), 0, -1):
        row = rules.find(f"{family}.{'.'.join(levels[:length])}")
        if row is not None:
            return row
    return rules.find(f"{family}.any")
