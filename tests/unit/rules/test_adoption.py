"""Whether a line comes into force by itself: only by the applicant's yes, or where silence takes in no land."""

from __future__ import annotations

import pytest

from plugin.domain.adoption import Adoption
from plugin.domain.boundary_change import ChangeKind
from plugin.domain.request_outcome import Outcome, RequestOutcome
from plugin.rules.adoption import adoption

ADOPT, WAIT, NOTHING = Adoption.ADOPT, Adoption.WAIT, Adoption.NOTHING
LARGER, SMALLER = ChangeKind.ENLARGEMENT, ChangeKind.REDUCTION


def verdict(outcome, change=LARGER, over=True, shown=True, fresh=False):
    return adoption(RequestOutcome(outcome, outcome.value), change, over_line_in_force=over, shown=shown, fresh=fresh)


@pytest.mark.parametrize(
    ("outcome", "change", "over", "shown", "found"),
    [
        (Outcome.AGREED, LARGER, True, True, ADOPT),
        (Outcome.AGREED, LARGER, True, False, ADOPT),
        (Outcome.AGREED, LARGER, False, True, WAIT),
        (Outcome.AGREED, SMALLER, False, False, WAIT),
        (Outcome.SILENT, LARGER, True, True, WAIT),
        (Outcome.SILENT, ChangeKind.RELOCATION, True, True, WAIT),
        (Outcome.SILENT, None, True, True, WAIT),
        (Outcome.SILENT, SMALLER, True, True, ADOPT),
        (Outcome.SILENT, ChangeKind.COSMETIC, True, True, ADOPT),
        (Outcome.SILENT, SMALLER, False, True, WAIT),
        (Outcome.SILENT, LARGER, True, False, NOTHING),
        (Outcome.AGREED_OR_SILENT, LARGER, True, True, WAIT),
        (Outcome.AGREED_OR_SILENT, SMALLER, True, True, ADOPT),
        (Outcome.DISAGREED, LARGER, True, False, NOTHING),
        (Outcome.DISAGREED, LARGER, True, True, WAIT),
        (Outcome.UNANSWERED, LARGER, True, False, NOTHING),
        (Outcome.OPEN, LARGER, True, False, NOTHING),
        (Outcome.OPEN, SMALLER, True, True, WAIT),
        (Outcome.CANCELLED, LARGER, True, False, NOTHING),
        (Outcome.CANCELLED_AFTER_AGREEMENT, LARGER, True, True, ADOPT),
        (Outcome.CANCELLED_AFTER_AGREEMENT, LARGER, True, False, NOTHING),
        (Outcome.CANCELLED_AFTER_SILENCE, LARGER, True, True, WAIT),
        (Outcome.CANCELLED_AFTER_EITHER, LARGER, True, True, WAIT),
    ],
)
def test_the_line_in_force(outcome, change, over, shown, found):
    assert verdict(outcome, change, over, shown).adoption is found


@pytest.mark.parametrize("outcome", Outcome)
def test_a_request_for_another_application_changes_no_line(outcome):
    assert verdict(outcome, fresh=True).adoption is NOTHING


@pytest.mark.parametrize("outcome", Outcome)
@pytest.mark.parametrize("change", [*ChangeKind, None])
@pytest.mark.parametrize("over", [True, False])
def test_whatever_waits_says_why(outcome, change, over):
    found = verdict(outcome, change, over)
    assert bool(found.words) is (found.adoption is WAIT)
