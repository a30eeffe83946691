"""The parts of a page that take an answer: the form, and the summary of what has to be mended."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from .form import Answer

_AT = {"answer": "answer-yes", "reason": "reason"}


def summary(faults: Mapping[str, str]) -> str:
    """What is wrong, each with a link to its field; it has the focus when the page opens."""
    links = "".join(f'<li><a href="#{_AT[name]}">{fault}</a></li>' for name, fault in faults.items())
    return f'<div class="summary" role="alert" tabindex="-1" autofocus><h2>There is a problem</h2><ul>{links}</ul></div>'


def agreement_form(thing: str, hint: str, seal: str, answer: Answer, faults: Mapping[str, str]) -> str:
    """A yes to ``thing``, or a no with a reason; ``hint`` says what a reason may be."""
    fault = _fault("answer", faults)
    group = _group(
        "answer",
        faults,
        f"<fieldset{_described('answer', faults)}><legend><h2>Your answer</h2></legend>{fault}"
        f"{_choice('yes', f'Yes, I agree to {thing}', answer)}{_choice('no', 'No, I disagree', answer)}</fieldset>",
    )
    reason = _words("If you disagree: why?", hint, answer, faults)
    return _form(seal, group + reason)


def reply_form(seal: str, answer: Answer, faults: Mapping[str, str]) -> str:
    """Words in answer."""
    hint = "Documents go to the planning officer in the way that you have sent your application."
    return _form(seal, f"<h2>Your answer</h2>{_words('What do you answer?', hint, answer, faults)}")


def _form(seal: str, fields: str) -> str:
    return (
        # Without the question mark a browser would go back to the field that the error summary has led to.
        '<form method="post" action="?" novalidate autocomplete="off">'
        f'<input type="hidden" name="seal" value="{seal}">{fields}'
        "<p>You can answer once. Your answer goes to the planning officer of your application.</p>"
        "<button>Send my answer</button></form>"
    )


def _words(label: str, hint: str, answer: Answer, faults: Mapping[str, str]) -> str:
    described = _described("reason", faults, "reason-hint")
    return _group(
        "reason",
        faults,
        f'<label class="field" for="reason">{label}</label><span class="hint" id="reason-hint">{hint}</span>{_fault("reason", faults)}'
        f'<textarea id="reason" name="reason" rows="5" maxlength="5000"{described}>{escape(answer.reason)}</textarea>',
    )


def _choice(value: str, words: str, answer: Answer) -> str:
    checked = " checked" if answer.choice == value else ""
    return (
        f'<div class="choice"><input type="radio" name="answer" id="answer-{value}" value="{value}"{checked}>'
        f'<label for="answer-{value}">{words}</label></div>'
    )


def _group(name: str, faults: Mapping[str, str], content: str) -> str:
    return f'<div class="group{" wrong" if name in faults else ""}">{content}</div>'


def _fault(name: str, faults: Mapping[str, str]) -> str:
    return f'<span class="fault" id="{name}-fault">Error: {faults[name]}</span>' if name in faults else ""


def _described(name: str, faults: Mapping[str, str], *others: str) -> str:
    ids = [*others, *([f"{name}-fault"] if name in faults else [])]
    return f' aria-describedby="{" ".join(ids)}"' if ids else ""
