"""Who did what to a case, here and in the back office."""

from __future__ import annotations

from typing import Any

from plugin.domain.audit_entry import AuditEntry
from plugin.domain.their_entry import TheirEntry
from plugin.reports.history import FieldChange, history


def entry(sequence: int, at: str, verb: str, before: dict[str, Any] | None = None, after: dict[str, Any] | None = None) -> AuditEntry:
    return AuditEntry(sequence, at, "Jo Officer", "a", verb, "application", "a", before or {}, after or {}, "", "")


def test_both_trails_stand_in_one_order_the_newest_first_whatever_their_time_zones() -> None:
    ours = [entry(1, "2026-11-22T10:00:00Z", "taken in"), entry(2, "2026-11-22T12:00:00Z", "edited")]
    theirs = [TheirEntry("2026-11-22T12:30:00+01:00", "red_line_updated", "Amina Yusuf", "", automated=False)]

    assert [(line.what, line.who, line.where) for line in history(ours, theirs)] == [
        ("Edited", "Jo Officer", "here"),
        ("Red line updated", "Amina Yusuf", "back office"),
        ("Taken in", "Jo Officer", "here"),
    ]


def test_of_two_acts_of_one_moment_the_later_one_stands_first() -> None:
    ours = [entry(number, "2026-11-22T10:00:00Z", f"act {number}") for number in (1, 2, 3)]

    assert [line.number for line in history(ours, [])] == [3, 2, 1]


def test_a_line_has_what_stood_there_before_and_after_field_by_field() -> None:
    (line,) = history([entry(1, "2026-11-22T10:00:00Z", "edited", {"status": "a", "gone": None}, {"status": "b", "approved": True})], [])

    assert line.changes == (FieldChange("Status", "a", "b"), FieldChange("Approved", "", "yes"), FieldChange("Gone", "nothing", ""))


def test_a_digest_is_told_as_something_personal_and_not_spelt_out() -> None:
    (line,) = history([entry(1, "2026-11-22T10:00:00Z", "contact changed", None, {"name": {"digest": "ab" * 32}})], [])

    assert line.changes == (FieldChange("Name", "", "(personal, kept as a digest)"),)


def test_words_from_a_back_office_stand_on_one_line_and_can_not_turn_it_round() -> None:
    (line,) = history([], [TheirEntry("no moment", "a_\u202eb", "", "c\n\u202ed", automated=True)])

    assert (line.what, line.who, line.said) == ("A b", "by itself", "c d")
