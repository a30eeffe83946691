"""What an assessment may quote of a case: each figure a sentence with the version of the red line, the data and its days."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from ..domain.accuracy import Accuracy
from ..domain.case import Case
from ..domain.constraint_answer import answer_to_constraint, answer_to_dataset
from ..domain.dataset import Dataset, Snapshot
from ..domain.finding import DatasetResult, DatasetState, Finding, Relation, Screening, strongest
from ..domain.plain_figures import area_words, metres_words
from .accuracy_words import accuracy_words
from .answer_words import answer_sentence, look_again
from .plain_text import plain_text
from .sentence import constraint_sentence, state_sentence
from .version_words import version_words
from .wording import day_words

SITE, MEETS, NEAR, CLEAR, UNCHECKED = "The site", "Overlaps or touches the site", "Near the site", "Checked and clear", "Not checked"


class Figure(NamedTuple):
    """``group`` is the heading that it is found under, ``label`` the line of the chooser, ``sentence`` what goes into the text."""

    group: str
    label: str
    sentence: str


def assessment_figures(case: Case, datasets: Callable[[str], Dataset], snapshots: Mapping[str, Snapshot]) -> tuple[Figure, ...]:
    """Every figure of the line in force, those of the site first; nothing of an earlier line (law 4).

    ``snapshots`` by dataset; one that is not the snapshot a finding names is left aside: its days would be those of other data.
    """
    version = case.boundary
    if version is None or version.boundary is None:
        return ()
    called = version_words(version)
    figures = list(_of_site(case, called))
    screening = case.screening
    if screening is not None:
        used = {slug: each for slug, each in snapshots.items() if each.identifier in _named(screening)}
        figures += _of_constraints(case, screening, datasets, used, called)
        figures += _of_datasets(case, screening, used, called)
    return tuple(figures)


def _of_site(case: Case, called: str) -> Iterator[Figure]:
    version = case.boundary
    if version is None or version.boundary is None:
        return
    areas, boundary = version.reading.areas, version.boundary
    drawn = f"boundary version {called}"
    if areas is not None:
        how = f"measured in the British National Grid, give or take {area_words(areas.uncertainty)}{_brought(boundary.accuracy)}"
        yield Figure(SITE, f"Area: {area_words(areas.planar)}", f"The site measures {area_words(areas.planar)} ({drawn}; {how}).")
        if areas.declared:
            told = f"The application form states {area_words(areas.declared)}; the red line encloses {area_words(areas.planar)} ({drawn})."
            yield Figure(SITE, f"Area on the form: {area_words(areas.declared)}", told)
    round_it = metres_words(boundary.geometry.length)
    yield Figure(SITE, f"Length of the red line: {round_it}", f"The red line is {round_it} long ({drawn}).")


def _of_constraints(
    case: Case, screening: Screening, datasets: Callable[[str], Dataset], snapshots: Mapping[str, Snapshot], called: str
) -> Iterator[Figure]:
    together: dict[str, list[Finding]] = {}
    for finding in screening.findings:
        together.setdefault(finding.entity.constraint, []).append(finding)
    order = tuple(Relation)
    for same in sorted(together.values(), key=lambda findings: order.index(strongest(findings).relation)):
        closest = strongest(same)
        sentence = constraint_sentence(same, datasets, snapshots, f"version {called}; {_evidence(closest.snapshot, screening)}")
        said = _answer_to(case, same, closest.relation)
        near = closest.relation in (Relation.NEAR, Relation.SURROUNDED)
        entity = closest.entity
        name = plain_text(entity.name) or plain_text(entity.reference) or datasets(entity.dataset).name
        extent = metres_words(closest.distance_m) if near else area_words(closest.overlap_m2) if closest.overlap_m2 > 0 else ""
        label = ": ".join(part for part in (f"{datasets(entity.dataset).name}, {name}" if entity.name else name, extent) if part)
        yield Figure(NEAR if near else MEETS, label, f"{sentence}{said}")


def _of_datasets(case: Case, screening: Screening, snapshots: Mapping[str, Snapshot], called: str) -> Iterator[Figure]:
    for result in screening.datasets:
        if result.state not in (DatasetState.CLEAR, DatasetState.NOT_CHECKED):
            continue
        clear = result.state is DatasetState.CLEAR
        sentence = state_sentence(result, snapshots.get(result.dataset)).rstrip(".")
        evidence = _evidence(result.snapshot, screening) if clear else f"screened on {day_words(screening.screened_at)}"
        answer = answer_to_dataset(case.answers, result.dataset) if not clear else None
        said = f" {answer_sentence(answer)}" if answer is not None else ""
        yield Figure(CLEAR if clear else UNCHECKED, _name(result), f"{sentence} (boundary version {called}; {evidence}).{said}")


def _brought(accuracy: Accuracy) -> str:
    return f"; {accuracy_words(accuracy)}" if accuracy.metres != 0 else ""


def _answer_to(case: Case, findings: list[Finding], relation: Relation) -> str:
    answer = answer_to_constraint(case.answers, [finding.entity for finding in findings])
    if answer is None:
        return ""
    number = case.boundary.number if case.boundary is not None else 0
    return f" {answer_sentence(answer)} {look_again(answer, relation, number)}".rstrip()


def _evidence(snapshot: str, screening: Screening) -> str:
    return f"snapshot {plain_text(snapshot)}, screened on {day_words(screening.screened_at)}"


def _named(screening: Screening) -> set[str]:
    return {each.snapshot for each in screening.findings} | {each.snapshot for each in screening.datasets}


def _name(result: DatasetResult) -> str:
    return plain_text(result.name) or result.dataset
