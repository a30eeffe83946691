"""A local stand-in of the Planning Data platform: answers as the platform was seen to answer, quirks and faults included.

Run by itself it prints its address as JSON and serves until it is ended: ``python -m tests.platform_stand_in RECORDS.json``.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
import threading
import zlib
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from email.utils import formatdate
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import shapely
from shapely.geometry.base import BaseGeometry
from typing_extensions import Self

SOUTHWARK = 329
DISTRICT = 8600000
_NOT_FOUND = b"<!DOCTYPE html><html><body><h1>Page not found</h1></body></html>"
_FAILED = b"<!DOCTYPE html><html><body><h1>Sorry, there is a problem with the service</h1></body></html>"
_MOST = 500


@dataclass
class Fault:
    """What comes in place of an answer: a status with a body, an answer cut short, or a connection that is closed."""

    status: int = 500
    body: bytes = _FAILED
    content_type: str = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)
    cut: bool = False
    hang_up: bool = False


def authority(number: int, reference: str, name: str, code: str) -> dict[str, Any]:
    """A local authority, as the platform lists it."""
    return {"entity": number, "reference": reference, "name": name, "statistical-geography": code}


@dataclass
class Files:
    """How the files of whole datasets are served: with marks and in parts, as a content network does, or without.

    ``damage`` is done to the body of each; ``lacking`` are fields that the platform works out when it loads a record, and that its files
    may not have. ``sent`` has the bytes of each answer, ``broken_after`` those after which the connection is cut, once for each number.
    """

    etags: bool = True
    dates: bool = True
    parts: bool = True
    packed: bool = False
    damage: Callable[[bytes], bytes] = lambda body: body
    lacking: tuple[str, ...] = ()
    content_type: str = "application/json"
    broken_after: list[int] = field(default_factory=list)
    sent: list[int] = field(default_factory=list)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)


@dataclass
class Platform:
    """The records, and what goes wrong next. ``asked`` has every address that was asked for."""

    records: list[dict[str, Any]]
    licences: dict[str, str] = field(default_factory=dict)
    moved: dict[int, int] = field(default_factory=dict)
    gone: set[int] = field(default_factory=set)
    #: Called with each path and query; gives the fault that comes in place of the answer, None for the answer.
    fault: Callable[[str], Fault | None] = lambda _asked: None
    asked: list[str] = field(default_factory=list)
    etags: bool = False
    dates: bool = False
    #: Until 2026 the platform told the count of a dataset within an object.
    counts_in_objects: bool = False
    files: Files = field(default_factory=Files)
    authorities: list[dict[str, Any]] = field(
        default_factory=lambda: [
            authority(SOUTHWARK, "SWK", "London Borough of Southwark", "E09000028"),
            authority(90, "BNE", "London Borough of Barnet", "E09000003"),
        ]
    )

    @property
    def datasets(self) -> list[str]:
        return sorted({record["dataset"] for record in self.records} | set(self.licences))

    def search(self, query: dict[str, list[str]]) -> list[dict[str, Any]]:
        """The records of a question, in the order of their numbers; unknown parameters are ignored."""
        found = [record for record in self.records if record["dataset"] in query.get("dataset", self.datasets)]
        if "organisation_entity" in query:
            found = [record for record in found if str(record["organisation-entity"]) in query["organisation_entity"]]
        if "reference" in query:
            found = [record for record in found if record["reference"] in query["reference"]]
        if "entity" in query:
            found = [record for record in found if str(record["entity"]) in query["entity"]]
        if "geometry_entity" in query:
            found = self._meeting(
                found, {int(number) for number in query["geometry_entity"]}, query.get("geometry_relation", ["within"])[0]
            )
        if query.get("period", ["all"]) == ["current"]:
            found = [record for record in found if not record.get("end-date")]
        if query.get("entry_date_match") == ["since"]:
            since = "-".join(query[f"entry_date_{part}"][0].zfill(2) for part in ("year", "month", "day"))
            found = [record for record in found if record["entry-date"] > since]
        return sorted(found, key=lambda record: int(record["entity"]))

    def _meeting(self, records: Iterable[dict[str, Any]], numbers: set[int], relation: str) -> list[dict[str, Any]]:
        """By place: a stored shape that is invalid is never a hit."""
        ground = shapely.union_all([shapely.from_wkt(each["geometry"]) for each in self.records if each["entity"] in numbers])
        where = str(shapely.to_wkt(ground, rounding_precision=-1))
        return [record for record in records if _meets(where, relation, record["geometry"] or record["point"] or "POINT EMPTY")]


@lru_cache(maxsize=20_000)
def _meets(ground: str, relation: str, place: str) -> bool:
    """Kept, because every page of an answer is looked for among all the records."""
    shape = shapely.from_wkt(place)
    relate = shapely.covers if relation == "within" else shapely.intersects
    return bool(shapely.is_valid(shape) and not shape.is_empty and relate(_prepared(ground), shape))


@lru_cache(maxsize=8)
def _prepared(ground: str) -> BaseGeometry:
    shape = shapely.from_wkt(ground)
    shapely.prepare(shape)
    return shape


class StandIn:
    """The platform on this computer, while in use as a context."""

    def __init__(self, platform: Platform) -> None:
        self.platform = platform
        self._server = _Server(platform)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(10)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    @property
    def files(self) -> str:
        """Where the files of whole datasets are."""
        return f"{self.address}/files"


def record(number: int, dataset: str, geometry: str = "", **told: Any) -> dict[str, Any]:
    """A record as the platform writes it: null is "", underscores in names are hyphens."""
    usual = {
        "entry-date": "2026-01-01",
        "start-date": "",
        "end-date": "",
        "entity": number,
        "name": "",
        "dataset": dataset,
        "typology": "geography",
        "reference": f"R{number}",
        "prefix": dataset,
        "organisation-entity": str(SOUTHWARK),
        "geometry": geometry,
        "point": "",
        "quality": "authoritative",
    }
    return {**usual, **{name.replace("_", "-"): value for name, value in told.items()}}


def district(geometry: str) -> dict[str, Any]:
    """Southwark itself."""
    return record(DISTRICT, "local-authority-district", geometry, reference="E09000028", name="Southwark", organisation_entity="16")


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, platform: Platform) -> None:
        self.platform = platform
        super().__init__(("127.0.0.1", 0), _Handler)


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    # Head and body go out as two pieces; the second would else wait 40 ms for the first to be acknowledged
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        platform = self.server.platform
        platform.asked.append(self.path)
        fault = platform.fault(self.path)
        if fault is not None:
            self._fault(fault)
            return
        if found := re.fullmatch(r"/files/dataset/([a-z0-9-]+)\.json", self.path):
            self._file(found[1])
            return
        parts = urlsplit(self.path)
        status, told, headers = _answer(platform, parts.path, parse_qs(parts.query, keep_blank_values=True), self._here())
        if told is None:
            self._send(status, _NOT_FOUND if status == 404 else _FAILED if status == 500 else b"", "text/html; charset=utf-8", headers)
            return
        body = json.dumps(told, ensure_ascii=False).encode("utf-8")
        marks = {"ETag": f'"{zlib.crc32(body):x}"'} if platform.etags and status == 200 else {}
        if platform.dates and status == 200:
            marks["Last-Modified"] = _moment_of(body)
        known = self.headers.get("If-None-Match") or self.headers.get("If-Modified-Since")
        if known and known in marks.values():
            self._send(304, b"", "application/json", marks)
            return
        self._send(status, body, "application/json", {**headers, **marks})

    def _file(self, dataset: str) -> None:
        files = self.server.platform.files
        files.asked.append((dataset, dict(self.headers.items())))
        if dataset not in self.server.platform.datasets:
            self._send(403, b"<Error><Code>AccessDenied</Code></Error>", "application/xml", {})
            return
        body = files.damage(_file_of(self.server.platform, dataset))
        marks = {"ETag": f'"{zlib.crc32(body):x}"'} if files.etags else {}
        if files.dates:
            marks["Last-Modified"] = _moment_of(body)
        known = self.headers.get("If-None-Match") or self.headers.get("If-Modified-Since")
        if known and known in marks.values():
            self._send(304, b"", files.content_type, marks)
            return
        begin = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", "")) if files.parts else None
        if begin is None or self.headers.get("If-Range", "") not in {"", *marks.values()}:
            packing = {"Content-Encoding": "gzip"} if files.packed else {}
            self._body(200, gzip.compress(body) if files.packed else body, {**marks, **packing})
        elif int(begin[1]) >= len(body):
            self._send(416, b"", files.content_type, {"Content-Range": f"bytes */{len(body)}"})
        else:
            first = int(begin[1])
            self._body(206, body[first:], {**marks, "Content-Range": f"bytes {first}-{len(body) - 1}/{len(body)}"})

    def _body(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        """All of it, or as much as comes before the connection breaks."""
        files = self.server.platform.files
        self.send_response(status)
        for name, value in {"Content-Type": files.content_type, "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        if files.broken_after:
            body = body[: files.broken_after.pop(0)]
            self.close_connection = True
        files.sent.append(len(body))
        with suppress(ConnectionError):
            self.wfile.write(body)

    def _fault(self, fault: Fault) -> None:
        if fault.hang_up:
            self.close_connection = True
            return
        if fault.cut:
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", "100000")
            self.end_headers()
            self.wfile.write(b'{"entities": [')
            self.close_connection = True
            return
        self._send(fault.status, fault.body, fault.content_type, fault.headers)

    def _send(self, status: int, body: bytes, content_type: str, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": content_type, "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        # Who asked may have gone meanwhile
        with suppress(ConnectionError):
            self.wfile.write(body)

    def _here(self) -> str:
        return f"http://{self.headers.get('Host', 'platform.invalid')}"

    def log_message(self, *_: Any) -> None:
        """The test tells what was asked."""


def _moment_of(body: bytes) -> str:
    """A time of its own for every body."""
    return formatdate(1_790_000_000 + zlib.crc32(body) % 10_000_000, usegmt=True)


def _file_of(platform: Platform, dataset: str) -> bytes:
    """The whole dataset, ended records too, every value as text: so the platform's own pipeline writes it."""
    lacking = platform.files.lacking
    records = [
        {name: str(value) for name, value in each.items() if name not in lacking}
        for each in sorted(platform.records, key=lambda each: int(each["entity"]))
        if each["dataset"] == dataset
    ]
    return json.dumps({"entities": records}).encode("utf-8")


def _answer(platform: Platform, path: str, query: dict[str, list[str]], here: str) -> tuple[int, dict[str, Any] | None, dict[str, str]]:
    if path == "/organisation.json":
        return 200, {"organisations": {"local-authority": platform.authorities}}, {}
    if found := re.fullmatch(r"/dataset/([a-z0-9-]+)\.json", path):
        return _dataset(platform, found[1])
    if found := re.fullmatch(r"/entity/([^/]+)\.json", path):
        return _entity(platform, found[1])
    return _search(platform, path, query, here) if path == "/entity.json" else (404, None, {})


def _dataset(platform: Platform, name: str) -> tuple[int, dict[str, Any] | None, dict[str, str]]:
    if name not in platform.datasets:
        return 404, None, {}
    count = sum(record["dataset"] == name for record in platform.records)
    told: Any = {"dataset": name, "count": count} if platform.counts_in_objects else count
    return (
        200,
        {"dataset": name, "licence": platform.licences.get(name, "ogl3"), "entity-count": told, "attribution": "crown-copyright"},
        {},
    )


def _entity(platform: Platform, told: str) -> tuple[int, dict[str, Any] | None, dict[str, str]]:
    if not told.isdigit():
        wrong = {
            "type": "int_parsing",
            "loc": ["path", "entity"],
            "msg": "Input should be a valid integer, unable to parse string as an integer",
            "input": told,
        }
        return 422, {"detail": [wrong]}, {}
    number = int(told)
    if number in platform.moved:
        return 301, None, {"Location": f"/entity/{platform.moved[number]}.json"}
    if number in platform.gone:
        return 410, {"detail": f"Entity {number} has been removed"}, {}
    found = next((record for record in platform.records if record["entity"] == number), None)
    return (200, found, {}) if found is not None else (404, None, {})


def _search(platform: Platform, path: str, query: dict[str, list[str]], here: str) -> tuple[int, dict[str, Any] | None, dict[str, str]]:
    unknown = [name for name in query.get("dataset", []) if name not in platform.datasets]
    if unknown:
        told = ", ".join(unknown)
        wrong = {"type": "value_error", "loc": ["query", "dataset"], "msg": f"Requested datasets do not exist: {told}.", "input": unknown}
        return 422, {"detail": [{**wrong, "ctx": {"missing": told, "dataset_names": platform.datasets}}]}, {}
    limit, offset = int(query.get("limit", ["10"])[0]), int(query.get("offset", ["0"])[0])
    if limit > _MOST:
        wrong = {"type": "less_than_equal", "loc": ["query", "limit"], "msg": "Input should be less than or equal to 500"}
        return 422, {"detail": [{**wrong, "input": str(limit), "ctx": {"le": _MOST}}]}, {}
    if offset < 0:
        return 500, None, {}
    found = platform.search(query)
    only = {name.replace("_", "-") for name in query.get("field", [])}
    left_out = {name for names in query.get("exclude_field", []) for name in names.split(",")}

    def shown(name: str) -> bool:
        return name not in left_out and (not only or name in {*only, "entity"})

    page = [{name: value for name, value in each.items() if shown(name)} for each in found[offset : offset + limit]]
    return 200, {"entities": page, "links": _links(path, query, limit, offset, len(found), here), "count": len(found)}, {}


def _links(path: str, query: dict[str, list[str]], limit: int, offset: int, count: int, here: str) -> dict[str, str]:
    if count <= limit:
        return {}
    asked = [(name, value) for name, values in query.items() if name != "offset" for value in values]

    def link(at: int) -> str:
        return f"{here}{path}?{urlencode([*asked, ('offset', at)] if at else asked)}"

    links = {"first": link(0), "last": link(count // limit * limit)}
    if offset + limit < count:
        links["next"] = link(offset + limit)
    if offset > 0:
        links["prev"] = link(max(0, offset - limit))
    return links


if __name__ == "__main__":
    with StandIn(Platform(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))) as stand_in:
        sys.stdout.write(json.dumps({"url": stand_in.address}) + "\n")
        sys.stdout.flush()
        threading.Event().wait()
