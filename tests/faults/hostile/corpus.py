"""Files that are made to do harm, or are merely spoilt: generated here, none of them kept anywhere."""

from __future__ import annotations

import io
import json
import stat
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from tests.unit.backoffice_server.submissions import SQUARE, submission

SCRIPT = "<script>alert(1)</script>"
FORMULAS = ('=HYPERLINK("http://x")', "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "=cmd|' /C calc'!A0")
BIDI = "\u202egnp.exe\u2066\u200f\u202c"
_RING = [[-0.1, 51.5], [-0.099, 51.5], [-0.099, 51.501], [-0.1, 51.501], [-0.1, 51.5]]
_VALUES: Mapping[str, Any] = MappingProxyType(
    {
        "script": SCRIPT,
        "bidi": BIDI,
        "nul": "a\x00b",
        "half a character": "\ud83d",
        "formula": FORMULAS[0],
        "huge number": 10**4000,
        "huge float": 1e308,
        "nothing": None,
        "a list": [[[[]]]],
        "an object": {"a": {"b": {}}},
        "true": True,
        "long": "x" * 200_000,
        "minus nothing": -0.0,
    }
)


def feature(ring: Any = None, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [_RING if ring is None else ring]}, "properties": properties}


def _everywhere(value: Any, put: Any) -> Any:
    """A document in whose every leaf something else stands."""
    if isinstance(value, dict):
        return {key: _everywhere(each, put) for key, each in value.items()}
    if isinstance(value, list):
        return [_everywhere(each, put) for each in value]
    return put


def json_documents() -> Iterator[tuple[str, bytes]]:
    """JSON, or nearly."""
    seeds = {"submission": submission(), "feature": feature(name="x"), "square": SQUARE}
    for seed, document in seeds.items():
        whole = json.dumps(document)
        for name, value in _VALUES.items():
            yield f"{seed} of {name}", json.dumps(_everywhere(document, value)).encode()
        for part in (1, 3, 7):
            yield f"{seed} cut at {part} eighths", whole[: len(whole) * part // 8].encode()
        yield f"{seed} in UTF-16", whole.encode("utf-16")
        yield f"{seed} in UTF-32", whole.encode("utf-32")
        yield f"{seed} in Windows-1252", whole.replace("HIGH", "H\u00cfGH").encode("cp1252")
        yield f"{seed} with NUL between", whole.encode("utf-16-le")
        yield f"{seed} with a mark before", b"\xef\xbb\xbf" + whole.encode()
        yield f"{seed} with bytes that are no text", whole.encode().replace(b"i", b"\xff")
    yield "deep lists", b"[" * 300_000
    yield "deep objects", b'{"a":' * 100_000
    yield "deep and closed", b"[" * 50_000 + b"]" * 50_000
    yield "deep geometry", (b'{"type":"GeometryCollection","geometries":[' * 5_000) + b"]}" * 5_000
    yield "not a number", b'{"type":"Polygon","coordinates":[[[NaN,Infinity],[-Infinity,0],[1e999,1],[NaN,Infinity]]]}'
    yield "a number of a million digits", b'{"type":"Point","coordinates":[' + b"9" * 1_000_000 + b",0]}"
    yield "an exponent without end", b'{"type":"Point","coordinates":[1e999999999,0]}'
    yield "one key a hundred thousand times", b"{" + b",".join(b'"type":"Feature"' for _ in range(100_000)) + b"}"
    yield "empty", b""
    yield "only spaces", b" " * 1_000_000
    yield "zeros", bytes(100_000)
    yield "a web page", f"<!DOCTYPE html><title>{SCRIPT}</title>".encode()
    yield "many corners", json.dumps(feature(_spiral(12_000))).encode()
    yield "many rings", json.dumps({"type": "MultiPolygon", "coordinates": [[_RING] for _ in range(20_000)]}).encode()
    yield "a comb that crosses itself", json.dumps(feature(_comb(3_000))).encode()
    yield "many features", json.dumps({"type": "FeatureCollection", "features": [feature(name=n) for n in range(300)]}).encode()
    yield "the whole earth", json.dumps(feature([[-180, -90], [180, -90], [180, 90], [-180, 90], [-180, -90]])).encode()
    yield "all one place", json.dumps(feature([[-0.1, 51.5]] * 50_000)).encode()
    yield "a system of its own", json.dumps({**feature(), "crs": {"type": "link", "properties": {"href": "http://127.0.0.1:9/x"}}}).encode()
    yield "a system that is a file", json.dumps({**feature(), "crs": {"type": "name", "properties": {"name": "/etc/passwd"}}}).encode()
    yield (
        "a system that is a script",
        json.dumps(
            {**feature(), "crs": {"type": "name", "properties": {"name": "+proj=pipeline +step +proj=axisswap +order=9,9"}}}
        ).encode(),
    )


def _spiral(count: int) -> list[list[float]]:
    ring = [[-0.1 + 0.001 * (n % 2) + n * 1e-9, 51.5 + n * 1e-9] for n in range(count)]
    return [*ring, ring[0]]


def _comb(teeth: int) -> list[list[float]]:
    ring = [[-0.1 + (n * 7919 % teeth) * 1e-6, 51.5 + (n * 104729 % teeth) * 1e-6] for n in range(teeth)]
    return [*ring, ring[0]]


def tables() -> Iterator[tuple[str, bytes]]:
    """CSV, or nearly."""
    polygon = "POLYGON ((533500 173900, 533530 173900, 533530 173940, 533500 173900))"
    yield "formulas in cells", "\n".join(["reference,wkt,name", *(f'"{each}","{polygon}","{each}"' for each in FORMULAS[:4])]).encode()
    yield "formulas in the head", f"{FORMULAS[1]},wkt\n1,{polygon}\n".encode()
    yield "scripts", f'reference,wkt\n"{SCRIPT}","{polygon}"\n'.encode()
    yield "nul", b"reference,wkt\n1\x00,POLYGON\x00 EMPTY\n"
    yield "a quote that never ends", b'reference,wkt\n"' + b"x" * 3_000_000
    yield "one line of millions", b"," * 2_000_000
    yield "a thousand columns", ",".join(f"c{n}" for n in range(1_000)).encode() + b"\n" + b",".join([b"1"] * 1_000)
    yield "uneven rows", b"reference,wkt\n1\n1,2,3,4,5\n\n,,\n"
    yield "deep text", b"reference,wkt\n1,GEOMETRYCOLLECTION (" + b"GEOMETRYCOLLECTION (" * 20_000 + b"\n"
    yield "text of many corners", (f'reference,wkt\n1,"POLYGON (({", ".join(f"{n} {n}" for n in range(200_000))}))"\n').encode()
    yield "text of no number", b'reference,wkt\n1,"POLYGON ((nan nan, inf inf, 1e999 1, nan nan))"\n'
    yield "UTF-16", f"reference,wkt\n1,{polygon}\n".encode("utf-16")
    yield "bytes that are no text", b"reference,wkt\n\xff\xfe\xfd,\x80\n"
    yield "bidi", f"reference,wkt\n{BIDI},{polygon}\n".encode()
    yield "empty", b""
    yield "only a head", b"reference,wkt\n"
    yield "old line ends", b"reference,wkt\r1,x\r2,y\r"


_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
_GML = (
    '<wfs:FeatureCollection xmlns:wfs="http://www.opengis.net/wfs" xmlns:gml="http://www.opengis.net/gml" xmlns:a="http://a" {more}>'
    '<gml:featureMember><a:x><a:n>{name}</a:n><a:g><gml:Polygon srsName="EPSG:27700"><gml:exterior><gml:LinearRing><gml:posList>'
    "{places}</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon></a:g></a:x></gml:featureMember></wfs:FeatureCollection>"
)
_PLACES = "533500 173900 533530 173900 533530 173940 533500 173900"
_KML = (
    '<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark><name>{name}</name><Polygon><outerBoundaryIs><LinearRing>'
    "<coordinates>{places}</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>{more}</Document></kml>"
)
_DEGREES = "-0.1,51.5 -0.099,51.5 -0.099,51.501 -0.1,51.5"


def markup(server: str, secret: Path) -> Iterator[tuple[str, bytes]]:
    """GML, KML and what calls itself so; ``server`` is asked by nobody who reads it, ``secret`` is read by nobody."""
    head = '<?xml version="1.0"?>'
    laughs = f'{head}<!DOCTYPE x [<!ENTITY l0 "lol">{_LAUGHS}]>'
    outside = f'{head}<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}"><!ENTITY % p SYSTEM "{server}/p.dtd">%p;]>'
    schema = (
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://a {server}/wfs?SERVICE=WFS&amp;VERSION=1.1.0'
    )
    schema += '&amp;REQUEST=DescribeFeatureType&amp;TYPENAME=a:x"'
    for suffix, body, places, flags in (("gml", _GML, _PLACES, ""), ("kml", _KML, _DEGREES, "")):
        yield f"laughs.{suffix}", (laughs + body.format(name="&l9;", places=places, more=flags)).encode()
        yield f"outside.{suffix}", (outside + body.format(name="&e;", places=places, more=flags)).encode()
        yield f"script.{suffix}", (head + body.format(name=SCRIPT.replace("<", "&lt;"), places=places, more=flags)).encode()
        yield f"cut.{suffix}", (head + body.format(name="x", places=places, more=flags)).encode()[:-60]
        yield f"corners.{suffix}", (head + body.format(name="x", places=f"{places} " * 20_000, more=flags)).encode()
        yield f"no-numbers.{suffix}", (head + body.format(name="x", places="nan nan inf inf 1e999 1 nan nan", more=flags)).encode()
        yield f"deep.{suffix}", (head + "<a>" * 50_000).encode()
        yield f"zeros.{suffix}", bytes(10_000)
        declared = head.replace("1.0", '1.0" encoding="UTF-16')
        yield f"utf16.{suffix}", (declared + body.format(name="x", places=places, more=flags)).encode("utf-16")
    yield "schema.gml", (head + _GML.format(name="x", places=_PLACES, more=schema)).encode()
    linked = f'<a:n xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="{server}/x">'
    yield "linked.gml", (head + _GML.format(name="x", places=_PLACES, more="").replace("<a:n>", linked)).encode()
    link = f"<NetworkLink><Link><href>{server}/more.kml</href></Link></NetworkLink>"
    picture = f"<GroundOverlay><Icon><href>{server}/x.png</href></Icon></GroundOverlay>"
    yield "links.kml", (head + _KML.format(name="x", places=_DEGREES, more=link + picture)).encode()
    for suffix in ("gml", "kml", "gpkg", "tab", "shp", "fgb"):
        layer = f'<OGRVRTLayer name="s"><SrcDataSource>{secret}</SrcDataSource></OGRVRTLayer>'
        yield f"points-to-a-file.{suffix}", f"<OGRVRTDataSource>{layer}</OGRVRTDataSource>".encode()
        layer = f'<OGRVRTLayer name="s"><SrcDataSource>/vsicurl/{server}/evil.geojson</SrcDataSource></OGRVRTLayer>'
        yield f"points-to-a-server.{suffix}", f"\n<!-- x -->\n<OGRVRTDataSource>{layer}</OGRVRTDataSource>".encode()
        yield f"is-a-server.{suffix}", f"<OGRWFSDataSource><URL>{server}/wfs</URL></OGRWFSDataSource>".encode()
    for suffix in ("gpkg", "shp", "tab", "mif", "fgb", "parquet"):
        yield f"random.{suffix}", bytes((n * 197 + 13) % 256 for n in range(20_000))
        yield f"empty.{suffix}", b""
    yield "head-only.gpkg", b"SQLite format 3\0" + bytes(84)
    yield "head-only.fgb", b"fgb\x03fgb\x00" + b"\xff" * 200


def archives() -> Iterator[tuple[str, bytes]]:
    """Zips."""
    inside = json.dumps(feature(name="x")).encode()
    names = {
        "climbs": "../../evil.geojson",
        "climbs by backslashes": "..\\..\\evil.geojson",
        "absolute": "/tmp/evil.geojson",
        "of a drive": "C:\\evil.geojson",
        "of a share": "\\\\server\\share\\evil.geojson",
        "of a stream": "a.geojson:evil",
        "very long": f"{'x' * 300}.geojson",
        "bidi": f"{BIDI}.geojson",
        "a script": f"{SCRIPT.replace('/', '')}.geojson",
        "deep folders": "/".join(["d"] * 120) + "/x.geojson",
        "hidden": ".evil.geojson",
    }
    for name, member in names.items():
        yield f"name that is {name}", _zip({member: inside})
    yield "bomb", _zip({f"{n}.geojson": b"0" * 3_000_000 for n in range(20)})
    yield "bomb by its own word", _lying_zip(3 * 1024**3)
    yield "size that is a lie", _lying_zip(10)
    nested = _zip({"a.geojson": inside})
    for _ in range(12):
        nested = _zip({"in.zip": nested, "a.geojson": inside})
    yield "zips in zips", nested
    yield "too many members", _zip({f"{n}.txt": b"" for n in range(20_100)})
    whole = _zip({"a.geojson": inside})
    yield "cut short", whole[: len(whole) // 2]
    yield "damaged", whole[:40] + bytes(40) + whole[80:]
    yield "no zip", b"PK\x03\x04" + bytes(1_000)
    yield "empty", b""
    yield "a link", _zip_with_link()
    yield "twice the same name", _zip_twice()
    yield "locked", _locked_zip(inside)


def _zip(members: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _lying_zip(size: int) -> bytes:
    """A member of five million zeros that says of itself that it is of another size."""
    whole = _zip({"a.geojson": b"0" * 5_000_000})
    return whole.replace((5_000_000).to_bytes(4, "little"), size.to_bytes(4, "little"))


def _zip_with_link() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        link = zipfile.ZipInfo("a.geojson")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    return made.getvalue()


def _zip_twice() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for content in (b"{}", json.dumps(feature()).encode()):
            member = zipfile.ZipInfo("a.geojson")
            archive.filelist[:] = [each for each in archive.filelist if each.filename != "b"]
            archive.NameToInfo.clear()
            archive.writestr(member, content)
    return made.getvalue()


def _locked_zip(inside: bytes) -> bytes:
    whole = bytearray(_zip({"a.geojson": inside}))
    whole[6] |= 1
    place = whole.index(b"PK\x01\x02")
    whole[place + 8] |= 1
    return bytes(whole)


def answers() -> Iterator[tuple[str, bytes]]:
    """What a back office may answer in JSON: pages, cases, records of the officer API."""
    case = {
        "id": 1,
        "reference": "26-00001-HAPP",
        "reference_in_full": "SWK-26-00001-HAPP",
        "status": "in_assessment",
        "description": "x",
        "site": {"address_1": "1 HIGH STREET", "postcode": "SE1 1AA", "uprn": "1"},
        "boundary_geojson": SQUARE,
        "documents": [{"url": "javascript:alert(1)", "name": SCRIPT}],
        "published_comments": [{"comment": SCRIPT, "received_at": "2026-01-01"}],
        "consultation": {"end_date": None},
        "created_at": "2026-10-01T10:00:00.000+00:00",
    }
    page = {"metadata": {"page": 1, "results": 50, "total_pages": 1, "total_results": 1}, "links": {}, "data": [case]}
    whole = json.dumps(page).encode()
    for name, value in _VALUES.items():
        yield f"page of {name}", json.dumps(_everywhere(page, value)).encode()
        yield f"case of {name}", json.dumps({**page, "data": [_everywhere(case, value)]}).encode()
        yield f"counts of {name}", json.dumps({**page, "metadata": _everywhere(page["metadata"], value)}).encode()
        yield f"rows that are {name}", json.dumps({**page, "data": value}).encode()
        yield f"all of it {name}", json.dumps(value).encode()
    yield "counts below nothing", json.dumps({**page, "metadata": {"page": -1, "total_pages": -5, "total_results": -10}}).encode()
    yield "counts without end", json.dumps({**page, "metadata": {"page": 1, "total_pages": 10**18, "total_results": 10**18}}).encode()
    yield "the same row a thousand times", json.dumps({**page, "data": [case] * 60}).encode()
    yield "deep", b'{"data":' * 50_000
    yield "cut", whole[: len(whole) // 2]
    yield "not text", whole.replace(b"HIGH", b"\xff\xfe\xfd")
    yield "one key often", b"{" + b",".join([b'"data":[]'] * 50_000) + b"}"
    yield "many corners", json.dumps({**page, "data": [{**case, "boundary_geojson": feature(_spiral(11_000))}]}).encode()


def settings() -> Iterator[tuple[str, bytes]]:
    """Profiles and mappings of columns, as people write them, and as nobody should."""
    profile = {
        "about": "x",
        "authority": {"name": "x", "reference": "E09000028", "organisation": "SWK"},
        "settings": {"tolerance_m": 1.0, "near_m": 50.0},
        "grid_folders": ["."],
    }
    for name, value in _VALUES.items():
        yield f"profile of {name}", json.dumps(_everywhere(profile, value)).encode()
        yield f"profile that is {name}", json.dumps(value).encode()
        yield f"mapping of {name}", json.dumps({"reference": value, "geometry": value, "crs": value}).encode()
    yield (
        "grid folders everywhere",
        json.dumps({**profile, "grid_folders": ["../../../../etc", "/dev", "\\\\server\\share", "\x00"]}).encode(),
    )
    yield "distances without end", b'{"settings": {"tolerance_m": NaN, "near_m": Infinity, "buffer_m": 1e999}}'
    yield "deep", b'{"authority":' * 50_000
    yield "cut", json.dumps(profile).encode()[:20]
    yield "not text", b"\xff\xfe\x00{"
    yield "empty", b""


#: By the sort of input, what there is of it and the ending that such a file bears.
SORTS: Mapping[str, tuple[Callable[[], Iterator[tuple[str, bytes]]], str]] = MappingProxyType(
    {
        "document": (json_documents, ".json"),
        "boundary file": (json_documents, ".geojson"),
        "table": (tables, ".csv"),
        "archive": (archives, ".zip"),
        "answer": (answers, ".json"),
        "settings": (settings, ".json"),
    }
)
