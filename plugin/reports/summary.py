"""A screening in a few words, counted in constraints, never silent about what was not checked, or only in part."""

from __future__ import annotations

from ..domain.finding import Relation, Screening
from .plain_text import plain_text


def summary_sentence(screening: Screening) -> str:
    """What overlaps, touches, is near, how many datasets could not be checked in full, and what could lie anywhere."""
    relations = screening.by_relation
    total = len(screening.datasets)
    unchecked = screening.unchecked
    partly = sum(result.partly_checked for result in screening.datasets)
    if not relations and unchecked == total:
        return f"Nothing can be said of constraints here: {_none_checked(unchecked)}."
    overlapping = _count(relations[Relation.OVERLAPS], "overlaps", "overlap")
    parts = [f"{overlapping} the site" if overlapping else "No constraint was found to overlap the site"]
    touching = relations[Relation.TOUCHES]
    if touching:
        parts.append(f"{touching} {'touches' if touching == 1 else 'touch'} it")
    nearby = relations[Relation.NEAR] + relations[Relation.SURROUNDED]
    if nearby:
        parts.append(f"{nearby} {'is' if nearby == 1 else 'are'} near or surrounded")
    return " ".join([f"{', '.join(parts)}; {_checked(total, unchecked, partly)}.", *(f"{said}." for said in unplaced_records(screening))])


def unplaced_records(screening: Screening) -> list[str]:
    """For each dataset that was checked although some of its records have no place: which, and how many."""
    return [f"{plain_text(result.name) or result.dataset}: {result.unplaced}" for result in screening.datasets if result.unplaced]


def _none_checked(total: int) -> str:
    few = {0: "no dataset was there to check", 1: "the one dataset could not be checked", 2: "neither dataset could be checked"}
    return few.get(total, f"none of the {total} datasets could be checked")


def _checked(total: int, unchecked: int, partly: int) -> str:
    if unchecked and partly:
        return f"{unchecked} of {total} datasets could not be checked, {partly} could be checked only in part"
    if unchecked:
        return f"{unchecked} of {total} datasets could not be checked"
    if partly:
        return f"{partly} of {total} datasets could be checked only in part"
    few = {1: "the one dataset was checked", 2: "both datasets were checked"}
    return few.get(total, f"all {total} datasets were checked")


def _count(number: int, singular: str, plural: str) -> str:
    if number == 0:
        return ""
    return f"1 constraint {singular}" if number == 1 else f"{number} constraints {plural}"
