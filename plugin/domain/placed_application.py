"""An application with the land that it was made for: what the history of a site is made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from .status import NOT_PUBLIC

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from .application import Application


@dataclass(frozen=True)
class PlacedApplication:
    """``place`` is its red line, or the point that is known of it instead (EPSG:27700), None where nobody knows where it is.

    ``known_from`` says who tells of it: a case file, a layer, a file. ``other_references`` are names that it has or had beside its own.
    """

    application: Application
    place: BaseGeometry | None
    known_from: str
    appeal: str = ""
    other_references: tuple[str, ...] = field(default=())

    @property
    def reference(self) -> str:
        return self.application.reference

    @property
    def latest_day(self) -> date:
        """The last day that is known of it, for an order by age; the first of all days where none is."""
        told = self.application
        days = (told.decided_on, told.valid_on, told.received_on, told.submitted_on)
        return max((day for day in days if day is not None), default=date.min)

    @property
    def is_public(self) -> bool:
        """Whether the planning register shows it: no enquiry before an application, and none that is not valid or was returned."""
        told = self.application
        kind = f"{told.type_code} {told.type_description}".lower().replace("-", "").replace("_", "").replace(" ", "")
        return "preapp" not in kind and told.status.lower().replace(" ", "_") not in NOT_PUBLIC

    def is_called(self, name: str) -> bool:
        """Whether a name is one of its references."""
        return bool(name) and name in (self.reference, *self.other_references)
