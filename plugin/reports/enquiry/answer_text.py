"""The answer as plain text, to be put into a mail."""

from __future__ import annotations

from collections.abc import Iterator

from .answer import EnquiryAnswer, names_of
from .answer_history import AnswerHistory
from .answer_rows import NOT_CHECKED, NOTHING_HERE, AnswerGroup, AnswerRow


def answer_text(answer: EnquiryAnswer) -> str:
    """Lines that a mail program shows as they stand: no markup, no table."""
    return "\n".join(_lines(answer)) + "\n"


def _lines(answer: EnquiryAnswer) -> Iterator[str]:
    if answer.sample:
        yield from (answer.sample, "")
    yield answer.title
    if answer.authority:
        yield answer.authority
    yield answer.how
    yield from (f"{label}: {value}" for label, value in answer.facts)
    yield from ("", answer.summary, *(f"Note: {warning}" for warning in answer.warnings), *answer.cautions)
    for group in answer.groups:
        yield from _group(group)
    if answer.not_checked:
        yield from ("", f'{NOT_CHECKED.upper()} (this is not "nothing here")')
        yield from (f"- {row.name}: {row.why or row.state}" for row in answer.not_checked)
    if answer.nothing_here:
        yield from ("", NOTHING_HERE.upper(), names_of(answer.nothing_here))
    yield from _history(answer.history)
    yield from ("", answer.data, f"Asked on {answer.asked}{f', answered by {answer.officer}' if answer.officer else ''}.", answer.standing)
    yield from answer.attributions


def _group(group: AnswerGroup) -> Iterator[str]:
    if not group.rows and not group.none:
        return
    yield from ("", group.heading.upper())
    if not group.rows:
        yield group.none
    for row in group.rows:
        yield from _row(row)


def _history(history: AnswerHistory) -> Iterator[str]:
    yield from ("", history.heading.upper())
    if history.none:
        yield history.none
    for row in history.rows:
        yield f"- {row.title} ({row.figure})"
        if row.about:
            yield f"   {row.about}."
    if history.more:
        yield f"and {history.more:,} more"
    if history.said:
        yield history.said


def _row(row: AnswerRow) -> Iterator[str]:
    yield f"{row.number}. {row.title} ({row.figure})"
    yield from (f"   {said}" for said in (*row.facts, *row.meaning))
    yield f"   Source: {row.dataset} {', '.join(map(str, row.entities))}; {row.data}."
