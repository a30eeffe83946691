"""What most faults begin from: an officer's afternoon off line, with everything that can wait for the back office waiting for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timezone
from pathlib import Path

from plugin.domain.casework.assessment_detail import AssessmentDetail, DetailCategory
from plugin.domain.casework.condition import Condition
from plugin.domain.casework.informative import Informative
from plugin.domain.casework.recommendation import Recommendation
from plugin.domain.casework.task_progress import TaskProgress
from plugin.domain.task import TaskState
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
PARTY_WALL = Informative("Party wall", "An Act may apply.")
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


def an_afternoon(agreement: Agreement) -> None:
    """Another red line for one application, five pieces of an assessment and the recommendation for another: eight acts, none sent yet."""
    first = agreement.uuid
    other = OfficerBench(agreement.bench)
    agreement.pull()
    agreement.uuid = str(agreement.file.find(other.reference))
    agreement.ask()
    agreement.uuid = first
    for piece in (MATERIALS, HOURS, DESCRIPTION, PARTY_WALL, DONE):
        agreement.file.keep_casework(agreement.uuid, piece)
    agreement.file.keep_recommendation(agreement.uuid, Recommendation("granted", "It keeps to the policies."))
    agreement.file.submit_recommendation(agreement.uuid, "Everything was checked on paper.", seen=1)
