"""A sentence without what points at a person: for the log, which outlives the window, and for whoever helps from outside."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..casefile.personal.persons import NOBODY, Persons
from ..domain.personal_patterns import EMAIL, POSTCODE, TELEPHONE

_ENDINGS = "pdf|docx?|xlsx?|odt|png|jpe?g|gif|tiff?|webp|bmp|txt|csv|zip|geojson|json|gpkg|shp|gml|kml|tab|mif|dxf|dwg|redline"
_STREETS = (
    "street|st|road|rd|lane|ln|avenue|ave|close|drive|way|court|crescent|gardens?|grove|hill|place|square|terrace|walk|mews|park|row|"
    "rise|green|parade|yard|passage|view|wharf|quay|broadway|embankment|villas?|cottages?|house|farm"
)
#: What opens a door, or points at a person, and what stands in its place.
_WORDS = (
    (re.compile(r"\b(bearer|basic)\s+[\w.~+/=-]{8,}", re.IGNORECASE), "[token]"),
    (re.compile(r"""\b([\w-]*token|api[_-]?key|secret|password)(["']?\s*[=:]\s*["']?)[^\s"',;]+""", re.IGNORECASE), r"\1\2[token]"),
    (re.compile(r"bops_[\w-]+"), "[token]"),
    (re.compile(r"\b(https?://[^\s/?#]+)[^\s]*"), r"\1/[...]"),
    (EMAIL, "[e-mail]"),
    (TELEPHONE, "[telephone]"),
    (re.compile(r"[“\"][^”\"]*[”\"]"), "[quoted]"),
    (re.compile(rf"(?:[A-Za-z]:[\\/]|\\\\|(?<![\w/])/(?=\w))[^:*?\"<>|\n]*?\.(?:{_ENDINGS})\b", re.IGNORECASE), "[file]"),
    (re.compile(rf"(?:[\w()&'-]+ ){{0,6}}[\w()&'.-]+\.(?:{_ENDINGS})\b", re.IGNORECASE), "[file]"),
)
#: What points at a place; a reference, which may look like one, goes before it.
_PLACES = (
    (POSTCODE, "[postcode]"),
    (
        re.compile(
            rf"(?:\b(?:flat|unit|apartment|plot) \w+,? )?\b\d+[a-z]?(?:-\d+[a-z]?)?,?"
            rf" (?:[\w.'\u2019-]+ ){{1,4}}?(?:{_STREETS})\b",
            re.IGNORECASE,
        ),
        "[address]",
    ),
)
#: What points at a case: it stays in the office's own log.
_CASES = (
    (re.compile(r"\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b", re.IGNORECASE), "[id]"),
    (re.compile(r"\b(?:[A-Z]{2,4}[-/])?(?:\d{2}|\d{4})[-/](?:[A-Z]{1,4}[-/])?\d{3,6}(?:[-/][A-Z0-9]+)*\b", re.IGNORECASE), "[reference]"),
)
_KNOWN = "[name]"


def without_names(sentence: str, people: Persons = NOBODY) -> str:
    """A sentence for the log of this computer: without tokens, people, addresses and files; a case is still named."""
    return _without(sentence, people, (*_WORDS, *_PLACES))


def without_persons(sentence: str, people: Persons = NOBODY) -> str:
    """A sentence that may leave the office: without what points at a case as well."""
    return _without(sentence, people, (*_WORDS, *_CASES, *_PLACES))


def _without(sentence: str, people: Persons, patterns: Sequence[tuple[re.Pattern[str], str]]) -> str:
    told = str(people.without(sentence, _KNOWN))
    for pattern, word in patterns:
        told = pattern.sub(word, told)
    return told
