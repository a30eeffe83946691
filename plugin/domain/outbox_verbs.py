"""The acts that the outbox knows: the code that is stored, and the words that people read."""

from __future__ import annotations

ASK = "ask_applicant"
CANCEL = "cancel_request"

_WORDS = {
    ASK: "ask the applicant to agree to another red line",
    CANCEL: "take a request to the applicant back",
}


def verb_words(verb: str) -> str:
    """What the history calls an act."""
    return _WORDS.get(verb, verb)
