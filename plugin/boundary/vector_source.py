"""Opening a vector file so that it says what it holds itself: it leads to no other file, GDAL asks nobody on the network for it, and
writes nothing beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import count, takewhile
from pathlib import PurePath
from types import MappingProxyType

from ..domain.errors import UnreadableFile

#: GDAL fetches the schema that a GML file names, and whatever a file points to. The proxy is one that nobody runs.
_ALONE: Mapping[str, str] = MappingProxyType(
    {"GML_DOWNLOAD_WFS_SCHEMA": "NO", "GDAL_HTTP_PROXY": "127.0.0.1:9", "GDAL_HTTP_MAX_RETRY": "0", "GDAL_HTTP_CONNECTTIMEOUT": "1"}
)
#: By these GDAL knows a description of data that lie elsewhere, whatever the file is called.
_POINTERS = (b"<OGRVRTDataSource", b"<OGRWFSDataSource", b"WFS_Capabilities", b"<OGRWFS3DataSource", b"<OGROAPIFDataSource")
#: GDAL would keep what it has found out of a GML file in one of its own, .gfs, in the folder of whoever gave it. Source: GDAL's GML driver.
_BESIDE_NOTHING: Mapping[str, Mapping[str, str]] = MappingProxyType({".gml": MappingProxyType({"WRITE_GFS": "NO"})})
_UNDEFINED = re.compile(r'\w+\["undefined ', re.IGNORECASE)
#: How much of a file is looked at; GDAL itself looks at less.
LOOKED_AT = 65_536


def system_of(code: int | None, wkt: str) -> str:
    """What a layer says of its coordinates: an EPSG code, else WKT, "" where it says nothing.

    A GeoPackage that says nothing names a system all the same, called undefined.
    """
    return f"EPSG:{code}" if code else "" if _UNDEFINED.match(wkt) else wkt


def refuse_pointer(head: bytes, name: str) -> None:
    """Raises UnreadableFile where a file, by its first ``LOOKED_AT`` bytes, is no map data but points to other files or servers."""
    if any(pointer in head for pointer in _POINTERS):
        raise UnreadableFile(
            f"{name} holds no map data: it points to other files or a server, and Redline does not follow. Ask for the data itself.",
            name,
        )


@contextmanager
def asking_nobody() -> Iterator[None]:
    """While a file is opened inside, GDAL asks nobody on the network."""
    import fiona

    with fiona.Env(**_ALONE):
        yield


def opening_options(location: str) -> dict[str, str]:
    """With which of GDAL's options a file is opened, by its ending, so that nothing is written beside it."""
    return dict(_BESIDE_NOTHING.get(PurePath(location).suffix.lower(), {}))


def layer_names(location: str) -> list[str]:
    """The layers of a file, in their order; raises one of ``failures`` where it can't be read."""
    import fiona

    options = opening_options(location)
    if not options:
        return list(fiona.listlayers(location))
    # Older fiona lists layers without options: they are opened by number
    numbered = (_layer_name(location, number, options) for number in count())
    return list(takewhile(bool, numbered))


def _layer_name(location: str, number: int, options: Mapping[str, str]) -> str:
    """What the layer of a number is called, "" where there is none."""
    import fiona
    from fiona.errors import FionaError

    try:
        with fiona.open(location, layer=number, allow_unsupported_drivers=True, **options) as layer:
            return str(layer.name)
    except ValueError as error:
        if isinstance(error, FionaError):
            raise
        return ""


def failures() -> tuple[type[Exception], ...]:
    """What fiona raises for a file that it can't read: also GDAL's own errors, which it lets through."""
    from fiona.errors import FionaError, FionaValueError

    return (FionaError, FionaValueError, *_of_gdal(), OSError, ValueError)


def _of_gdal() -> tuple[type[Exception], ...]:
    """GDAL's errors, for which no public name of fiona (1.9, 1.10) stands; a fiona that keeps them elsewhere is read with all the same."""
    try:
        from fiona._err import CPLE_BaseError
    except ImportError:
        return ()
    return (CPLE_BaseError,)
