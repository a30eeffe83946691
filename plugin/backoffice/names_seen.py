"""Which applications a pull has seen on its pages, by the names that the pages give them."""

from __future__ import annotations

from collections.abc import Iterable

from .page_walk import Names


class NamesSeen:
    """``listed`` has the references of the spine by integer id, ``references`` the same references, ``found`` those of searches."""

    def __init__(self) -> None:
        self.listed: dict[str, str] = {}
        self.references: set[str] = set()
        self.found: set[str] = set()

    def __len__(self) -> int:
        return len(self.references | self.found)

    def note(self, walk: str, names: Iterable[Names]) -> None:
        """The names on a page of a walk."""
        if walk == "list":
            self.listed.update(names)
            self.references.update(reference for _, reference in names)
        else:
            self.found.update(reference for _, reference in names)
