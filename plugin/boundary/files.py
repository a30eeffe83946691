"""The files behind what a person named: a file, a folder of them, or a zip, whose members are unpacked where they can do no harm."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ..domain.errors import UnreadableFile

JSON_SUFFIXES = frozenset({".json", ".geojson"})
TABLE_SUFFIXES = frozenset({".csv"})
VECTOR_SUFFIXES = frozenset({".gpkg", ".shp", ".gml", ".tab", ".kml", ".fgb", ".parquet"})
READ_SUFFIXES = JSON_SUFFIXES | TABLE_SUFFIXES | VECTOR_SUFFIXES | {".zip"}

_MOST_MEMBERS = 20_000
_MOST_UNPACKED_BYTES = 2 * 1024**3


@dataclass(frozen=True)
class File:
    """A file to read: where it lies, and the name that people know it by."""

    path: Path
    name: str


def files_in(paths: Sequence[Path], stack: ExitStack) -> Iterator[File | UnreadableFile]:
    """Every file that Redline may be able to read, folders in order of name; what zips hold lies in folders that ``stack`` removes."""
    for path in paths:
        if path.is_dir():
            yield from _in_folder(path, "", stack)
        elif not path.exists():
            yield UnreadableFile(f"{path} is not there. Check the name and the folder.", path.name)
        elif path.suffix.lower() == ".zip":
            yield from _in_zip(path, path.name, stack)
        else:
            yield File(path, path.name)


def _in_folder(folder: Path, prefix: str, stack: ExitStack) -> Iterator[File | UnreadableFile]:
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder)
        if any(part.startswith((".", "__MACOSX")) for part in relative.parts) or not path.is_file():
            continue
        name = f"{prefix}{relative.as_posix()}"
        if path.suffix.lower() == ".zip":
            yield from _in_zip(path, name, stack)
        elif path.suffix.lower() in READ_SUFFIXES:
            yield File(path, name)


def _in_zip(path: Path, name: str, stack: ExitStack) -> Iterator[File | UnreadableFile]:
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="redline-")))
    try:
        with zipfile.ZipFile(path) as archive:
            _unpack(archive, folder, name)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, ValueError, EOFError, OSError) as error:
        yield UnreadableFile(f"{name} can't be unpacked: {error}. Ask for it again.", name)
        return
    except UnreadableFile as error:
        yield error
        return
    found = False
    for file in _in_folder(folder, f"{name}/", stack):
        found = True
        yield file
    if not found:
        yield UnreadableFile(f"{name} holds no file that Redline reads.", name)


def _unpack(archive: zipfile.ZipFile, folder: Path, name: str) -> None:
    members = [member for member in archive.infolist() if not member.is_dir()]
    if len(members) > _MOST_MEMBERS or sum(member.file_size for member in members) > _MOST_UNPACKED_BYTES:
        raise UnreadableFile(
            f"{name} is too large to unpack (over {_MOST_MEMBERS:,} files or 2 GB). Unpack it yourself and name the folder.", name
        )
    for member in members:
        inside = PurePosixPath(member.filename.replace("\\", "/"))
        if inside.is_absolute() or ".." in inside.parts or ":" in member.filename:
            raise UnreadableFile(f"{name} was not unpacked: its member {member.filename!r} would be written outside the folder.", name)
        if inside.suffix.lower() == ".zip":
            continue
        target = folder.joinpath(*inside.parts)
        target.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(member) as source, target.open("wb") as copy:
            shutil.copyfileobj(source, copy)
