"""The applicant's page of every type of request but the red line: GET shows it, POST takes one answer."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from .. import validation
from ..access import office_of
from ..applicant import other_pages
from ..applicant.asked import asked_by
from ..applicant.form import NotAForm, answer_in
from ..applicant.link import OTHER_PATH
from ..applicant.pages import refused
from ..officer.bodies import content_of

router = APIRouter(include_in_schema=False)


@router.get(f"{OTHER_PATH}/{{secret}}")
def show(request: Request, secret: str) -> Response:
    """Reading takes nothing."""
    office = office_of(request)
    asked = asked_by(office, secret)
    return refused(office) if asked is None else other_pages.question(office, asked)


@router.post(f"{OTHER_PATH}/{{secret}}")
def take(request: Request, secret: str, content: Annotated[bytes, Depends(content_of)]) -> Response:
    """The link is used up in the transaction of the answer."""
    office = office_of(request)
    with office.database.act():
        asked = asked_by(office, secret)
        if asked is None or request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return refused(office)
        try:
            answer = answer_in(content)
        except NotAForm:
            return refused(office)
        if not answer.is_to(asked.seal):
            return refused(office)
        if other_pages.faults_of(asked, answer):
            return other_pages.question(office, asked, answer)
        office.links.use(asked.link.digest, office.now())
        if asked.agreed:
            validation.answer(office, asked.request.id, answer.approved, answer.reason or None)
        else:
            validation.reply(office, asked.request.id, answer.reason)
    return other_pages.receipt(office, asked, answer)
