"""Names that no other site of a run bears, without keeping them all in words."""

from __future__ import annotations

from collections.abc import Sequence


class SiteNames:
    """Remembers names by their hashes: eight bytes and some each, however long they are."""

    def __init__(self) -> None:
        self._taken: set[int] = set()

    def free(self, names: Sequence[str]) -> list[str]:
        """The names, each with a number behind it where another site had it before."""
        given = []
        for name in names:
            number, free = 2, name
            while hash(free) in self._taken:
                free = f"{name} ({number})"
                number += 1
            self._taken.add(hash(free))
            given.append(free)
        return given
