"""The menu of what can be asked of the applicant, and the draft that each begins with."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from qgis.PyQt.QtWidgets import QMenu

from ...domain.case import Case
from ...domain.casework.drafted_request import DraftedRequest
from ...domain.status import BEFORE_VALIDATION
from ...rules.request_types import request_types

_DESCRIPTION = "DescriptionChangeValidationRequest"


def offer_kinds(menu: QMenu, case: Case | None, begin: Callable[[str], None]) -> None:
    """Fills the menu; what is asked only of a valid application is greyed out before."""
    menu.clear()
    valid = case is not None and case.status not in BEFORE_VALIDATION
    for kind in request_types().values():
        action = menu.addAction(kind.title)
        action.setEnabled(valid or not kind.after_validation)
        action.triggered.connect(partial(_begin, begin, kind.type))


def begun(kind: str, case: Case) -> tuple[DraftedRequest, str]:
    """A new draft of a kind, and the field that is written first."""
    attributes = {"proposed_description": case.application.description} if kind == _DESCRIPTION else {}
    names = [each.name for each in request_types()[kind].attributes]
    return DraftedRequest(kind, request_types()[kind].wording, attributes), names[0] if names else "reason"


def _begin(begin: Callable[[str], None], kind: str, _checked: bool = False) -> None:
    begin(kind)
