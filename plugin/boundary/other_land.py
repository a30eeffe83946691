"""Reading a blue line that was drawn here: other land of the same owner, which encloses no site and has no address."""

from __future__ import annotations

from dataclasses import replace

from shapely.geometry.base import BaseGeometry

from ..domain.reading import SiteReading
from ..rules.rules import Rules
from .proposed import read_proposed
from .transformer import Transformer


def read_other_land(geometry: BaseGeometry, red: SiteReading, transformer: Transformer, rules: Rules) -> SiteReading:
    """The reading of a blue line drawn in EPSG:27700 beside the red line of ``red``, as exact as that one.

    Nothing is asked of it but that it can be drawn: address and declared area are those of the site.
    """
    return replace(read_proposed(geometry, replace(red, application=None), transformer, rules), application=red.application)
