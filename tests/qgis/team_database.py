"""A team's database for the tests of the window, and what is pushed into it."""

from __future__ import annotations

import psycopg2
import psycopg2.sql


def forget_all(postgis_server: str) -> None:
    """The database as it was before anything was pushed."""
    with psycopg2.connect(postgis_server) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'redline%'")
        for (name,) in cursor.fetchall():
            cursor.execute(psycopg2.sql.SQL("DROP SCHEMA {} CASCADE").format(psycopg2.sql.Identifier(name)))
