"""What a letter promises of silence is what the back office has said; where it has said nothing, nothing is promised."""

from __future__ import annotations

from datetime import date, datetime, timezone

import pytest

from plugin.reports.letter import Route, Silence, Terms
from plugin.reports.letter_terms import letter_terms

ON = date(2026, 11, 18)
NOW = datetime(2026, 11, 18, 10, 30, tzinfo=timezone.utc)


def terms(*, back_office: bool = True, can_ask: bool | None = True, silence: str = "") -> Terms:
    return letter_terms(back_office=back_office, can_ask=can_ask, silence=silence, on=ON, now=NOW)


@pytest.mark.parametrize(("back_office", "can_ask"), [(False, None), (True, False)])
def test_where_the_back_office_takes_no_requests_a_letter_goes_out_and_silence_changes_nothing(
    back_office: bool, can_ask: bool | None
) -> None:
    assert terms(back_office=back_office, can_ask=can_ask) == Terms(Route.LETTER, None, Silence.CHANGES_NOTHING)


def test_a_back_office_that_closes_by_silence_is_told_with_the_last_day() -> None:
    assert terms(silence="closes") == Terms(Route.BACK_OFFICE, date(2026, 11, 25), Silence.CHANGES_NOTHING)


def test_a_back_office_that_takes_silence_for_a_yes_is_told_as_such() -> None:
    found = terms(silence="closes_and_adopts")
    assert (found.route, found.silence) == (Route.BACK_OFFICE, Silence.ADOPTS)
    assert found.by is not None


@pytest.mark.parametrize(("can_ask", "silence"), [(None, ""), (None, "closes"), (True, ""), (True, "does something new")])
def test_what_nobody_has_said_of_silence_is_not_promised_and_no_last_day_is_named(can_ask: bool | None, silence: str) -> None:
    assert terms(can_ask=can_ask, silence=silence) == Terms(Route.BACK_OFFICE, None, Silence.NOT_KNOWN)
