"""The pages of the Assess tab by kind; each is made when a task first asks for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from ..case_list.cases_desk import CasesDesk
from ..session import Session
from .assess_page import AssessPage
from .check_page import boundary_check_page, constraints_check_page
from .consultees_page import ConsulteesPage
from .hint_page import HintPage
from .history_page import HistoryPage
from .neighbours_page import NeighboursPage
from .press_notice_page import PressNoticePage
from .record_sorts import SORTS
from .records_page import records_page
from .single_page import immunity_page, permitted_development_page
from .site_notice_page import SiteNoticePage
from .text_page import TextPage

_PAGES: Mapping[str, Callable[[CasesDesk, Session], AssessPage]] = {
    "text": TextPage,
    "permitted_development": permitted_development_page,
    "immunity": immunity_page,
    "consultees": lambda desk, _session: ConsulteesPage(desk),
    "neighbours": lambda desk, _session: NeighboursPage(desk),
    "press_notice": lambda desk, _session: PressNoticePage(desk),
    **{name: partial(records_page, name) for name in SORTS},
    "site_history": HistoryPage,
    "site_notice": SiteNoticePage,
    "boundary_check": lambda desk, _session: boundary_check_page(desk),
    "constraints_check": lambda desk, _session: constraints_check_page(desk),
}


def make_page(kind: str, desk: CasesDesk, session: Session) -> AssessPage:
    """A new page of a kind (the column "page" of resources/casework/task_pages.csv)."""
    return _PAGES[kind](desk, session) if kind in _PAGES else HintPage(desk)
