"""Nothing is asked over an open line but what never leaves this computer."""

from __future__ import annotations

import pytest

from plugin.constraints.base_map import BaseMap
from plugin.constraints.postgis.database import line_for
from plugin.constraints.secure_address import not_encrypted


@pytest.mark.parametrize(
    "source",
    [
        "http://tiles.example/{z}/{x}/{y}.png",
        "HTTP://tiles.example/{z}/{x}/{y}.png",
        "crs=EPSG:27700&url=http://maps.example/wmts&layers=a",
        "type=xyz&url=http%3A%2F%2Ftiles.example%2F%7Bz%7D",
        "http://127.0.0.1.example/{z}",
        "http://[::1",
        "https://good.example/?next=http://bad.example/",
    ],
)
def test_an_address_over_an_open_line_is_found_however_it_is_wrapped(source: str) -> None:
    assert not_encrypted(source).lower().startswith("http://")


@pytest.mark.parametrize(
    "source",
    ["https://tiles.example/{z}/{x}/{y}.png", "http://127.0.0.1:8000/{z}", "http://localhost/x", "http://[::1]/x", "base.gpkg"],
)
def test_encrypted_addresses_and_this_computer_are_taken(source: str) -> None:
    assert not_encrypted(source) == ""


@pytest.mark.parametrize("told", [{"host": "database"}, {"host": "db.council.example", "user": "gis"}])
def test_a_database_on_another_computer_is_asked_over_an_encrypted_line(told: dict[str, str]) -> None:
    assert line_for(told) == {"sslmode": "require"}


@pytest.mark.parametrize(
    "told", [{}, {"host": "/run/postgresql"}, {"host": "127.0.0.1"}, {"service": "gis"}, {"host": "database", "sslmode": "verify-full"}]
)
def test_a_database_here_and_what_somebody_has_settled_is_left_alone(told: dict[str, str]) -> None:
    assert line_for(told) == {}


def test_a_base_map_over_an_open_line_says_what_to_do() -> None:
    assert BaseMap("xyz", "http://tiles.example/{z}/{x}/{y}.png").trouble.endswith("begins with https://.")
    assert BaseMap("file", "http:notes.gpkg").trouble == ""
