"""Every reader of what comes from outside, by name: each is given one file, and gives a result or raises one RedlineError."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timezone
from pathlib import Path
from types import MappingProxyType
from typing import Any

from plugin.backoffice import act_answers
from plugin.backoffice.answers import expect_json, retry_after, told_of
from plugin.backoffice.case_mapping import case_of_list, case_of_search
from plugin.backoffice.detail_mapping import (
    contacts_of,
    documents_of,
    facts_of_show,
    published_documents_of,
    representations_of,
    request_of,
    requests_of,
    submission_of,
)
from plugin.backoffice.endpoints import ALL_REQUESTS, LIST, SEARCH
from plugin.backoffice.exchange import Answer
from plugin.backoffice.page import page_of
from plugin.backoffice.site_mapping import site_of
from plugin.boundary.intake import read_sites
from plugin.boundary.mapping import ColumnMapping
from plugin.casefile.casework.told_casework import told_record
from plugin.commands.csv_sink import safe_cell
from plugin.constraints.profile import Profile
from plugin.constraints.records.record_source import sources_of
from plugin.constraints.records.records import open_records
from plugin.domain.errors import RedlineError
from tests.unit.backoffice.pulling import transformer
from tests.unit.backoffice_server.bench import TestClock

_CLOCK = TestClock(datetime(2026, 11, 18, tzinfo=timezone.utc))
_ORIGIN = "https://southwark.bops.services"
_ON = date(2026, 11, 18)
_KINDS = ("assessment_detail", "task", "consideration", "condition", "informative", "head_of_terms", "site_visit", "recommendation")


def boundaries(path: Path) -> object:
    """Red lines of a file, a folder, a zip: what can't be read is a sentence among what can."""
    found = []
    for each in read_sites([path], transformer(), clock=_CLOCK):
        if isinstance(each, RedlineError):
            _sentence(each)
        found.append(each)
    assert found
    return found


def every_feature(path: Path) -> object:
    """The same, each feature a site."""
    return list(read_sites([path], transformer(), each=True, clock=_CLOCK))


def constraint_records(path: Path) -> object:
    """Constraint data of any kind."""
    return [sum(1 for _ in stream.records) for source in sources_of(path) for stream in open_records(source, None)]


def profile(path: Path) -> object:
    """An authority's profile."""
    return Profile.load(path)


def column_mapping(path: Path) -> object:
    """Which column is what."""
    return ColumnMapping.load(path)


def _answer(path: Path, status: int = 200) -> Answer:
    headers = {"content-type": "application/json", "retry-after": path.name, "etag": path.name}
    return Answer(_ORIGIN, status, headers, path.read_bytes())


def pages(path: Path) -> object:
    """A page of applications, of a search, of requests, as BOPS answers, and every case on it."""
    answer, found = _answer(path), []
    for endpoint in (LIST, SEARCH, ALL_REQUESTS):
        page = page_of(told_of(answer, expect_json(answer, endpoint.thing, _CLOCK), 200, endpoint.rows), endpoint)
        if endpoint is ALL_REQUESTS:
            found.append(requests_of(page.items))
            continue
        for item in page.items:
            case = (case_of_list if endpoint is LIST else case_of_search)(item, _ORIGIN)
            found.append(case and site_of(case.reference, item.text, transformer(), _ON))
    return found


def opened_case(path: Path) -> object:
    """What is read of a case that is opened: itself, documents, comments, contacts, requests, the submission."""
    answer = _answer(path)
    text = expect_json(answer, "applications", _CLOCK)
    value = told_of(answer, text, 200).value
    whole = value if isinstance(value, dict) else {}
    listed = whole.get("data")
    parts = [whole, *[each for each in (listed if isinstance(listed, list) else []) if isinstance(each, dict)]]
    found: list[Any] = [submission_of(text, transformer(), _ON)]
    reads = (documents_of, published_documents_of, representations_of, contacts_of, facts_of_show, request_of)
    found += [each(part) for part in parts for each in reads]
    return found


def officer_answers(path: Path) -> object:
    """What the officer API answers: records of an assessment, and refusals of every status."""
    found: list[Any] = [act_answers.refusal_of(_answer(path, status)) for status in (400, 403, 404, 409, 410, 412, 413, 422, 428)]
    found.append(retry_after(_answer(path, 429), _CLOCK))
    answer = _answer(path)
    value = told_of(answer, expect_json(answer, "records", _CLOCK), 200).value
    records = value.get("data") if isinstance(value, dict) else None
    for record in [value, *(records if isinstance(records, list) else [])]:
        found += [told_record(kind, record) for kind in _KINDS] if isinstance(record, dict) else []
    return found


_READERS = (boundaries, every_feature, constraint_records, profile, column_mapping, pages, opened_case, officer_answers)
READERS: Mapping[str, Callable[[Path], object]] = MappingProxyType({each.__name__: each for each in _READERS})

#: By reader, the sorts of input (see corpus.SORTS; "markup" is made beside) that it is given.
DIET: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "boundaries": ("document", "table", "archive", "answer", "markup"),
        "every_feature": ("boundary file",),
        "constraint_records": ("boundary file", "table", "markup"),
        "profile": ("settings",),
        "column_mapping": ("settings",),
        "pages": ("answer",),
        "opened_case": ("answer", "document"),
        "officer_answers": ("answer",),
    }
)


def read(reader: str, path: Path) -> str:
    """What came of it: "read", or the sentence."""
    try:
        READERS[reader](path)
    except RedlineError as error:
        return _sentence(error)
    return "read"


def _sentence(error: RedlineError) -> str:
    text = str(error)
    assert text.rstrip().endswith((".", "?", "!")), f"no sentence: {text[-200:]!r}"
    assert len(text) < 5_000, f"too long to be read: {len(text)}"
    return text


def cells(texts: list[str]) -> list[object]:
    """Texts as they stand in a table that a spreadsheet opens."""
    return [safe_cell(text) for text in texts]
