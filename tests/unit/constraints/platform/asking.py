"""The client against the stand-in, without a pause between questions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timezone
from typing import Any

from plugin.backoffice.platform_web import PlatformWeb
from plugin.constraints.platform.asker import Asker
from plugin.constraints.platform.platform_settings import usual_settings
from plugin.domain.clock import FixedClock
from tests.platform_stand_in import Platform, StandIn

CLOCK = FixedClock(datetime(2026, 11, 27, 9, tzinfo=timezone.utc))
GROUND = "MULTIPOLYGON (((-0.12 51.42, -0.02 51.42, -0.02 51.51, -0.12 51.51, -0.12 51.42)))"
BOW_TIE = "MULTIPOLYGON (((-0.08 51.47, -0.07 51.48, -0.07 51.47, -0.08 51.48, -0.08 51.47)))"


def square(east: int, north: int, side: int = 3) -> str:
    """WKT of a square in thousandths of a degree, from the south-west corner of Southwark."""
    west, south = -0.11 + east / 1000, 51.43 + north / 1000
    across = side / 1000
    return (
        f"MULTIPOLYGON ((({west:.6f} {south:.6f}, {west + across:.6f} {south:.6f}, {west + across:.6f} {south + across:.6f}, "
        f"{west:.6f} {south + across:.6f}, {west:.6f} {south:.6f})))"
    )


class Slept(list[float]):
    """The waits that were asked for; none of them was waited for."""


@contextmanager
def asking(platform: Platform, **settings: Any) -> Iterator[tuple[Asker, Slept]]:
    """An asker of a stand-in; ``settings`` are those of the platform that differ."""
    slept = Slept()
    with StandIn(platform) as stand_in:
        here = {"address": stand_in.address, "files": stand_in.files, "page": 2, "pause": 0.0}
        told = replace(usual_settings(), **{**here, **settings})
        web = PlatformWeb(told)
        yield Asker(web, told, slept.append), slept
        web.close()
