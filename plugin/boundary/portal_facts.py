"""What the Planning Portal's form says of the facts that rules ask for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..domain.told_fact import FactSource, FactValue, ToldFact
from .document_shapes import value_at
from .plain_values import as_number, as_text

_CERTIFICATES = {f"Certificate{letter.upper()}": letter for letter in "abcd"}


def portal_facts(form: Any) -> Iterator[ToldFact]:
    """The facts in ``applicationData``."""
    gained = as_number(value_at(form, ("existingProposedFloorArea", "totalGrossFloorAreaGained")))
    if gained is not None and gained >= 0:
        yield _told("floorspace_m2", gained, "floor area gained, in the form")
    if value_at(form, ("residentialUnitsSpec", "unitsToBeAdded")) is False:
        yield _told("dwellings", 0, "the form: no units are to be added")
    letter = _CERTIFICATES.get(as_text(value_at(form, ("ownershipCertificates", "certificateSelected"))))
    if letter is not None:
        yield _told("certificate", letter, "the form")
    # A holding may be farmed by its owner: only where there is none is it sure that nobody is a tenant of one.
    if value_at(form, ("ownershipCertificates", "isAgriculturalHolding")) is False:
        yield _told("agricultural_tenants", False, "the form: no part of an agricultural holding")
    if value_at(form, ("industrialCommercial", "isProposalWasteManagementDevelopment")) is True:
        yield _told("minerals_or_waste", True, "the form: waste management")


def _told(name: str, value: FactValue, said: str) -> ToldFact:
    return ToldFact(name, value, FactSource.SUBMISSION, said)
