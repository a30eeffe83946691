"""GET /api/v2/officer-api.yaml: the document that the routes are held to."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from ..described import described
from ..officer.document import text
from ..officer.versions import tag_of

router = APIRouter()


@router.get("/api/v2/officer-api.yaml", **described("The officer API's document", bearer=False, operation="show_document"))
def show_document(request: Request) -> Response:
    """The file of this project, byte for byte."""
    tag = tag_of(text())
    headers = {"etag": tag, "cache-control": "max-age=0, public, must-revalidate", "content-type": "application/yaml"}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(text().encode(), headers=headers)
