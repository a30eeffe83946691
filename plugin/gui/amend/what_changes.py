"""What the line as it stands now would change, followed from move to move: findings, area, and everything that hangs on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from qgis.core import QgsProject
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ...domain.clock import Clock, today
from ...domain.errors import RedlineError
from ..environment.profile_of import profile_of
from ..environment.transformer_of import transformer_of
from ..neighbours.neighbour_desk import NeighbourDesk
from ..network.back_office import authority_reference
from ..settings import Settings
from .live_desk import LiveDesk

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from ...boundary.transformer import Transformer
    from ...constraints.screening.live_screening import LiveFindings
    from ...domain.application_facts import ApplicationFacts
    from ...domain.boundary_change import BoundaryChange
    from ...domain.boundary_version import BoundaryVersion
    from ...domain.case import Case
    from ...domain.consequence import Consequence, Consequences
    from ...domain.finding import Finding
    from ...domain.measured_area import MeasuredArea
    from ...reports.consequences import Amendment, ScreenedLine

_NO_STORE = "No constraint store is set, so constraints are not checked. Choose one under Settings > Options > Redline."

_NOTHING_FOUND = "Nothing that is in the constraint store meets this line. What was not checked is told once the line is saved."

#: Milliseconds in which moves of the mouse are put together: a frame.
_FRAME = 16


@dataclass(frozen=True)
class Told:
    """What is known of the line as it stands.

    ``problem`` says why nothing can be known of it, else "". ``waits`` says why the findings are not those of this line, "" where they are;
    the ``lines`` are then none, or the last that were known. ``note`` goes with lines that are of this line. ``after`` is None for a line
    without area. Where there is no line before to compare with, ``consequences`` is None and ``found`` is what applies to this one.
    """

    problem: str = ""
    waits: str = ""
    note: str = ""
    before: MeasuredArea | None = field(default=None)
    after: MeasuredArea | None = field(default=None)
    consequences: Consequences | None = field(default=None)
    found: tuple[Consequence, ...] = field(default=())

    @property
    def change(self) -> BoundaryChange | None:
        """What the line changes against the one before; None where there is none, or while that is not known."""
        return self.consequences.change if self.consequences is not None and not self.waits else None

    @property
    def lines(self) -> tuple[Consequence, ...]:
        return self.consequences.lines if self.consequences is not None else self.found

    @property
    def is_first(self) -> bool:
        """Whether the lines are of a line that has none before it."""
        return self.consequences is None and bool(self.found)

    @property
    def advice(self) -> tuple[str, ...]:
        """What the officer can do."""
        return self.consequences.advice if self.consequences is not None else ()


class WhatChanges(QObject):
    """Lives on the GUI thread while one line is amended. ``look`` at each line; ``told`` brings a Told, a few milliseconds later.

    ``rehearsal`` brings one once, of a line that nobody drew, as soon as anything can be known: by it, what shows gets ready.
    """

    told = pyqtSignal(object)
    rehearsal = pyqtSignal(object)

    def __init__(
        self, case: Case, base: BoundaryVersion, begun_at: str, settings: Settings, clock: Clock, parent: QObject | None = None
    ) -> None:
        """``begun_at`` is when the draft was begun (ISO 8601 in UTC)."""
        from ...domain.measured_area import MeasuredArea
        from ...rules.rules import Rules

        super().__init__(parent)
        self._case = case
        self._begun_at = begun_at
        self._base = base.boundary.geometry if base.boundary is not None else None
        self._declared_too = MeasuredArea.of(base.reading.areas) if base.reading.areas is not None else None
        self._on = today(clock)
        self._rules = Rules(self._on)
        self._transformer = _transformer(settings)
        self._before = self._measured(self._base) if self._base is not None else None
        self._settings = settings
        self._authority = authority_reference(settings)
        self._amendment: Amendment | None = None
        self._line: BaseGeometry | None = None
        self._last = Told()
        self._of_base: Sequence[Finding] = ()
        self._told_of: tuple[BaseGeometry, Sequence[Finding], str] | None = None
        self._live: LiveDesk | None = None
        self._neighbours = NeighbourDesk(settings.neighbours(), self._rules, case.application.address.uprn, QgsProject.instance(), self)
        self._neighbours.came.connect(self._neighbours_came)
        self._frame = QTimer(self)
        self._frame.setSingleShot(True)
        self._frame.setInterval(_FRAME)
        self._frame.timeout.connect(self._look)
        if settings.store:
            self._live = LiveDesk(settings.store_place(), settings.screening(), self)
            self._live.findings_changed.connect(self._found)
            if self._base is not None:
                self._live.move(self._base)

    def look(self, line: BaseGeometry) -> None:
        """Follow a line (EPSG:27700), valid or not; of several within a frame the last counts."""
        self._line = line
        if not self._frame.isActive():
            self._frame.start()

    def know(self, case: Case) -> None:
        """Takes the case as it was read again: what was told of it since counts at once, for both lines."""
        self._case = case
        if self._amendment is not None and self._amendment.facts != self._facts():
            self._begin_again()

    def close(self) -> None:
        self._frame.stop()
        self._neighbours.close()
        if self._live is not None:
            self._live.close()

    def _look(self) -> None:
        from ...boundary.editing.soundness import soundness

        if self._line is None:
            return
        found = soundness(self._line)
        if found.geometry is None:
            self.told.emit(Told(problem=found.problem, before=self._before))
        elif self._live is None:
            self._tell(found.geometry, (), note=_NO_STORE)
        elif self._amendment is not None or self._base is None:
            self._live.move(found.geometry)

    def _found(self, live: LiveFindings) -> None:
        from ...boundary.editing.soundness import soundness
        from ...constraints.screening.live_screening import LiveState

        if live.state is LiveState.CURRENT and live.boundary is not None:
            if self._amendment is None and self._base is not None:
                # What was asked first is the line that stands: everything is compared with it
                self._amendment = self._begin(self._base, live.findings)
                self._rehearse(self._base)
                self._look()
            else:
                self._tell(live.boundary, live.findings)
        elif self._line is not None:
            found = soundness(self._line).geometry
            after = self._measured(found) if found is not None else None
            self.told.emit(replace(self._last, waits=live.why, note="", before=self._before, after=after))

    def _neighbours_came(self) -> None:
        """The addresses round the line have been read, or could not be."""
        if self._amendment is not None or self._base is None:
            self._begin_again()

    def _begin_again(self) -> None:
        """What both lines are compared by has changed."""
        if self._base is not None:
            self._amendment = self._begin(self._base, self._of_base)
        if self._told_of is not None:
            self._tell(*self._told_of)

    def _begin(self, base: BaseGeometry, findings: Sequence[Finding]) -> Amendment | None:
        from ...reports.consequences import Amendment

        self._of_base = findings
        try:
            before = self._screened(base, findings, self._declared_too)
            return Amendment(before, self._facts(), self._on, profile_of(self._settings).profile.instructions)
        except RedlineError as error:
            self.told.emit(Told(problem=str(error), before=self._before))
            return None

    def _rehearse(self, base: BaseGeometry) -> None:
        from .rehearsal import moved_for_rehearsal

        if self._amendment is None:
            return
        line = moved_for_rehearsal(base)
        findings = self._live.rehearse(line).findings if self._live is not None else ()
        after = self._measured(line)
        found = self._amendment.consequences(self._screened(line, findings, after))
        self.rehearsal.emit(Told(before=self._before, after=after, consequences=found))

    def _tell(self, line: BaseGeometry, findings: Sequence[Finding], note: str = "") -> None:
        self._told_of = (line, findings, note)
        if self._amendment is None and self._base is not None:
            self._amendment = self._begin(self._base, ())
            self._rehearse(self._base)
        after = self._measured(line)
        told = Told(note=note, before=self._before, after=after)
        if self._amendment is None:
            self._last = self._of_first(self._screened(line, findings, after), told)
        else:
            try:
                found = self._amendment.consequences(self._screened(line, findings, after))
            except RedlineError as error:
                self.told.emit(Told(problem=str(error), before=self._before))
                return
            self._last = replace(told, consequences=found)
        self.told.emit(self._last)

    def _of_first(self, line: ScreenedLine, told: Told) -> Told:
        """What applies to a line that has none before it to be compared with."""
        from ...domain.rule_result import Topic
        from ...reports.first_line import what_applies

        found = what_applies(line, self._facts(), self._on, profile_of(self._settings).profile.instructions)
        meets = any(each.topic is Topic.CONSTRAINT for each in found)
        return replace(told, found=found, note=told.note or ("" if meets else _NOTHING_FOUND))

    def _measured(self, line: BaseGeometry) -> MeasuredArea:
        """The line's area, with what other ways of measuring give: near a threshold the officer sees all of them."""
        from ...boundary.compare import measured
        from ...boundary.measure import measure
        from ...domain.measured_area import MeasuredArea

        if self._transformer is None:
            return measured(line, self._rules)
        return MeasuredArea.of(measure(line, self._transformer.to_wgs84(line), self._rules))

    def _screened(self, line: BaseGeometry, findings: Sequence[Finding], area: MeasuredArea | None) -> ScreenedLine:
        """A line with its findings, by the datasets that spoke for the site when it was last screened, and its neighbours."""
        from ...reports.consequences import ScreenedLine

        found = ScreenedLine(line, findings, near=self._settings.near)
        if self._live is not None and self._case.screening is not None:
            found = ScreenedLine.of(line, self._case.screening, self._settings.near).redrawn(line, findings)
        checks = self._live.authority_check(line) if self._live is not None else ()
        return replace(found, area=area, neighbours=self._neighbours.around(line), checks=checks)

    def _facts(self) -> ApplicationFacts:
        from ...domain.case_facts import facts_of_amendment

        return facts_of_amendment(self._case, self._begun_at, self._authority)


def _transformer(settings: Settings) -> Transformer | None:
    """None where the profile can't be read, which is told elsewhere."""
    try:
        return transformer_of(settings)
    except RedlineError:
        return None
