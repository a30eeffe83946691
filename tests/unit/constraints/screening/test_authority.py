"""The red line against the authority's own area."""

from __future__ import annotations

from plugin.domain.check import Severity

from .memory_store import MemoryStore
from .scenes import box, screening


def at_the_border(border: float) -> MemoryStore:
    return MemoryStore([], authority=box(-500, -500, border, 500))


def test_a_site_outside_the_authority_is_an_error():
    (check,) = screening(at_the_border(-100)).checks

    assert (check.code, check.severity) == ("outside-authority", Severity.ERROR)
    assert "100 m away" in check.message


def test_a_border_thirty_centimetres_away_is_not_said_to_be_none():
    (check,) = screening(at_the_border(-0.3)).checks

    assert "the border is 0.3 m away" in check.message


def test_case_39_a_site_across_the_border_has_an_area_on_each_side():
    (check,) = screening(at_the_border(30)).checks

    assert (check.code, check.severity) == ("across-the-border", Severity.WARNING)
    assert "1,200 m² (75.0 %) lie inside, 400 m² (25.0 %) outside" in check.message


def test_case_39_a_strip_of_forty_centimetres_over_the_border_touches_it():
    (check,) = screening(at_the_border(39.6)).checks

    assert (check.code, check.severity) == ("touches-the-border", Severity.INFORMATION)
    assert "0.40 m deep" in check.message


def test_a_site_within_the_authority_has_no_such_check():
    assert screening(at_the_border(40)).checks == ()


def test_a_store_without_the_authoritys_area_says_nothing_of_it():
    assert screening(MemoryStore([])).checks == ()
