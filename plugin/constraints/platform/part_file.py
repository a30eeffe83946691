"""A file of the platform on its way: what has come of it stays, with the mark that tells whether it is the same file still."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from ...domain.errors import StoreError
from .web import PlatformError, Sink, WebAnswer


class PartFile:
    """The file of one address at ``path``. ``came`` hears how many bytes of how many have come; files of more than ``most`` are refused.

    The rest is asked for only of a file that came unpacked and bears a mark (ETag, else Last-Modified), and with that mark: of another
    one the server sends the whole.
    """

    def __init__(self, path: Path, address: str, most: int, came: Callable[[int, int], None]) -> None:
        self.path = path
        self._state = path.with_name(f"{path.name}.json")
        self._address = address
        self._most = most
        self._came = came
        self._begun = 0

    def headers(self) -> dict[str, str]:
        """What asks for the rest; nothing where there is no beginning that could be gone on with."""
        mark, self._begun = self._mark(), self._size()
        if not mark or not self._begun:
            self.drop()
            return {}
        return {"Range": f"bytes={self._begun}-", "If-Range": mark}

    def place(self, answer: WebAnswer) -> Sink | None:
        """Where the body of this answer goes: a whole one to the beginning, the rest behind what is there.

        Raises PlatformError where it is too large, or not the rest that was asked for; StoreError where it can't be written.
        """
        if answer.status not in {200, 206} or "html" in answer.headers.get("content-type", ""):
            if answer.status == 416:
                # What is here is longer than the file
                self.drop()
            return None
        declared = int(text) if (text := answer.headers.get("content-length", "")).isascii() and text.isdigit() else 0
        packed = answer.headers.get("content-encoding", "identity") != "identity"
        if answer.status == 200:
            self._begun = 0
        elif packed or not answer.headers.get("content-range", "").startswith(f"bytes {self._begun}-"):
            self.drop()
            raise PlatformError(f"{answer.address} did not send the rest of the file that was asked for. Try again.", passes=True)
        if self._begun + declared > self._most:
            self.drop()
            raise PlatformError(
                f"The file {answer.address} has {(self._begun + declared) / 1e6:,.0f} MB, more than the {self._most / 1e6:,.0f} MB that "
                "Redline fetches. Fetch this dataset page by page, or let whoever looks after Redline raise “largest_file_mb” in its "
                "platform.json."
            )
        if answer.status == 200:
            self._remember("" if packed or not declared else _mark(answer))
        return _Counting(self.path, self._begun, self._begun + declared, self._came)

    def check_whole(self, answer: WebAnswer) -> None:
        """Raises PlatformError where less of the file is here than the answer says that it has; the rest is asked for next."""
        total = answer.headers.get("content-range", "").rpartition("/")[2]
        if total.isascii() and total.isdigit() and self._size() != int(total):
            raise PlatformError(f"The file {answer.address} broke off in the middle. Try again.", passes=True)

    def drop(self) -> None:
        """What has come goes."""
        self.path.unlink(missing_ok=True)
        self._state.unlink(missing_ok=True)
        self._begun = 0

    def _mark(self) -> str:
        try:
            told = json.loads(self._state.read_text(encoding="utf-8"))
            return str(told["mark"]) if told["address"] == self._address else ""
        except (OSError, ValueError, KeyError, TypeError):
            # Fetched anew
            return ""

    def _remember(self, mark: str) -> None:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.path.write_bytes(b"")
            self._state.write_text(json.dumps({"address": self._address, "mark": mark}), encoding="utf-8")
        except OSError as error:
            raise _not_written(self.path, error) from error

    def _size(self) -> int:
        return self.path.stat().st_size if self.path.exists() else 0


class _Counting:
    """Behind what is there, and tells how far it is."""

    def __init__(self, path: Path, begun: int, total: int, came: Callable[[int, int], None]) -> None:
        self._path = path
        self._done = begun
        self._total = total
        self._came = came
        try:
            self._file = path.open("ab")
        except OSError as error:
            raise _not_written(path, error) from error

    def write(self, piece: bytes) -> None:
        try:
            self._file.write(piece)
        except OSError as error:
            raise _not_written(self._path, error) from error
        self._done += len(piece)
        self._came(self._done, self._total)

    def close(self) -> None:
        try:
            self._file.close()
        except OSError as error:
            raise _not_written(self._path, error) from error


def _mark(answer: WebAnswer) -> str:
    """A weak mark does not hold for parts of a file."""
    etag = answer.headers.get("etag", "")
    return etag if etag and not etag.startswith("W/") else answer.headers.get("last-modified", "")


def _not_written(path: Path, error: OSError) -> StoreError:
    return StoreError(f"{path} can't be written ({error.strerror or error}). Make room on the disk, and try again.")
