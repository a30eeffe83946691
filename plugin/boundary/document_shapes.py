"""The shapes that an application arrives in, each as data: how it is recognised, and where it keeps what.

Sources: the Open Digital Planning schemas 0.7.7, BOPS's answers as recorded, the Planning Portal's JSON. A path is the keys from the root.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

Path = tuple[str, ...]
Paths = tuple[Path, ...]

GEOJSON_TYPES = frozenset(
    {
        "Feature",
        "FeatureCollection",
        "GeometryCollection",
        "Point",
        "MultiPoint",
        "LineString",
        "MultiLineString",
        "Polygon",
        "MultiPolygon",
    }
)


@dataclass(frozen=True)
class DocumentShape:
    """Where one kind of document keeps its red line and what goes with it.

    A document is of this shape when each of ``marks`` leads to a key that is there. Of several paths the first that leads to something
    is taken; the address is put together from all of ``address_text``'s. ``submission`` leads to an ODP submission, ``portal`` to the
    Planning Portal's form; () is the document itself, None: it has none.
    """

    name: str
    marks: Paths
    boundary: Path
    reference: Paths = ()
    submission_id: Paths = ()
    type_code: Paths = ()
    type_description: Paths = ()
    description: Paths = ()
    status: Paths = ()
    organisation: Paths = ()
    address_text: Paths = ()
    uprn: Paths = ()
    longitude: Paths = ()
    latitude: Paths = ()
    easting: Paths = ()
    northing: Paths = ()
    submitted: Paths = ()
    received: Paths = ()
    validated: Paths = ()
    declared_area_m2: Paths = ()
    designations: Path = ()
    files: Path = field(default=("files",))
    submission: Path | None = None
    portal: Path | None = None

    def recognises(self, document: Mapping[str, Any]) -> bool:
        return all(_leads_somewhere(document, mark) for mark in self.marks)


def value_at(document: Any, path: Path) -> Any:
    """What stands at ``path``; None where it leads nowhere."""
    for key in path:
        if not isinstance(document, Mapping) or key not in document:
            return None
        document = document[key]
    return document


def _leads_somewhere(document: Any, path: Path) -> bool:
    parent = value_at(document, path[:-1])
    return isinstance(parent, Mapping) and path[-1] in parent


def _odp(name: str, marks: Paths, root: Path = (), **more: Any) -> DocumentShape:
    """A document made of an ODP submission, at ``root`` of a larger one or alone."""

    def below(*keys: str) -> Path:
        return (*root, *keys)

    place = below("data", "property", "address")
    shape: dict[str, Any] = {
        "boundary": below("data", "proposal", "boundary", "site"),
        "submission_id": (below("metadata", "id"),),
        "type_code": (below("data", "application", "type", "value"), below("applicationType")),
        "type_description": (below("data", "application", "type", "description"),),
        "description": (below("data", "proposal", "description"),),
        "organisation": (below("metadata", "organisation"),),
        "address_text": ((*place, "singleLine"), (*place, "title")),
        "uprn": ((*place, "uprn"),),
        "longitude": ((*place, "longitude"),),
        "latitude": ((*place, "latitude"),),
        "easting": ((*place, "x"),),
        "northing": ((*place, "y"),),
        "submitted": (below("metadata", "submittedAt"),),
        "declared_area_m2": (below("data", "proposal", "boundary", "area", "squareMetres"),),
        "designations": below("data", "property", "planning", "designations"),
        "files": below("files"),
        "submission": root,
    }
    return DocumentShape(name=name, marks=marks, **{**shape, **more})


POST_SUBMISSION = _odp(
    "ODP post-submission application",
    marks=(("submission", "data"), ("data", "application")),
    root=("submission",),
    reference=(("data", "application", "reference"),),
    type_code=(("applicationType",), ("submission", "applicationType")),
    status=(("data", "application", "status"),),
    submitted=(("data", "submission", "submittedAt"), ("submission", "metadata", "submittedAt")),
    received=(("data", "validation", "receivedAt"),),
    validated=(("data", "validation", "validatedAt"),),
)

BOPS_SUBMISSION = _odp(
    "BOPS submission",
    marks=(("submission", "data"), ("application", "reference")),
    root=("submission",),
    reference=(("application", "reference"),),
    type_code=(("application", "type", "value"), ("submission", "data", "application", "type", "value")),
    status=(("application", "status"),),
    received=(("application", "receivedAt"),),
    validated=(("application", "validAt"),),
)

ENFORCEMENT = _odp(
    "ODP enforcement report",
    marks=(("data", "report"),),
    boundary=("data", "report", "boundary", "site"),
    description=(("data", "report", "description"),),
    declared_area_m2=(("data", "report", "boundary", "area", "squareMetres"),),
)

PROTOTYPE = _odp(
    "ODP prototype application",
    marks=(("applicationType",), ("data",)),
    type_code=(("applicationType",),),
)

PRE_APPLICATION = _odp("ODP pre-application", marks=(("data", "application", "information"), ("metadata",)))

APPLICATION = _odp("ODP application", marks=(("data", "application"), ("metadata",)))

PARTIAL_APPLICATION = _odp("ODP application", marks=(("data", "proposal"),))

BOPS_SEARCH = DocumentShape(
    name="BOPS answer",
    marks=(("application", "reference"), ("property",)),
    boundary=("property", "boundary", "site"),
    reference=(("application", "reference"),),
    type_code=(("application", "type", "value"),),
    type_description=(("application", "type", "description"),),
    description=(("proposal", "description"),),
    status=(("application", "status"),),
    address_text=(("property", "address", "singleLine"), ("property", "address", "title")),
    uprn=(("property", "address", "uprn"),),
    longitude=(("property", "address", "longitude"),),
    latitude=(("property", "address", "latitude"),),
    submitted=(("application", "receivedAt"),),
    received=(("application", "receivedAt"),),
    validated=(("application", "validAt"),),
)

BOPS_CASE = DocumentShape(
    name="BOPS case",
    marks=(("boundary_geojson",),),
    boundary=("boundary_geojson",),
    reference=(("reference",), ("reference_in_full",)),
    type_description=(("application_type",),),
    description=(("description",),),
    status=(("status",),),
    address_text=(("site", "address_1"), ("site", "address_2"), ("site", "town"), ("site", "postcode")),
    uprn=(("site", "uprn"),),
    longitude=(("site", "longitude"),),
    latitude=(("site", "latitude"),),
    submitted=(("received_date",), ("created_at",)),
    received=(("received_date",),),
    validated=(("validAt",),),
    files=("documents",),
)

PLANNING_PORTAL = DocumentShape(
    name="Planning Portal application",
    marks=(("applicationHeader",),),
    boundary=("polygon",),
    reference=(("applicationHeader", "formattedRefNum"),),
    type_code=(("applicationScenario", "applicationType"),),
    description=(("applicationData", "proposalDescription", "descriptionText"), ("applicationHeader", "description")),
    organisation=(("applicationHeader", "applicationTo"),),
    address_text=(
        ("applicationData", "siteLocation", "bs7666Number"),
        ("applicationData", "siteLocation", "bs7666Description"),
        ("applicationData", "siteLocation", "bs7666StreetDescription"),
        ("applicationData", "siteLocation", "bs7666Town"),
        ("applicationData", "siteLocation", "bs7666PostCode"),
    ),
    uprn=(("applicationData", "siteLocation", "bs7666UniquePropertyReferenceNumber"),),
    easting=(("applicationData", "siteLocation", "bs7666X"),),
    northing=(("applicationData", "siteLocation", "bs7666Y"),),
    submitted=(("applicationHeader", "dateSubmitted"),),
    declared_area_m2=(("applicationData", "siteArea", "siteArea"),),
    files=("documentList",),
    portal=("applicationData",),
)

#: BOPS leaves a key out rather than give it as null.
BOPS_CASE_WITHOUT_BOUNDARY = replace(BOPS_CASE, marks=(("reference_in_full",),))

#: In the order in which they are tried: a shape stands before every shape whose marks it also bears.
SHAPES = (
    POST_SUBMISSION,
    BOPS_SUBMISSION,
    ENFORCEMENT,
    PROTOTYPE,
    PRE_APPLICATION,
    APPLICATION,
    BOPS_SEARCH,
    BOPS_CASE,
    BOPS_CASE_WITHOUT_BOUNDARY,
    PLANNING_PORTAL,
    PARTIAL_APPLICATION,
)


def shape_of(document: Mapping[str, Any]) -> DocumentShape | None:
    """The shape of a document; None where it is none that Redline knows."""
    return next((shape for shape in SHAPES if shape.recognises(document)), None)
