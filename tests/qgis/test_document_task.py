"""Fetching documents: each by itself, and nothing left of one that failed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from plugin.domain.clock import Clock
from plugin.domain.document import Document
from plugin.gui.settings import Settings
from plugin.gui.tasks.document_task import DocumentTask
from tests.unit.backoffice.scripted_server import Reply, Request, ScriptedServer, as_html, serving

PICTURE = (("Content-Type", "image/png"),)

#: A task runs on a thread of its own, never on the window's.
pytestmark = pytest.mark.beside_the_window


def answer(request: Request) -> Reply:
    if request.path.endswith("/program"):
        return Reply(200, b"MZ", (("Content-Type", "application/x-msdownload"),))
    if request.path.startswith("/files/"):
        return Reply(200, request.path.encode(), PICTURE)
    return as_html(404)


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    with serving(answer) as served:
        yield served


def task(server: ScriptedServer, name: str, folder: Path, clock: Clock, at: str = "") -> DocumentTask:
    return DocumentTask(Document(name, f"{server.address}/{at or f'files/{name}'}"), folder, Settings(authority_url=server.address), clock)


def fetched(one: DocumentTask) -> str:
    paths: list[str] = []
    one.fetched.connect(paths.append)
    one.finished(one.run())
    return paths[0] if paths else ""


def test_two_documents_of_one_name_do_not_overwrite_each_other(
    qgis_app: object, server: ScriptedServer, tmp_path: Path, clock: Clock
) -> None:
    first = fetched(task(server, "plan.png", tmp_path, clock, "files/one"))
    second = fetched(task(server, "plan.png", tmp_path, clock, "files/two"))

    assert Path(first).name == Path(second).name == "plan.png"
    assert Path(first).read_text() == "/files/one"
    assert Path(second).read_text() == "/files/two"


def test_a_file_of_another_fetch_is_not_written_to(qgis_app: object, server: ScriptedServer, tmp_path: Path, clock: Clock) -> None:
    (tmp_path / "arriving.part").write_text("of another")

    assert fetched(task(server, "plan.png", tmp_path, clock))

    assert (tmp_path / "arriving.part").read_text() == "of another"


@pytest.mark.parametrize("at", ["nowhere", "files/program"])
def test_nothing_is_left_of_a_document_that_could_not_be_opened(
    qgis_app: object, server: ScriptedServer, tmp_path: Path, clock: Clock, at: str
) -> None:
    said: list[str] = []
    one = task(server, "plan.png", tmp_path, clock, at)
    one.failed.connect(said.append)

    one.finished(one.run())

    assert said[0]
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_left_of_a_fetch_that_was_stopped(qgis_app: object, server: ScriptedServer, tmp_path: Path, clock: Clock) -> None:
    said: list[str] = []
    one = task(server, "plan.png", tmp_path, clock)
    one.failed.connect(said.append)
    one.cancel()

    one.finished(one.run())

    assert said == [""]
    assert list(tmp_path.iterdir()) == []
