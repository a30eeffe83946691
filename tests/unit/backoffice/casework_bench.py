"""Casework in the outbox of a case, and what the back office holds of it."""

from __future__ import annotations

from typing import Any

from plugin.casefile.case_file import CaseFile
from plugin.casefile.outbox.outbox import put_in_outbox
from plugin.casefile.whole_case import application_row, case_name
from plugin.domain.casework.assessment_detail import AssessmentDetail, DetailCategory
from plugin.domain.casework.condition import Condition
from plugin.domain.conflict import Choice, Settling, Side, by_record
from plugin.domain.outbox_entry import OutboxState
from plugin.domain.outbox_verbs import RECOMMEND
from tests.unit.backoffice.agreement_bench import Agreement

TASK = "check-and-assess/complete-assessment/add-conditions"
CONDITION = Condition("Materials", "The bricks match those of the house.", "The character of the street.")
DESCRIPTION = AssessmentDetail(DetailCategory.SITE_DESCRIPTION, "A terraced house.")


def queue(agreement: Agreement, verb: str, data: dict[str, Any], record: tuple[str, str] = ("recommendation", "r1"), **more: Any) -> str:
    """An act in the outbox, as the acts of the case file put it there."""
    with agreement.file._act() as act:
        payload = {"case": case_name(application_row(act.connection, agreement.uuid)), "data": data, "path": {}, **more}
        return put_in_outbox(act, agreement.uuid, record, verb, payload)


def recommend(agreement: Agreement, decision: str = "granted") -> None:
    """The draft of a recommendation, in the outbox."""
    data = {"decision": decision, "public_comment": "It keeps to the policies.", "assessor_comment": "", "committee": {"recommend": False}}
    queue(agreement, RECOMMEND, data)


def theirs(agreement: Agreement, path: str) -> Any:
    """What the back office has under a path of the application."""
    return agreement.officer.ask(f"{agreement.officer.path}/{path}").json()


def states(agreement: Agreement) -> list[OutboxState]:
    """Of every act of the case, the first first."""
    return [each.state for each in agreement.entries]


def status(agreement: Agreement) -> str:
    """Of the application in the back office."""
    return str(agreement.officer.bench.data(agreement.officer.path)["status"])


def settle(file: CaseFile, uuid: str, side: Side, **choices: Choice) -> None:
    """Every conflict of a case by one side, but the fields that are named."""
    settlings = [
        Settling(conflicts, {each.field: choices.get(each.field, Choice(side)) for each in conflicts})
        for conflicts in by_record(file.conflicts(uuid)).values()
    ]
    file.settle_conflicts(uuid, settlings)
