"""Verbs done on the line of one draft: at once, or when the officer has answered what they have to ask."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from qgis.PyQt.QtCore import QObject, pyqtSignal

from ...domain.errors import RedlineError
from .bands import Bands
from .open_draft import OpenDraft
from .question import Question

if TYPE_CHECKING:
    from ...boundary.editing.drawn import Drawn


class Drawing(QObject):
    """``said`` has a sentence on what could not be done, "" when that is over; ``asked`` brings a Question, None when it is over.

    ``answered`` says that what was asked about is done.
    """

    said = pyqtSignal(str)
    asked = pyqtSignal(object)
    answered = pyqtSignal()

    def __init__(self, draft: OpenDraft, bands: Bands, parent: QObject) -> None:
        super().__init__(parent)
        self._draft = draft
        self._bands = bands
        self._question: Question | None = None

    @property
    def asks(self) -> bool:
        """Whether a question stands before the officer."""
        return self._question is not None

    def draw(self, drawn: Drawn) -> None:
        """Makes what was drawn the draft's line."""
        self.said.emit("")
        self._draft.draw(drawn)

    def do(self, verb: Callable[[], Drawn]) -> None:
        """Does a verb, or says why it can't be done."""
        try:
            drawn = verb()
        except RedlineError as error:
            self.said.emit(str(error))
        else:
            self.draw(drawn)

    def preview(self, verb: Callable[[], Drawn]) -> str:
        """Shows what a verb would draw; gives what it says of it."""
        try:
            drawn = verb()
        except RedlineError as error:
            self._draft.moving.emit(None)
            return str(error)
        self._draft.moving.emit(drawn)
        return drawn.said

    def ask(self, question: Question) -> None:
        """Puts a question to the officer, in place of one that was not answered."""
        self.give_up_question()
        self._question = question
        self.asked.emit(question)

    def answer(self, verb: Callable[[], Drawn]) -> None:
        """The officer's yes to a verb that asked."""
        self._question = None
        self.asked.emit(None)
        self._bands.clear()
        self.do(verb)
        self.answered.emit()

    def give_up_question(self) -> None:
        """Leaves what was asked without an answer."""
        question, self._question = self._question, None
        if question is not None:
            if question.given_up is not None:
                question.given_up()
            self.asked.emit(None)
            self._draft.moving.emit(None)

    def undo(self) -> None:
        """Shows the line as it was before the last step."""
        self.give_up_question()
        self._draft.undo()

    def redo(self) -> None:
        """Shows the line as it was before the last undoing."""
        self.give_up_question()
        self._draft.redo()
