"""One back office on a socket for all, a desk for each fault, and the table of what was acted out."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.faults import templates
from tests.faults.desk import Desk, Template, begin
from tests.faults.holds import come_through, what_is_there
from tests.faults.killing import Killer, killer
from tests.faults.ledger import Ledger
from tests.faults.proxy import Proxy
from tests.faults.whole_run import every_kind_was_acted_out, is_whole_run
from tests.unit.backoffice_server.bench import Bench, TestClock, bench_for, open_office

_LEDGER: pytest.StashKey[Ledger] = pytest.StashKey()
_HANDED_OVER = "ledger"
Begin = Callable[..., Desk]
AllSent = Callable[[Template], dict[str, list[Any]]]


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_LEDGER] = Ledger()


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Where processes share the tests, the main one gathers what each of them has acted out."""
    if told := getattr(node, "workeroutput", {}).get(_HANDED_OVER):
        node.config.stash[_LEDGER].take_over(told)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest begins first, so that no process is left alone with it."""
    items.sort(key=lambda item: item.path.name != "test_kills.py")


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    config = session.config
    handed_over = getattr(config, "workeroutput", None)
    if handed_over is not None:
        handed_over[_HANDED_OVER] = config.stash[_LEDGER].as_told()
    elif is_whole_run(config):
        report = every_kind_was_acted_out(config.stash[_LEDGER])
        if report.failed:
            session.testsfailed += 1
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
        config.hook.pytest_runtest_logreport(report=report)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    ledger = config.stash[_LEDGER]
    rows = ledger.rows()
    if rows:
        terminalreporter.section(f"{len(rows)} kinds of fault, acted out {sum(ledger.times.values()):,} times")
        for kind, times, seen in rows:
            terminalreporter.write_line(f"{kind:<34} {times:<22} {seen}")
    ledger.write()


@pytest.fixture
def ledger(request: pytest.FixtureRequest) -> Ledger:
    return request.config.stash[_LEDGER]


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    """One server for all; each desk puts its own back office into it."""
    office = open_office(tmp_path_factory.mktemp("served"), TestClock(templates.MOMENT))
    with bench_for(office) as bench:
        yield bench
    office.close()


@pytest.fixture(scope="session")
def proxy(served: Bench) -> Iterator[Proxy]:
    """One for all, because its address is the back office's name in every case file."""
    made = Proxy(served.url)
    yield made
    made.close()


@pytest.fixture(scope="session")
def afternoon(served: Bench, proxy: Proxy, tmp_path_factory: pytest.TempPathFactory) -> Template:
    """Six acts that wait, in two cases."""
    return templates.built(tmp_path_factory.mktemp("afternoon") / "desk", served, proxy, templates.an_afternoon)


@pytest.fixture(scope="session")
def few_acts(served: Bench, proxy: Proxy, tmp_path_factory: pytest.TempPathFactory) -> Template:
    """One act of each sort that waits."""
    return templates.built(tmp_path_factory.mktemp("few") / "desk", served, proxy, templates.few_acts)


@pytest.fixture(scope="session")
def news(served: Bench, proxy: Proxy, tmp_path_factory: pytest.TempPathFactory) -> Template:
    """What a back office has to tell in the morning."""
    return templates.built(tmp_path_factory.mktemp("news") / "desk", served, proxy, templates.news)


@pytest.fixture(scope="session")
def quiet(served: Bench, proxy: Proxy, tmp_path_factory: pytest.TempPathFactory) -> Template:
    """One case in assessment, and nothing that waits."""
    return templates.built(tmp_path_factory.mktemp("quiet") / "desk", served, proxy, lambda _: None)


@pytest.fixture(scope="session")
def kills() -> Iterator[Killer]:
    """One program for all, which has loaded what it takes."""
    with killer() as made:
        yield made


@pytest.fixture
def begun(served: Bench, proxy: Proxy, tmp_path: Path) -> Iterator[Begin]:
    """Begins a fault from a template, in a folder of its own."""
    with ExitStack() as stack:

        def from_template(template: Template, disk: Path | None = None) -> Desk:
            folder = Path(tempfile.mkdtemp(dir=tmp_path)) / "desk"
            return begin(template, served, proxy, folder, stack, templates.MOMENT, disk)

        yield from_template


@pytest.fixture(scope="session")
def undisturbed_days() -> dict[Path, dict[str, list[Any]]]:
    """By template."""
    return {}


@pytest.fixture
def all_sent(begun: Begin, undisturbed_days: dict[Path, dict[str, list[Any]]]) -> AllSent:
    """What the back office has once everything was sent without a fault; for each template that is done once."""

    def there(template: Template) -> dict[str, list[Any]]:
        if template.folder not in undisturbed_days:
            desk = begun(template)
            come_through(desk)
            undisturbed_days[template.folder] = what_is_there(desk.office)
        return undisturbed_days[template.folder]

    return there
