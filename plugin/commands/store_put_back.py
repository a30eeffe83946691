"""`redline store put-back`: an earlier generation comes back into use."""

from __future__ import annotations

from pathlib import Path

from ..constraints.store.generations import current_generation, has_store
from ..constraints.store.put_back import put_back
from .exit_code import ExitCode
from .output import Output


def store_put_back(folder: Path, generation: str, output: Output, *, as_json: bool = False) -> ExitCode:
    """Put it back and say so. Raises StoreError where there is none, or a build is at work."""
    was = current_generation(folder) if has_store(folder) else ""
    now = put_back(folder, generation)
    if as_json:
        output.json({"store": str(folder), "was": was, "generation": now})
    else:
        instead = f", in place of {was}" if was else ""
        output.line(f"The store in {folder} uses {now}{instead}. Windows that are open take it up with the next case.")
    return ExitCode.EVERYTHING_CHECKED
