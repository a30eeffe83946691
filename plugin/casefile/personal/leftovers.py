"""Files beside a case file that Redline makes for a while: documents that were fetched, and what a killed program left half written."""

from __future__ import annotations

import shutil
import sys
from contextlib import suppress
from pathlib import Path

from ...domain.clock import Clock

#: Fetched documents and pictures of plans lie here while a window shows them.
_FETCHED = "fetched"
#: A file that nobody has written to for so many seconds is written by nobody.
_STALE = 3600.0
_HALF_WRITTEN = ("*.part", "*.part-wal", "*.part-shm", "*.part-journal")


def fetched_folder(case_file: Path) -> Path:
    """Where documents are kept while a window shows them, made if need be, for this user alone. OSError where it can't be made."""
    folder = case_file.parent / _FETCHED
    folder.mkdir(parents=True, exist_ok=True)
    if sys.platform != "win32":
        folder.chmod(0o700)
    return folder


def leftovers_of(case_file: Path, clock: Clock) -> tuple[Path, ...]:
    """What lies there now: every fetched document, and files that were half written over an hour ago."""
    fetched = case_file.parent / _FETCHED
    found = sorted(fetched.iterdir()) if fetched.is_dir() else []
    for folder in (case_file.parent, case_file.parent / "copies", case_file.parent / "photographs"):
        for pattern in _HALF_WRITTEN:
            found += [path for path in sorted(folder.glob(pattern)) if _is_ours(path, case_file) and _is_stale(path, clock)]
    return tuple(found)


def remove_leftovers(case_file: Path, clock: Clock) -> tuple[Path, ...]:
    """Delete them; gives those that could not be deleted."""
    for path in leftovers_of(case_file, clock):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            with suppress(OSError):
                path.unlink()
    return leftovers_of(case_file, clock)


def _is_ours(path: Path, case_file: Path) -> bool:
    return path.parent != case_file.parent or path.name.startswith(f"{case_file.name}.")


def _is_stale(path: Path, clock: Clock) -> bool:
    try:
        return clock.now().timestamp() - path.stat().st_mtime > _STALE
    except OSError:
        return False
