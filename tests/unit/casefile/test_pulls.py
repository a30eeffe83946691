"""A pull that was broken off goes on where it stopped."""

from __future__ import annotations

from plugin.domain.pull_state import PullState
from tests.unit.casefile.examples import SOURCE, opened


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
