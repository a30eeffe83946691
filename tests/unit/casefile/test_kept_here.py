"""Before an assessment is sent the officer hears what of it stays in the case file, and why."""

from __future__ import annotations

from datetime import date

import pytest

from plugin.casefile.case_file import CaseFile
from plugin.domain.casework.condition import Condition
from plugin.domain.casework.immunity import Immunity
from plugin.domain.casework.kept_record import CaseworkRecord
from plugin.domain.casework.neighbour_record import ListedNeighbour, NeighbourRecord
from plugin.domain.casework.permitted_development import PermittedDevelopment
from plugin.domain.casework.resolution import Resolution
from plugin.domain.casework.said import Said
from plugin.domain.casework.site_visit import SiteVisit
from plugin.domain.casework.wrong_constraint import Fault, WrongConstraint
from plugin.domain.constraint_answer import AnswerKind
from plugin.reports.kept_here import kept_here
from tests.unit.casefile.recommended import answer, ready

LIST = NeighbourRecord(date(2026, 11, 20), 1, "POINT (1 2)", "adjoining", (ListedNeighbour("1 Mill Lane", "100", "adjoins"),))


def test_of_what_the_back_office_takes_nothing_is_said(case_file: CaseFile) -> None:
    uuid = ready(case_file)
    case_file.keep_casework(uuid, Condition("Materials", "The bricks match.", "The street."))
    case_file.keep_casework(uuid, SiteVisit(date(2026, 11, 20), "Quiet."))

    assert kept_here(case_file.case(uuid)) == ()


@pytest.mark.parametrize(
    ("record", "says"),
    [
        (LIST, "1 list of neighbours: the back office finds neighbours and writes to them itself"),
        (PermittedDevelopment(Said.YES), "permitted development rights: the back office asks that on a page of its own"),
        (Immunity(), "The single answers on immunity: the back office gets the text"),
        (Resolution("grant_subject_to_agreement", date(2026, 11, 20), "Committee"), "The resolution: to the back office"),
        (
            WrongConstraint("tree", 7, "T1", "The oak", Fault.NOT_THERE, "Felled"),
            "1 report of a wrong constraint: it goes to your GIS team",
        ),
    ],
)
def test_each_piece_that_stays_is_told_with_the_reason(case_file: CaseFile, record: CaseworkRecord, says: str) -> None:
    uuid = ready(case_file)
    case_file.keep_casework(uuid, record)

    (words,) = kept_here(case_file.case(uuid))
    assert says in words


def test_an_answer_that_a_constraint_does_not_apply_stays(case_file: CaseFile) -> None:
    uuid = ready(case_file)
    answer(case_file, uuid, AnswerKind.DOES_NOT_APPLY, reason="The house lies outside.")

    assert kept_here(case_file.case(uuid)) == (
        "1 answer that a constraint does not apply: the back office lists only what applies. The report has them.",
    )
