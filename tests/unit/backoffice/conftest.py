"""The local back office on a socket, for the tests that need more of a back office than a script."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest

from plugin.backoffice.pull import Pull
from plugin.casefile.case_file import CaseFile
from tests.unit.backoffice.agreement_bench import Agreement
from tests.unit.backoffice.casework_bench import CONDITION
from tests.unit.backoffice.pulling import transformer
from tests.unit.backoffice.two_officers import HELEN, Officer
from tests.unit.backoffice_server.bench import Bench, TestClock, bench_for, open_office

Begin = Callable[..., Agreement]


@pytest.fixture(scope="session")
def served_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    """One server for all; each test puts its own back office into it."""
    office = open_office(tmp_path_factory.mktemp("served"), TestClock(datetime(2026, 11, 18, tzinfo=timezone.utc)))
    with bench_for(office) as bench:
        yield bench
    office.close()


@pytest.fixture
def begin(served_office: Bench, tmp_path: Path) -> Iterator[Begin]:
    """Begins a case, on Wednesday 18 November 2026 at half past ten; ``office`` are settings of the back office."""
    with ExitStack() as stack:

        def begun(*, office: dict[str, Any] | None = None, **more: Any) -> Agreement:
            clock = TestClock(datetime(2026, 11, 18, 10, 30, tzinfo=timezone.utc))
            opened = open_office(tmp_path / "office", clock, **(office or {}))
            stack.callback(opened.close)
            stack.enter_context(served_office.serving(opened))
            agreement = Agreement(served_office, clock, tmp_path, **more)
            stack.callback(agreement.file.close)
            return agreement

        yield begun


@pytest.fixture
def agreement(begin: Begin) -> Agreement:
    """An application in assessment, before a back office with the officer API."""
    return begin()


@pytest.fixture
def amina(agreement: Agreement) -> Officer:
    return Officer(agreement, agreement.file, "officer")


@pytest.fixture
def helen(agreement: Agreement, tmp_path: Path) -> Iterator[Officer]:
    file = CaseFile.open(tmp_path / "helen.redline", clock=agreement.clock, identity=HELEN)
    client = agreement.client("reviewer")
    assert Pull(client, file, transformer(), agreement.clock).run().complete
    client.close()
    yield Officer(agreement, file, "reviewer")
    file.close()


@pytest.fixture
def both(amina: Officer, helen: Officer) -> tuple[Officer, Officer]:
    """The two, with a condition that both have read."""
    amina.writes(CONDITION)
    assert amina.send().refused == []
    amina.read()
    helen.read()
    return amina, helen
