"""Which neighbours a change of the red line adds."""

from __future__ import annotations

from collections.abc import Iterator

from ..domain.consequence import Consequence, Movement
from ..domain.neighbour import NeighbourList
from ..domain.plain_figures import counted
from ..domain.rule_result import Topic

_MOST_NAMED = 5


def neighbour_changes(before: NeighbourList, after: NeighbourList) -> Iterator[Consequence]:
    """One line: how many are new, and who; the earlier list stands, because those people were told."""
    new = after.new_against(before)
    named = [f"{neighbour.address}: {neighbour.reason.value}" for neighbour in new[:_MOST_NAMED]]
    more = (f"and {counted(len(new) - _MOST_NAMED, 'more address', 'more addresses')}",) if len(new) > _MOST_NAMED else ()
    yield Consequence(
        topic=Topic.NEIGHBOUR,
        code="neighbours",
        title="Neighbours to notify",
        before=counted(len(before.neighbours), "address", "addresses"),
        after=f"{len(new)} new" if new else "none new",
        movement=Movement.GAINED if new else Movement.SAME,
        citations=(),
        reasons=(*named, *more),
        confirm=" ".join(dict.fromkeys(neighbour.confirm for neighbour in new if neighbour.confirm)),
    )
