"""Who acts in this window, and in which role."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import QgsApplication

from ...domain.identity import Identity, Role
from ..settings import Settings

if TYPE_CHECKING:
    from ...casefile.reader import CaseFileReader


def who_acts(settings: Settings, reader: CaseFileReader | None, source: str) -> Identity:
    """The officer whose token it is, as the back office calls them and in the role that they have there.

    Where it has not told: the officer of the settings, else the person whose QGIS this is, as an assessor.
    """
    from ...backoffice.known_capabilities import known_capabilities

    known = known_capabilities(reader, source) if reader is not None and source else None
    name = settings.officer or QgsApplication.userFullName() or QgsApplication.userLoginName()
    if known is None:
        return Identity(name, "", Role.ASSESSOR)
    return Identity(known.officer or name, "", Role.REVIEWER if known.role == Role.REVIEWER.value else Role.ASSESSOR)
