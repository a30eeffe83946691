"""What holds the window's tests to their word: a window that waits itself for what is held up is told, one that turns is not."""

from __future__ import annotations

import threading

import pytest

from tests import window_turns
from tests.window_turns import WindowTurns


def test_a_window_that_waits_itself_for_what_is_held_up_is_told(qgis_app: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(window_turns, "PATIENCE", 0.1)
    turns = WindowTurns()
    server = threading.Thread(target=turns.hold)
    server.start()
    server.join()

    with pytest.raises(AssertionError, match="waited itself"):
        turns.assert_never_waited(1)


def test_what_is_held_up_is_let_through_once_the_window_has_turned(qgis_app: object) -> None:
    turns = WindowTurns()
    server = threading.Thread(target=turns.hold)
    server.start()
    turns.until(lambda: not server.is_alive())

    turns.assert_never_waited(1)
