"""The labels under which BOPS shows constraints, and the PlanX key that each stands for.

Source: BOPS, config/locales/en.yml constraint_type_codes and db/seeds/constraints.yml; PlanX, planning-constraints.ts. A council may add
types of its own, which keep their label.
"""

from __future__ import annotations

_KEYS = {
    "article 4 area": "articleFour",
    "article 4 central activities zone": "articleFour.caz",
    "area of outstanding natural beauty": "designated.AONB",
    "conservation area": "designated.conservationArea",
    "national park": "designated.nationalPark",
    "national park - broads": "designated.nationalPark.broads",
    "special protection area": "nature.SPA",
    "world heritage site": "designated.WHS",
    "listed building": "listed",
    "listed building outline": "listed",
    "locally listed building": "locallyListed",
    "scheduled monument": "monument",
    "ancient semi-natural woodland": "nature.ASNW",
    "special area of conservation": "nature.SAC",
    "site of special scientific interest": "nature.SSSI",
    "registered park or garden": "registeredPark",
    "road classified": "road.classified",
    "tree preservation order": "tpo",
    "green belt": "greenBelt",
    "flood zone": "flood",
    "flood risk zone": "flood",
    "battlefield": "battlefield",
    "brownfield site": "brownfieldSite",
    "ramsar site": "nature.ramsarSite",
}


def key_of_label(label: str) -> str:
    """The PlanX key of a label; "" for one that only this council knows."""
    return _KEYS.get(" ".join(label.lower().split()), "")
