"""What the case file is to take in of a page: new cases whole, known ones as far as the page says something new of them."""

from __future__ import annotations

from collections.abc import Sequence

from ..domain.case import PulledCase
from ..domain.status import PENDING
from .case_mapping import SEARCH_ALONE, case_of_list, case_of_search, joined
from .endpoints import SHOW
from .known_cases import only, seen
from .names_seen import NamesSeen
from .page import Item
from .page_walk import Names, Walked
from .pull_intake import PullIntake
from .question import Question, Told

#: The names on a page, and its cases.
PageCases = tuple[tuple[Names, ...], list[PulledCase]]


def cases_of_page_as_before(intake: PullIntake, walked: Walked, names: NamesSeen) -> PageCases:
    """Nothing on the page has changed: its cases are there, and the back office has them."""
    remembered = walked.remembered.names if walked.remembered is not None else ()
    return remembered, [seen(*pair) for pair in remembered if pair[0] not in names.listed and intake.known.find(*pair)]


def cases_of_list_page(intake: PullIntake, items: Sequence[Item]) -> PageCases:
    """A page of ``list``."""
    cases: dict[str, PulledCase] = {}
    names: list[Names] = []
    for item in items:
        case = case_of_list(item, intake.source)
        if case is None:
            intake.ledger.unusable += 1
            continue
        names.append((case.back_office_id, case.reference))
        if case.status == PENDING:
            intake.ledger.pending.add(case.back_office_id)
        same = intake.known.has(case, "list")
        cases[case.back_office_id] = seen(case.back_office_id, case.reference) if same else intake.with_site(case, item.text)
    return tuple(names), list(cases.values())


def cases_of_search_page(intake: PullIntake, items: Sequence[Item], already: NamesSeen) -> PageCases:
    """A page of ``search``: new cases as they are; known ones whose words changed are asked for themselves."""
    cases: list[PulledCase] = []
    changed: list[PulledCase] = []
    names: list[Names] = []
    for item in items:
        found = case_of_search(item, intake.source)
        if found is None:
            intake.ledger.unusable += 1
            continue
        names.append((found.back_office_id, found.reference))
        known = intake.known.find(found.back_office_id, found.reference)
        listed = found.back_office_id in already.listed or found.reference in already.references
        if intake.known.has(found, "search"):
            cases += [] if listed else [seen(found.back_office_id, found.reference)]
        elif known is None:
            cases.append(intake.with_site(found, item.text))
        elif listed:
            cases.append(only(found, SEARCH_ALONE))
        else:
            changed.append(found)
    if changed:
        # The new ones are there before anything more is asked
        intake.take(cases)
        cases = _asked_again(intake, changed)
    return tuple(names), cases


def _asked_again(intake: PullIntake, found: Sequence[PulledCase]) -> list[PulledCase]:
    """Known cases of which ``search`` says something new: ``show`` has the whole."""
    questions = [Question(SHOW, case.back_office_id or case.reference) for case in found]
    cases = []
    for case, told in zip(found, intake.answers(questions, "")):
        shown = intake.shown(told) if isinstance(told, Told) else None
        cases.append(joined(shown, case) if shown is not None else only(case, SEARCH_ALONE))
    return cases
