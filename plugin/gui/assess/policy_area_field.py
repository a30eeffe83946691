"""The area of policy in a form: the authority's own are offered, and each brings the policies and the guidance that are weighed there."""

from __future__ import annotations

from ...domain.errors import RedlineError
from ...rules.standard_texts import PolicyArea, policy_areas
from ..case_list.cases_desk import CasesDesk
from .authority_tables import tables_folder
from .record_form import RecordForm

_FIELD = "policy_area"


class PolicyAreaField:
    """Does nothing in a form without such a field."""

    def __init__(self, form: RecordForm, desk: CasesDesk) -> None:
        self._form = form
        self._desk = desk
        self._areas: tuple[PolicyArea, ...] = ()
        form.chosen.connect(self._take)

    def offer(self) -> str:
        """Offers the areas of the authority's table; gives why it can't be read, "" where it can."""
        refusal = ""
        if _FIELD in self._form.widgets:
            try:
                self._areas = policy_areas(tables_folder(self._desk.settings))
            except RedlineError as error:
                refusal = str(error)
            self._form.offer(_FIELD, [area.name for area in self._areas])
        return refusal

    def _take(self, name: str) -> None:
        """Where nothing is written yet."""
        area = next((each for each in self._areas if each.name == name), None)
        if area is not None:
            for field, words in (("references", area.references), ("guidance", area.guidance)):
                if not self._form.value(field):
                    self._form.put(field, words)
