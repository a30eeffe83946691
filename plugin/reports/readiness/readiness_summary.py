"""How ready a store is as a whole, in a few sentences that a head of service reads first."""

from __future__ import annotations

from ...constraints.readiness.dataset_readiness import DatasetReadiness, Freshness, Readiness, StandardState
from ...domain.dataset import Coverage
from ...domain.plain_days import plain_day
from ...domain.plain_figures import counted

_CHECKED = {StandardState.MET, StandardState.MET_AS_FAR, StandardState.NOT_MET}


def heading_words(readiness: Readiness) -> str:
    """Whose data, on which day."""
    return f"{readiness.authority or 'Authority not settled'}, {plain_day(readiness.on)}"


def summary_sentences(readiness: Readiness) -> tuple[str, ...]:
    """Freshness, coverage, standard, what was found; each by how many datasets of how many."""
    there = [each for each in readiness.in_store if not each.dataset.administrative]
    if not there:
        return ("The store has no dataset that could constrain a site: refresh it from the platform, or load your own files.",)
    return (_fresh(there), _covering(there), _standard(readiness.in_store), _found(there))


def _fresh(there: list[DatasetReadiness]) -> str:
    due = sum(each.age is None or each.age.freshness in (Freshness.DUE, Freshness.UNKNOWN) for each in there)
    of = counted(len(there), "dataset")
    return (
        f"Fresh: {len(there) - due} of {of} loaded within the days allowed."
        if due
        else f"Fresh: all of {of} loaded within the days allowed."
    )


def _covering(there: list[DatasetReadiness]) -> str:
    full = sum(each.coverage is Coverage.FULL for each in there)
    unsaid = sum(each.coverage is Coverage.UNKNOWN for each in there)
    more = f"; for {unsaid} nobody has said which area they cover" if unsaid else ""
    return f"Coverage: {full} of {counted(len(there), 'dataset')} cover all of the authority's area{more}."


def _standard(there: tuple[DatasetReadiness, ...]) -> str:
    checked = [each for each in there if each.standard.state in _CHECKED]
    unchecked = sum(each.standard.state is StandardState.NOT_CHECKED for each in there)
    if not checked:
        return "National standard: no dataset that has one could be checked."
    met = sum(each.standard.state is StandardState.MET for each in checked)
    as_far = sum(each.standard.state is StandardState.MET_AS_FAR for each in checked)
    more = f", {as_far} as far as could be checked" if as_far else ""
    rest = f"; {unchecked} not checked" if unchecked else ""
    return f"National standard: met by {met} of {counted(len(checked), 'dataset')}{more}{rest}."


def _found(there: list[DatasetReadiness]) -> str:
    found = sum(bool(each.faults) or (each.snapshot is not None and each.snapshot.repaired > 0) for each in there)
    return f"Faults found when loaded: in {found} of {counted(len(there), 'dataset')}."
