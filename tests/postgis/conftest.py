"""One PostgreSQL with PostGIS for the whole suite, and an empty database for each test."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone

import psycopg2
import psycopg2.sql
import pytest

from plugin.domain.clock import Clock
from tests.postgis_server import postgis


class PassingClock:
    """A minute passes each time it is asked."""

    def __init__(self) -> None:
        self._moment = datetime(2026, 3, 2, 12, tzinfo=timezone.utc)

    def now(self) -> datetime:
        self._moment += timedelta(minutes=1)
        return self._moment


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    with postgis() as address:
        yield address


@pytest.fixture
def empty(server: str) -> str:
    """A database in which nothing was pushed."""
    with psycopg2.connect(server) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'redline%'")
        for (name,) in cursor.fetchall():
            cursor.execute(psycopg2.sql.SQL("DROP SCHEMA {} CASCADE").format(psycopg2.sql.Identifier(name)))
    return server


@pytest.fixture
def clock() -> Clock:
    return PassingClock()
