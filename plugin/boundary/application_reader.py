"""What a document says of its application, read leniently: a field of the wrong kind counts as absent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..domain.application import Address, Application, Designation
from ..domain.moments import day_of
from .document_shapes import DocumentShape, Paths, value_at
from .fact_reader import read_facts
from .plain_values import as_number, as_text

#: The Planning Portal says in which unit the form's site area was given.
_SQUARE_METRES_IN = {"hectares": 10_000.0, "sq.metres": 1.0, "square metres": 1.0}


def read_application(document: Mapping[str, Any], shape: DocumentShape) -> Application:
    """The application that ``document`` describes."""
    return Application(
        reference=_text(document, shape.reference),
        submission_id=_text(document, shape.submission_id),
        type_code=_text(document, shape.type_code),
        type_description=_text(document, shape.type_description),
        description=_text(document, shape.description),
        status=_text(document, shape.status),
        organisation=_text(document, shape.organisation),
        address=Address(
            text=_address(document, shape),
            uprn=_text(document, shape.uprn),
            longitude=_number(document, shape.longitude),
            latitude=_number(document, shape.latitude),
            easting=_number(document, shape.easting),
            northing=_number(document, shape.northing),
        ),
        submitted_on=day_of(_text(document, shape.submitted)),
        received_on=day_of(_text(document, shape.received)),
        valid_on=day_of(_text(document, shape.validated)),
        declared_area_m2=_declared_area(document, shape),
        designations=_designations(value_at(document, shape.designations)),
        facts=read_facts(document, shape),
    )


def has_location_plan(document: Mapping[str, Any], shape: DocumentShape) -> bool:
    """Whether a location plan was supplied as a file, whatever form the files take."""
    files = value_at(document, shape.files)
    return any(_is_location_plan(file) for file in (files if isinstance(files, list) else []))


def _text(document: Mapping[str, Any], paths: Paths) -> str:
    for path in paths:
        text = as_text(value_at(document, path))
        if text:
            return text
    return ""


def _is_location_plan(file: Any) -> bool:
    """Whether one file is: PlanX names its types by keys or objects, BOPS by tags, the Planning Portal by a document type."""
    if not isinstance(file, Mapping):
        return False
    said = [file.get("documentType")]
    for key in ("type", "tags"):
        kinds = file.get(key)
        said += [kind.get("value") if isinstance(kind, Mapping) else kind for kind in (kinds if isinstance(kinds, list) else [kinds])]
    return any("locationplan" in as_text(word).lower().replace("_", "").replace(" ", "") for word in said)


def _number(document: Mapping[str, Any], paths: Paths) -> float | None:
    numbers = (as_number(value_at(document, path)) for path in paths)
    return next((number for number in numbers if number is not None), None)


def _address(document: Mapping[str, Any], shape: DocumentShape) -> str:
    whole = _text(document, tuple(path for path in shape.address_text if path[-1] in {"singleLine", "title"}))
    if whole:
        return whole
    return ", ".join(part for path in shape.address_text if (part := _text(document, (path,))))


def _declared_area(document: Mapping[str, Any], shape: DocumentShape) -> float | None:
    for path in shape.declared_area_m2:
        area = as_number(value_at(document, path))
        if area is not None and area > 0:
            unit = str(value_at(document, (*path[:-1], "areaUnit")) or "square metres").lower()
            return area * _SQUARE_METRES_IN.get(unit, 1.0)
    return None


def _designations(value: Any) -> tuple[Designation, ...]:
    items = value if isinstance(value, list) else []
    return tuple(
        Designation(
            key=as_text(item["value"]),
            description=as_text(item.get("description")),
            intersects=item.get("intersects") is True,
            entities=_entities(item.get("entities")),
        )
        for item in items
        if isinstance(item, Mapping) and isinstance(item.get("value"), str)
    )


def _entities(value: Any) -> tuple[str, ...]:
    items = value if isinstance(value, list) else []
    addresses = (value_at(item, ("source", "url")) for item in items)
    return tuple(address for address in addresses if isinstance(address, str))
