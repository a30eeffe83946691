"""Handing what a pull reads to the case file, whichever way it reads: each case once, together with where the pull then stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from ..boundary.transformer import Transformer
from ..casefile.case_file import CaseFile
from ..casefile.errors import CaseFileError, CaseFileFull
from ..domain.case import KnownCase, PulledCase
from ..domain.clock import Clock, today
from ..domain.pull_state import PulledPage, PullState
from .bops import Bops
from .case_mapping import case_of_list
from .errors import BackOfficeError, Trouble
from .known_cases import KnownCases
from .page import Item
from .pull_ledger import PullLedger
from .pull_report import Progress
from .question import Question, Told
from .site_mapping import site_of

#: Small questions that are begun before the first of them is answered.
_AHEAD = 50


class PullIntake:
    """What both ways of a pull share: the client, the case file, what is known of its cases, and the books."""

    def __init__(
        self,
        client: Bops,
        case_file: CaseFile,
        transformer: Transformer,
        clock: Clock,
        *,
        progress: Callable[[Progress], None],
        afresh: bool,
    ) -> None:
        self.client = client
        self.case_file = case_file
        self.clock = clock
        self.progress = progress
        self.source = client.connection.source
        self.known = KnownCases(case_file.known_cases(self.source), afresh=afresh)
        self.ledger = PullLedger()
        #: Whether the copy of the case file that goes before the first writing is made, or not wanted.
        self.copied = False
        self._transformer = transformer

    def take(self, cases: Iterable[PulledCase], *, reached: PullState | None = None, page: PulledPage | None = None) -> None:
        """Hand cases to the case file, each once, in one transaction with where the pull then stands and the page that they came on."""
        once = {(case.back_office_id or case.reference): case for case in cases}
        if not once and reached is None:
            return
        if once:
            self.copy_once()
        report = self.case_file.take_in(once.values(), self.source, reached=reached, page=page)
        self.ledger.add(report)
        for case, uuid in zip(once.values(), report.uuids):
            self.known.learn(case, uuid)

    def lose(self, case: KnownCase) -> None:
        """The back office has a case no more."""
        self.copy_once()
        self.case_file.mark_gone(case.uuid)
        self.known.lose(case)
        self.ledger.gone.append(case.uuid)

    def copy_once(self) -> None:
        """A copy of the case file before a run first writes into it. Only a full disk ends the run: nothing else could be written."""
        if self.copied:
            return
        self.copied = True
        try:
            self.case_file.copy_aside("pull")
        except CaseFileFull:
            raise
        except CaseFileError as error:
            self.ledger.note(f"{error} The update went on without a copy.")

    def shown(self, told: Told) -> PulledCase | None:
        """The case in the whole answer of ``show``; None where it is none."""
        if not isinstance(told.value, dict):
            return None
        item = Item(told.text)
        case = case_of_list(item, self.source)
        return None if case is None else self.with_site(case, item.text)

    def with_site(self, case: PulledCase, text: str) -> PulledCase:
        """The case together with its red line, read out of the text of its entry."""
        site = site_of(case.reference, text, self._transformer, today(self.clock))
        return replace(case, site=site, silent=case.silent - {"site"})

    def answers(self, questions: Sequence[Question], words: str) -> Iterable[Told | BackOfficeError]:
        """The answers to many small questions in their order, two on their way at a time; a 404 in JSON is an answer."""
        errands = [self.client.begin(question) for question in questions[:_AHEAD]]
        for number, question in enumerate(questions):
            if number + _AHEAD < len(questions):
                errands.append(self.client.begin(questions[number + _AHEAD]))
            try:
                told = self.client.await_answer(question, errands[number])
                yield told if told is not None else self.client.whole(question)
            except BackOfficeError as error:
                if error.trouble is not Trouble.NOT_FOUND:
                    for errand in errands[number + 1 :]:
                        self.client.leave(errand)
                    raise
                yield error
            if words:
                self.progress(Progress("single", number + 1, len(questions), f"{words}: {number + 1:,} of {len(questions):,}"))
