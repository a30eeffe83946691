"""The documents of an application."""

from __future__ import annotations

from typing import Any

from .. import moments
from ..back_office import BackOffice
from ..storage.application_records import ApplicationRecord
from ..storage.document_records import DocumentRecord
from .nested import overview


def documents(office: BackOffice, application: ApplicationRecord, base: str, *, published_only: bool) -> dict[str, Any]:
    """All active ones, or those that the public may see; the decision notice once there is a decision."""
    files = [document for document in office.documents.of_application(application.id) if document.published or not published_only]
    answer: dict[str, Any] = {
        "application": overview(office, application),
        "files": [_file(document, base) for document in files],
        "metadata": {"results": len(files), "totalResults": len(files)},
    }
    if application.status == "determined":
        answer["decisionNotice"] = {
            "name": f"decision-notice-{office.settings.council_code}-{application.reference}.pdf",
            "url": f"{base}/api/v1/planning_applications/{application.reference}/decision_notice.pdf",
        }
    return answer


def _file(document: DocumentRecord, base: str) -> dict[str, Any]:
    return {
        "name": document.name,
        "referencesInDocument": document.numbers,
        "url": f"{base}/files/{document.key}",
        "type": document.tags,
        "createdAt": moments.written(document.created_at),
        "applicantDescription": document.applicant_description,
        "metadata": {"byteSize": document.byte_size, "contentType": document.content_type},
    }
