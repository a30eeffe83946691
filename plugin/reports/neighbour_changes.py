"""Which neighbours a change of the red line adds, and which it leaves behind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..domain.consequence import Consequence, Movement
from ..domain.neighbour import Neighbour, NeighbourList
from ..domain.plain_figures import counted
from ..domain.rule_result import Topic
from ..rules.rules import Rules

_MOST_NAMED = 5
_TITLE = "Neighbours to notify"
_STANDS = "Whoever was told before stays on the list, and may still comment."
_RULES = ("neighbour.adjoining", "neighbour.across-highway", "neighbour.buffers")


def neighbour_changes(before: NeighbourList, after: NeighbourList, rules: Rules) -> Iterator[Consequence]:
    """How many are new, and who; in a line of its own those that are neighbours no more. The earlier list stands: they were told."""
    citations = tuple(row.citation for row in map(rules.find, _RULES) if row is not None)
    unknown = before.unknown or after.unknown
    if unknown:
        yield Consequence(Topic.NEIGHBOUR, "neighbours", _TITLE, _count(before), "not known", Movement.UNKNOWN, citations, confirm=unknown)
        return
    new, gone = after.new_against(before), before.new_against(after)
    yield Consequence(
        topic=Topic.NEIGHBOUR,
        code="neighbours",
        title=_TITLE,
        before=_count(before),
        after=f"{len(new)} new" if new else "none new",
        movement=Movement.GAINED if new else Movement.SAME,
        citations=citations,
        reasons=(*_named(new), *after.notes),
        confirm=" ".join(dict.fromkeys(neighbour.confirm for neighbour in new if neighbour.confirm)),
    )
    if gone:
        yield Consequence(
            topic=Topic.NEIGHBOUR,
            code="neighbours-left",
            title="Neighbours no more",
            before=counted(len(gone), "address", "addresses"),
            after="",
            movement=Movement.LOST,
            citations=citations,
            reasons=(*_named(gone), _STANDS),
        )


def _named(neighbours: Sequence[Neighbour]) -> tuple[str, ...]:
    named = [f"{neighbour.address}: {neighbour.reason.value}." for neighbour in neighbours[:_MOST_NAMED]]
    rest = len(neighbours) - _MOST_NAMED
    return (*named, *((f"And {counted(rest, 'more address', 'more addresses')}.",) if rest > 0 else ()))


def _count(found: NeighbourList) -> str:
    return "not known" if found.unknown else counted(len(found.neighbours), "address", "addresses")
