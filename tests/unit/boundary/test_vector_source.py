"""What a file of map data says of its coordinates."""

from __future__ import annotations

import pytest

from plugin.boundary.vector_source import system_of


@pytest.mark.parametrize(
    "wkt", ['GEOGCS["Undefined geographic SRS",DATUM["unknown"]]', 'ENGCRS["Undefined Cartesian SRS with unknown unit"]', ""]
)
def test_a_system_that_a_geopackage_calls_undefined_is_none(wkt: str) -> None:
    assert system_of(None, wkt) == ""


def test_a_system_is_told_by_its_code_or_else_in_full() -> None:
    assert system_of(27700, 'PROJCS["OSGB36 / British National Grid"]') == "EPSG:27700"
    assert system_of(None, 'PROJCS["Local grid"]') == 'PROJCS["Local grid"]'
