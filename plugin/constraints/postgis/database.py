"""The connection to a team's PostGIS: its address, its faults in sentences, and the one pointer that says which generation is in use."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from ...domain.errors import MissingLibrary, StoreError
from ...resources_path import resources_path
from ..secure_address import is_loopback
from ..store.generations import FORMAT
from .hidden_words import is_cut_short, masked, shown

_SCHEMES = ("postgresql://", "postgres://", "service=")
#: A connection string of libpq: what it holds must never be read out as the name of a folder.
_CONNECTION_STRING = re.compile(r"\s*(host|hostaddr|port|dbname|user|password|passfile|sslmode)\s*=")
_CONNECT_SECONDS = 15
_READ_MILLISECONDS = 60_000
#: A line that was cut is noticed within half a minute, and not when the system gives it up.
_ALIVE = {"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3, "tcp_user_timeout": 30_000}
_CURRENT = (
    "SELECT generation.name, generation.schema, generation.format FROM redline.current_generation JOIN redline.generation USING (name)"
)
_NAMES = "SELECT name FROM redline.generation ORDER BY name DESC"
_NAMED = "SELECT name, schema, format FROM redline.generation WHERE name = %s"
_HAS_POINTER = "SELECT to_regclass('redline.current_generation') IS NOT NULL"


def is_postgis(address: str) -> bool:
    """Whether an address of a store is one of a database."""
    return address.startswith(_SCHEMES) or _CONNECTION_STRING.match(address) is not None


def connect(address: str, credentials: Mapping[str, str] | None = None, *, read_only: bool = True) -> Any:
    """A connection of psycopg2. ``credentials`` are what an address does not say (user, password, sslcert, ...), as libpq names them.

    Raises MissingLibrary, and StoreError where the database can't be reached or is no PostGIS.
    """
    try:
        import psycopg2
    except ImportError as error:
        raise MissingLibrary(
            "A store in PostGIS needs the Python library psycopg2, which is not installed here. Install it, or use a store in a folder."
        ) from error
    if is_cut_short(address):
        raise StoreError(
            f"The address {shown(address)} can't be read: in a password the signs @ / ? # are written %40 %2F %3F %23. "
            "Better leave the password out: it belongs in pgpass or a service file."
        )
    try:
        line = {**_ALIVE, **line_for(parts_of(address)), **(credentials or {})}
        connection = psycopg2.connect(address, connect_timeout=_CONNECT_SECONDS, application_name="Redline", **line)
    except psycopg2.Error as error:
        raise StoreError(
            f"The store at {shown(address)} can't be reached: {_reason(error, address)}. Check the address, or ask who keeps it."
        ) from error
    if read_only:
        connection.set_session(readonly=True, autocommit=True)
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('statement_timeout', %s, false)", (str(_READ_MILLISECONDS),))
    return connection


def parts_of(address: str) -> dict[str, str]:
    """What an address says, as libpq names it."""
    from psycopg2.extensions import parse_dsn

    return dict(parse_dsn(address))


def server_of(address: str) -> str:
    """The service, or host and port, that an address names; "" where it can't be read (also without psycopg2), or the system
    decides. No secret is in it."""
    try:
        import psycopg2
    except ImportError:
        return ""
    try:
        told = parts_of(address)
    except psycopg2.Error:
        return ""
    host = told.get("host") or told.get("hostaddr", "")
    return told.get("service") or ":".join(part for part in (host, told.get("port", "") if host else "") if part)


def line_for(told: Mapping[str, str]) -> dict[str, str]:
    """What is asked of the line beside what an address says (its parts, as libpq names them): to another computer it is encrypted, unless
    whoever wrote the address, or keeps the service, has said otherwise. libpq alone would fall back to an open line without a word."""
    host = told.get("host", "")
    settled = "sslmode" in told or "service" in told
    return {} if settled or not host or host.startswith("/") or is_loopback(host) else {"sslmode": "require"}


@contextmanager
def asking(address: str) -> Iterator[None]:
    """What the database refuses is told in a sentence."""
    import psycopg2
    import psycopg2.errors
    import psycopg2.extensions

    store = f"The store at {shown(address)}"
    try:
        yield
    except psycopg2.extensions.QueryCanceledError as error:
        raise StoreError(f"{store} took too long: {_reason(error, address)}. Try again when it is less busy.") from error
    except (psycopg2.OperationalError, psycopg2.InterfaceError) as error:
        raise StoreError(f"{store} went away: {_reason(error, address)}. Try again once it is back.") from error
    except psycopg2.errors.UndefinedTable as error:
        raise StoreError(f"{store} no longer has the generation that was read: newer ones took its place. Screen again.") from error
    except psycopg2.Error as error:
        raise StoreError(f"{store} failed: {_reason(error, address)}.") from error


def generation_in(connection: Any, address: str, name: str = "") -> tuple[str, str]:
    """The name and schema of the generation in use, or of the one named. Raises StoreError where there is none, or a newer Redline's."""
    with asking(address), connection.cursor() as cursor:
        cursor.execute(_HAS_POINTER)
        if not cursor.fetchone()[0]:
            raise StoreError(f"There is no constraint store at {shown(address)}. Push one there with “store push”.")
        cursor.execute(_NAMED if name else _CURRENT, (name,) if name else ())
        found = cursor.fetchone()
    if found is None:
        what = f"no generation “{name}”" if name else "no generation in use"
        raise StoreError(f"The store at {shown(address)} has {what}. Push one there with “store push”.")
    if found[2] > FORMAT:
        raise StoreError(f"The store at {shown(address)} was pushed by a newer Redline (format {found[2]}). Update the plugin.")
    return str(found[0]), str(found[1])


def generation_names(address: str, credentials: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """The generations that a database has, in use or not, the newest first. Raises as ``connect`` and ``generation_in`` do."""
    connection = connect(address, credentials)
    try:
        generation_in(connection, address)
        with asking(address), connection.cursor() as cursor:
            cursor.execute(_NAMES)
            return tuple(str(name) for (name,) in cursor.fetchall())
    finally:
        connection.close()


def run(cursor: Any, name: str, schema: str) -> None:
    """Run the statements of ``resources/store/NAME.sql`` on a schema."""
    from psycopg2 import sql

    text = resources_path("store", f"{name}.sql").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("--")]
    for each in "\n".join(lines).split(";"):
        if each.strip():
            cursor.execute(sql.SQL(each).format(schema=sql.Identifier(schema)))


def _reason(error: Exception, address: str) -> str:
    """The first line of what libpq says, which is what happened; the others guess why."""
    lines = [line for line in str(error).splitlines() if line.strip()]
    said = " ".join(lines[0].split()) if lines else type(error).__name__
    return masked(said, address)[:200].rstrip(" .?!:")
