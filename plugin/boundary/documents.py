"""The applications in one JSON document, whatever its shape, each with its red line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from ..domain.application import Application
from ..domain.boundary import Original
from ..domain.check import Check, Severity
from ..domain.errors import UnreadableFile
from ..domain.reading import SiteReading
from ..rules.rules import Rules
from .application_reader import has_location_plan, read_application
from .document_shapes import GEOJSON_TYPES, DocumentShape, shape_of, value_at
from .drawing import crs_member
from .json_depth import is_deeper_than
from .json_text import Step, item_starts, text_at
from .mapping import ColumnMapping
from .not_json import NotJson
from .reader import read_boundary
from .red_line import BoundaryReading
from .row_reader import application_of_row
from .transformer import Transformer
from .unwrapping import unwrapped

_LARGEST_BYTES = 512 * 1024**2
#: Brackets within brackets; the deepest application known, a post-submission one, has 14.
_DEEPEST = 100


def read_document(
    name: str,
    data: bytes,
    transformer: Transformer,
    *,
    each: bool = False,
    mapping: ColumnMapping | None = None,
    on: date,
) -> list[SiteReading]:
    """Every site in a JSON document called ``name``.

    With ``each`` every feature of a FeatureCollection is a site; without, they are the parts of one. ``on`` is the date whose rules hold
    where the document has none of its own. Raises UnreadableFile when it is not JSON or not an application.
    """
    text, document = _parsed(name, data)
    reader = _DocumentReader(name, text, transformer, each, mapping or ColumnMapping(), on)
    return list(reader.sites(document))


def features_of(name: str, data: bytes, transformer: Transformer, mapping: ColumnMapping, on: date) -> EachFeature | None:
    """The features of a FeatureCollection of which each is a site; None where the document is something else.

    Raises UnreadableFile when it is not JSON.
    """
    text, document = _parsed(name, data)
    if not isinstance(document, Mapping) or document.get("type") != "FeatureCollection" or not isinstance(document.get("features"), list):
        return None
    return EachFeature(_DocumentReader(name, text, transformer, True, mapping, on), document["features"], document.get("crs"))


def _parsed(name: str, data: bytes) -> tuple[str, Any]:
    text = _text(name, data)
    if not text.strip():
        raise NotJson(f"{name} is empty. Ask for it again.", name, is_empty=True)
    try:
        document = json.loads(text)
    except json.JSONDecodeError as error:
        where = f"it breaks the rules of JSON at line {error.lineno}, character {error.colno}"
        raise NotJson(f"{name} is not JSON that can be read: {where}. Ask for it again, or open it in a text editor.", name) from error
    except ValueError as error:  # Python refuses to read an integer of over 4,300 digits
        raise UnreadableFile(f"{name} holds a number of thousands of digits, which no application has. Ask for it again.", name) from error
    except RecursionError as error:
        raise UnreadableFile(_too_deep(name), name) from error
    if is_deeper_than(document, _DEEPEST):
        raise UnreadableFile(_too_deep(name), name)
    return text, document


class _DocumentReader:
    def __init__(self, name: str, text: str, transformer: Transformer, each: bool, mapping: ColumnMapping, on: date) -> None:
        self._name = name
        self._stem = PurePosixPath(name).stem
        self._text = text
        self._transformer = transformer
        self._each = each
        self._mapping = mapping
        self._on = on
        self._starts: dict[tuple[Step, ...], list[int]] = {}

    def sites(self, document: Any) -> Iterator[SiteReading]:
        entries = [(unwrapped(entry), path, number) for entry, path, number in _items(unwrapped(document))]
        if entries and not any(_is_known(item) for item, _, _ in entries):
            raise UnreadableFile(f"{self._name} holds no planning application or red line in a form that Redline knows.", self._name)
        for item, path, number in entries:
            label = self._stem if number is None else f"{self._stem} #{number}"
            shape = shape_of(item) if isinstance(item, Mapping) else None
            if shape is not None:
                yield self._application(item, shape, path, label)
            elif item is None or _is_geojson(item):
                yield from self._geojson(item, path, label)
            else:
                yield SiteReading(label, self._name, "not an application", checks=(_unknown_item(),))

    def _application(self, document: Mapping[str, Any], shape: DocumentShape, path: tuple[Step, ...], label: str) -> SiteReading:
        application = read_application(document, shape)
        where = ".".join(shape.boundary)
        value = value_at(document, shape.boundary)
        site = application.reference or label
        if value is None:
            check = _no_boundary(has_location_plan(document, shape))
            return SiteReading(site, self._name, f"{shape.name}, no red line at {where}", application, checks=(check,))
        original = self._original((*path, *shape.boundary))
        reading = read_boundary(value, original, self._transformer, self._rules(application), application, self._mapping.crs)
        return _site(site, self._name, f"{shape.name}, red line at {where}", application, original, reading)

    def _geojson(self, value: Any, path: tuple[Step, ...], label: str) -> Iterator[SiteReading]:
        if (
            self._each
            and isinstance(value, Mapping)
            and value.get("type") == "FeatureCollection"
            and isinstance(features := unwrapped(value.get("features")), list)
        ):
            for number, feature in enumerate(features):
                yield self.member(feature, number, value.get("crs"), path, label)
        else:
            yield self._feature(value, path, label, None)

    def member(self, feature: Any, number: int, crs: Any, path: tuple[Step, ...] = (), label: str = "") -> SiteReading:
        """The site of one feature of a collection, by its position; ``crs`` is the collection's own."""
        return self._feature(unwrapped(feature), (*path, "features", number), f"{label or self._stem} #{number + 1}", crs)

    def _feature(self, value: Any, path: tuple[Step, ...], label: str, crs: Any) -> SiteReading:
        application = application_of_row(_properties(value), self._mapping)
        if value is None:
            return SiteReading(label, self._name, "nothing", application, checks=(_no_boundary(False),))
        original = self._original(path)
        drawn = {**value, "crs": crs} if crs is not None and isinstance(value, Mapping) else value
        reading = read_boundary(drawn, original, self._transformer, self._rules(application), application, self._mapping.crs)
        found = f"GeoJSON {value.get('type')}" if isinstance(value, Mapping) and "type" in value else "GeoJSON"
        site = application.reference if application is not None and application.reference else label
        return _site(site, self._name, found, application, original, reading)

    def _original(self, path: tuple[Step, ...]) -> Original:
        """The red line's own characters; the whole document's where it stands inside a text within it."""
        start, rest = self._nearest(path)
        exact = text_at(self._text, rest, start) if self._text.strip()[:1] in "{[" else None
        return Original(exact if exact is not None else self._text.strip(), "geojson")

    def _nearest(self, path: tuple[Step, ...]) -> tuple[int, tuple[Step, ...]]:
        """Where the item of the list on the way to ``path`` starts, and the rest of the way: lists are long and are walked once."""
        number = next((position for position, step in enumerate(path) if isinstance(step, int)), None)
        if number is None:
            return 0, path
        lists = path[:number]
        if lists not in self._starts:
            self._starts[lists] = item_starts(self._text, lists)
        starts, position = self._starts[lists], int(path[number])
        return (starts[position], path[number + 1 :]) if position < len(starts) else (0, path)

    def _rules(self, application: Application | None) -> Rules:
        submitted = application.submitted_on if application is not None else None
        return Rules(max(submitted, _EARLIEST_RULES) if submitted is not None else self._on)


class EachFeature:
    """The features of a collection, as they stand; each can be read as the red line that it is."""

    def __init__(self, reader: _DocumentReader, features: Sequence[Any], crs: Any) -> None:
        self._reader = reader
        self._crs = crs
        self.features = features
        self.label = crs_member(crs)

    def reading(self, position: int) -> SiteReading:
        return self._reader.member(self.features[position], position, self._crs)


#: The rules tables begin with the procedure order of 2015; what is older is judged by the first of them.
_EARLIEST_RULES = date(2015, 4, 15)


def _site(site: str, file: str, found: str, application: Application | None, original: Original, reading: BoundaryReading) -> SiteReading:
    return SiteReading(site, file, found, application, original, reading.boundary, reading.proposal, reading.areas, reading.checks)


def _items(document: Any) -> Iterator[tuple[Any, tuple[Step, ...], int | None]]:
    """The documents within a document: those of a page of answers, of a list, or the one that it is."""
    if isinstance(document, Mapping) and isinstance(document.get("data"), list):
        for position, item in enumerate(document["data"]):
            yield item, ("data", position), position + 1
    elif isinstance(document, list):
        for position, item in enumerate(document):
            yield item, (position,), position + 1
    else:
        yield document, (), None


def _is_known(item: Any) -> bool:
    return item is None or _is_geojson(item) or (isinstance(item, Mapping) and shape_of(item) is not None)


def _is_geojson(value: Any) -> bool:
    if not isinstance(value, Mapping):
        return False
    kind = value.get("type")
    return (isinstance(kind, str) and kind in GEOJSON_TYPES) or any(key in value for key in ("EPSG:3857", "EPSG:4326", "EPSG:27700"))


def _properties(value: Any) -> Mapping[str, Any]:
    properties = value.get("properties") if isinstance(value, Mapping) else None
    return properties if isinstance(properties, Mapping) else {}


def _no_boundary(has_plan: bool) -> Check:
    plan = " A location plan is among its files: plot the red line from that." if has_plan else " Ask for it, or plot it from the plan."
    return Check("no-boundary", Severity.ERROR, f"The application has no red line.{plan}")


def _unknown_item() -> Check:
    return Check("not-an-application", Severity.ERROR, "This entry is not a planning application in a form that Redline knows.")


def _text(name: str, data: bytes) -> str:
    if len(data) > _LARGEST_BYTES:
        raise UnreadableFile(f"{name} is larger than 512 MB, too large for an application.", name)
    try:
        return data.decode(json.detect_encoding(data)).lstrip("\ufeff")
    except UnicodeDecodeError as error:
        message = f"{name} is not text in UTF-8 or UTF-16 (byte {error.start + 1:,} is none), so it is neither JSON nor GeoJSON."
        raise NotJson(f"{message} Save it as UTF-8 and try again.", name) from error


def _too_deep(name: str) -> str:
    return f"{name} is nested too deeply to be an application."
