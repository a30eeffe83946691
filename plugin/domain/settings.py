"""The two distances that screening is judged by, with their source."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ScreeningSettings:
    """Metres. ``tolerance`` is the digitising tolerance (Ordnance Survey urban mapping: 1.0 m at 99 %), ``near`` the distance
    within which an entity outside the site is still shown."""

    tolerance: float = 1.0
    near: float = 50.0
