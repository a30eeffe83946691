"""Something that a verb has to ask before it is done, shown in the panel while the map shows what the answer would do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Amount:
    """A distance in metres to be given; ``changed`` is told of each one, also the first, and gives a sentence on what it would do."""

    value: float
    least: float
    most: float
    changed: Callable[[float], str]


@dataclass(frozen=True)
class Question:
    """``answers`` are the words on the buttons and what each does; taking another tool in the hand answers none of them.

    ``given_up`` is called when the question is left without an answer.
    """

    words: str
    answers: tuple[tuple[str, Callable[[], None]], ...]
    amount: Amount | None = field(default=None)
    given_up: Callable[[], None] | None = field(default=None)
