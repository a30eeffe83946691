"""Whoever gives a file finds its folder as it was: reading writes nothing into it, whatever the format."""

from __future__ import annotations

import builtins
import zipfile
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from plugin.boundary.arcs import records_with_arcs
from plugin.boundary.files import FOLDER_SUFFIXES, READ_SUFFIXES
from plugin.boundary.intake import read_sites
from plugin.boundary.mapping import ColumnMapping
from plugin.boundary.vector_source import failures, layer_names
from plugin.domain.errors import UnreadableFile
from plugin.domain.reading import SiteReading
from tests.unit.boundary.drawn import plain_transformer
from tests.unit.boundary.test_vector_files import ROUND, SQUARE, STRAIGHT, gml, written

fiona = pytest.importorskip("fiona")

_GEOJSON = '{"type": "Polygon", "coordinates": [[[-0.1, 51.5], [-0.099, 51.5], [-0.099, 51.501], [-0.1, 51.5]]]}'
_DRIVERS = {
    ".gpkg": "GPKG",
    ".shp": "ESRI Shapefile",
    ".tab": "MapInfo File",
    ".mif": "MapInfo File",
    ".kml": "KML",
    ".fgb": "FlatGeobuf",
    ".gdb": "OpenFileGDB",
}
#: Debian's GDAL neither reads nor writes it.
_NOT_HERE = {".parquet"}


def given(folder: Path, suffix: str) -> Path:
    """A folder with one file of a kind."""
    path = folder / f"sites{suffix}"
    if suffix in {".json", ".geojson"}:
        path.write_text(_GEOJSON, encoding="utf-8")
    elif suffix in {".csv", ".tsv"}:
        mark = "," if suffix == ".csv" else "\t"
        path.write_text(f'ref{mark}geometry\nA{mark}"{SQUARE}"\n', encoding="utf-8")
    elif suffix == ".gml":
        gml(path, A=STRAIGHT)
    elif suffix == ".zip":
        inside = gml(folder / "sites.gml", A=STRAIGHT)
        with zipfile.ZipFile(path, "w") as archive:
            archive.write(inside, "sites.gml")
        inside.unlink()
    else:
        written(path, _DRIVERS[suffix], SQUARE)
    return path


def standing_in(folder: Path) -> dict[str, str]:
    """Every file in a folder by its digest."""
    return {str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*") if path.is_file()}


def read(path: Path) -> list[SiteReading | UnreadableFile]:
    return list(read_sites([path], plain_transformer(), mapping=ColumnMapping(reference="ref")))


@pytest.mark.parametrize("suffix", sorted((READ_SUFFIXES | FOLDER_SUFFIXES) - _NOT_HERE))
def test_nothing_new_stands_in_the_folder_of_what_was_read(suffix: str, tmp_path: Path) -> None:
    path = given(tmp_path, suffix)
    before = standing_in(tmp_path)
    (site,) = read(path)

    assert isinstance(site, SiteReading)
    assert standing_in(tmp_path) == before


def test_a_gml_with_arcs_of_several_layers_leaves_nothing_either_and_every_layer_is_read(tmp_path: Path) -> None:
    path = written(tmp_path / "sites.gml", "GML", SQUARE, ROUND)
    (tmp_path / "sites.xsd").unlink()
    path.write_text(path.read_text(encoding="utf-8").replace("<ogr:sites ", "<ogr:others ", 1).replace("</ogr:sites>", "</ogr:others>", 1))
    before = standing_in(tmp_path)

    assert sorted(layer_names(str(path))) == ["others", "sites"]
    assert len(read(path)) == 2
    assert records_with_arcs(path, "sites") == {1}
    assert standing_in(tmp_path) == before


def test_a_gml_without_a_record_has_no_layer_and_one_that_is_broken_is_told(tmp_path: Path) -> None:
    empty, broken = gml(tmp_path / "empty.gml"), tmp_path / "broken.gml"
    broken.write_text("<gml:FeatureCollection", encoding="utf-8")

    assert layer_names(str(empty)) == []
    with pytest.raises(failures()):
        layer_names(str(broken))


def test_a_fiona_that_keeps_gdal_s_errors_elsewhere_still_tells_what_it_cannot_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    imported = builtins.__import__

    def without_private(name: str, *arguments: Any, **options: Any) -> Any:
        if name == "fiona._err":
            raise ImportError(name)
        return imported(name, *arguments, **options)

    monkeypatch.setattr(builtins, "__import__", without_private)
    path = tmp_path / "sites.gpkg"
    path.write_bytes(b"no database")
    (refused,) = read(path)

    assert isinstance(refused, UnreadableFile)
    assert "can't be read" in str(refused)
