"""Many screened sites as columns: one row for each site, one for each finding; the same figures as for a single site (table.py)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Union

import numpy as np
import shapely

from ..arrays import values
from ..boundary.many.site_batch import SiteBatch
from ..constraints.screening.many_sites import LISTED, ManyFindings
from ..constraints.screening.many_states import ManyStates
from ..constraints.screening.single_parts import single_parts
from ..constraints.screening.standings import RELATIONS
from ..domain.finding import DatasetState
from .forms import AREA_DECIMALS, DEPTH_DECIMALS, DISTANCE_DECIMALS, PERCENT_DECIMALS
from .plain_text import plain_text
from .table import FINDING_COLUMNS, Cell, Columns, check_words

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: Remarks are sentences for an officer who looks at one site; here they are left out.
MANY_FINDING_COLUMNS: Columns = tuple(column for column in FINDING_COLUMNS if column[0] != "remarks")
MANY_SITE_COLUMNS: Columns = (
    ("site", str),
    ("file", str),
    ("reference", str),
    ("area_m2", float),
    ("parts", int),
    ("holes", int),
    ("accuracy_m", float),
    ("overlapping", int),
    ("touching", int),
    ("clear", int),
    ("checked_in_part", int),
    ("not_checked", int),
    ("not_checked_datasets", str),
    ("checks", str),
    ("unreliable", str),
    ("judged_on", str),
    ("screened_at", str),
    ("engine", str),
)


@dataclass(frozen=True)
class Coded:
    """A column, as positions in a list of the texts (or the whole numbers) that occur, None among them.

    Columns with the very same ``codes`` go together row by row.
    """

    codes: NDArray[np.intp]
    texts: Sequence[str | int | None]

    def values(self) -> list[Cell]:
        """The texts row by row."""
        return [self.texts[code] for code in values(self.codes)]


Column = Union[Coded, "NDArray[np.float64]", "NDArray[np.int64]", "list[str]"]


@dataclass(frozen=True)
class ManyTable:
    """``sites`` and ``findings`` are columns by their names; figures are NaN where there is none.

    ``site_of`` says to which row of ``sites`` each finding belongs; they come in the order of the sites. ``boundaries`` and ``overlaps``
    are shapes in EPSG:27700 beside the rows, or None; ``overlaps`` is empty where shapes were not asked for.
    """

    sites: Mapping[str, Column]
    findings: Mapping[str, Column]
    site_of: NDArray[np.intp]
    boundaries: NDArray[np.object_]
    overlaps: NDArray[np.object_]


def many_table(
    batch: SiteBatch, found: ManyFindings, states: ManyStates, snapshots: Mapping[str, str], screened_at: str, engine: str
) -> ManyTable:
    """``snapshots`` are the identifiers of the datasets' snapshots, by slug; ``screened_at`` is ISO 8601 in UTC."""
    return ManyTable(
        sites=_site_columns(batch, found, states, screened_at, engine),
        findings=_finding_columns(batch, found, snapshots),
        site_of=found.stands.sites,
        boundaries=batch.boundaries,
        overlaps=found.stands.overlaps,
    )


def _site_columns(batch: SiteBatch, found: ManyFindings, states: ManyStates, screened_at: str, engine: str) -> dict[str, Column]:
    state = np.array([list(DatasetState).index(result.state) for result in states.results], dtype=np.intp)[states.of_site]
    incomplete = np.array([not result.fully_checked for result in states.results], dtype=np.bool_)[states.of_site]
    partly = np.array([result.partly_checked for result in states.results], dtype=np.bool_)[states.of_site]
    counts = {each: (state == position).sum(axis=1) for position, each in enumerate(DatasetState)}
    missing = shapely.is_missing(batch.boundaries)
    parts, holes = _parts_and_holes(batch.boundaries)
    problems = ["" if batch.problems[row] == "" else f"[error] {plain_text(batch.problems[row])}" for row in range(len(batch))]
    checks = [
        " ".join([*([problem] if problem else []), *(check_words(check) for check in each)])
        for problem, each in zip(problems, states.checks)
    ]
    return {
        "site": list(batch.sites),
        "file": list(batch.files),
        "reference": [reference or site for reference, site in zip(batch.references, batch.sites)],
        "area_m2": np.where(missing, np.nan, shapely.area(batch.boundaries)),
        "parts": parts,
        "holes": holes,
        "accuracy_m": np.array([np.nan if each is None or each.metres is None else each.metres for each in batch.accuracies]),
        "overlapping": counts[DatasetState.OVERLAPS],
        "touching": counts[DatasetState.TOUCHES],
        "clear": counts[DatasetState.CLEAR],
        "checked_in_part": partly.sum(axis=1),
        "not_checked": counts[DatasetState.NOT_CHECKED],
        "not_checked_datasets": _reasons(states, incomplete),
        "checks": checks,
        "unreliable": list(states.unreliable),
        "judged_on": [on.isoformat() for on in found.judged_on],
        "screened_at": [screened_at] * len(batch),
        "engine": [engine] * len(batch),
    }


def _parts_and_holes(boundaries: NDArray[np.object_]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    there = np.flatnonzero(~shapely.is_missing(boundaries))
    polygons, owners = single_parts(boundaries[there])
    parts = np.zeros(len(boundaries), dtype=np.int64)
    holes = np.zeros(len(boundaries), dtype=np.int64)
    np.add.at(parts, there[owners], 1)
    np.add.at(holes, there[owners], shapely.get_num_interior_rings(polygons))
    return parts, holes


def _reasons(states: ManyStates, incomplete: NDArray[np.bool_]) -> list[str]:
    """Why not every dataset was fully checked, for each site; the same case is put into words once."""
    words: dict[bytes, str] = {}
    reasons = [""] * len(states.of_site)
    for row in values(np.flatnonzero(incomplete.any(axis=1))):
        positions = states.of_site[row][incomplete[row]]
        case = positions.tobytes()
        if case not in words:
            results = [states.results[position] for position in values(positions)]
            words[case] = "; ".join(f"{result.dataset}: {plain_text(result.why)}" for result in results)
        reasons[row] = words[case]
    return reasons


def _finding_columns(batch: SiteBatch, found: ManyFindings, snapshots: Mapping[str, str]) -> dict[str, Column]:
    stands, entities = found.stands, found.entities
    slugs = [found.datasets[place] for place in values(found.dataset_of)]

    def of_entity(texts: Iterable[str | int | None]) -> Coded:
        return Coded(stands.entities, list(texts))

    return {
        "site": Coded(stands.sites, batch.sites),
        "file": Coded(stands.sites, batch.files),
        "listed": Coded(found.listed, LISTED),
        "dataset": of_entity(slugs),
        "entity": of_entity(entity.number for entity in entities),
        "reference": of_entity(entity.reference for entity in entities),
        "name": of_entity(entity.name for entity in entities),
        "relation": Coded(stands.relations, [relation.value for relation in RELATIONS]),
        "overlap_m2": np.round(stands.overlap_m2, AREA_DECIMALS),
        "overlap_percent": np.round(stands.overlap_percent, PERCENT_DECIMALS),
        "depth_m": np.round(stands.depth_m, DEPTH_DECIMALS),
        "distance_m": np.round(stands.distance_m, DISTANCE_DECIMALS),
        "constraint": of_entity(entity.constraint for entity in entities),
        "snapshot": of_entity(snapshots.get(slug, "") for slug in slugs),
        "start_date": of_entity(None if entity.start_date is None else entity.start_date.isoformat() for entity in entities),
        "end_date": of_entity(None if entity.end_date is None else entity.end_date.isoformat() for entity in entities),
        "quality": of_entity(entity.quality for entity in entities),
    }
