"""Which addresses of a store are those of a database: a password must never be read out as the name of a folder."""

from __future__ import annotations

import sys

import pytest

from plugin.constraints.postgis.database import is_postgis, server_of


@pytest.mark.parametrize(
    ("address", "database"),
    [
        ("postgresql://reader@database/planning", True),
        ("service=council", True),
        ("host=database dbname=planning password=x", True),
        ("dbname = planning", True),
        ("/share/store", False),
        ("hosts/store", False),
    ],
)
def test_a_connection_string_is_the_address_of_a_database_and_a_path_is_not(address: str, database: bool) -> None:
    assert is_postgis(address) is database


def test_without_psycopg2_nobody_knows_which_server_an_address_means(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg2", None)

    assert server_of("postgresql://database/planning") == ""
