"""The folder of a store: immutable generations, and one pointer file that says which of them is in use.

Nothing is ever renamed over a generation that somebody may have open: a build writes a new file beside the old ones, and the pointer is
replaced last, in one step. Whatever goes wrong before that leaves the old generation in use.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timezone
from pathlib import Path

from ...domain.clock import Clock
from ...domain.errors import StoreError

#: The format that this Redline writes; older ones would be read, newer ones are refused.
FORMAT = 1
_POINTER = "current.json"
_NO_STORE = (
    "There is no constraint store in {folder}. Choose another folder, or make one there: Refresh in the Constraint layers window, “store "
    "refresh” or “store build” on the command line."
)
_NAME = re.compile(r"[A-Za-z0-9_-]+")
#: A name as a build gives it: the moment in UTC, a digest, and a number where there was one of that name already.
_BUILT = re.compile(r"(\d{8}T\d{6}Z)-[0-9a-f]{8}(-\d+)?")
_MOMENT = "%Y%m%dT%H%M%SZ"


def generation_path(folder: Path, name: str) -> Path:
    """Where the generation of that name lies in the store."""
    return folder / "generations" / f"{name}.gpkg"


@contextmanager
def reached(folder: Path) -> Iterator[None]:
    """While a store's folder is looked into: StoreError where this account may not read it, or its share went away."""
    try:
        yield
    except OSError as error:
        raise StoreError(
            f"The store in {folder} can't be reached ({error.strerror or error}). See that the folder is there and that you may read it."
        ) from error


def has_store(folder: Path) -> bool:
    """Whether anything was ever published in the folder. Raises StoreError where nobody can tell."""
    with reached(folder):
        return (folder / _POINTER).exists()


def current_generation(folder: Path) -> str:
    """The name of the generation in use. Raises StoreError where the store is missing, damaged or newer than this Redline."""
    pointer = folder / _POINTER
    with reached(folder):
        if not folder.is_dir() or not pointer.exists():
            raise StoreError(_NO_STORE.format(folder=folder))
        text = pointer.read_bytes()
    try:
        content = json.loads(text.decode("utf-8"))
    except ValueError as error:
        raise StoreError(f"{pointer} cannot be read ({error}), so the store is not used. Build the store again.") from error
    if not isinstance(content, dict) or not isinstance(content.get("format"), int):
        raise StoreError(f"{pointer} is not the pointer of a constraint store. Build the store again.")
    if content["format"] > FORMAT:
        raise StoreError(
            f"The store in {folder} was made by a newer Redline (format {content['format']}; this one reads up to {FORMAT}). "
            "Update the plugin."
        )
    name = content.get("generation")
    if not isinstance(name, str) or _NAME.fullmatch(name) is None:
        raise StoreError(f"{pointer} names no generation. Build the store again.")
    with reached(folder):
        there = generation_path(folder, name).exists()
    if not there:
        raise StoreError(
            f"The store in {folder} points to {generation_path(folder, name).name}, which is not there. Build the store again."
        )
    return name


def new_generation(folder: Path, clock: Clock, ingredients: Sequence[str]) -> str:
    """A name that no generation has yet: the moment in UTC and a short digest of what goes in."""
    moment = clock.now().astimezone(timezone.utc).strftime(_MOMENT)
    base = f"{moment}-{hashlib.sha256(chr(10).join(ingredients).encode('utf-8')).hexdigest()[:8]}"
    name, again = base, 1
    while generation_path(folder, name).exists():
        again += 1
        name = f"{base}-{again}"
    return name


def moment_of(name: str) -> datetime | None:
    """When a generation was begun, in UTC, by its name; None for a name that no build gives."""
    found = _BUILT.fullmatch(name)
    return datetime.strptime(found.group(1), _MOMENT).replace(tzinfo=timezone.utc) if found is not None else None


def built_generations(folder: Path) -> tuple[str, ...]:
    """The names that builds gave to what is in the folder, in use or not, the newest first.

    Those of one second are told apart by when their files were written. Raises StoreError where the folder can't be reached.
    """
    with reached(folder):
        found = [path for path in (folder / "generations").glob("*.gpkg") if _BUILT.fullmatch(path.stem)]
        return tuple(path.stem for path in sorted(found, key=lambda path: (path.stem[:16], path.stat().st_mtime_ns), reverse=True))


def generations_of(folder: Path) -> tuple[str, ...]:
    """The same of a store that somebody chooses from. Raises StoreError where there is none."""
    found = built_generations(folder)
    if not found:
        raise StoreError(_NO_STORE.format(folder=folder))
    return found


def earlier_generations(folder: Path, current: str) -> tuple[str, ...]:
    """Those older than the one in use ("" for none), the newest of them first. Raises StoreError where there is no store."""
    there = generations_of(folder)
    return there[there.index(current) + 1 :] if current in there else tuple(each for each in there if each < current)


def unfinished_parts(folder: Path) -> list[Path]:
    """What builds that were interrupted have left."""
    return sorted((folder / "generations").glob("*.gpkg.part"))


def point_to(folder: Path, name: str) -> None:
    """Put the generation into use."""
    pointer = folder / _POINTER
    part = pointer.with_name(pointer.name + ".part")
    try:
        with part.open("w", encoding="utf-8") as file:
            json.dump({"format": FORMAT, "generation": name}, file)
            file.flush()
            os.fsync(file.fileno())
        part.replace(pointer)
    except OSError as error:
        raise StoreError(f"{pointer} cannot be written ({error.strerror or error}); the store still uses the data that it had.") from error
