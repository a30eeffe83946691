"""At which stages a red line may still be amended: case 48, as the case file asks it."""

from __future__ import annotations

import pytest

from plugin.domain.amending import amendable
from plugin.domain.identity import Identity, Role
from plugin.domain.status import LIVE

JO = Identity("Jo Baker", "jo@council.example", Role.ASSESSOR)


def refusal(status: str) -> str:
    return amendable(status, gone=False, officer="", identity=JO).refusal


@pytest.mark.parametrize("status", ["determined", "withdrawn", "returned", "closed"])
def test_case_48_at_its_end_an_application_s_red_line_is_read_only_and_says_so(status):
    assert refusal(status) == f"This case is {status}, so its red line can only be looked at."


def test_case_48_what_was_not_taken_in_yet_is_read_only_as_well():
    assert "has not finished taking this case in" in refusal("pending")


@pytest.mark.parametrize("status", [each for each in LIVE if each not in ("awaiting_determination", "in_committee")])
def test_in_every_stage_between_it_may_be_amended(status):
    assert refusal(status) == ""
