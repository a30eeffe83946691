"""What a test wants to know of the window as a whole: how long it was deaf, and what went wrong in QGIS's Python."""

from __future__ import annotations

import sys
import threading
import time
import traceback
from pathlib import Path
from types import TracebackType

#: What Linux tells of a thread: nanoseconds on a processor, nanoseconds that it waited for one, and turns.
_TOLD = Path(f"/proc/self/task/{threading.get_native_id()}/schedstat")


def kept_waiting() -> float:
    """Seconds in all that the window's thread was ready and other programs had the processors; 0 where the system doesn't tell."""
    return int(_TOLD.read_text(encoding="ascii").split()[1]) / 1e9 if _TOLD.exists() else 0.0


class Gaps:
    """How long the window was deaf, each time, since it was last asked.

    Not counted is what this script itself takes, and what other programs on a loaded machine take of the window's turn.
    """

    def __init__(self) -> None:
        self.skip()
        self.forget()

    def forget(self) -> None:
        """Begin to count anew."""
        self.seconds: list[float] = []
        self._since = time.monotonic()

    @property
    def longest(self) -> float:
        return max(self.seconds, default=0.0)

    def told(self) -> dict[str, float]:
        """The longest in milliseconds, how many were longer than 50, 100 and 250 ms, and which share of the time all over 50 ms took."""
        deaf = [gap for gap in self.seconds if gap > 0.05]
        counted = {f"over {limit}": sum(gap > limit / 1000 for gap in deaf) for limit in (50, 100, 250)}
        return {"longest": round(1000 * self.longest), **counted, "share": round(sum(deaf) / max(time.monotonic() - self._since, 0.001), 4)}

    def tick(self) -> None:
        before, kept = self._last, self._kept
        self.skip()
        self.seconds.append(max(0.0, self._last - before - (self._kept - kept)))

    def skip(self) -> None:
        self._last, self._kept = time.monotonic(), kept_waiting()


class DeafPlaces:
    """For whoever looks for the reason: where the window's Python was while the window was deaf, written into a file."""

    def __init__(self, path: Path, gaps: Gaps, limit: float = 0.04) -> None:
        self._path, self._gaps, self._limit = path, gaps, limit
        self._window = threading.get_ident()
        threading.Thread(target=self._look, daemon=True).start()

    def _look(self) -> None:
        while True:
            time.sleep(0.01)
            deaf = time.monotonic() - self._gaps._last
            frame = sys._current_frames().get(self._window)
            if deaf > self._limit and frame is not None:
                places = [f"{Path(each.filename).name}:{each.lineno} {each.name}" for each in traceback.extract_stack(frame)[-6:]]
                with self._path.open("a", encoding="utf-8") as written:
                    written.write(f"{1000 * deaf:5.0f} ms  {' > '.join(places)}\n")


class Uncaught:
    """Writes every exception that nobody caught into a file, the moment it is raised; QGIS's own hook is called as well."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._before = sys.excepthook
        sys.excepthook = self._raised
        threading.excepthook = lambda told: self._raised(told.exc_type, told.exc_value, told.exc_traceback)
        sys.unraisablehook = lambda told: self._raised(told.exc_type, told.exc_value, told.exc_traceback)

    def _raised(self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        with self._path.open("a", encoding="utf-8") as written:
            written.write("".join(traceback.format_exception(kind, error, trace)))
        if error is not None:
            self._before(kind, error, trace)
