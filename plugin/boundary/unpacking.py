"""Zips unpacked where they can do no harm: nothing outside their folder, and not without end."""

from __future__ import annotations

import shutil
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ..domain.errors import UnreadableFile

MOST_MEMBERS = 20_000
MOST_UNPACKED_BYTES = 2 * 1024**3
#: A zip in a zip in a zip is somebody's post; a fourth is hostile or broken.
DEEPEST = 3

_DAMAGED = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, ValueError, EOFError, OSError)


@dataclass
class Unpacking:
    """What was unpacked so far of one zip and of the zips within it."""

    members: int = 0
    size: int = 0

    def unpack(self, path: Path, folder: Path, name: str, depth: int) -> None:
        """Write the members of a zip, which people know by ``name`` and which lies in ``depth`` others, into a folder.

        Raises UnreadableFile where it is damaged, too large, too deep within others, or would write outside the folder.
        """
        if depth >= DEEPEST:
            raise UnreadableFile(f"{name} is a zip within {depth} zips and was not unpacked. Unpack it yourself and name the folder.", name)
        try:
            with zipfile.ZipFile(path) as archive:
                self._write(archive, folder, name)
        except _DAMAGED as error:
            raise UnreadableFile(f"{name} can't be unpacked: {str(error).rstrip('.')}. Ask for it again.", name) from error

    def _write(self, archive: zipfile.ZipFile, folder: Path, name: str) -> None:
        members = [member for member in archive.infolist() if not member.is_dir()]
        self.members += len(members)
        self.size += sum(member.file_size for member in members)
        if self.members > MOST_MEMBERS or self.size > MOST_UNPACKED_BYTES:
            raise UnreadableFile(
                f"{name} is too large to unpack (over {MOST_MEMBERS:,} files or 2 GB). Unpack it yourself and name the folder.", name
            )
        for member in members:
            inside = PurePosixPath(member.filename.replace("\\", "/"))
            if inside.is_absolute() or ".." in inside.parts or ":" in member.filename:
                raise UnreadableFile(f"{name} was not unpacked: its member {member.filename!r} would be written outside the folder.", name)
            target = folder.joinpath(*inside.parts)
            target.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(member) as source, target.open("wb") as copy:
                shutil.copyfileobj(source, copy)
