"""While something computes beside the window, Python's threads change places soon, and afterwards as before."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator

import pytest

from plugin.gui.tasks.window_first import WindowFirst


@pytest.fixture(autouse=True)
def usual() -> Iterator[float]:
    before = sys.getswitchinterval()
    yield before
    sys.setswitchinterval(before)


def test_threads_change_places_soon_and_afterwards_as_before(usual: float) -> None:
    with WindowFirst():
        assert sys.getswitchinterval() == pytest.approx(0.0005)

    assert sys.getswitchinterval() == pytest.approx(usual)


def test_the_last_one_out_puts_back_what_was_even_after_an_error(usual: float) -> None:
    out, inside = threading.Event(), threading.Event()

    def other() -> None:
        with WindowFirst():
            inside.set()
            out.wait(10)

    def failing() -> None:
        with WindowFirst():
            thread.start()
            inside.wait(10)
            raise ZeroDivisionError

    thread = threading.Thread(target=other)
    with pytest.raises(ZeroDivisionError):
        failing()
    assert sys.getswitchinterval() == pytest.approx(0.0005)
    out.set()
    thread.join()

    assert sys.getswitchinterval() == pytest.approx(usual)


def test_whoever_asked_for_less_keeps_it() -> None:
    sys.setswitchinterval(0.0001)
    less = sys.getswitchinterval()

    with WindowFirst():
        assert sys.getswitchinterval() == pytest.approx(less, abs=5e-6)

    assert sys.getswitchinterval() == pytest.approx(less, abs=5e-6)
