"""The files behind what a person named: a file, a folder of them, a dataset that is a folder, or a zip."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from ..domain.errors import UnreadableFile
from .unpacking import Unpacking

JSON_SUFFIXES = frozenset({".json", ".geojson"})
TABLE_SUFFIXES = frozenset({".csv", ".tsv"})
#: Datasets that are a folder.
FOLDER_SUFFIXES = frozenset({".gdb"})
VECTOR_SUFFIXES = frozenset({".gpkg", ".shp", ".gml", ".tab", ".mif", ".kml", ".fgb", ".parquet"}) | FOLDER_SUFFIXES
READ_SUFFIXES = (JSON_SUFFIXES | TABLE_SUFFIXES | VECTOR_SUFFIXES | {".zip"}) - FOLDER_SUFFIXES
#: The same for people.
WHAT_IS_READ = (
    "JSON and GeoJSON, CSV with well-known text, GeoPackage, shapefile, GML, KML, MapInfo, FlatGeobuf, geodatabase and zips of them"
)


@dataclass(frozen=True)
class File:
    """A file to read: where it lies, and the name that people know it by."""

    path: Path
    name: str


def files_in(paths: Sequence[Path], stack: ExitStack) -> Iterator[File | UnreadableFile]:
    """Every file that Redline may be able to read, folders in order of name; what zips hold lies in folders that ``stack`` removes.

    Each path gives something: an UnreadableFile where it is not there or holds nothing to read.
    """
    for path in paths:
        if not path.exists():
            yield UnreadableFile(f"{path} is not there. Check the name and the folder.", path.name)
        elif path.suffix.lower() == ".zip" and path.is_file():
            yield from _in_zip(path, path.name, stack, Unpacking(), 0)
        elif path.is_dir() and not _is_dataset(path):
            yield from _or_nothing(_in_folder(path, "", stack, None, 0), path.resolve().name or str(path))
        else:
            yield File(path, path.name)


def _is_dataset(path: Path) -> bool:
    return path.suffix.lower() in FOLDER_SUFFIXES and path.is_dir()


def _or_nothing(files: Iterator[File | UnreadableFile], name: str) -> Iterator[File | UnreadableFile]:
    found = False
    for file in files:
        found = True
        yield file
    if not found:
        yield UnreadableFile(f"{name} holds no file that Redline reads.", name)


def _in_folder(folder: Path, prefix: str, stack: ExitStack, unpacking: Unpacking | None, depth: int) -> Iterator[File | UnreadableFile]:
    """What a folder holds; ``unpacking`` and ``depth`` are those of the zip that it was unpacked from, None and 0 without one."""
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder)
        if any(part.startswith((".", "__MACOSX")) for part in relative.parts):
            continue
        name = f"{prefix}{relative.as_posix()}"
        if any(_is_dataset(folder / parent) for parent in relative.parents if parent.name):
            continue
        if _is_dataset(path):
            yield File(path, name)
        elif not path.is_file():
            continue
        elif path.suffix.lower() == ".zip":
            yield from _in_zip(path, name, stack, unpacking or Unpacking(), depth)
        elif path.suffix.lower() in READ_SUFFIXES:
            yield File(path, name)


def _in_zip(path: Path, name: str, stack: ExitStack, unpacking: Unpacking, depth: int) -> Iterator[File | UnreadableFile]:
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="redline-")))
    try:
        unpacking.unpack(path, folder, name, depth)
    except UnreadableFile as error:
        yield error
        return
    yield from _or_nothing(_in_folder(folder, f"{name}/", stack, unpacking, depth + 1), name)
