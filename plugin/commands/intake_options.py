"""What the command line says of sites in tables: whether every feature is one, and which columns hold what."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..boundary.mapping import ColumnMapping


def add_intake_options(verb: argparse.ArgumentParser) -> None:
    """The options of everything that reads red lines."""
    verb.add_argument("--each", action="store_true", help="every feature of a GeoJSON file is a site, not a part of one")
    verb.add_argument("--mapping", type=Path, metavar="FILE", help="which columns of a table hold what (JSON)")


def mapping_of(chosen: argparse.Namespace) -> ColumnMapping | None:
    """The mapping that was named, None for the usual names; raises RedlineError with what is wrong in the file."""
    from ..boundary.mapping import ColumnMapping

    return ColumnMapping.load(chosen.mapping) if chosen.mapping is not None else None
