"""Every memory layer of Redline, declared once."""

from __future__ import annotations

from .blue_row import BlueRow
from .case_site_row import CaseSiteRow
from .finding_row import FindingRow, OverlapRow
from .proposed_row import ProposedRow
from .site_row import SiteRow
from .specification import LayerSpecification

SITES: LayerSpecification[SiteRow] = LayerSpecification("sites", "Sites", "MultiPolygon", SiteRow)
OVERLAPS: LayerSpecification[OverlapRow] = LayerSpecification("overlaps", "Overlaps", "MultiPolygon", OverlapRow)
FINDINGS: LayerSpecification[FindingRow] = LayerSpecification("findings", "Findings", "NoGeometry", FindingRow)
CASES: LayerSpecification[CaseSiteRow] = LayerSpecification("cases", "Cases", "MultiPolygon", CaseSiteRow)
BLUE_LINE: LayerSpecification[BlueRow] = LayerSpecification("blue-line", "Blue line", "MultiPolygon", BlueRow)
PROPOSED: LayerSpecification[ProposedRow] = LayerSpecification("proposed", "Proposed boundary", "MultiPolygon", ProposedRow)
