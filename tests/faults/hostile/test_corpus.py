"""Whatever is given to a reader, it gives a result or one sentence, in bounded time and memory, and asks and reads nothing else."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from tests.faults.hostile.corpus import BIDI, FORMULAS, SCRIPT, SORTS, markup
from tests.faults.hostile.readers import DIET, cells
from tests.faults.ledger import Ledger

_CHECKOUT = Path(__file__).resolve().parents[3]
#: Of one processor, for one file, also on a slow one.
_MOST_SECONDS = 60.0
_SECRET = "THE-SECRET-OF-ANOTHER-FILE"


class Listener:
    """A server that nobody may ask."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self.asked = 0
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._socket.accept()
                self.asked += 1
                connection.close()

    def close(self) -> None:
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    made = Listener()
    yield made
    made.close()


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory, listener: Listener) -> dict[str, list[Path]]:
    """The files, by sort."""
    folder = tmp_path_factory.mktemp("hostile")
    secret = folder / "secret.geojson"
    secret.write_text(json.dumps({"type": "Feature", "geometry": None, "properties": {"name": _SECRET}}))
    found: dict[str, list[Path]] = {}
    for sort, (generate, suffix) in SORTS.items():
        found[sort] = []
        for name, content in generate():
            path = folder / sort / f"{name}{suffix}"
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
            found[sort].append(path)
    found["markup"] = []
    for name, content in markup(listener.address, secret):
        path = folder / "markup" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        found["markup"].append(path)
    return found


class ReadingProgram:
    """One for all readers, for it takes long to begin; another one where it was taken down."""

    def __init__(self) -> None:
        self._program: subprocess.Popen[str] | None = None

    def given(self, reader: str, path: Path) -> dict[str, Any]:
        """What a reader told of a file."""
        program = self._program = self._program or self._begun()
        assert program.stdin is not None
        assert program.stdout is not None
        program.stdin.write(json.dumps({"reader": reader, "path": str(path)}) + "\n")
        program.stdin.flush()
        line = program.stdout.readline()
        if not line:
            self.end()
        assert line, f"{reader} took the program down with {path.name}"
        told: dict[str, Any] = json.loads(line)
        return told

    @staticmethod
    def _begun() -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "tests.faults.hostile.reading"]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
        return subprocess.Popen(command, cwd=_CHECKOUT, text=True, **pipes)

    def end(self) -> None:
        program, self._program = self._program, None
        if program is None:
            return
        with program:
            assert program.stdin is not None
            with suppress(BrokenPipeError):
                program.stdin.close()
            program.wait(timeout=120)


@pytest.fixture(scope="module")
def program() -> Iterator[ReadingProgram]:
    made = ReadingProgram()
    yield made
    made.end()


@pytest.mark.parametrize("reader", DIET)
def test_a_reader_gives_a_result_or_a_sentence_whatever_it_is_given(
    reader: str, corpus: dict[str, list[Path]], program: ReadingProgram, listener: Listener, ledger: Ledger
) -> None:
    wrong: list[str] = []
    for path in (path for sort in DIET[reader] for path in corpus[sort]):
        told = program.given(reader, path)
        if "wrong" in told:
            wrong.append(f"{path.parent.name}/{path.name}: {told['wrong']}")
        elif told["seconds"] > _MOST_SECONDS:
            wrong.append(f"{path.parent.name}/{path.name} took {told['seconds']:.0f} s")
        elif _SECRET in told["came"]:
            wrong.append(f"{path.name} led to another file")
        else:
            ledger.note("hostile input", "read" if told["came"] == "read" else "one sentence")
    assert wrong == [], f"{len(wrong)} files:\n" + "\n".join(wrong)
    assert listener.asked == 0, "nobody was asked"


def test_nothing_is_written_outside_by_an_archive(corpus: dict[str, list[Path]]) -> None:
    assert not Path("/tmp/evil.geojson").exists()
    folder = corpus["archive"][0].parent
    assert not [path for path in folder.parent.parent.rglob("evil*") if path.suffix == ".geojson" and "hostile" not in path.parts]


def test_a_cell_that_a_spreadsheet_would_carry_out_is_text() -> None:
    assert all(str(cell).startswith("'") for cell in cells(list(FORMULAS)))
    assert cells([SCRIPT, BIDI, "12", ""]) == [SCRIPT, BIDI, "12", ""]
