"""What is said of a consultation: to the officer who chooses, and to whoever writes to the body."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from ..domain.casework.consultation import Consultation
from ..domain.plain_days import plain_day
from .consultees_of_case import ConsulteeLine
from .plain_text import plain_text


def consultation_words(line: ConsulteeLine, version: int) -> str:
    """Why a body is suggested, what has to be confirmed, by which rule; and what the officer said, over which red line."""
    parts = [f"{line.name}: {line.says}.", *line.reasons]
    if line.confirm:
        parts.append(line.confirm)
    if line.sources:
        parts.append(f"By: {'; '.join(line.sources)}.")
    said = line.consultation
    if said is not None:
        parts.append(_said(said, line.kept.officer if line.kept is not None else "", version))
        new = [reason for reason in line.reasons if reason not in said.reasons]
        if new and said.version != version:
            parts.append(f"New since then: {' '.join(new)} Look at it again.")
    return "\n".join(map(plain_text, parts))


def consultees_as_text(lines: Iterable[ConsulteeLine]) -> str:
    """The bodies to consult, one paragraph each: all reasons in one consultation."""
    return "\n\n".join("\n".join(map(plain_text, (line.name, *_reasons(line)))) for line in lines)


def _reasons(line: ConsulteeLine) -> tuple[str, ...]:
    said = line.consultation
    return said.reasons if said is not None else line.reasons


def _said(said: Consultation, officer: str, version: int) -> str:
    note = f": {said.note.rstrip('.')}" if said.note else ""
    over = f", over version {said.version} of the red line" if said.version else ""
    now = f"; the line in force is version {version}" if said.version and said.version != version else ""
    words = f"{said.answer.value.capitalize()}{note} ({officer or 'an officer'}{over}{now})."
    if said.asked_on is not None:
        due = said.asked_on + timedelta(days=said.reply_days)
        words += f" Written to on {plain_day(said.asked_on)}, reply due {plain_day(due)} ({said.reply_days} days)."
    return words
