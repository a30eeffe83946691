"""What waits of a case as a pack to be done by hand: a page for people, and its PDF, every act as JSON, the lines as GeoJSON."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from ...domain.case import Case
from ...domain.clock import Clock, timestamp
from ...domain.outbox_entry import OutboxEntry
from ...domain.plain_days import plain_moment
from ...domain.plain_figures import counted
from ...reports.act_words import act_words
from ...reports.printed_page import PrintPage
from ...rules.hand_pages import hand_page
from ..errors import CaseFileError
from .change_page import LINES, act_parts, change_page, line_of

PAGE, PDF, ACTS = "changes.html", "changes.pdf", "acts.json"
_AFTERWARDS = (
    "In the order in which they stand. Afterwards record in Redline, under Waiting to send, on which day each was done: then it leaves the "
    "list, and the history says so."
)


@dataclass(frozen=True)
class ChangePack:
    """``files`` are its files by name; ``acts`` counts the acts in it."""

    reference: str
    acts: tuple[str, ...]
    files: Mapping[str, bytes]


def change_pack(case: Case, lines: Mapping[str, Any], clock: Clock, by: str, print_page: PrintPage | None = None) -> ChangePack:
    """The pack of everything that waits of a case, seen now; ``lines`` are its red and blue lines as GeoJSON.

    Without ``print_page`` it has no PDF. CaseFileError where nothing waits.
    """
    waiting = list(case.outbox)
    if not waiting:
        raise CaseFileError(f"Nothing of {case.reference} waits to be sent, so there is nothing to do by hand.")
    acts = [_act(entry, case) for entry in waiting]
    document = {
        "about": "Acts that the back office has not taken, to be done by hand",
        "application": {"reference": case.reference, "back_office_id": case.row.back_office_id, "page": case.web_page},
        "back_office": case.source,
        "written_at": timestamp(clock),
        "written_by": by,
        "acts": acts,
    }
    title = f"Changes to make by hand: {case.reference}"
    said = (
        *([case.row.address] if case.row.address else []),
        f"{counted(len(acts), 'act')} of {case.source}, written on {plain_moment(clock)}{f' by {by}' if by else ''}.",
        _AFTERWARDS,
    )
    page, body = change_page(title, said, act_parts(waiting, [str(act["page"]) for act in acts]))
    files = {
        PAGE: _bytes(page),
        **({PDF: print_page(title, body)} if print_page is not None else {}),
        ACTS: _json(document),
        LINES: _json({"type": "FeatureCollection", "features": [*lines["features"], *_asked(waiting)]}),
    }
    return ChangePack(case.reference, tuple(entry.uuid for entry in waiting), files)


def write_pack(pack: ChangePack, path: Path, moment: datetime) -> Path:
    """Write a pack: into one zip where ``path`` ends with .zip, else into the folder ``path``, which is made.

    A file that is there is replaced as a whole. CaseFileError where it can't be written.
    """
    try:
        if path.suffix.lower() == ".zip":
            return _zipped(pack, path, moment)
        path.mkdir(parents=True, exist_ok=True)
        for name, content in pack.files.items():
            part = path / f".{name}.part"
            try:
                part.write_bytes(content)
                part.replace(path / name)
            finally:
                with suppress(OSError):
                    part.unlink(missing_ok=True)
    except OSError as error:
        raise CaseFileError(f"{path} could not be written: {error.strerror or error}. Choose another folder.") from error
    return path


def _zipped(pack: ChangePack, path: Path, moment: datetime) -> Path:
    part = path.with_name(f".{path.name}.part")
    try:
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in pack.files.items():
                entry = zipfile.ZipInfo(name, moment.timetuple()[:6])
                entry.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(entry, content)
        part.replace(path)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return path


def _act(entry: OutboxEntry, case: Case) -> dict[str, Any]:
    return {
        "act": entry.verb,
        "words": act_words(entry.verb, entry.payload),
        "made_at": entry.created_at,
        "state": entry.state.value,
        "why_it_waits": entry.last_answer,
        "page": hand_page(entry.verb, entry.payload.get("path") or {}, case.row.type_code, case.web_page),
        "idempotency_key": entry.uuid,
        "payload": dict(entry.payload),
    }


def _asked(waiting: Iterable[OutboxEntry]) -> Iterator[dict[str, Any]]:
    for entry in waiting:
        line = line_of(entry)
        if line is not None:
            geometry = line.get("geometry") if line.get("type") == "Feature" else line
            yield {
                "type": "Feature",
                "properties": {"act": entry.uuid, "kind": "asked", "words": act_words(entry.verb, entry.payload)},
                "geometry": geometry,
            }


def _json(document: Mapping[str, Any]) -> bytes:
    return _bytes(json.dumps(document, ensure_ascii=False, indent=2))


def _bytes(text: str) -> bytes:
    # A lone surrogate, which came in JSON, has no bytes of its own
    return text.encode("utf-8", "replace")
