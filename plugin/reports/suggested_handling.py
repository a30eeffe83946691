"""How a change of the red line might be handled, and why: for the officer to decide.

Source: Planning Practice Guidance, "Making an application", paragraph 061; *Holborn Studios v Hackney* (2017): substance, and fairness to
those who would have been consulted.
"""

from __future__ import annotations

from typing import NamedTuple

from ..domain.boundary_change import ChangeKind
from ..domain.consequence import Consequences, Movement
from ..domain.plain_figures import area_words, counted
from ..domain.plain_lists import listed
from ..domain.red_line_request import Handling
from ..domain.rule_result import Topic


class SuggestedHandling(NamedTuple):
    """``reason`` is a sentence that the officer can keep, change or replace."""

    handling: Handling
    reason: str


def suggested_handling(consequences: Consequences | None) -> SuggestedHandling:
    """By the kind of change and by who has to be heard because of it; for a first line, which nobody was consulted on, a consultation."""
    if consequences is None:
        return SuggestedHandling(Handling.RECONSULT, "There was no red line that could be consulted on.")
    change = consequences.change
    gained = listed(_gained(consequences))
    if change.kind is ChangeKind.RELOCATION:
        shared = f"Only {change.shared_percent:.0f} % of the land is in common"
        return SuggestedHandling(Handling.FRESH_APPLICATION, f"{shared}: in substance it is another application.")
    if change.kind is ChangeKind.ENLARGEMENT:
        comes_in = f"{area_words(change.added_area.square_metres)} of land come in"
        who = f", and {gained} with it" if gained else ""
        return SuggestedHandling(Handling.RECONSULT, f"{comes_in}{who}: whoever is concerned has had no chance to comment on it.")
    if gained:
        return SuggestedHandling(Handling.RECONSULT, f"No land comes in, but {gained} must be heard.")
    if change.kind is ChangeKind.COSMETIC:
        return SuggestedHandling(Handling.ACCEPT_AS_DRAWN, "The same site is drawn more exactly: nobody is concerned who was not before.")
    return SuggestedHandling(Handling.ACCEPT_AS_DRAWN, "No land comes in: nobody is concerned who was not before.")


def _gained(consequences: Consequences) -> list[str]:
    """Who has to be heard that was not before."""
    gained = [line.topic for line in consequences.lines if line.movement is Movement.GAINED]
    consultees = gained.count(Topic.CONSULTEE)
    return [*([counted(consultees, "consultee")] if consultees else []), *(["new neighbours"] if Topic.NEIGHBOUR in gained else [])]
