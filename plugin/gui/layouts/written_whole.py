"""Files that are written beside what stands there, and take its place together: all of them or none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from ...domain.errors import RedlineError


@contextmanager
def written_whole(*paths: Path) -> Iterator[tuple[Path, ...]]:
    """Gives a place beside each path to write to; at the end what was written there takes the places of the paths.

    RedlineError where one of them can't be written or replaced: what stood there stands there still. Nothing is left beside it.
    """
    beside = tuple(path.with_name(f".{path.name}.part") for path in paths)
    try:
        try:
            yield beside
        except OSError as error:
            raise _not_written(paths[0], error) from error
        _take_their_places(tuple(zip(beside, paths)))
    finally:
        for each in beside:
            with suppress(OSError):
                each.unlink(missing_ok=True)


def _take_their_places(written: Sequence[tuple[Path, Path]]) -> None:
    aside: list[tuple[Path, Path]] = []
    placed: list[Path] = []
    at = written[0][1]
    try:
        # What is open elsewhere refuses to be moved on some systems: that is known before anything new stands there
        for _, at in written:
            if at.exists():
                aside.append((at.replace(at.with_name(f".{at.name}.before")), at))
        for each, at in written:
            placed.append(each.replace(at))
    except OSError as error:
        for path in placed:
            path.unlink(missing_ok=True)
        for old, path in aside:
            old.replace(path)
        raise _not_written(at, error) from error
    for old, _ in aside:
        with suppress(OSError):
            old.unlink()


def _not_written(path: Path, error: OSError) -> RedlineError:
    why = error.strerror or str(error)
    return RedlineError(f"{path} could not be written ({why}). Nothing was replaced: close it where it is open, or name another.")
