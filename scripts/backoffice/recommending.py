"""The recommendation: drafted, submitted, withdrawn, reviewed by a second person. States and transitions are BOPS's."""

from __future__ import annotations

from typing import Any

from . import casework
from .back_office import BackOffice
from .officer.cases import lead_to
from .storage.application_records import ApplicationRecord
from .storage.recommendation_records import RecommendationRecord

TO_BE_REVIEWED = "to_be_reviewed"


def draft(office: BackOffice, application: ApplicationRecord, content: dict[str, Any], officer: str) -> None:
    """Kept as it is so far; with a decision the application counts as assessed, without one assessment is in progress."""
    with office.database.act():
        office.recommendations.draft(application.id, content, officer)
        casework.decide(office, application.id, content["decision"])
        if content["decision"] is not None:
            lead_to(office, application, "assess", officer)
        elif application.status != TO_BE_REVIEWED:
            lead_to(office, application, "save_assessment", officer)


def submit(office: BackOffice, application: ApplicationRecord, recommendation: int, officer: str) -> None:
    """Handed in; open requests that were made after validation block it, time extensions apart."""
    with office.database.act():
        lead_to(office, application, "submit", officer)
        office.recommendations.submit(recommendation, officer, office.now())


def withdraw(office: BackOffice, application: ApplicationRecord, recommendation: RecommendationRecord, officer: str) -> None:
    """Taken back: a draft again; what was reviewed stays as it was, and a draft of the same words begins."""
    with office.database.act():
        lead_to(office, application, "withdraw_recommendation", officer)
        if recommendation.waits_for_review:
            office.recommendations.withdraw(recommendation.id)
        else:
            office.recommendations.draft(application.id, recommendation.content, officer)


def review(
    office: BackOffice, application: ApplicationRecord, recommendation: int, comment: str | None, officer: str, *, challenged: bool
) -> None:
    """Accepted, or challenged with a comment: then the application is to be reviewed by its assessor."""
    with office.database.act():
        if challenged:
            lead_to(office, application, "request_correction", officer, comment)
        else:
            office.audits.add(application.id, "approved", office.now(), officer=officer, comment=comment)
        office.recommendations.review(recommendation, officer, comment, office.now(), challenged=challenged)
