"""A PostGIS server of the bench's own, where Debian's PostgreSQL is installed: a cluster in a folder, reached by a socket only."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PROGRAMS = Path("/usr/lib/postgresql")
_DATABASE = "redline_bench"
#: Room for the whole table in its buffers, and no flushing to disk: a server at its ease.
_SETTINGS = {
    "shared_buffers": "3GB",
    "maintenance_work_mem": "1GB",
    "max_wal_size": "8GB",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "listen_addresses": "",
}


def programs() -> Path | None:
    """Debian's newest PostgreSQL that has PostGIS, None where there is none."""
    found = [
        folder / "bin"
        for folder in sorted(_PROGRAMS.glob("*"), key=lambda each: [int(part) for part in each.name.split(".") if part.isdigit()])
        if (folder / "bin" / "initdb").exists() and (Path("/usr/share/postgresql") / folder.name / "extension" / "postgis.control").exists()
    ]
    return found[-1] if found else None


@contextmanager
def own_server(bin_folder: Path) -> Iterator[str]:
    """A server that lives as long as the block; gives its DSN. Raises CalledProcessError where it does not start."""
    folder = Path(tempfile.mkdtemp(prefix="redline-bench-"))
    try:
        if os.getuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        data, log = folder / "data", folder / "log"
        _run(bin_folder / "initdb", "--pgdata", data, "--auth", "trust", "--username", "redline", "--encoding", "UTF8", "--no-locale")
        options = " ".join(f"-c {name}={value or chr(39) * 2}" for name, value in _SETTINGS.items())
        control = (bin_folder / "pg_ctl", "--pgdata", data, "--wait")
        _run(*control, "--log", log, "--options", f"{options} -c unix_socket_directories={folder}", "start")
        try:
            dsn = f"host={folder} user=redline"
            _run(bin_folder / "createdb", "--host", folder, "--username", "redline", _DATABASE)
            _run(bin_folder / "psql", "--dbname", f"{dsn} dbname={_DATABASE}", "--quiet", "--command", "CREATE EXTENSION postgis")
            yield f"{dsn} dbname={_DATABASE}"
        finally:
            _run(*control, "--mode", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(*command: object) -> None:
    """PostgreSQL's programs refuse to run as root."""
    words = [str(word) for word in command]
    user = pwd.getpwnam("postgres") if os.getuid() == 0 else None
    finished = subprocess.run(
        words,
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        cwd="/",
        user=user.pw_uid if user else None,
        group=user.pw_gid if user else None,
        extra_groups=[] if user else None,
    )
    if finished.returncode:
        raise RuntimeError(f"{words[0]} failed: {finished.stderr.strip()[-300:]}")
