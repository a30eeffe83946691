"""What the command line writes, and where."""

from __future__ import annotations

import io
import json

import pytest

from plugin.commands.output import Output
from plugin.commands.text_table import text_table
from plugin.commands.tone import Tone

from .streams import CLOCK, Terminal


def test_a_pipe_sees_no_colours() -> None:
    out = io.StringIO()

    Output(out, io.StringIO()).line("grave news", Tone.GRAVE)

    assert out.getvalue() == "grave news\n"


def test_a_terminal_sees_colours_where_it_can_show_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    out = Terminal()

    Output(out, io.StringIO()).line("grave news", Tone.GRAVE)

    assert "\x1b[" in out.getvalue()
    assert "grave news" in out.getvalue()


def test_text_from_outside_is_neither_markup_nor_an_escape_sequence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    out = Terminal()

    Output(out, io.StringIO()).line("[bold]x[/bold]\x1b]0;owned\x07", Tone.QUIET)

    assert "[bold]x[/bold]]0;owned" in out.getvalue()
    assert "\x1b]0;" not in out.getvalue()


def test_a_letter_that_the_stream_lacks_is_escaped_not_a_crash() -> None:
    raw = io.BytesIO()
    output = Output(io.TextIOWrapper(raw, encoding="ascii"), io.StringIO())

    output.line("Café")
    output.json({"name": "Café"})
    output.flush()

    first, rest = raw.getvalue().decode("ascii").split("\n", 1)
    assert first == r"Caf\xe9"
    assert json.loads(rest) == {"name": "Café"}


def test_half_a_character_in_a_name_still_gives_json() -> None:
    raw = io.BytesIO()
    output = Output(io.TextIOWrapper(raw, encoding="utf-8"), io.StringIO())

    output.json({"name": "a\ud800"})
    output.flush()

    assert json.loads(raw.getvalue().decode("utf-8")) == {"name": "a\ud800"}


def test_a_fault_goes_to_the_error_stream_only() -> None:
    out, error = io.StringIO(), io.StringIO()

    Output(out, error).fault("x.json could not be read: it is empty.")

    assert out.getvalue() == ""
    assert error.getvalue() == "redline: x.json could not be read: it is empty.\n"


def test_columns_align_by_what_is_shown_not_by_the_count_of_characters() -> None:
    lines = text_table([["日本", "x"], ["abcd", "y"], ["e\u0301", "z"]])

    assert lines == ["日本  x", "abcd  y", "e\u0301     z"]


def test_figures_align_right() -> None:
    assert text_table([["a", "1"], ["b", "100"]], right=(1,)) == ["a    1", "b  100"]


def test_a_list_is_written_row_by_row_and_is_one_document() -> None:
    out = io.StringIO()

    with Output(out, io.StringIO()).json_list("sites") as document:
        document.add({"site": 1})
        document.add({"site": 2})
        document.also("unreadable", [])

    assert json.loads(out.getvalue()) == {"sites": [{"site": 1}, {"site": 2}], "unreadable": []}


def test_a_list_of_nothing_is_a_document_too() -> None:
    out = io.StringIO()

    with Output(out, io.StringIO()).json_list("sites"):
        pass

    assert json.loads(out.getvalue()) == {"sites": []}


def test_a_document_whose_work_failed_is_valid_and_can_not_be_taken_for_a_whole_one() -> None:
    out = io.StringIO()

    def fail() -> None:
        with Output(out, io.StringIO()).json_list("sites", CLOCK) as document:
            document.add({"site": 1})
            raise RuntimeError("the store went away")

    with pytest.raises(RuntimeError):
        fail()
    assert json.loads(out.getvalue()) == {
        "sites": [{"site": 1}],
        "error": "the store went away",
        "failed_at": "2026-11-22T14:05:00Z",
    }


def test_an_interrupted_document_says_so() -> None:
    out = io.StringIO()

    def stop() -> None:
        with Output(out, io.StringIO()).json_list("sites", CLOCK):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stop()
    assert json.loads(out.getvalue())["error"] == "The run was interrupted."


def test_progress_in_a_pipe_is_a_plain_line_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    moments = iter([0.0, 1.0, 6.0, 7.0])
    monkeypatch.setattr("plugin.commands.progress.time.monotonic", lambda: next(moments))
    error = io.StringIO()

    with Output(io.StringIO(), error).progress("Building") as progress:
        progress.told("tree", 10, 300)
        progress.told("tree", 200, 300)
        progress.told("tree", 300, 300)

    assert error.getvalue() == "Building: tree (200 of 300)\n"


def test_a_name_with_brackets_does_not_upset_the_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    error = Terminal()

    with Output(io.StringIO(), error).progress("Building") as progress:
        progress.told("trees[/b] [red]", 1, 2)

    assert error.getvalue() != ""
