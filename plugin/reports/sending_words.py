"""How an act that goes to the back office stands, in the few words that every list, form and pack says alike."""

from __future__ import annotations

from collections.abc import Mapping

from ..domain.outbox_entry import OutboxEntry, OutboxState
from ..domain.outbox_verbs import CANCEL, CHANGE

_HELD = "waits for you"
_ACT = {
    OutboxState.WAITING: "waits to be sent",
    OutboxState.SENDING: "may have arrived",
    OutboxState.REFUSED: "was refused by the back office",
    OutboxState.UNSUPPORTED: "is not taken by this back office",
    OutboxState.SENT: "sent",
    OutboxState.WITHDRAWN: "taken back",
}
_OF_REQUEST: Mapping[str, Mapping[OutboxState, str]] = {
    CANCEL: {
        OutboxState.WAITING: "to be taken back",
        OutboxState.SENDING: "may be taken back by now",
        OutboxState.REFUSED: "the back office refused to take it back",
        OutboxState.UNSUPPORTED: "to be taken back there",
    },
    CHANGE: {
        OutboxState.WAITING: "change waits to be sent",
        OutboxState.SENDING: "change may have arrived",
        OutboxState.REFUSED: "change was refused by the back office",
        OutboxState.UNSUPPORTED: "to be changed there",
    },
}


def state_words(entry: OutboxEntry) -> str:
    """How an act stands."""
    if entry.held:
        return _HELD
    if entry.state is OutboxState.WAITING and entry.attempts:
        return "was tried, and waits"
    return _ACT[entry.state]


def request_state_words(entry: OutboxEntry) -> str:
    """How a request stands that the back office has, while an act on it (to take it back, to word it anew) is under way."""
    words = _OF_REQUEST.get(entry.verb, {}).get(entry.state)
    return words if words and not entry.held else state_words(entry)
