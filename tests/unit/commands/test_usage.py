"""Help, version, and what a command line that makes no sense gets told."""

from __future__ import annotations

import errno
import subprocess
import sys
from pathlib import Path

import pytest

from plugin.cli import main
from plugin.commands.exit_code import ExitCode
from plugin.commands.output import Output
from plugin.commands.version import version

from .streams import Run

CHECKOUT = Path(__file__).resolve().parents[3]


def test_the_version_is_the_one_of_the_metadata() -> None:
    run = Run("--version")

    assert (run.code, run.out) == (0, f"redline {version()}\n")
    assert f"version={version()}" in (CHECKOUT / "metadata.txt").read_text(encoding="utf-8").replace(" ", "")


@pytest.mark.parametrize("verb", [("read",), ("store",), ("store", "build"), ("store", "info"), ("screen",), ()])
def test_every_verb_has_help(verb: tuple[str, ...]) -> None:
    run = Run(*verb, "--help")

    assert run.code == 0
    assert run.error == ""
    assert " ".join(("usage: redline", *verb)) in run.out


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        ((), "VERB"),
        (("reed",), "reed"),
        (("read",), "FILE"),
        (("screen", "store"), "SITE"),
        (("screen", "store", "site.json", "--within", "far"), "'far' is not a number of metres"),
        (("screen", "store", "site.json", "--within", "-1"), "-1"),
        (("screen", "store", "site.json", "--tolerance", "nan"), "nan is not between 0"),
        (("screen", "store", "site.json", "--on", "yesterday"), "'yesterday' is not a date"),
        (("read", "x.json", "--grid-folder", "y"), "--grid-folder"),
    ],
)
def test_a_command_line_that_makes_no_sense_gets_one_sentence_and_exit_code_2(arguments: tuple[str, ...], part: str) -> None:
    run = Run(*arguments)

    assert run.code == ExitCode.NOT_READABLE
    assert run.out == ""
    assert part in run.error
    assert run.error.count("\n") == 1
    assert "--help" in run.error


def test_a_grid_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    run = Run("--grid", tmp_path / "nowhere", "read", tmp_path / "x.json")

    assert run.code == 2
    assert "nowhere is not there" in run.error


def test_an_output_that_redline_does_not_write_is_refused_before_any_work(tmp_path: Path) -> None:
    run = Run("screen", tmp_path / "no-store", tmp_path / "x.json", "--output", tmp_path / "findings.parquet")

    assert run.code == 2
    assert "findings.parquet can't be written" in run.error
    assert ".gpkg, .geojson and .csv" in run.error


def test_an_output_in_a_folder_that_is_not_there_is_refused_before_any_work(tmp_path: Path) -> None:
    run = Run("screen", tmp_path / "no-store", tmp_path / "x.json", "--output", tmp_path / "no" / "findings.csv")

    assert run.code == 2
    assert "the folder" in run.error


def test_a_store_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    for arguments in (("screen", tmp_path / "no-store", tmp_path / "x.json"), ("store", "info", tmp_path / "no-store")):
        run = Run(*arguments)

        assert run.code == 2
        assert "no-store" in run.error
        assert run.error.count("\n") == 1


class _NobodyReads:
    """A stream whose reader has gone."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return False

    def write(self, _text: str) -> int:
        raise BrokenPipeError

    def flush(self) -> None:
        raise BrokenPipeError

    def fileno(self) -> int:
        raise OSError


def test_a_reader_who_goes_away_ends_it_quietly() -> None:
    stream = _NobodyReads()

    assert main(["--help"], Output(stream, stream)) == ExitCode.NOBODY_LISTENS  # type: ignore[arg-type]  # a test may hand over what a user could


def test_an_interruption_ends_it_quietly(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("plugin.cli._run", interrupt)

    assert main(["--help"]) == 130


def test_a_pipe_that_closes_leaves_nothing_on_the_error_stream() -> None:
    command = f"{sys.executable} -m plugin.cli screen --help | true; echo ${{PIPESTATUS[0]}}"

    ended = subprocess.run(["bash", "-c", command], cwd=CHECKOUT, capture_output=True, text=True, timeout=60, check=False)

    assert ended.stderr == ""
    assert ended.stdout.strip() in ("0", "141")


def test_a_fault_of_redline_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("plugin.cli._run", broken)

    with pytest.raises(ZeroDivisionError):
        main(["--help"])


def test_what_the_system_refuses_is_one_sentence_and_exit_code_2(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(tmp_path / "store" / "part"))

    monkeypatch.setattr("plugin.commands.store_info.store_info", refused)

    run = Run("store", "info", str(tmp_path))

    assert (run.code, run.out) == (ExitCode.NOT_READABLE, "")
    told = f"redline: {tmp_path / 'store' / 'part'} can't be used: No space left on device. See that it is there, that you may use it, "
    assert run.error == told + "and that the disk has room.\n"
