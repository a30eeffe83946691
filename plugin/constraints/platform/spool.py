"""Pages as they were fetched, in a folder beside the store: an interrupted fetch goes on, and what has not changed is not sent again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...domain.errors import StoreError


@dataclass(frozen=True)
class SpooledPage:
    """One page: its records, the count that came with it, its ETag and Last-Modified ("" without), and when it was fetched (ISO 8601, in
    UTC)."""

    entities: list[dict[str, Any]]
    count: int
    etag: str
    fetched_at: str
    modified: str = ""

    @property
    def conditions(self) -> dict[str, str]:
        """The headers that ask for it only where it has changed."""
        marks = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: mark for name, mark in marks.items() if mark}


class Spool:
    """The pages of one dataset for one authority."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @property
    def folder(self) -> Path:
        return self._folder

    def page(self, address: str) -> SpooledPage | None:
        """The page of an address; None where there is none that can be read."""
        try:
            told = json.loads(self._path(address).read_text(encoding="utf-8"))
            return SpooledPage(told["entities"], told["count"], told["etag"], told["fetched_at"], str(told.get("modified", "")))
        except (OSError, ValueError, KeyError, TypeError):
            # Fetched again, which costs a question
            return None

    def keep(self, address: str, page: SpooledPage) -> None:
        """Raises StoreError where it can't be written."""
        told = {"entities": page.entities, "count": page.count, "etag": page.etag, "fetched_at": page.fetched_at, "modified": page.modified}
        self._write(self._path(address), json.dumps(told, ensure_ascii=False))

    def kept(self, name: str) -> Any:
        """What was kept under a name; None where there is nothing that can be read."""
        try:
            return json.loads((self._folder / f"{name}.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None

    def put(self, name: str, told: Any) -> Path:
        """Keep something under a name, the same text for the same things. Raises StoreError where it can't be written."""
        path = self._folder / f"{name}.json"
        self._write(path, json.dumps(told, ensure_ascii=False, sort_keys=True))
        return path

    def digest(self, name: str) -> str:
        """The sha256 of what was kept under a name; "" where there is nothing."""
        try:
            return hashlib.sha256((self._folder / f"{name}.json").read_bytes()).hexdigest()
        except OSError:
            return ""

    def keep_pages(self, addresses: Iterable[str]) -> None:
        """Pages of other addresses go; what was kept under a name stays."""
        wanted = {self._path(address) for address in addresses}
        for path in self._folder.glob("page-*.json"):
            if path not in wanted:
                path.unlink(missing_ok=True)

    def _path(self, address: str) -> Path:
        return self._folder / f"page-{hashlib.sha256(address.encode('utf-8')).hexdigest()[:24]}.json"

    def _write(self, path: Path, text: str) -> None:
        part = path.with_name(f"{path.name}.part")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            part.write_text(text, encoding="utf-8")
            part.replace(path)
        except OSError as error:
            raise StoreError(
                f"{path} can't be written ({error.strerror or error}). See that the disk has room and that you may write there, then try "
                "again: what was fetched until now is kept."
            ) from error
