"""Reading the log of the refreshes of a store back: refresh by refresh, dataset by dataset."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ...domain.errors import StoreError
from .log_line import LogKind, LogLine, log_line_of
from .refresh_log import log_path

#: What became of a dataset.
OUTCOMES = frozenset({LogKind.FETCHED, LogKind.SAME, LogKind.REFUSED, LogKind.FAILED})


@dataclass(frozen=True)
class DatasetLog:
    """The lines on one dataset in one refresh, in their order; ``dataset`` is "" for those on the refresh as a whole."""

    dataset: str
    lines: tuple[LogLine, ...]

    @property
    def pages(self) -> int:
        """How many pages of records came."""
        return sum(line.kind is LogKind.PAGE for line in self.lines)

    @property
    def waits(self) -> tuple[int, int]:
        """How often it was asked again, and how many seconds were waited for that."""
        waits = [line.figure for line in self.lines if line.kind is LogKind.WAIT]
        return len(waits), sum(waits)

    @property
    def outcome(self) -> LogLine | None:
        """What became of it; None where the refresh was broken off before."""
        return next((line for line in reversed(self.lines) if line.kind in OUTCOMES), None)


@dataclass(frozen=True)
class LoggedRefresh:
    """One refresh: ``lines`` in the order in which they were written, at least one."""

    lines: tuple[LogLine, ...]

    @property
    def begun_at(self) -> str:
        """ISO 8601 in UTC."""
        return self.lines[0].moment

    @property
    def whole(self) -> DatasetLog:
        """What was told of the refresh as a whole."""
        return DatasetLog("", tuple(line for line in self.lines if not line.dataset))

    @property
    def datasets(self) -> tuple[DatasetLog, ...]:
        """In the order in which they were asked for."""
        names = dict.fromkeys(line.dataset for line in self.lines if line.dataset)
        return tuple(DatasetLog(name, tuple(line for line in self.lines if line.dataset == name)) for name in names)

    @property
    def ended(self) -> bool:
        """Whether it came to its end."""
        return any(line.kind is LogKind.ENDED for line in self.lines)

    @property
    def broken_off(self) -> str:
        """Why it was broken off; "" where it was not, still runs, or ended with QGIS and could say nothing any more."""
        return next((line.words for line in self.lines if line.kind is LogKind.BROKEN_OFF), "")


def read_log(folder: Path) -> tuple[LoggedRefresh, ...]:
    """The refreshes that the newest log of a store tells of, the last one first; none where there is no log.

    Lines that can't be read are left out. Raises StoreError where the file can't be opened.
    """
    path = log_path(folder)
    if not path.exists():
        # Just put aside, and nothing refreshed since
        path = log_path(folder, 1)
    try:
        text = path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""
    except OSError as error:
        raise StoreError(f"{path} can't be read: {error.strerror or error}. Nothing else depends on it.") from error
    lines = [line for line in map(log_line_of, text.splitlines()) if line is not None]
    return tuple(reversed(refreshes_of(lines)))


def refreshes_of(lines: Iterable[LogLine]) -> list[LoggedRefresh]:
    """Lines in their order, cut where a refresh begins."""
    cut: list[list[LogLine]] = []
    for line in lines:
        if line.kind is LogKind.BEGUN or not cut:
            cut.append([])
        cut[-1].append(line)
    return [LoggedRefresh(tuple(each)) for each in cut]
