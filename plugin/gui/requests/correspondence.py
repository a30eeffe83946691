"""Letters about red lines: who writes, on what terms, about which two lines, and what lies beneath them on the map."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsMapLayer
from qgis.gui import QgisInterface

from ...domain.amending import amendable
from ...domain.clock import today
from ...domain.errors import RedlineError
from ...reports.to_ask import ToAsk
from ..case_list.cases_desk import CasesDesk
from ..environment.profile_of import profile_of
from ..environment.transformer_of import transformer_of
from ..layers.attribution import credit
from .letter_ground import LetterGround, attribution_of, ground_layers

if TYPE_CHECKING:
    from ...constraints.profile import Profile
    from ...domain.case import Case
    from ...domain.judged_request import JudgedRequest
    from ...domain.red_line_request import Grounds
    from ...reports.letter import Terms, Writer
    from ..tasks.letter_task import LetterTask


class Correspondence:
    """For the GUI thread."""

    def __init__(self, iface: QgisInterface, desk: CasesDesk) -> None:
        self._iface = iface
        self._desk = desk

    def ground(self) -> list[QgsMapLayer]:
        """What lies beneath the lines."""
        return ground_layers(self._iface.mapCanvas())

    def writer(self) -> Writer:
        """The officer and the authority of the profile; RedlineError where the profile can't be read: no letter goes out without them."""
        from ...reports.letter import Writer

        profile = self._profile()
        return Writer(profile.authority_name, self._desk.identity(self._desk.settings).name, sample=profile.sample)

    def terms(self, on: date) -> Terms:
        """How an applicant answers, as far as the back office is known; without one by letter."""
        from ...backoffice.known_capabilities import known_capabilities
        from ...reports.letter_terms import letter_terms

        source, reader = self._desk.source, self._desk.reader
        known = known_capabilities(reader, source) if reader is not None and source else None
        return letter_terms(
            back_office=bool(source),
            can_ask=known.can_ask if known is not None else None,
            silence=known.silence if known is not None else "",
            on=on,
            now=self._desk.clock.now(),
        )

    def of_version(self, case: Case, version_uuid: str) -> ToAsk | None:
        """A proposed version over the line in force; None where one of them can't be used."""
        return self._between(case, case.boundary.uuid if case.boundary is not None else "", version_uuid)

    def of_request(self, case: Case, judged: JudgedRequest) -> tuple[ToAsk, Grounds] | None:
        """A request as it was made, with its grounds."""
        ours = judged.request.ours
        ask = None if ours is None else self._between(case, ours.over_uuid, ours.version_uuid)
        return None if ask is None or ours is None else (ask, ours.grounds)

    def writing(self, ask: ToAsk, grounds: Grounds, folder: Path) -> LetterTask:
        """The task that writes the letter, the page and the line into a folder; RedlineError where there can be no letter."""
        from ...boundary.geojson_writer import to_geojson
        from ...reports.change_map.frame import frame_around
        from ..tasks.letter_task import LetterTask

        ground, settings = self.ground(), self._desk.settings
        letter = ask.letter(grounds, self.terms(ask.on), self.writer())
        shapes = [shape for shape in (ask.present, ask.proposed) if shape is not None]
        name = "".join(each if each.isalnum() or each == "-" else "_" for each in f"{ask.case.reference}-version-{ask.number}")
        chosen = settings.base_map()
        attribution = attribution_of(ground) or credit(chosen.attribution, chosen.licence_line)
        return LetterTask(
            letter,
            lambda: to_geojson(ask.proposed, transformer_of(settings)),
            folder,
            name,
            ground=LetterGround(ground, frame_around(*shapes).ground),
            attribution=attribution,
        )

    def _between(self, case: Case, over_uuid: str, version_uuid: str) -> ToAsk | None:
        versions = {version.uuid: version for version in case.boundary_versions}
        over, proposed = versions.get(over_uuid), versions.get(version_uuid)
        if over is None or proposed is None or proposed.boundary is None:
            return None
        on, file, row = today(self._desk.clock), self._desk.file, case.row
        identity = file.identity if file is not None else self._desk.identity(self._desk.settings)
        warning = amendable(row.status, gone=row.gone, officer=row.officer, identity=identity).warning
        return ToAsk(case, over, proposed.boundary.geometry, proposed.number, on, reason=proposed.reason, warning=warning)

    def _profile(self) -> Profile:
        profile, problem = profile_of(self._desk.settings)
        if problem:
            raise RedlineError(problem)
        return profile
