"""How SQLite is told of a file that it must not write to, or must attach."""

from __future__ import annotations

from pathlib import PurePath


def sqlite_uri(path: PurePath, parameters: str = "") -> str:
    """The URI of an absolute path; ``parameters`` such as "immutable=1&mode=ro".

    SQLite takes no host in a URI: the server of a share stands behind four slashes instead.
    """
    uri = path.as_uri()
    if not uri.startswith("file:///"):
        uri = f"file:////{uri[len('file://') :]}"
    return f"{uri}?{parameters}" if parameters else uri
