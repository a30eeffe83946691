"""A file that points to other files or to a server is no map data: nothing else is read for it, and nobody is asked."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from plugin.boundary.intake import read_sites
from plugin.constraints.records.record_source import sources_of
from plugin.constraints.records.records import open_records
from plugin.domain.errors import UnreadableFile
from tests.unit.backoffice.pulling import transformer

_SECRET = '{"type": "Feature", "properties": {"name": "secret"}, "geometry": {"type": "Point", "coordinates": [-0.1, 51.5]}}'
_GML = (
    '<?xml version="1.0"?><wfs:FeatureCollection xmlns:wfs="http://www.opengis.net/wfs" xmlns:gml="http://www.opengis.net/gml" '
    'xmlns:a="http://a" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://a {server}/wfs?SERVICE=WFS&amp;'
    'VERSION=1.1.0&amp;REQUEST=DescribeFeatureType&amp;TYPENAME=a:x"><gml:featureMember><a:x><a:g><gml:Polygon srsName="EPSG:27700">'
    "<gml:exterior><gml:LinearRing><gml:posList>533500 173900 533530 173900 533530 173940 533500 173900</gml:posList></gml:LinearRing>"
    "</gml:exterior></gml:Polygon></a:g></a:x></gml:featureMember></wfs:FeatureCollection>"
)


@pytest.fixture
def asked() -> Iterator[tuple[str, list[int]]]:
    """The address of a server that hangs up on everybody, and who asked it."""
    listener = socket.create_server(("127.0.0.1", 0))
    met: list[int] = []

    def listen() -> None:
        with suppress(OSError):
            while True:
                connection, place = listener.accept()
                met.append(place[1])
                connection.close()

    threading.Thread(target=listen, daemon=True).start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}", met
    with suppress(OSError):
        listener.shutdown(socket.SHUT_RDWR)
    listener.close()


@pytest.mark.parametrize("suffix", ["gml", "kml", "gpkg", "tab"])
def test_a_file_that_points_elsewhere_is_refused_as_red_line_and_as_constraints(
    suffix: str, asked: tuple[str, list[int]], tmp_path: Path
) -> None:
    server, met = asked
    secret = tmp_path / "secret.geojson"
    secret.write_text(_SECRET)
    layer = '<OGRVRTDataSource><OGRVRTLayer name="s"><SrcDataSource>{}</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>'
    pointers = [
        layer.format(secret),
        layer.format(f"/vsicurl/{server}/s.geojson"),
        f"<OGRWFSDataSource><URL>{server}/wfs</URL></OGRWFSDataSource>",
    ]
    for number, pointer in enumerate(pointers):
        path = tmp_path / f"site-{number}.{suffix}"
        path.write_text(pointer)
        (read,) = read_sites([path], transformer())
        assert isinstance(read, UnreadableFile)
        assert "does not follow" in str(read)
        with pytest.raises(UnreadableFile, match="does not follow"):
            [list(stream.records) for source in sources_of(path) for stream in open_records(source, None)]
    assert met == []


def test_the_schema_that_a_gml_file_names_is_not_fetched(asked: tuple[str, list[int]], tmp_path: Path) -> None:
    server, met = asked
    path = tmp_path / "site.gml"
    path.write_text(_GML.format(server=server))
    (read,) = read_sites([path], transformer())
    assert not isinstance(read, UnreadableFile)
    assert read.boundary is not None
    assert sum(1 for source in sources_of(path) for stream in open_records(source, None) for _ in stream.records) == 1
    assert met == []
