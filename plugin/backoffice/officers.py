"""The officers of an authority, asked of its back office and remembered in the case file for when it is out of reach."""

from __future__ import annotations

import json

from ..casefile.case_file import CaseFile
from ..casefile.file.json_text import canonical
from ..casefile.reader import CaseFileReader
from ..domain.case_officer import CaseOfficer
from .bops import Bops
from .endpoints import OFFICERS
from .errors import NOT_THERE, BackOfficeError
from .question import Question


def ask_officers(client: Bops, case_file: CaseFile) -> tuple[CaseOfficer, ...]:
    """Who there is now; nobody where the back office has no list. Raises BackOfficeError and Cancelled, and what was known then stands."""
    try:
        told = client.whole(Question(OFFICERS)).value
    except BackOfficeError as error:
        if error.trouble not in NOT_THERE:
            raise
        told = None
    listed = told.get("data") if isinstance(told, dict) else None
    officers = [each for each in listed if _is_officer(each)] if isinstance(listed, list) else []
    found = [[each["id"], each["name"], str(each.get("role") or "")] for each in officers]
    case_file.write_setting(_setting(client.connection.source), canonical(found))
    return tuple(CaseOfficer(*each) for each in found)


def known_officers(case_file: CaseFileReader, source: str) -> tuple[CaseOfficer, ...]:
    """Those that the back office of that name last told, none where it was not asked yet."""
    text = case_file.setting(_setting(source))
    return tuple(CaseOfficer(*each) for each in json.loads(text)) if text else ()


def _is_officer(value: object) -> bool:
    return isinstance(value, dict) and isinstance(value.get("id"), int) and isinstance(value.get("name"), str)


def _setting(source: str) -> str:
    return f"officers of {source}"
