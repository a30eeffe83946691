"""Whole submissions for tests that need no shared data."""

from __future__ import annotations

from typing import Any

SQUARE: dict[str, Any] = {
    "type": "Feature",
    "geometry": {"type": "Polygon", "coordinates": [[[-0.1, 51.5], [-0.099, 51.5], [-0.099, 51.501], [-0.1, 51.501], [-0.1, 51.5]]]},
    "properties": None,
}
SCHEMA = "https://theopensystemslab.github.io/digital-planning-data-schemas/v0.7.7/schemas/application.json"
_FILES = (
    ("site-plan.pdf", "sitePlan.existing", "Site plan - existing"),
    ("photo.png", "photographs.existing", "Photographs - existing"),
)


def submission(
    *,
    code: str = "pp.full.householder",
    boundary: Any = SQUARE,
    description: str = "Rear extension",
    told: tuple[str, ...] = (),
    **address: Any,
) -> dict[str, Any]:
    """An ODP application; ``told`` are PlanX keys that intersect."""
    place = {
        "latitude": 51.5,
        "longitude": -0.1,
        "x": 530000.0,
        "y": 180000.0,
        "title": "1, HIGH STREET, LONDON",
        "source": "Ordnance Survey",
        "uprn": "100000000001",
        "usrn": "20000001",
        "pao": "1",
        "street": "HIGH STREET",
        "town": "LONDON",
        "postcode": "SE1 1AA",
        "singleLine": "1, HIGH STREET, LONDON, SE1 1AA",
    }
    proposal: dict[str, Any] = {"description": description, "projectType": []}
    if boundary is not None:
        proposal["boundary"] = {"site": boundary, "area": {"squareMetres": 1.0}}
    person = {"name": {"first": "Ada", "last": "Byron"}, "email": "ada@sample.example", "phone": {"primary": "01632 960001"}}
    return {
        "data": {
            "application": {
                "type": {"value": code, "description": code},
                "fee": {"calculated": 258, "payable": 258},
                "declaration": {"accurate": True, "connection": {"value": "none"}},
            },
            "user": {"role": "applicant"},
            "applicant": {**person, "type": "individual", "address": {"sameAsSiteAddress": True}},
            "property": {
                "address": {**place, **address},
                "ward": "Ward",
                "region": "London",
                "localAuthorityDistrict": ["Southwark"],
                "type": {"value": "land", "description": "Land"},
                "planning": {
                    "sources": ["https://gis.example"],
                    "designations": [{"value": key, "description": key, "intersects": True} for key in told],
                },
            },
            "proposal": proposal,
        },
        "responses": [{"question": "Your contact details", "responses": [{"value": "Ada, 01632 960001"}]}],
        "files": [
            {"name": f"https://files.example/a/{name}", "type": [{"value": value, "description": words}]} for name, value, words in _FILES
        ],
        "metadata": {
            "id": "8a2c9f6b-ef20-5132-9870-0b4d89cfce42",
            "organisation": "SWK",
            "submittedAt": "2026-11-18T10:15:00.000Z",
            "source": "Any",
            "schema": SCHEMA,
        },
    }
