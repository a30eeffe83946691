"""The pages of every type of request but the red line: the question, and the receipt."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from html import escape

from fastapi import Response

from .. import moments
from ..application_columns import single_line
from ..back_office import BackOffice
from .asked import Asked
from .form import Answer
from .form_parts import agreement_form, reply_form, summary
from .page import page
from .plain_dates import by_when, day_in_words, in_words
from .request_words import asked_rows, words_for
from .silence_words import what_silence_does

_HINT = "For example, what is wrong with it, or what should stand there instead."


def faults_of(asked: Asked, answer: Answer) -> Mapping[str, str]:
    """What has to be mended in an answer."""
    return answer.faults if asked.agreed else answer.reply_faults


def question(office: BackOffice, asked: Asked, answer: Answer | None = None) -> Response:
    """The page with the form; ``answer`` is one that has to be mended."""
    faults = {} if answer is None else faults_of(asked, answer)
    words, given = words_for(asked.request), answer or Answer()
    title = f"Error: {words.question}" if faults else words.question
    why = f'<h2>Why we ask</h2><p class="words">{escape(asked.request.reason)}</p>' if asked.request.reason else ""
    form = agreement_form(words.yes, _HINT, asked.seal, given, faults) if asked.agreed else reply_form(asked.seal, given, faults)
    parts = (
        summary(faults) if faults else "",
        f"<h1>{words.question}</h1>",
        f"<p>{words.asks}.</p>",
        _rows(asked),
        why,
        _consequences(asked),
        form,
    )
    return page(office.settings.authority_name, title, "\n".join(filter(None, parts)), 422 if faults else 200)


def receipt(office: BackOffice, asked: Asked, answer: Answer) -> Response:
    """What was answered; the link opens nothing any more."""
    words = words_for(asked.request)
    heading = ("You have agreed" if answer.approved else "You have disagreed") if asked.agreed else "You have answered"
    follows = words.after_yes if asked.agreed and answer.approved else "The planning officer reads your answer and may write to you."
    said = f'<h2>Your answer</h2><p class="words">{escape(answer.reason)}</p>' if answer.reason.strip() else ""
    body = (
        f'<div class="panel"><h1>{heading}</h1><p>Application {escape(asked.application.reference)}, '
        f"answered on {in_words(office.clock.now())}</p></div>"
        f"<h2>What happens next</h2><p>{follows[0].upper()}{follows[1:]}</p>{said}"
        "<p>The link that you used does not work any more. Print or save this page if you want to keep it.</p>"
    )
    return page(office.settings.authority_name, heading, body)


def _rows(asked: Asked) -> str:
    closes = asked.request.closes_at
    until = by_when(moments.read(closes)) if closes else f"by {day_in_words(date.fromisoformat(asked.request.response_due))}"
    rows = (
        ("Application", asked.application.reference),
        ("Site", single_line(asked.application.site)),
        *asked_rows(asked.request),
        ("Please answer", until),
    )
    entries = (f'<div><dt>{name}</dt><dd class="words">{escape(value)}</dd></div>' for name, value in rows)
    return f"<dl>{''.join(entries)}</dl>"


def _consequences(asked: Asked) -> str:
    words = words_for(asked.request)
    if not asked.agreed:
        return ""
    said = f"<p><strong>If you agree:</strong> {words.after_yes}</p><p><strong>If you disagree:</strong> nothing is changed.</p>"
    closes = asked.request.closes_at
    if closes is not None:
        does = escape(what_silence_does(asked.request.silence, moments.read(closes), asked.request.type))
        said += f'<div class="inset warning"><p><strong>If you do nothing:</strong> {does}</p></div>'
    return f"<h2>What your answer does</h2>{said}"
