"""What a back office takes, asked and remembered in the case file for when it is out of reach."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from ..casefile.file.json_text import canonical
from .capabilities import Capabilities

if TYPE_CHECKING:
    from ..casefile.case_file import CaseFile
    from ..casefile.reader import CaseFileReader
    from ..domain.clock import Clock
    from .bops import Bops


def ask_capabilities(client: Bops, case_file: CaseFile, clock: Clock) -> Capabilities:
    """What the back office takes now; remembered. Raises BackOfficeError and Cancelled, and what was known then stands."""
    # The window looks up what is known before the clients of the back office have to be loaded
    from .officer_api import OfficerApi

    found = OfficerApi(client, clock).capabilities()
    told = {
        "operations": sorted(found.operations),
        "request_types": sorted(found.request_types),
        "silence": found.silence,
        "officer": found.officer,
        "role": found.role,
    }
    case_file.write_setting(_setting(client.connection.source), canonical(told))
    return found


def known_capabilities(case_file: CaseFileReader, source: str) -> Capabilities | None:
    """What the back office of that name was last known to take; None where it was not asked yet."""
    text = case_file.setting(_setting(source))
    if not text:
        return None
    told = json.loads(text)
    whose = (told.get("officer", ""), told.get("role", ""))
    return Capabilities(frozenset(told["operations"]), frozenset(told["request_types"]), told["silence"], *whose)


def _setting(source: str) -> str:
    return f"officer api of {source}"
