"""The files that constraint data are read from: plain, in a folder, or inside a zip."""

from __future__ import annotations

import codecs
import hashlib
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import IO, BinaryIO, TextIO, cast

from ...domain.errors import UnreadableFile

JSON_SUFFIXES = frozenset({".json", ".geojson", ".geojsonl", ".ndjson"})
CSV_SUFFIXES = frozenset({".csv", ".tsv"})
VECTOR_SUFFIXES = frozenset({".shp", ".gpkg", ".gml", ".kml", ".tab", ".mif", ".fgb", ".gdb", ".kmz", ".sqlite"})
KNOWN_SUFFIXES = JSON_SUFFIXES | CSV_SUFFIXES | VECTOR_SUFFIXES
_CHUNK = 1 << 20
_END = 1 << 16
_BLANK = b"\xef\xbb\xbf\0 \t\r\n"


@dataclass(frozen=True)
class RecordSource:
    """One file to read. ``member`` is its name inside the zip ``path``, "" for a file that stands by itself.

    ``dataset`` is the slug of everything in it, "" where the file itself tells.
    """

    path: Path
    member: str = ""
    dataset: str = ""

    @property
    def name(self) -> str:
        return Path(self.member).name if self.member else self.path.name

    @property
    def stem(self) -> str:
        """The name without its suffix; a file in a zip of one layer is better known by its own name than by the zip's."""
        return Path(self.name).stem

    @property
    def suffix(self) -> str:
        return Path(self.name).suffix.lower()

    @property
    def modified(self) -> str:
        """When the file was last changed, ISO 8601 in UTC."""
        moment = datetime.fromtimestamp(self.path.stat().st_mtime, timezone.utc)
        return moment.strftime("%Y-%m-%dT%H:%M:%SZ")

    @property
    def size(self) -> int:
        """Bytes to be read."""
        if self.member:
            with zipfile.ZipFile(self.path) as archive:
                return sum(archive.getinfo(name).file_size for name in self._names(archive))
        return self.path.stat().st_size

    @property
    def state(self) -> list[tuple[str, int, int]]:
        """Names, sizes and times of the file and of those that belong to it (a Shapefile has several): another state, other content."""
        if self.path.is_dir():
            files = sorted(self.path.iterdir())
        elif self.suffix in VECTOR_SUFFIXES:
            files = sorted(file for file in self.path.parent.iterdir() if file.stem == self.path.stem and file.is_file())
        else:
            files = [self.path]
        return [(file.name, file.stat().st_size, file.stat().st_mtime_ns) for file in files]

    def open(self) -> BinaryIO:
        """The bytes. Raises UnreadableFile."""
        try:
            if self.member:
                return cast(BinaryIO, zipfile.ZipFile(self.path).open(self.member))
            return self.path.open("rb")
        except (OSError, zipfile.BadZipFile, KeyError) as error:
            raise UnreadableFile(f"{self.path} cannot be read: {_reason(error)}.") from error

    def begins_like_json(self) -> bool:
        """Whether a file with a name that tells nothing is JSON by its first character."""
        if self.path.is_dir():
            return False
        with self.open() as stream:
            return stream.read(64).lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"[")

    def examine(self) -> Examination:
        """The digest of the bytes, and whether they are UTF-8 text. Raises UnreadableFile where there is nothing in the file."""
        digest, decoder, is_utf8, is_blank = hashlib.sha256(), codecs.getincrementaldecoder("utf-8")(), True, True
        head = tail = b""
        for chunk in self._chunks():
            digest.update(chunk)
            is_utf8 = is_utf8 and _decodes(decoder, chunk)
            is_blank = is_blank and not chunk.strip(_BLANK)
            head = head or chunk[:_END]
            tail = (tail + chunk)[-_END:]
        if is_blank:
            where = f"{self.member} in {self.path}" if self.member else str(self.path)
            raise UnreadableFile(f"{where} is empty. Fetch or export it again.", str(self.path))
        return Examination(digest.hexdigest(), is_utf8, head, tail)

    def _names(self, archive: zipfile.ZipFile) -> list[str]:
        """The entries of the zip that make up the file: itself, or all that is in the folder of a ``.gdb``."""
        if self.suffix != ".gdb":
            return [self.member]
        return sorted(name for name in archive.namelist() if name.startswith(f"{self.member}/"))

    def _chunks(self) -> Iterator[bytes]:
        if self.path.is_dir():
            for file in sorted(self.path.iterdir()):
                with file.open("rb") as stream:
                    yield from _read(stream)
            return
        if self.member and self.suffix == ".gdb":
            with zipfile.ZipFile(self.path) as archive:
                for name in self._names(archive):
                    with archive.open(name) as member:
                        yield from _read(member)
            return
        with self.open() as stream:
            yield from _read(stream)


@dataclass(frozen=True)
class Examination:
    """What one pass over a file's bytes tells: digest, encoding, and the first and last bytes.

    Text that is not UTF-8 is taken as Windows-1252, as Excel writes it.
    """

    sha256: str
    is_utf8: bool
    head: bytes
    tail: bytes

    def text(self, stream: BinaryIO) -> TextIO:
        """The characters of ``stream``; line ends are left as they are."""
        if self.is_utf8:
            return io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
        return io.TextIOWrapper(stream, encoding="cp1252", errors="replace", newline="")


def _read(stream: IO[bytes]) -> Iterator[bytes]:
    return iter(lambda: stream.read(_CHUNK), b"")


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes) -> bool:
    try:
        decoder.decode(chunk)
    except UnicodeDecodeError:
        return False
    return True


def is_map_file(path: Path) -> bool:
    """Whether the name is that of a file which may hold constraint data."""
    return path.suffix.lower() in KNOWN_SUFFIXES or path.suffix.lower() == ".zip"


def files_in(folder: Path) -> list[Path]:
    """The files in a folder and its subfolders, in order; a ``.gdb`` folder counts as a file.

    Hidden names and linked folders are left out.
    """
    found: list[Path] = []
    for inner in sorted(folder.iterdir()):
        if inner.name.startswith((".", "__MACOSX")):
            continue
        if inner.is_dir() and inner.suffix.lower() != ".gdb":
            found.extend([] if inner.is_symlink() else files_in(inner))
        else:
            found.append(inner)
    return found


def sources_of(path: Path) -> Iterator[RecordSource]:
    """The readable files at ``path``: itself, or those in the folder (its subfolders too) or the zip.

    Raises UnreadableFile where there are none.
    """
    if not path.exists():
        raise UnreadableFile(f"{path} does not exist.")
    if path.suffix.lower() == ".zip":
        members = _zip_members(path)
        found = [RecordSource(path, member) for member in members]
    elif path.is_dir() and path.suffix.lower() != ".gdb":
        found = [source for inner in files_in(path) if is_map_file(inner) for source in sources_of(inner)]
    else:
        found = [RecordSource(path)]
    if not found:
        raise UnreadableFile(f"{path} holds no file that can be read: GeoJSON, JSON, CSV, GeoPackage, Shapefile, GML, KML or TAB.")
    yield from found


def _zip_members(path: Path) -> list[str]:
    try:
        with zipfile.ZipFile(path) as archive:
            names = {_member(name) for name in archive.namelist() if "__MACOSX" not in name}
            return sorted(name for name in names if Path(name).suffix.lower() in KNOWN_SUFFIXES)
    except (OSError, zipfile.BadZipFile) as error:
        raise UnreadableFile(f"{path} cannot be read: {_reason(error)}.") from error


def _reason(error: Exception) -> str:
    """Without the system's number, and the name that the sentence begins with."""
    return (error.strerror if isinstance(error, OSError) else "") or str(error)


def _member(name: str) -> str:
    """The entry itself, or the ``.gdb`` folder that it lies in."""
    parts = name.rstrip("/").split("/")
    end = next((place for place, part in enumerate(parts) if part.lower().endswith(".gdb")), len(parts) - 1)
    return "/".join(parts[: end + 1])
