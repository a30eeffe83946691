"""The wording that the Open Digital Planning schemas (v0.7.7, MPL-2.0) fix for the values that the sample uses."""

from __future__ import annotations

_INDUSTRIAL = "Industrial Applicable to manufacturing, engineering, maintenance, storage / wholesale distribution and extraction sites"
APPLICATION_TYPES = {
    "pp.full.householder": "Planning Permission - Full householder",
    "pp.full.major": "Planning Permission - Major application",
    "pp.full.minor": "Planning Permission - Minor application",
    "pp.outline.some": "Outline Planning Permission - Consent for the principle of a project specifying some details",
    "pp.outline.minor.all": "Outline Planning Permission - Consent for the principle of a project witholding all details (minor)",
    "ldc.existing": "Lawful Development Certificate - Existing use",
    "ldc.proposed": "Lawful Development Certificate - Proposed use",
    "listed": "Consent to do works to a Listed Building",
    "pa.part1.classA": "Prior Approval - Larger extension to a house",
    "pa.part3.classMA": "Prior Approval - Convert a commercial building into a home or homes",
    "wtt.notice": "Works to trees - Notification of proposed works to a tree in a Conservation Area",
    "wtt.consent": "Works to trees - Consent to carry out works to a tree with a Tree Preservation Order",
    "advertConsent": "Consent to display an advertisement",
    "preApp": "Pre-application",
}
#: By the first part of the application type.
PROJECTS = {
    "pp": {"value": "extend", "description": "Extend a building or add an outbuilding"},
    "ldc": {"value": "extend", "description": "Extend a building or add an outbuilding"},
    "pa": {"value": "extend", "description": "Extend a building or add an outbuilding"},
    "listed": {"value": "alter", "description": "Alter a building"},
    "wtt": {"value": "alter.trees", "description": "Changes to trees or hedges"},
    "advertConsent": {"value": "alter", "description": "Alter a building"},
}
#: By the kind of plot.
PROPERTIES = {
    "terrace": {"value": "residential.house.terrace", "description": "Terrace"},
    "semi-detached": {"value": "residential.house.semiDetached", "description": "Semi-detached"},
    "detached": {"value": "residential.house.detached", "description": "Detached"},
    "shop": {"value": "commercial.retail.shop", "description": "Shop"},
    "industrial": {
        "value": "commercial.industrial",
        "description": _INDUSTRIAL,
    },
    "land": {"value": "land", "description": "Land"},
}
FILES = {"sitePlan.existing": {"value": "sitePlan.existing", "description": "Site plan - existing"}}
