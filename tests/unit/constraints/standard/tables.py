"""Small tables to check, written as a council would have them."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import shapely

from plugin.boundary.transformer import Transformer
from plugin.constraints.standard.check import Known, StandardReport, check_standard
from plugin.constraints.standard.column_mapping import ColumnMapping
from plugin.constraints.standard.standard import standard_for
from plugin.constraints.standard.standard_table import StandardTable, read_table

TODAY = date(2026, 11, 27)
#: Squares of longitude and latitude in Southwark.
GROUND = "MULTIPOLYGON (((-0.08 51.47, -0.07 51.47, -0.07 51.48, -0.08 51.48, -0.08 51.47)))"
OTHER_GROUND = "MULTIPOLYGON (((-0.06 51.47, -0.05 51.47, -0.05 51.48, -0.06 51.48, -0.06 51.47)))"
BOW_TIE = "POLYGON ((-0.08 51.47, -0.07 51.48, -0.07 51.47, -0.08 51.48, -0.08 51.47))"
AREA = {"reference": "CA1", "name": "Old Town", "geometry": GROUND, "entry-date": "2026-01-05"}


def table(folder: Path, rows: Sequence[Mapping[str, str]], dataset: str = "conservation-area", **mapping: object) -> StandardTable:
    """The rows, through a CSV file, as the standard of a dataset sees them."""
    path = folder / "layer.csv"
    columns = list(dict.fromkeys(name for row in rows for name in row))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(rows)
    return read_table(path, standard_for(dataset, TODAY), ColumnMapping(**mapping), Transformer())  # type: ignore[arg-type]  # its own fields


def report(
    folder: Path,
    *rows: Mapping[str, str],
    dataset: str = "conservation-area",
    ground: shapely.Geometry | None = None,
    **known: frozenset[str],
) -> StandardReport:
    """What is wrong with the rows; ``known`` has the references of datasets, with underscores in their names."""
    references = {name.replace("_", "-"): found for name, found in known.items()}
    return check_standard(table(folder, rows, dataset), TODAY, Known(references, ground))


def told(found: StandardReport) -> list[tuple[int | None, str, str]]:
    """Row, field and code of each fault."""
    return [(issue.row, issue.field, issue.code) for issue in found.issues]
