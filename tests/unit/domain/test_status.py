"""At which stages a red line may still be amended."""

from __future__ import annotations

import pytest

from plugin.domain.status import LIVE, why_not_amended


@pytest.mark.parametrize("status", ["determined", "withdrawn", "returned", "closed"])
def test_case_48_at_its_end_an_application_s_red_line_is_read_only_and_says_so(status):
    assert why_not_amended(status) == f"The application is {status}: its red line can be read, and not amended any more."


def test_case_48_what_was_not_taken_in_yet_is_read_only_as_well():
    assert "has not been taken in yet" in why_not_amended("pending")


@pytest.mark.parametrize("status", LIVE)
def test_in_every_stage_between_it_may_be_amended(status):
    assert why_not_amended(status) == ""
