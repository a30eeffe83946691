"""Who is acting: every act that is recorded bears a name."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Role(Enum):
    """What a person may do; the back office's own words."""

    ASSESSOR = "assessor"
    REVIEWER = "reviewer"
    GIS_TEAM = "gis_team"


@dataclass(frozen=True)
class Identity:
    """An officer, as the back office knows them."""

    name: str
    email: str
    role: Role
