"""`redline store push`: a store goes into a team's PostGIS."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ..constraints.postgis.hidden_words import shown
from ..constraints.postgis.push import push_store
from ..constraints.store.prune import usual_keeping
from ..domain.clock import Clock
from .exit_code import ExitCode
from .output import Output


def store_push(folder: Path, address: str, output: Output, clock: Clock, *, keep: int | None = None, as_json: bool = False) -> ExitCode:
    """Push and tell. Raises StoreError, MissingLibrary; the database is then as it was."""
    usual = usual_keeping()
    keeping = usual if keep is None else replace(usual, kept=keep)
    with output.progress("Pushing") as progress:
        pushed = push_store(folder, address, clock, keeping=keeping, told=progress.told)
    if as_json:
        told = {"generation": pushed.generation, "entities": pushed.entities, "pieces": pushed.tiles, "again": pushed.again}
        output.json({"store": str(folder), "postgis": shown(address), **told})
    elif pushed.again:
        output.line(f"{shown(address)} had {pushed.generation} already, and uses it.")
    else:
        output.line(f"{shown(address)} uses {pushed.generation}: {pushed.entities:,} records in {pushed.tiles:,} pieces.")
    return ExitCode.EVERYTHING_CHECKED
