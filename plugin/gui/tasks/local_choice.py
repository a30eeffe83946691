"""Which local layers a task reads, and what is declared once they were read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ...constraints.local_layers.local_layer import LocalLayer
    from ..layers.qgis_layer_opener import QgisLayerOpener


@dataclass(frozen=True)
class LocalChoice:
    """``layers`` are read, ``leaving`` are the slugs that are left out from now on. ``declared`` are all layers of the store from the
    new generation on, None where that stays as it is."""

    opener: QgisLayerOpener
    layers: Sequence[LocalLayer] = ()
    leaving: frozenset[str] = field(default=frozenset())
    declared: Sequence[LocalLayer] | None = None
