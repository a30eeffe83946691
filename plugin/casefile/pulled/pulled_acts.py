"""The acts that follow a back office: its cases come in, what it tells of one is kept, where a pull stands is remembered."""

from __future__ import annotations

from collections.abc import Iterable

from ...domain.case import CaseChange, PulledCase, PulledDetails, TakeInReport
from ...domain.pull_state import PulledPage, PullState
from .. import acts
from ..writer import CaseFileWriter
from . import pulls
from .take_in import TakeIn


class PulledActs(CaseFileWriter):
    """Part of CaseFile, which says what an act is."""

    def take_in(
        self, cases: Iterable[PulledCase], source: str, *, reached: PullState | None = None, page: PulledPage | None = None
    ) -> TakeInReport:
        """Bring cases up to what a back office said: new, changed and unchanged by content.

        Another red line becomes another version. A record with an act waiting in the outbox is never overwritten: what differs becomes a
        conflict. ``source`` names the back office and the authority, always alike. Where a pull stands after these cases (``reached``) and
        the page that they came on are remembered in the same act.
        """
        with self._act() as act:
            report = TakeIn(act, source).take(cases)
            if page is not None:
                pulls.keep_page(act, page)
            if reached is not None:
                pulls.save_pull_state(act, reached)
            return report

    def record_details(self, application_uuid: str, details: PulledDetails) -> CaseChange:
        """Keep what was read of one case: documents, requests, representations, designations; contacts only once it was looked at."""
        with self._act() as act:
            return acts.record_details(act, application_uuid, details)

    def mark_gone(self, application_uuid: str) -> None:
        """The back office has the case no more (the caller is sure of it); it stays here, marked."""
        with self._act() as act:
            acts.mark_gone(act, application_uuid)

    def save_pull_state(self, state: PullState, *, confirmed: bool = False) -> None:
        """Remember where a pull stands; ``confirmed``: the back office has every case of its source that is not gone."""
        with self._act() as act:
            pulls.save_pull_state(act, state)
            if confirmed:
                pulls.confirm_cases(act, state.source)
