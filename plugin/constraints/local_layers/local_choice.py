"""Which local layers a refresh reads, and what is declared once they were read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .local_layer import LocalLayer
    from .opened_layer import LayerOpener


@dataclass(frozen=True)
class LocalChoice:
    """``layers`` are read, ``leaving`` are the slugs that are left out from now on. ``declared`` are all layers of the store from the
    new generation on, None where that stays as it is."""

    opener: LayerOpener
    layers: Sequence[LocalLayer] = ()
    leaving: frozenset[str] = frozenset()
    declared: Sequence[LocalLayer] | None = None
