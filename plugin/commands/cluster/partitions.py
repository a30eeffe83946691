"""The folder of a run on a cluster: its partitions, and which of them are done."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from ...domain.errors import RedlineError

#: The layout of the folder; one that another layout made is begun anew.
_FORMAT = 1
_MANIFEST = "manifest.json"
_OURS = re.compile(r"(manifest\.json|(sites|found)-\d{6,}\.parquet)(\.part)?")


class Partitions:
    """``FOLDER/manifest.json``, ``sites-N.parquet`` for each partition, and ``found-N.parquet`` once it is done.

    Every file appears under its name when it is whole, so whatever is there can be relied on.
    """

    def __init__(self, folder: Path, recipe: str) -> None:
        """``recipe`` is a digest of everything that decides the result."""
        self._folder = folder
        self._recipe = recipe
        self.count = 0
        self.not_checked: dict[int, int] = {}
        self.sites: list[int] = []

    def resumed(self) -> bool:
        """Take up what an earlier run of the same recipe has left; False where there is nothing of the kind."""
        try:
            found = json.loads((self._folder / _MANIFEST).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return False
        except (OSError, ValueError) as error:
            raise RedlineError(f"{self._folder / _MANIFEST} can't be read ({error}). Delete {self._folder} to begin anew.") from error
        if found.get("format") != _FORMAT or found.get("recipe") != self._recipe:
            return False
        self.sites = found["sites"]
        self.count = len(self.sites)
        self.not_checked = {int(number): count for number, count in found["not_checked"].items() if self.result(int(number)).exists()}
        return True

    def begin(self, parts: Iterable[tuple[int, bytes]]) -> None:
        """Write the sites of every partition, given as their number of sites and a Parquet file; what was there before goes."""
        self._make_room()
        self._folder.mkdir(parents=True)
        self.sites = []
        for number, (sites, data) in enumerate(parts):
            _write(self._sites_file(number), data)
            self.sites.append(sites)
        self.count = len(self.sites)
        self.not_checked = {}
        self._write_manifest()

    def waiting(self) -> Iterator[int]:
        """The partitions that are not done."""
        yield from (number for number in range(self.count) if number not in self.not_checked)

    def sites_of(self, number: int) -> bytes:
        """The sites of a partition."""
        return self._sites_file(number).read_bytes()

    def done(self, number: int, data: bytes, not_checked: int) -> None:
        """Keep the result of a partition, and at how many of its sites something was not checked."""
        _write(self.result(number), data)
        self.not_checked[number] = not_checked
        self._write_manifest()

    def result(self, number: int) -> Path:
        """Where the result of a partition lies."""
        return self._folder / f"found-{number:06}.parquet"

    def clear(self) -> None:
        """The run is over."""
        shutil.rmtree(self._folder)

    def _make_room(self) -> None:
        """Raises RedlineError where the folder holds what no run has made: that is nobody's to delete."""
        if not self._folder.exists():
            return
        strange = [path.name for path in self._folder.iterdir() if _OURS.fullmatch(path.name) is None] if self._folder.is_dir() else [""]
        if strange:
            raise RedlineError(f"{self._folder} is in the way, and holds what Redline has not made. Move it, or name another --output.")
        shutil.rmtree(self._folder)

    def _sites_file(self, number: int) -> Path:
        return self._folder / f"sites-{number:06}.parquet"

    def _write_manifest(self) -> None:
        content = {"format": _FORMAT, "recipe": self._recipe, "sites": self.sites, "not_checked": self.not_checked}
        _write(self._folder / _MANIFEST, json.dumps(content).encode("utf-8"))


def _write(path: Path, data: bytes) -> None:
    part = path.with_name(path.name + ".part")
    with part.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def recipe_of(*ingredients: object) -> str:
    """A digest of what decides a result."""
    return hashlib.sha256("\n".join(map(repr, ingredients)).encode("utf-8")).hexdigest()
