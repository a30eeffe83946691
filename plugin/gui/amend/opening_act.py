"""The act in the case file by which an amendment is begun, or gone on with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...reports.version_words import version_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from ...casefile.case_file import CaseFile
    from ...domain.boundary_version import BoundaryVersion
    from ...domain.draft import Draft

_NOTHING_DRAWN = "There is no red line yet"


def opening_act(uuid: str, version: BoundaryVersion) -> Callable[[CaseFile], Draft | None]:
    """Opens the draft of a case; begins it at this version where there is none."""

    def act(file: CaseFile) -> Draft | None:
        import shapely

        from ...boundary.editing.rings import of_parts, parts_of

        if file.draft(uuid) is None:
            parts = parts_of(version.boundary.geometry) if version.boundary is not None else []
            said = f"Version {version_words(version)}" if parts else _NOTHING_DRAWN
            file.begin_draft(uuid, of_parts(parts) if parts else shapely.MultiPolygon(), said)
        return file.draft(uuid)

    return act
