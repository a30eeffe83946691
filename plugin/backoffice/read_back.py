"""Reading what a back office holds of an assessment: the recommendation, texts, conditions, and whatever else it says that it has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from ..domain.held_record import HeldRecord
from . import endpoints
from .bops import Bops
from .capabilities import Capabilities
from .endpoints import Endpoint
from .errand import Errand
from .errors import BackOfficeError
from .question import Question, Told


class _Read(NamedTuple):
    """``numbered`` is the field that tells records apart, "" where the answer is the one record itself."""

    operation: str
    endpoint: Endpoint
    kind: str
    numbered: str


_READS = (
    _Read("show_recommendation", endpoints.RECOMMENDATION, "recommendation", ""),
    _Read("list_assessment_details", endpoints.DETAILS, "assessment_detail", "category"),
    _Read("list_tasks", endpoints.TASKS, "task", "slug"),
    _Read("list_constraints", endpoints.CONSTRAINTS, "constraint", "id"),
    _Read("list_considerations", endpoints.CONSIDERATIONS, "consideration", "id"),
    _Read("list_conditions", endpoints.CONDITIONS, "condition", "id"),
    _Read("list_informatives", endpoints.INFORMATIVES, "informative", "id"),
    _Read("list_heads_of_terms", endpoints.TERMS, "head_of_terms", "id"),
    _Read("list_site_visits", endpoints.VISITS, "site_visit", "id"),
    _Read("list_site_histories", endpoints.HISTORIES, "site_history", "id"),
    _Read("list_consultees", endpoints.CONSULTEES, "consultee", "id"),
    _Read("list_site_notices", endpoints.SITE_NOTICES, "site_notice", "id"),
    _Read("list_press_notices", endpoints.PRESS_NOTICES, "press_notice", "id"),
    _Read("list_photographs", endpoints.PHOTOGRAPHS, "photograph", "id"),
    _Read("show_boundary_check", endpoints.BOUNDARY_CHECK, "boundary_check", ""),
)


class ReadBack:
    """Questions that are on their way. ``records`` and ``whole`` are what ``collect`` has brought, ``notes`` what could not be read."""

    def __init__(self, client: Bops, capabilities: Capabilities, case: str) -> None:
        self._client = client
        self._errands: dict[_Read, tuple[Question, Errand[Told | None]]] = {}
        self.records: list[HeldRecord] = []
        self.whole: set[str] = set()
        self.notes: list[str] = []
        for read in _READS:
            if read.operation in capabilities.operations:
                question = Question(read.endpoint, case)
                self._errands[read] = (question, client.begin(question))

    def collect(self) -> None:
        """Wait for all of them. Raises Cancelled."""
        for read, (question, errand) in self._errands.items():
            try:
                told = self._client.await_answer(question, errand)
            except BackOfficeError as error:
                self.notes.append(f"The {read.endpoint.thing} could not be read: {error}")
                continue
            if told is not None and isinstance(told.value, Mapping):
                self.records += _records(read, told.value)
                self.whole.update({read.kind} if read.numbered else ())

    def leave(self) -> None:
        """Nobody wants the answers that are still out."""
        for _, errand in self._errands.values():
            self._client.leave(errand)


def _records(read: _Read, value: Mapping[str, Any]) -> Iterator[HeldRecord]:
    if not read.numbered:
        yield HeldRecord(read.kind, "", value)
        return
    listed = value.get("data")
    for each in listed if isinstance(listed, list) else ():
        # What nobody has written yet is no record
        if isinstance(each, Mapping) and each.get(read.numbered) and each.get("updated_at", each) is not None:
            yield HeldRecord(read.kind, str(each[read.numbered]), each)
