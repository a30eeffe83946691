"""What is known of a case for the rules: from its submission, its back office, its documents, its authority and its officer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from .application_facts import ApplicationFacts
from .case import Case
from .told_fact import FactSource, ToldFact

#: The fact that is told of one amendment, and of no other.
OF_ONE_AMENDMENT = "added_land_owners"

#: The day from which the statutory clock runs.
VALIDITY = "valid_on"

#: The heads of the codes of the Office for National Statistics: London boroughs, and districts of every other kind.
_LONDON_BOROUGH = "E09"
_OTHER_DISTRICTS = ("E06", "E07", "E08")
_ENVIRONMENTAL_STATEMENT = "environmentalImpactAssessment"


def facts_of_case(case: Case, authority_reference: str = "") -> ApplicationFacts:
    """The facts of a case, of each the one that stands; ``authority_reference`` is the ONS code of the authority that decides it."""
    return ApplicationFacts.of(case.application).told(told_of_case(case, authority_reference))


def facts_of_amendment(case: Case, begun_at: str, authority_reference: str = "") -> ApplicationFacts:
    """The facts of a case for an amendment that was begun at a moment (ISO 8601 in UTC).

    Whose the added land is was told of the land of one amendment: what was told before this one was begun is of other land.
    """
    counts = tuple(fact for fact in case.application.facts if fact.name != OF_ONE_AMENDMENT or fact.told_at >= begun_at)
    return facts_of_case(replace(case, application=replace(case.application, facts=counts)), authority_reference)


def told_of_case(case: Case, authority_reference: str = "") -> tuple[ToldFact, ...]:
    """Every fact of a case by everybody who told it."""
    return (*_of_validity(case), *case.application.facts, *_of_documents(case), *_of_authority(authority_reference))


def _of_validity(case: Case) -> Iterator[ToldFact]:
    """The day that the back office gives; the first one that it gave is kept among the facts once it has moved it, and is told after."""
    day = case.application.valid_on
    if day is not None:
        yield ToldFact(VALIDITY, day.isoformat(), FactSource.BACK_OFFICE, "as it gives it")


def _of_documents(case: Case) -> Iterator[ToldFact]:
    """The documents of the back office together with those that came with the submission."""
    tags = {tag for document in case.documents if not document.gone for tag in document.tags}
    if not tags:
        return
    submitted = {
        name for fact in case.application.facts if fact.name == "documents" and isinstance(fact.value, tuple) for name in fact.value
    }
    yield ToldFact("documents", tuple(sorted(tags | submitted)), FactSource.BACK_OFFICE, "the documents in the back office")
    if _ENVIRONMENTAL_STATEMENT in tags:
        yield ToldFact("environmental_statement", True, FactSource.BACK_OFFICE, "one of the documents in the back office")


def _of_authority(reference: str) -> Iterator[ToldFact]:
    if reference.startswith((_LONDON_BOROUGH, *_OTHER_DISTRICTS)):
        yield ToldFact(
            "in_london", reference.startswith(_LONDON_BOROUGH), FactSource.AUTHORITY, f"the authority of this profile, {reference}"
        )
