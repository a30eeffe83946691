"""What most faults begin from: an officer's afternoon off line, with everything that can wait for the back office waiting for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path

from plugin.casefile.case_file import CaseFile
from plugin.domain.casework.assessment_detail import AssessmentDetail, DetailCategory
from plugin.domain.casework.condition import Condition
from plugin.domain.casework.recommendation import Recommendation
from plugin.domain.casework.task_progress import TaskProgress
from plugin.domain.task import TaskState
from scripts.backoffice import casework
from tests.faults.desk import Template
from tests.faults.proxy import Proxy
from tests.unit.backoffice.agreement_bench import Agreement
from tests.unit.backoffice.casework_bench import TASK
from tests.unit.backoffice_server.bench import Bench, TestClock, open_office
from tests.unit.backoffice_server.officer_bench import OfficerBench

#: Wednesday 18 November 2026, half past ten.
MOMENT = datetime(2026, 11, 18, 10, 30, tzinfo=timezone.utc)
MATERIALS = Condition("Materials", "The bricks match those of the house.", "The character of the street.")
HOURS = Condition("Hours", "No work before eight.", "The neighbours.")
DESCRIPTION = AssessmentDetail(DetailCategory.SITE_DESCRIPTION, "A terraced house.")
DONE = TaskProgress(TASK, TaskState.COMPLETED)


def built(folder: Path, bench: Bench, proxy: Proxy, live: Callable[[Agreement], None]) -> Template:
    """A back office with one application in assessment, and a case file that read it through the proxy and in which ``live`` happened."""
    office = open_office(folder / "office", TestClock(MOMENT))
    with bench.serving(office), bench.reached_by(proxy.address) as reached:
        agreement = Agreement(reached, TestClock(MOMENT), folder)
        live(agreement)
        agreement.file.close()
    office.close()
    return Template(folder, agreement.officer.identity, agreement.uuid)


def few_acts(agreement: Agreement) -> None:
    """One act of each sort: a request, a piece that is added, one that is put in its place, the recommendation and its submission."""
    _asks_elsewhere(agreement)
    for piece in (MATERIALS, DESCRIPTION):
        agreement.file.keep_casework(agreement.uuid, piece)
    _recommends(agreement)


def news(agreement: Agreement) -> None:
    """What a back office has to tell in the morning: a new case, a changed one, one that is gone, one that was edited here as well."""
    office = agreement.bench.office
    others = [OfficerBench(agreement.bench) for _ in range(3)]
    agreement.pull()
    names = [str(agreement.file.find(other.reference)) for other in others]
    agreement.file.edit(names[0], "describe", {"description": "As it was agreed."})
    agreement.file.edit(names[1], "describe", {"description": "Two storeys."})
    agreement.file.keep_casework(agreement.uuid, MATERIALS)
    with office.database.act():
        office.applications.describe(others[0].identity, "As somebody else wrote it.")
        office.applications.describe(agreement.officer.identity, "Extension, lower than before")
    casework.remove(office, others[1].identity)
    casework.remove(office, others[2].identity)
    casework.happens(office, agreement.officer.identity, "withdraw")
    OfficerBench(agreement.bench)


#: How many acts ``work_on`` is.
ACTS_OF_WORK = 5


def work_on(file: CaseFile, uuid: str) -> None:
    """What an officer does off line with one case, act by act."""
    name = file.keep_casework(uuid, HOURS)
    file.keep_casework(uuid, replace(HOURS, text="No work before nine."), name, seen=1)
    file.edit(uuid, "describe", {"description": "Rear extension, three metres deep"})
    file.remove_casework(uuid, name, seen=2)
    file.send_casework(uuid)


def an_afternoon(agreement: Agreement) -> None:
    """Another red line for one application, three pieces of an assessment and the recommendation for another: six acts, none sent yet."""
    _asks_elsewhere(agreement)
    for piece in (MATERIALS, DESCRIPTION, DONE):
        agreement.file.keep_casework(agreement.uuid, piece)
    _recommends(agreement)


def _asks_elsewhere(agreement: Agreement) -> None:
    """Ask the applicant of another application: nothing is recommended while a request is open."""
    first = agreement.uuid
    other = OfficerBench(agreement.bench)
    agreement.pull()
    agreement.uuid = str(agreement.file.find(other.reference))
    agreement.ask()
    agreement.uuid = first


def _recommends(agreement: Agreement) -> None:
    agreement.file.keep_recommendation(agreement.uuid, Recommendation("granted", "It keeps to the policies."))
    agreement.file.submit_recommendation(agreement.uuid, "Everything was checked on paper.", seen=1)
