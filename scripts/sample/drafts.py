"""An application before it takes the form of a file, and what it is there to show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import shapely

from .plots import Plot


@dataclass(frozen=True)
class Outcome:
    """What screening must say: a relation (or the state of a dataset without an entity) that the tests hold it to."""

    dataset: str
    relation: str
    reference: str = ""


@dataclass(frozen=True)
class Draft:
    """``site`` is EPSG:27700, None for an application without a boundary.

    ``form`` is the shape of document: application, prototype, preApplication, postSubmission, show, portal or geojson; ``quirk`` what
    is peculiar about its boundary (quirks.py). ``address_point`` is where the address lies, if not on the plot; ``has_uprn`` whether it
    is known. ``cases`` are acceptance cases; ``shows`` says in words what is expected.
    """

    type_code: str
    description: str
    site: shapely.Geometry | None
    title: str
    form: str = "application"
    status: str = ""
    plot: Plot | None = None
    address_point: tuple[float, float] | None = None
    has_uprn: bool = True
    quirk: str = ""
    cases: tuple[int, ...] = field(default=())
    shows: str = ""
    outcomes: tuple[Outcome, ...] = field(default=())
    forgotten: tuple[str, ...] = field(default=())
    extra: Mapping[str, str] = field(default_factory=dict)
