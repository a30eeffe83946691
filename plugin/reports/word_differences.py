"""How one wording differs from another, word by word: for a sentence that says so, and for marks in the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from .plain_text import plain_text

_WORD = re.compile(r"\s+|[^\s]+")
#: Words beyond which two wordings are not laid side by side word by word: it would take longer than anybody waits.
_MOST_WORDS = 3000
#: Passages that a sentence names; the rest is a count.
_NAMED = 3
_LONGEST = 60


class Run(NamedTuple):
    """A stretch of a wording; ``is_new`` says that the other one has it not."""

    text: str
    is_new: bool


def runs(before: str, after: str) -> tuple[Run, ...]:
    """``after`` in stretches, those marked that ``before`` has not."""
    return tuple(_joined(Run(text, is_new) for text, is_new in _merged(before, after) if text))


def difference_words(before: str, after: str) -> str:
    """Such as: Adds “stone”. Leaves out “brick”."""
    if before == after:
        return "As before."
    if not before.strip():
        return "New: there was nothing before."
    if not after.strip():
        return "Left empty."
    added, dropped = _passages(before, after), _passages(after, before)
    if not added and not dropped:
        return "Other spaces or line ends."
    parts = [f"{verb} {_named(passages)}." for verb, passages in (("Adds", added), ("Leaves out", dropped)) if passages]
    return " ".join(parts)


def _passages(before: str, after: str) -> list[str]:
    return [plain_text(run.text) for run in runs(before, after) if run.is_new and run.text.strip()]


def _joined(found: Iterable[Run]) -> list[Run]:
    """With the space between two new words new as well, so that they are one passage."""
    joined: list[Run] = []
    for run in found:
        between = len(joined) > 1 and run.is_new and not joined[-1].text.strip() and joined[-2].is_new
        if between:
            space, first = joined.pop(), joined.pop()
            joined.append(Run(first.text + space.text + run.text, True))
        elif joined and joined[-1].is_new is run.is_new:
            joined.append(Run(joined.pop().text + run.text, run.is_new))
        else:
            joined.append(run)
    return joined


def _merged(before: str, after: str) -> Iterator[tuple[str, bool]]:
    one, other = _WORD.findall(before), _WORD.findall(after)
    if len(one) + len(other) > _MOST_WORDS:
        yield after, before != after
        return
    for tag, _, _, start, end in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag != "delete":
            yield "".join(other[start:end]), tag != "equal"


def _named(passages: list[str]) -> str:
    short = [f"“{each[:_LONGEST]}…”" if len(each) > _LONGEST else f"“{each}”" for each in passages[:_NAMED]]
    more = len(passages) - len(short)
    return ", ".join(short) + (f" and {more} more" if more else "")
