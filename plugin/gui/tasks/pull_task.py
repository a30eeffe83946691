"""Sends what waits, then brings the case file up to what the back office has, beside the window."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from qgis.core import QgsTask
from qgis.PyQt.QtCore import pyqtSignal

from ..environment.transformer_of import transformer_of
from ..network.back_office import bops_of, out_of_reach
from ..settings import Settings
from .window_first import WindowFirst

if TYPE_CHECKING:
    from ...backoffice.pull_report import Progress, PullReport
    from ...casefile.case_file import CaseFile
    from ...domain.clock import Clock


class PullTask(QgsTask):
    """``came`` tells, page by page, where the pull stands (sentence, percent); ``ended`` why it stopped early and whether for want of a
    connection ("" and False where it ran to its end). ``not_sent`` has a sentence for each act that the back office
    refused, and why what waits was not tried. ``afresh`` reads everything, whatever the back office says of changes."""

    came = pyqtSignal(str, float)
    ended = pyqtSignal(str, bool)

    def __init__(self, file: CaseFile, settings: Settings, clock: Clock, *, afresh: bool = False) -> None:
        super().__init__("Redline: asking the back office", QgsTask.Flag.CanCancel | QgsTask.Flag.Silent)
        self._file = file
        self._settings = settings
        self._clock = clock
        self._afresh = afresh
        self._failure = "The update stopped; the log under Python says where."
        self._offline = False
        self.report: PullReport | None = None
        self.not_sent: list[str] = []

    def run(self) -> bool:
        from ...backoffice.errors import BackOfficeError, Cancelled
        from ...backoffice.known_capabilities import ask_capabilities
        from ...backoffice.pull import Pull
        from ...backoffice.sealing import seal_trail
        from ...backoffice.sending import send_waiting
        from ...domain.errors import RedlineError

        try:
            client = bops_of(self._settings, self._clock, self.isCanceled)
            try:
                client.ping()
                with self._file.for_this_thread() as file, WindowFirst():
                    transformer = transformer_of(self._settings)
                    # What is known of it from before stands where it does not say: reading goes on
                    with suppress(BackOfficeError):
                        ask_capabilities(client, file, self._clock)
                    sent = send_waiting(client, file, transformer, self._clock)
                    self.not_sent = sent.refused
                    pull = Pull(
                        client,
                        file,
                        transformer,
                        self._clock,
                        progress=self._progressed,
                        cancelled=self.isCanceled,
                        afresh=self._afresh,
                    )
                    self.report = pull.run()
                    # Where reading fails as well, that is told, and once is enough
                    if not self.report.stopped:
                        torn = seal_trail(client, file, self._clock)
                        self.not_sent = [*sent.sentences, *([torn] if torn else [])]
            finally:
                client.close()
        except Cancelled:
            self._failure = ""
            return False
        except BackOfficeError as error:
            self._failure, self._offline = str(error), error.trouble in out_of_reach()
            return False
        except RedlineError as error:
            self._failure = str(error)
            return False
        self._failure = "" if self.report.cancelled else " ".join((self.report.stopped, *self.report.incomplete)).strip()
        self._offline = self.report.trouble in out_of_reach()
        return not self._failure

    def finished(self, result: bool) -> None:
        """Called by QGIS on the GUI thread."""
        self.ended.emit("" if result else self._failure, self._offline)

    def _progressed(self, progress: Progress) -> None:
        percent = 100.0 * progress.done / progress.expected if progress.expected else 0.0
        self.setProgress(percent)
        self.came.emit(progress.sentence, percent)
