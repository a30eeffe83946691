"""Several clients of one back office ask side by side, and it never has more than two questions to answer."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

from plugin.backoffice.bops import Bops
from plugin.backoffice.connection import Connection, Limits, Patience
from plugin.backoffice.endpoints import SHOW
from plugin.backoffice.errand import Errand
from plugin.backoffice.errors import Cancelled
from plugin.backoffice.question import Question, Told
from tests.unit.backoffice.pulling import MovingClock
from tests.unit.backoffice.scripted_server import Reply, Request, ScriptedServer, as_json, serving


class Gate:
    """Answers nothing until it is opened, and knows in which order it was asked."""

    def __init__(self) -> None:
        self.open = threading.Event()
        self.asked: list[str] = []

    def __call__(self, request: Request) -> Reply:
        self.asked.append(request.path.rsplit("/", 1)[1])
        self.open.wait(5)
        return as_json({"id": 1})

    def wait_for(self, count: int, seconds: float = 20) -> None:
        until = time.monotonic() + seconds
        while len(self.asked) < count and time.monotonic() < until:
            time.sleep(0.01)


@pytest.fixture
def gate() -> Gate:
    return Gate()


@pytest.fixture
def server(gate: Gate) -> Iterator[ScriptedServer]:
    with serving(gate) as made:
        yield made
        gate.open.set()


def client(server: ScriptedServer) -> Bops:
    return Bops(Connection(server.address, "bops_x", Limits(connect=1, read=5, longest=5), Patience(())), MovingClock())


def begin(asking: Bops, *names: str) -> list[tuple[Question, Errand[Told | None]]]:
    return [(question, asking.begin(question)) for question in (Question(SHOW, name) for name in names)]


def test_two_clients_have_two_questions_out_between_them(server: ScriptedServer, gate: Gate) -> None:
    one, other = client(server), client(server)
    asked = [(one, *each) for each in begin(one, "1", "2", "3")] + [(other, *each) for each in begin(other, "4", "5", "6")]
    gate.wait_for(2)
    # Whoever asked a third at once would have asked by then
    gate.wait_for(3, 0.5)
    gate.open.set()
    assert all(asking.await_answer(question, errand) is not None for asking, question, errand in asked)
    one.close()
    other.close()
    assert server.most_at_once == 2
    assert sorted(gate.asked) == ["1", "2", "3", "4", "5", "6"]


def test_an_opened_case_goes_before_the_pages_of_an_update(server: ScriptedServer, gate: Gate) -> None:
    update, opened = client(server), client(server)
    opened.in_front = True
    pages = begin(update, "1", "2", "3", "4")
    gate.wait_for(2)
    ((question, errand),) = begin(opened, "9")
    gate.open.set()
    assert opened.await_answer(question, errand) is not None
    for each in pages:
        update.await_answer(*each)
    update.close()
    opened.close()
    assert gate.asked.index("9") in {2, 3}
    assert gate.asked.index("9") < gate.asked.index("4")


def test_a_client_that_closes_leaves_its_own_questions_and_gives_their_places_to_the_other(server: ScriptedServer, gate: Gate) -> None:
    one, other = client(server), client(server)
    begin(one, "1", "2", "3")
    gate.wait_for(2)
    ((question, errand),) = begin(other, "4")
    one.close()
    gate.wait_for(3)
    assert gate.asked[2:] == ["4"]
    gate.open.set()
    assert other.await_answer(question, errand) is not None
    other.close()


def test_clients_of_two_back_offices_do_not_wait_for_each_other(server: ScriptedServer, gate: Gate) -> None:
    one = client(server)
    begin(one, "1", "2", "3")
    gate.wait_for(2)
    with serving(lambda _: as_json({"id": 2})) as elsewhere:
        other = client(elsewhere)
        assert other.show("7") is not None
        other.close()
    one.close()


def test_couriers_that_went_home_are_there_again_when_something_is_to_be_carried(
    server: ScriptedServer, gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("plugin.backoffice.couriers._IDLE", 0.05)
    gate.open.set()
    asking = client(server)
    for name in ("1", "2"):
        assert asking.show(name) is not None
        time.sleep(0.2)
    asking.close()


def test_a_question_of_a_closed_client_is_never_answered(server: ScriptedServer, gate: Gate) -> None:
    asking = client(server)
    (_, errand), *_rest = begin(asking, "1")
    gate.wait_for(1)
    asking.close()
    gate.open.set()
    assert errand.is_abandoned
    assert errand.wait(2)
    with pytest.raises(Cancelled):
        errand.result()
