"""Which facts the rules of a subject ask for, so that an officer is asked for what would settle it."""

from __future__ import annotations

from collections.abc import Mapping

from ..domain.rule_result import Topic

_SIZE = ("residential", "dwellings", "floorspace_m2", "minerals_or_waste")

#: By topic, in the order in which they settle most.
ASKED_FACTS: Mapping[Topic, tuple[str, ...]] = {
    Topic.CATEGORY: _SIZE,
    Topic.PERIOD: ("environmental_statement", *_SIZE, "public_service_infrastructure", "valid_on"),
    Topic.FEE: _SIZE,
    Topic.ENVIRONMENTAL_IMPACT: ("environmental_statement", "residential", "dwellings", "development", "minerals_or_waste"),
    Topic.FLOOD_RISK: ("vulnerability",),
    Topic.BIODIVERSITY: (*_SIZE, "priority_habitat", "habitat_m2", "linear_habitat_m", "self_build"),
    Topic.PUBLICITY: ("environmental_statement", "departure", "affects_right_of_way", *_SIZE),
    Topic.CONSULTEE: ("new_building", *_SIZE, "height_m", "storeys", "in_london"),
    Topic.CERTIFICATE: ("added_land_owners", "certificate", "agricultural_tenants"),
}
