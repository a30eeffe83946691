"""Why a red line may only be looked at, with the step that the officer can take."""

from __future__ import annotations

import pytest

from plugin.domain.amending import amendable
from plugin.domain.identity import Identity, Role

JO = Identity("Jo Officer", "jo@council.example", Role.ASSESSOR)


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (
            "awaiting_determination",
            "This case is awaiting determination: withdraw the recommendation in the Decide tab before you amend the red line.",
        ),
        ("in_committee", "This case is in committee: a reviewer sends it back first; then its red line can be amended."),
    ],
)
def test_while_it_is_decided_on_the_step_that_there_is_is_named(status: str, words: str) -> None:
    assert amendable(status, gone=False, officer="", identity=JO).refusal == words


def test_in_assessment_the_red_line_is_amended() -> None:
    assert amendable("in_assessment", gone=False, officer="", identity=JO).refusal == ""
