"""The pages behind a secret link: the question, the receipt, and the one for a link that opens nothing."""

from __future__ import annotations

from html import escape

from fastapi import Response

from ..application_columns import single_line
from ..back_office import BackOffice
from ..geography import rules_of
from ..validation import FRESH_APPLICATION
from .change_part import change_part
from .form import Answer
from .form_parts import agreement_form, summary
from .page import page
from .plain_dates import by_when, in_words
from .shown import Shown
from .silence_words import what_silence_does

_QUESTION = "Do you agree to this change to your red line boundary?"
_HINT = "For example, that a wall is yours, or where the line should run."
_CERTIFICATES = {
    "certificate_a": "A",
    "certificate_b": "B",
    "certificate_c": "C",
    "certificate_d": "D",
}


def question(office: BackOffice, shown: Shown, answer: Answer | None = None, *, moved: bool = False) -> Response:
    """The page with the form; ``answer`` is one that has to be mended, ``moved`` says that another line is in force by now."""
    faults = {} if answer is None or moved else dict(answer.faults)
    title = f"Error: {_QUESTION}" if faults else _QUESTION
    parts = (
        summary(faults) if faults else "",
        _moved() if moved else "",
        f"<h1>{_QUESTION}</h1>",
        _case(shown),
        f'<h2>Why we ask</h2><p class="words">{escape(shown.request.reason or "")}</p>',
        _drawn_before() if shown.moved_on else "",
        change_part(shown, rules_of(office.clock)),
        _consequences(shown),
        agreement_form("the proposed boundary", _HINT, shown.seal, answer or Answer(), faults),
    )
    return page(office.settings.authority_name, title, "\n".join(filter(None, parts)), 409 if moved else 422 if faults else 200)


def receipt(office: BackOffice, shown: Shown, answer: Answer) -> Response:
    """What was answered; the link opens nothing any more."""
    heading = "You have agreed to the change" if answer.approved else "You have disagreed with the change"
    follows = (
        _after_a_yes(shown)
        if answer.approved
        else "Your boundary stays as it is. The planning officer reads your reason and may write to you."
    )
    reason = "" if answer.approved else f'<h2>Your reason</h2><p class="words">{escape(answer.reason)}</p>'
    body = (
        f'<div class="panel"><h1>{heading}</h1><p>Application {escape(shown.application.reference)}, '
        f"answered on {in_words(office.clock.now())}</p></div>"
        f"<h2>What happens next</h2><p>{follows}</p>{reason}"
        "<p>The link that you used does not work any more. Print or save this page if you want to keep it.</p>"
    )
    return page(office.settings.authority_name, heading, body)


def refused(office: BackOffice) -> Response:
    """For a wrong, a used and an expired link: one page for all, which tells nothing of any of them."""
    title = "This link cannot be used"
    body = (
        f"<h1>{title}</h1><p>It may have been used already, its time may be over, or the address may not be complete.</p>"
        "<p>Compare the address with the one in our letter. If you have questions, write to the planning officer who is named there.</p>"
    )
    return page(office.settings.authority_name, title, body, 404)


def _case(shown: Shown) -> str:
    rows = (
        ("Application", shown.application.reference),
        ("Site", single_line(shown.application.site)),
        ("Proposal", shown.application.text("description")),
        ("Please answer", by_when(shown.closes_at)),
    )
    return f"<dl>{''.join(f'<div><dt>{name}</dt><dd>{escape(value)}</dd></div>' for name, value in rows)}</dl>"


def _consequences(shown: Shown) -> str:
    handling = shown.request.handling or {}
    certificate = handling.get("ownership_certificate")
    said = [f"<p><strong>If you agree:</strong> {_after_a_yes(shown)}</p>"]
    if certificate in _CERTIFICATES:
        letter = _CERTIFICATES[certificate]
        said.append(f"<p>You will have to give us a new ownership certificate ({letter}), because of the land that is added.</p>")
    elif certificate == "to_be_confirmed":
        said.append("<p>You may have to give us a new ownership certificate, because of the land that is added.</p>")
    said.append("<p><strong>If you disagree:</strong> your boundary stays as it is, and the planning officer reads your reason.</p>")
    does = escape(what_silence_does(shown.request.silence, shown.closes_at))
    silence = f'<div class="inset warning"><p><strong>If you do nothing:</strong> {does}</p></div>'
    return f"<h2>What your answer does</h2>{''.join(said)}{silence}"


def _after_a_yes(shown: Shown) -> str:
    handling = (shown.request.handling or {}).get("handling")
    if handling == FRESH_APPLICATION:
        return (
            "your present application keeps its boundary. The change is too large for it: "
            "the planning officer will ask you to make another application with the proposed boundary."
        )
    again = " Neighbours and others are then consulted again." if handling == "reconsult" else ""
    return f"the proposed boundary replaces your present one.{again}"


def _drawn_before() -> str:
    return (
        '<div class="inset"><p>Your boundary has changed since we made this proposal. '
        "The map below compares the proposal with your boundary as it is now.</p></div>"
    )


def _moved() -> str:
    return (
        '<div class="summary" role="alert" tabindex="-1" autofocus><h2>Please look again</h2><p>Your boundary has changed since you opened '
        "this page, so we have not taken your answer yet. Look at the map, then send your answer again.</p></div>"
    )
