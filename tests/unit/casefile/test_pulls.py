"""A pull that was broken off goes on where it stopped."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from plugin.casefile.errors import CaseFileError
from plugin.casefile.file.migrations import Migrations
from plugin.domain.pull_state import PulledPage, PullState
from tests.unit.casefile.examples import SOURCE, opened, pulled

PAGE = PulledPage(SOURCE, "list", 3, 'W/"1"', 100, 5000, (("12", "26-00112-HAPP"), ("", "26-00113-MINOR")))


def test_a_source_that_was_never_pulled_has_an_empty_state(case_file):
    assert case_file.pull_state(SOURCE) == PullState(SOURCE)


def test_a_state_outlives_the_window(tmp_path):
    state = PullState(SOURCE, "spine", 12, 5000, False, "2026-11-22T10:00:00Z", "", "2,400 of 5,000 cases read.", {"etag": 'W/"1"'})
    with opened(tmp_path) as file:
        file.save_pull_state(state)

    with opened(tmp_path) as file:
        assert file.pull_state(SOURCE) == state


def test_the_end_of_a_pull_is_written_into_the_trail_once(case_file):
    done = PullState(SOURCE, "done", 100, 5000, True, "2026-11-22T10:00:00Z", "2026-11-22T10:01:00Z", "All 5,000 cases were read.")
    case_file.save_pull_state(done)
    case_file.save_pull_state(done)

    assert case_file.audit_head()[0] == 1
    assert [entry.verb for entry in case_file.history("")] == ["pull finished"]


def test_a_setting_is_kept_with_the_file(tmp_path):
    with opened(tmp_path) as file:
        assert file.setting("authority", "none") == "none"
        file.write_setting("authority", "Southwark")

    with opened(tmp_path) as file:
        assert file.setting("authority") == "Southwark"


def test_a_page_is_remembered_with_the_cases_that_came_on_it_and_where_the_pull_then_stood(case_file):
    reached = PullState(SOURCE, "list", 3, 5000)
    case_file.take_in([pulled(1)], SOURCE, reached=reached, page=PAGE)

    assert case_file.pulled_page(SOURCE, "list", 3) == PAGE
    assert case_file.pulled_page(SOURCE, "list", 2) is None
    assert case_file.pulled_page(SOURCE, "search", 3) is None
    assert case_file.pull_state(SOURCE) == reached


def test_a_page_whose_cases_were_not_taken_in_is_not_remembered(case_file):
    nameless = pulled(1, back_office_id="", reference="")
    with pytest.raises(CaseFileError):
        case_file.take_in([nameless], SOURCE, reached=PullState(SOURCE, "list", 3), page=PAGE)

    assert case_file.pulled_page(SOURCE, "list", 3) is None
    assert case_file.pull_state(SOURCE) == PullState(SOURCE)


def test_pages_that_were_remembered_as_states_are_still_known(tmp_path):
    first = tmp_path / "steps"
    first.mkdir()
    for step in Migrations.shipped().steps()[:4]:
        (first / step.name).write_text(step.read_text(encoding="utf-8"), encoding="utf-8")
    further = {"page": '["W/\\"1\\"", 100, 5000, [["12", "26-00112-HAPP"], ["", "26-00113-MINOR"]]]'}
    state = PullState(SOURCE, "done", 100, 5000, True)
    with opened(tmp_path, migrations=Migrations(first)) as file:
        file.save_pull_state(PullState(f"{SOURCE}#list#3", further=further))
        file.save_pull_state(state)

    with opened(tmp_path) as file:
        assert file.pulled_page(SOURCE, "list", 3) == PAGE
        assert file.pull_state(SOURCE) == state
        with closing(sqlite3.connect(file.path)) as connection:
            assert connection.execute("SELECT count(*) FROM pull_state").fetchone() == (1,)
