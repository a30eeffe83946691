"""Comments, as the different answers show them."""

from __future__ import annotations

from typing import Any

from .. import moments
from ..back_office import BackOffice
from ..storage.comment_records import Consultee, ConsulteeResponse, NeighbourResponse


def published_comments(office: BackOffice, application_id: int, received: str, summary: str) -> list[dict[str, Any]]:
    """Neighbours' comments within an application; ``received`` and ``summary`` are the keys' names there."""
    return [
        {"comment": comment.text, received: moments.written(comment.received_at), summary: comment.sentiment}
        for comment in office.comments.neighbours(application_id)
    ]


def consultee_comments(office: BackOffice, application_id: int, received: str) -> list[dict[str, Any]]:
    """Consultees' comments within an application."""
    return [
        {"comment": response.text, received: moments.written(response.received_at)}
        for consultee in office.comments.consultees(application_id)
        for response in consultee.responses
    ]


def neighbour_response(comment: NeighbourResponse) -> dict[str, Any]:
    """One of the whole authority's."""
    place = comment.site
    return {
        "receivedAt": moments.written(comment.received_at),
        "text": comment.text,
        "sentiment": comment.sentiment,
        "respondent": {"postcode": comment.postcode},
        "application": {
            "reference": comment.reference,
            "address": ", ".join(place[key] for key in ("address_1", "town", "postcode") if place[key]),
        },
    }


def public_comment(comment: NeighbourResponse) -> dict[str, Any]:
    """One of the public's."""
    return {
        "id": comment.id,
        "sentiment": comment.sentiment,
        "comment": comment.text,
        "receivedAt": moments.written(comment.received_at),
    }


def specialist(consultee: Consultee) -> dict[str, Any]:
    """A consultee and what they said; the only answer of BOPS with the constraint that they were asked for."""
    answer: dict[str, Any] = {
        "id": str(consultee.id),
        "organisationSpecialism": consultee.organisation,
        "jobTitle": consultee.job_title,
        "reason": consultee.reason,
        "firstConsultedAt": moments.written(consultee.consulted_at),
        "comments": [_specialist_response(response) for response in consultee.responses],
    }
    if consultee.constraint_key:
        answer["constraints"] = [{"value": consultee.constraint_key, "intersects": True, "entities": []}]
    return answer


def camel(words: str) -> str:
    """``amendments_needed`` as ``amendmentsNeeded``."""
    first, *others = words.split("_")
    return first + "".join(word.capitalize() for word in others)


def _specialist_response(response: ConsulteeResponse) -> dict[str, Any]:
    moment = moments.written(response.received_at)
    return {
        "id": str(response.id),
        "sentiment": camel(response.sentiment),
        "commentRedacted": response.text,
        "metadata": {"submittedAt": moment, "validatedAt": moment, "publishedAt": moment},
    }
