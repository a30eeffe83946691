"""A constraint dataset: what the catalogue says of it, and one snapshot of its data."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from .accuracy import Accuracy

#: Between the dataset whose kind a local layer is of and the layer's own name: "conservation-area--character-survey".
BESIDE = "--"


def kind_of(slug: str) -> str:
    """The dataset that a local layer's records are of; of any other dataset the slug itself.

    A council's own conservation areas stand beside the national ones, with a coverage and a date of their own, and count for every rule
    that asks for conservation areas.
    """
    return slug.partition(BESIDE)[0]


class Coverage(Enum):
    """Whether a dataset can speak for a place: all of it, part of it, none of it, or nobody said."""

    FULL = "full"
    PARTIAL = "partial"
    NONE = "none"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Dataset:
    """A geography dataset of the Planning Data platform, or one of the council's own.

    ``category`` is the heading officers know (PlanX's: "Heritage and conservation", ...). ``administrative`` datasets give coverage
    and the authority check and are never constraints. ``constraint`` names the family whose datasets hold the same real thing
    ("listed" for the point and the outline of a listed building); ``article_2_3`` marks article 2(3) land.
    ``attributes`` are the columns worth showing to an officer, in order. ``attribution`` and ``licence`` are the texts that go on a
    print. ``colour`` is "#RRGGBB"; ``colour_source`` is "platform" or "redline" (ours, where the platform paints none). ``local``
    is a layer that the council has declared itself, ``consequence`` what the council says follows where it meets a site.
    """

    slug: str
    name: str
    theme: str = ""
    category: str = ""
    constraint: str = ""
    planx_key: str = ""
    bops_type: str = ""
    geometry: str = "polygon"
    coverage: Coverage = Coverage.UNKNOWN
    colour: str = ""
    attribution: str = ""
    administrative: bool = False
    article_2_3: bool = False
    attributes: tuple[str, ...] = field(default=())
    licence: str = ""
    colour_source: str = ""
    local: bool = False
    consequence: str = ""


@dataclass(frozen=True)
class LocalWords:
    """What the council says of a layer of its own, as it was when the layer was read.

    ``consequence`` is what follows for an officer where the layer meets a site, "" where nothing was said; ``colour`` is "#RRGGBB" or "".
    ``declared`` is a digest of all that was declared.
    """

    name: str
    consequence: str = ""
    colour: str = ""
    declared: str = ""


@dataclass(frozen=True)
class Snapshot:
    """One loading of one dataset into a store: what the evidence was.

    ``identifier`` is short, unique to the data (dataset, moment, digest) and is what a finding quotes. ``coverage`` is FULL when the data
    speaks for everywhere, PARTIAL when it speaks inside ``coverage_area`` only (kept by the store, EPSG:27700), UNKNOWN when nobody said.
    ``fetched_at`` is when it was loaded, ISO 8601 in UTC; ``data_date`` is the day that the data itself is of (ISO date: the newest entry
    date of its records, else the day on which its file was last changed), "" where that is not known.
    ``accuracy`` is that of bringing the data to EPSG:27700. ``local`` is there for a layer that the council has declared itself.
    """

    identifier: str
    dataset: str
    source: str
    fetched_at: str
    count: int
    without_geometry: int
    repaired: int
    coverage: Coverage
    accuracy: Accuracy
    sha256: str
    licence: str = ""
    attribution: str = ""
    data_date: str = ""
    local: LocalWords | None = None
