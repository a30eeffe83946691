"""The applicant's page: GET shows one request, POST takes one answer to it. The secret in the path is the only key."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from .. import validation
from ..access import office_of
from ..applicant import pages
from ..applicant.form import NotAForm, answer_in
from ..applicant.link import RED_LINE_PATH
from ..applicant.shown import behind
from ..officer.bodies import content_of

router = APIRouter(include_in_schema=False)


@router.get(f"{RED_LINE_PATH}/{{secret}}")
def show(request: Request, secret: str) -> Response:
    """Reading takes nothing: whoever follows links in letters to look at them answers nothing."""
    office = office_of(request)
    shown = behind(office, secret)
    return pages.refused(office) if shown is None else pages.question(office, shown)


@router.post(f"{RED_LINE_PATH}/{{secret}}")
def take(request: Request, secret: str, content: Annotated[bytes, Depends(content_of)]) -> Response:
    """The link is used up in the transaction of the answer; there is no second one."""
    office = office_of(request)
    with office.database.act():
        shown = behind(office, secret)
        if shown is None or request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return pages.refused(office)
        try:
            answer = answer_in(content)
        except NotAForm:
            return pages.refused(office)
        if not answer.is_to(shown.seal):
            return pages.question(office, shown, answer, moved=True)
        if answer.faults:
            return pages.question(office, shown, answer)
        office.links.use(shown.link.digest, office.now())
        validation.answer(office, shown.request.id, answer.approved, answer.reason or None)
    return pages.receipt(office, shown, answer)
