"""Writing an entry of the register: as one file, or into a folder that a web server shows, with a list of what is there."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from ...domain.errors import RedlineError
from ..written_text import write_whole
from .entry import RegisterEntry

LIST = "applications.json"
_SAFE = re.compile(r"[^A-Za-z0-9._-]+")


def file_name(entry: RegisterEntry) -> str:
    """The name of an entry's file: its reference, without what a path or an address could take for something else."""
    reference = str(entry.document["data"]["application"]["reference"])
    return f"{_SAFE.sub('-', reference).strip('.-') or 'application'}.json"


def write_entry(entry: RegisterEntry, path: Path) -> Path:
    """Write one entry; a file that is there is replaced as a whole. RedlineError where it is not valid, or can't be written."""
    _refuse_invalid(entry)
    return _write(path, entry.document)


def publish(entry: RegisterEntry, folder: Path) -> list[Path]:
    """Put an entry into the register's folder in place of an earlier one, and bring the list up to it. RedlineError where it is not valid,
    or where that fails.

    The entry is there before the list names it, so that whoever reads meanwhile finds all that is listed.
    """
    _refuse_invalid(entry)
    if not folder.is_dir():
        raise RedlineError(f"The register's folder {folder} is not there. Make it, or name another.")
    name = file_name(entry)
    listed = [row for row in _listed(folder / LIST) if row.get("file") != name]
    application = entry.document["data"]["application"]
    row = {
        "reference": application["reference"],
        "status": application["status"],
        "file": name,
        "generatedAt": entry.document["metadata"]["generatedAt"],
    }
    made = _write(folder / name, entry.document)
    rows = sorted([*listed, row], key=lambda each: str(each.get("reference")))
    return [made, _write(folder / LIST, {"data": rows})]


def standing(reference: str, folder: Path) -> str:
    """Since when an application stands in the register's folder (ISO 8601), "" where it does not. RedlineError for a list that is none."""
    row = next((row for row in _listed(folder / LIST) if row.get("reference") == reference), None)
    return str(row.get("generatedAt") or "") if row is not None else ""


def take_out(reference: str, folder: Path) -> Path:
    """Take an application out of the register's folder; gives where its entry was. RedlineError where it is not there, or can't be.

    The list is right before the entry goes, so that whoever reads meanwhile finds all that is listed.
    """
    rows = _listed(folder / LIST)
    named = [str(row.get("file") or "") for row in rows if row.get("reference") == reference]
    if not named:
        raise RedlineError(f"{reference} does not stand in the register's folder {folder}.")
    # What a list says is no path: a name that leads elsewhere is none of ours
    paths = [folder / Path(name).name for name in named if Path(name).name]
    _write(folder / LIST, {"data": [row for row in rows if row.get("reference") != reference]})
    for path in paths:
        _remove(path, reference)
    return paths[0] if paths else folder


def _remove(path: Path, reference: str) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise RedlineError(
            f"{reference} is out of the register's list, but its file {path} could not be removed ({error.strerror or error}). "
            "Remove it by hand."
        ) from error


def _refuse_invalid(entry: RegisterEntry) -> None:
    if entry.faults:
        raise RedlineError(f"The entry is not valid by its schema, so it was not written. {' '.join(entry.faults)}")


def _listed(path: Path) -> list[dict[str, Any]]:
    if not path.is_file():
        return []
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise RedlineError(f"The register's list {path} can't be read ({error}). Mend it or move it away, then publish again.") from error
    rows = told.get("data") if isinstance(told, dict) else None
    if not isinstance(rows, list):
        raise RedlineError(f"{path} is no list of a register. Move it away, or name another folder.")
    return [row for row in rows if isinstance(row, dict)]


def _write(path: Path, document: dict[str, Any]) -> Path:
    return write_whole(path, json.dumps(document, indent=2, ensure_ascii=False))
