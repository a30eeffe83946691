"""What readiness asks of a store, whatever stands behind it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Protocol

from ..store.store import Store

if TYPE_CHECKING:
    from ..store.build_report import Issue, Repair
    from ..store.stored_record import StoredRecord


class ReadinessStore(Store, Protocol):
    """A store that also gives its records whole, and tells what was found wrong while it was built."""

    def records(self, dataset: str) -> Iterator[StoredRecord]:
        """Every record of a dataset, with and without a shape."""
        ...

    def repairs(self, dataset: str) -> tuple[Repair, ...]:
        """What had to be repaired in a dataset."""
        ...

    def issues(self, dataset: str, most: int = -1) -> tuple[Issue, ...]:
        """What was found wrong in a dataset while it was loaded, ``most`` of it (all unless said)."""
        ...
