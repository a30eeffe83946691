"""Bringing the case file up to what a back office has: complete, or saying so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from ..boundary.transformer import Transformer
from ..casefile.case_file import CaseFile
from ..domain.clock import Clock, timestamp
from ..domain.errors import RedlineError
from ..domain.moments import moment_of
from .bops import Bops
from .errors import BackOfficeError, Cancelled
from .pull_changes import CaughtUp, PullChanges, ReadWhole, tells_changes
from .pull_everything import READING, PullEverything
from .pull_intake import PullIntake
from .pull_report import Progress, PullReport

#: However well a back office tells its changes, everything is read this often.
_WALKED_WITHIN = timedelta(days=7)


class Pull:
    """One update from one back office, on the thread that calls ``run``; ``case_file`` must belong to that thread.

    ``progress`` hears of every page. ``cancelled`` is asked several times a second. What has arrived is in the case file page by page, and
    a page is remembered once all of it is there: a pull that is stopped, or killed, goes on where it was. ``afresh`` reads everything
    anew. Where the back office tells what has changed, only that is read, and the rest is confirmed by its count. The pull state's
    ``further["complete_at"]`` is when everything was last known to be here, whatever happened since.
    """

    def __init__(
        self,
        client: Bops,
        case_file: CaseFile,
        transformer: Transformer,
        clock: Clock,
        *,
        progress: Callable[[Progress], None] = lambda _: None,
        cancelled: Callable[[], bool] = lambda: False,
        afresh: bool = False,
    ) -> None:
        self._client = client
        self._client.cancelled = cancelled
        self._case_file = case_file
        self._clock = clock
        self._state = case_file.pull_state(client.connection.source)
        self._asked_afresh = afresh
        self._afresh = afresh or self._state.further.get("reading", READING) != READING
        self._in = PullIntake(client, case_file, transformer, clock, progress=progress, afresh=self._afresh)
        self._way = ""

    def run(self) -> PullReport:
        """Pull what has changed, or everything. Never raises for the back office: what ended the pull early is ``stopped`` in the report.

        Raises CaseFileError where the case file itself can't be written.
        """
        whole = PullEverything(self._in, self._state, afresh=self._afresh)
        report = None if whole.resumes else self._only_changes()
        return report if report is not None else self._everything(whole)

    def _only_changes(self) -> PullReport | None:
        """The short way, where the back office has it and everything was read not long ago; None where everything is to be read."""
        further, started_at = self._state.further, timestamp(self._clock)
        marker, walked = further.get("changes", ""), moment_of(further.get("walked_at", ""))
        if self._asked_afresh:
            self._way = "Everything was read again, as you asked."
        if self._afresh or not marker or walked is None or not tells_changes(self._case_file, self._in.source):
            return None
        if self._clock.now() - walked > _WALKED_WITHIN:
            self._way = "Everything was read again, as once a week."
            return None
        ended_by: RedlineError | None = None
        caught: CaughtUp | None = None
        try:
            caught = PullChanges(self._in, self._state, marker).run()
        except ReadWhole as why:
            self._way = f"Everything was read again: {why}."
        except (Cancelled, BackOfficeError) as error:
            ended_by = error
        # With the marker that the changes so far have brought
        self._state = replace(self._case_file.pull_state(self._in.source), phase="changes", page=0, started_at=started_at)
        if caught is None and ended_by is None:
            return None
        self._way = "Only what has changed since the last update was asked for."
        if caught is not None:
            further = {**self._state.further, "changes": caught.marker}
            self._state = replace(self._state, expected=caught.applications, further=further)
        return self._finish(ended_by, standing=None if caught is None else caught.applications)

    def _everything(self, whole: PullEverything) -> PullReport:
        """The long way, from where the short one has come to."""
        ended_by: RedlineError | None = None
        try:
            whole.run(self._state)
        except (Cancelled, BackOfficeError) as error:
            ended_by = error
        self._state = whole.state
        return self._finish(ended_by)

    def _finish(self, error: RedlineError | None, standing: int | None = None) -> PullReport:
        """``standing`` counts the cases that the back office has and was not asked for one by one: all of them are confirmed."""
        tally, expected = self._client.tally, self._state.expected
        report = self._in.ledger.report(self._in.source, expected, tally, error, way=self._way, standing=standing)
        finished_at = "" if error is not None else timestamp(self._clock)
        further = dict(self._state.further)
        if report.complete:
            further["complete_at"] = finished_at
        if report.complete and standing is None:
            further.update(walked_at=finished_at, changes=further.pop("next_changes", ""))
        state = replace(self._state, complete=report.complete, finished_at=finished_at, sentence=report.sentence, further=further)
        self._case_file.save_pull_state(state, confirmed=standing is not None)
        return report
