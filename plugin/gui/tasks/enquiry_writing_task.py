"""Writes the answer to an enquiry, on paper or as a web page, beside the window."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import pyqtSignal

from ...domain.errors import RedlineError
from .sentence_task import SentenceTask

if TYPE_CHECKING:
    from ...reports.enquiry.answer import EnquiryAnswer
    from ..requests.letter_ground import LetterGround


class EnquiryWritingTask(SentenceTask):
    """``written`` brings the path; ``failed`` a sentence. A path that ends in .pdf is one page of paper, any other a web page."""

    written = pyqtSignal(object)

    def __init__(self, answer: EnquiryAnswer, path: Path, ground: LetterGround, attribution: str) -> None:
        super().__init__(f"writing {path.name}", f"{path.name} was not written; the log under Python says why.", stoppable=False)
        self._answer = answer
        self._path = path
        self._ground = ground
        self._attribution = attribution

    def work(self) -> None:
        try:
            if self._path.suffix.lower() == ".pdf":
                self._print()
            else:
                self._write_page()
        except OSError as error:
            raise RedlineError(f"{self._path} could not be written: {error.strerror or error}. Choose another folder.") from error

    def bring(self) -> None:
        self.written.emit(self._path)

    def _print(self) -> None:
        from ..layouts.enquiry_printer import print_enquiry

        # The layout, its project and all of its layers live and end in this thread
        print_enquiry(self._answer, self._path, self._ground.layers(), self._attribution)

    def _write_page(self) -> None:
        from ...reports.enquiry.answer_page import answer_page
        from ..layouts.written_whole import written_whole

        with written_whole(self._path) as (beside,):
            beside.write_text(answer_page(self._answer, self._ground.surroundings()), encoding="utf-8")
