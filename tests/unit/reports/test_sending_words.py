"""How an act stands is said in the same few words wherever it shows."""

from __future__ import annotations

import pytest

from plugin.domain.outbox_entry import OutboxEntry, OutboxState
from plugin.domain.outbox_verbs import CANCEL, CHANGE
from plugin.reports.sending_words import request_state_words, state_words


def entry(state: OutboxState, attempts: int = 0, verb: str = "put_condition", held: bool = False) -> OutboxEntry:
    return OutboxEntry("u", "a", 1, "k", "r", verb, {}, state, attempts, "", "2026-11-18T10:30:00Z", held)


@pytest.mark.parametrize(
    ("of", "words"),
    [
        (entry(OutboxState.REFUSED, held=True), "waits for you"),
        (entry(OutboxState.REFUSED), "was refused by the back office"),
        (entry(OutboxState.UNSUPPORTED), "is not taken by this back office"),
        (entry(OutboxState.SENDING, 1), "may have arrived"),
        (entry(OutboxState.WAITING, 2), "was tried, and waits"),
        (entry(OutboxState.WAITING), "waits to be sent"),
    ],
)
def test_each_state_has_its_words(of: OutboxEntry, words: str) -> None:
    assert state_words(of) == words
    assert request_state_words(of) == words


@pytest.mark.parametrize(
    ("of", "words"),
    [
        (entry(OutboxState.REFUSED, 1, CANCEL), "the back office refused to take it back"),
        (entry(OutboxState.UNSUPPORTED, 0, CANCEL), "to be taken back there"),
        (entry(OutboxState.WAITING, 2, CANCEL), "to be taken back"),
        (entry(OutboxState.REFUSED, 1, CHANGE), "change was refused by the back office"),
        (entry(OutboxState.REFUSED, 0, CHANGE, held=True), "waits for you"),
    ],
)
def test_a_request_that_the_back_office_has_says_what_is_to_become_of_it(of: OutboxEntry, words: str) -> None:
    assert request_state_words(of) == words
