"""Flood zones: how much of a site each level covers, and when zone 1 may be said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import shapely

from ...domain.dataset import Coverage, kind_of
from ...domain.finding import Entity, Finding, Relation
from ...domain.plain_figures import share_words

FLOOD_ZONES = "flood-risk-zone"

#: Zone 1 is what the data leaves out: it may be said only where the data is known to be complete.
ZONE_1 = "no zone 2 or 3 recorded: flood zone 1"


def flood_level(entity: Entity, attributes: Mapping[str, str]) -> str:
    """ "2" or "3" as the data says it; "" for anything that is not a flood zone or does not say."""
    return attributes.get("flood-risk-level", "").strip() if kind_of(entity.dataset) == FLOOD_ZONES else ""


def flood_percent(findings: Sequence[Finding], attributes: Mapping[int, Mapping[str, str]], site_area: float) -> dict[str, float]:
    """The share of the site that each level covers, in percent, highest level first; records that overlap each other count once.

    ``attributes`` are by entity key; ``site_area`` in square metres.
    """
    by_level: dict[str, list[Finding]] = {}
    for finding in findings:
        level = flood_level(finding.entity, attributes.get(finding.entity.key, {}))
        if level and finding.relation in (Relation.OVERLAPS, Relation.TOUCHES):
            by_level.setdefault(level, []).append(finding)
    return {level: _covered(by_level[level], site_area) for level in sorted(by_level, reverse=True)}


def flood_why(percent: Mapping[str, float], coverage: Coverage) -> str:
    """What the flood zone dataset's state needs said beside it."""
    if percent:
        return ", ".join(f"flood zone {level}: {share_words(covered)} of the site" for level, covered in percent.items())
    return ZONE_1 if coverage is Coverage.FULL else ""


def _covered(findings: Sequence[Finding], site_area: float) -> float:
    if len(findings) == 1:
        return findings[0].overlap_percent
    overlaps = [finding.overlap for finding in findings if finding.overlap is not None]
    return min(100.0, 100.0 * float(shapely.area(shapely.union_all(overlaps))) / site_area)
