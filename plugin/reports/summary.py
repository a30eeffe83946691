"""A screening in one sentence, counted in constraints, never silent about what was not checked."""

from __future__ import annotations

from ..domain.finding import DatasetState, Relation, Screening


def summary_sentence(screening: Screening) -> str:
    """What overlaps, touches, is near, and how many datasets could not be checked."""
    strongest: dict[str, Relation] = {}
    order = tuple(Relation)
    for finding in screening.findings:
        constraint = finding.entity.constraint
        known = strongest.get(constraint, finding.relation)
        strongest[constraint] = min(known, finding.relation, key=order.index)
    relations = list(strongest.values())
    unchecked = sum(result.state is DatasetState.NOT_CHECKED for result in screening.datasets)
    if not relations and unchecked == len(screening.datasets):
        return f"Nothing can be said of constraints here: {_none_checked(unchecked)}."
    overlapping = _count(relations.count(Relation.OVERLAPS), "overlaps", "overlap")
    parts = [f"{overlapping} the site" if overlapping else "No constraint was found to overlap the site"]
    touching = relations.count(Relation.TOUCHES)
    if touching:
        parts.append(f"{touching} {'touches' if touching == 1 else 'touch'} it")
    nearby = relations.count(Relation.NEAR) + relations.count(Relation.SURROUNDED)
    if nearby:
        parts.append(f"{nearby} {'is' if nearby == 1 else 'are'} near or surrounded")
    return f"{', '.join(parts)}; {_checked(len(screening.datasets), unchecked)}."


def _none_checked(total: int) -> str:
    few = {0: "no dataset was there to check", 1: "the one dataset could not be checked", 2: "neither dataset could be checked"}
    return few.get(total, f"none of the {total} datasets could be checked")


def _checked(total: int, unchecked: int) -> str:
    if unchecked:
        return f"{unchecked} of {total} datasets could not be checked"
    few = {1: "the one dataset was checked", 2: "both datasets were checked"}
    return few.get(total, f"all {total} datasets were checked")


def _count(number: int, singular: str, plural: str) -> str:
    if number == 0:
        return ""
    return f"1 constraint {singular}" if number == 1 else f"{number} constraints {plural}"
