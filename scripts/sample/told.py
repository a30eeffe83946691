"""What the applicant's service said of the site: right for the most part, now and then without what it lost on the way."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely

from .records import Record

#: PlanX key -> its wording in the ODP schema (a fixed text), the BOPS label, and the datasets asked.
_ASKED: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "archaeologicalPriorityArea": ("Archaeological Priority Area", "", ("archaeological-priority-area",)),
    "articleFour": ("Article 4 direction area", "Article 4 area", ("article-4-direction-area",)),
    "brownfieldSite": ("Brownfield site", "", ("brownfield-land",)),
    "designated.AONB": (
        "Area of Outstanding Natural Beauty (AONB)",
        "Area of Outstanding Natural Beauty",
        ("area-of-outstanding-natural-beauty",),
    ),
    "designated.conservationArea": ("Conservation area", "Conservation area", ("conservation-area",)),
    "designated.WHS": (
        "UNESCO World Heritage Site (WHS)",
        "World Heritage Site",
        ("world-heritage-site", "world-heritage-site-buffer-zone"),
    ),
    "flood": ("Flood risk", "", ("flood-risk-zone",)),
    "greenBelt": ("Green belt", "", ("green-belt",)),
    "listed": ("Listed building", "Listed Building", ("listed-building", "listed-building-outline")),
    "monument": ("Site of a Scheduled Monument", "Scheduled monument", ("scheduled-monument",)),
    "nature.ASNW": ("Ancient Semi-Natural Woodland (ASNW)", "Ancient Semi-Natural Woodlands (ASNW)", ("ancient-woodland",)),
    "nature.SSSI": (
        "Site of Special Scientific Interest (SSSI)",
        "Site of Special Scientific Interest (SSSI)",
        ("site-of-special-scientific-interest",),
    ),
    "registeredPark": ("Registered parks and gardens", "Registered park or garden", ("park-and-garden",)),
    "tpo": ("Tree Preservation Order (TPO) or zone", "Tree preservation order", ("tree", "tree-preservation-zone")),
}


class Told:
    """Asks the sample's own constraints with a plain intersection, as PlanX asks the platform: ended ones left out, no tolerance."""

    def __init__(self, numbered: dict[int, Record]) -> None:
        current = {number: record for number, record in numbered.items() if not record.end or record.end > "2026"}
        current = {number: record for number, record in current.items() if record.start < "2027"}
        with_shape = {number: record for number, record in current.items() if record.geometry is not None or record.point is not None}
        self._numbers = list(with_shape)
        self._records = list(with_shape.values())
        shapes = [record.geometry if record.geometry is not None else record.point for record in self._records]
        self._tree = shapely.STRtree(shapely.make_valid(np.array(shapes)))

    def designations(self, site: shapely.Geometry, forgotten: tuple[str, ...]) -> list[dict[str, Any]]:
        """ODP `data.property.planning.designations`; the forgotten keys are not in it."""
        hits = [int(index) for index in self._tree.query(site, predicate="intersects")]
        answers = []
        for key, (description, _, datasets) in _ASKED.items():
            if key in forgotten:
                continue
            answer: dict[str, Any] = {"value": key, "description": description, "intersects": False}
            entities = [self._entity(index) for index in sorted(hits) if self._records[index].dataset in datasets]
            if entities:
                answer |= {"intersects": True, "entities": entities}
            answers.append(answer)
        return answers

    def labels(self, site: shapely.Geometry) -> list[str]:
        """What BOPS keeps of them: labels, without flood, green belt and brownfield, which its own list of types loses."""
        hits = {self._records[int(index)].dataset for index in self._tree.query(site, predicate="intersects")}
        return [label for _, label, datasets in _ASKED.values() if label and hits & set(datasets)]

    def _entity(self, index: int) -> dict[str, Any]:
        record, number = self._records[index], self._numbers[index]
        url = f"https://planning-data.example/entity/{number}"
        return {"name": record.name or record.reference, "source": {"text": "Planning Data", "url": url}}
