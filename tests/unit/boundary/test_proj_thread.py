"""pyproj works on threads that Python keeps: the first one, and one of its own for all others."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from plugin.boundary.proj_thread import on_proj_thread


def elsewhere(work: Callable[[], object]) -> object:
    """What comes of work on a thread of its own: its value or its error."""
    came: list[object] = []

    def run() -> None:
        try:
            came.append(work())
        except ValueError as error:
            came.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(10)
    return came[0]


def test_on_the_first_thread_work_stays_where_it_is():
    assert on_proj_thread(threading.get_ident) == threading.get_ident()


def test_work_of_all_other_threads_goes_to_one_that_is_none_of_them():
    first = elsewhere(lambda: (threading.get_ident(), on_proj_thread(threading.get_ident)))
    second = elsewhere(lambda: (threading.get_ident(), on_proj_thread(threading.get_ident)))

    assert first[1] == second[1]
    assert first[1] not in {first[0], second[0], threading.get_ident()}


def test_work_that_asks_for_the_thread_again_does_not_wait_for_itself():
    assert elsewhere(lambda: on_proj_thread(lambda: on_proj_thread(lambda: "done"))) == "done"


def test_what_goes_wrong_there_is_raised_here():
    def wrong() -> None:
        raise ValueError("no such system")

    with pytest.raises(ValueError, match="no such system"):
        on_proj_thread(wrong)
    assert str(elsewhere(lambda: on_proj_thread(wrong))) == "no such system"
