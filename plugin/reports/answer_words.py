"""What is said of an officer's answer to a constraint or a dataset: in a line, and whether it has to be looked at again."""

from __future__ import annotations

from ..domain.constraint_answer import AnswerKind, ConstraintAnswer
from ..domain.finding import Relation
from ..domain.plain_days import plain_day
from .wording import day_words

_THEN = {
    Relation.OVERLAPS: "overlapped",
    Relation.TOUCHES: "touched",
    Relation.SURROUNDED: "lay in a hole of",
    Relation.NEAR: "lay near",
}
_NOW = {
    Relation.OVERLAPS: "it overlaps",
    Relation.TOUCHES: "it touches",
    Relation.SURROUNDED: "it lies in a hole of",
    Relation.NEAR: "it lies near",
}


def answer_words(answer: ConstraintAnswer) -> str:
    """Such as: Does not apply: the tree was felled. Jo Officer, 22 November 2026, version 1 of the red line."""
    version = f", {_version(answer)} of the red line" if _version(answer) else ""
    return f"{_said(answer)}. {_whose(answer)}{version}."


def answer_sentence(answer: ConstraintAnswer) -> str:
    """Such as: The officer's answer: does not apply: the tree was felled (Jo Officer, 22 November 2026, version 1)."""
    said = _said(answer)
    version = f", {_version(answer)}" if _version(answer) else ""
    return f"The officer's answer: {said[:1].lower()}{said[1:]} ({_whose(answer)}{version})."


def _said(answer: ConstraintAnswer) -> str:
    given = answer.given
    if given.kind is AnswerKind.CHECKED_ELSEWHERE and given.checked_on is not None:
        said = f"Checked elsewhere: {given.source} on {plain_day(given.checked_on)}"
    else:
        said = given.kind.value.capitalize()
    reason = f": {given.reason.rstrip('.')}" if given.reason else ""
    whom = ", for every case of the authority" if given.for_authority else ""
    return f"{said}{reason}{whom}"


def _whose(answer: ConstraintAnswer) -> str:
    return f"{answer.officer or 'An officer'}, {day_words(answer.answered_at)}"


def _version(answer: ConstraintAnswer) -> str:
    """Over which version of the red line; an answer for the authority is about none."""
    return f"version {answer.version_number}" if answer.version_number and not answer.given.for_authority else ""


def look_again(answer: ConstraintAnswer, relation: Relation | None, version_number: int) -> str:
    """Why an answer has to be looked at again, "" where it holds: how the constraint stands to the site has changed.

    ``relation`` is how it stands to version ``version_number`` of the red line, None where it is no longer found near it.
    """
    then = answer.given.found
    if then is None or then is relation:
        return ""
    now = "it is not found near" if relation is None else _NOW[relation]
    same = answer.version_number == version_number
    return (
        f"Answered when it {_THEN[then]} version {answer.version_number}; by newer data {now} that line now. Look at it again."
        if same
        else f"Answered when it {_THEN[then]} version {answer.version_number}; {now} version {version_number}. Look at it again."
    )
