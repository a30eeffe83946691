"""What the data tells of permitted development rights on a site: article 2(3) land, article 4 directions, and what hangs on them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from ..domain.case import Case
from ..domain.dataset import Dataset, kind_of
from ..domain.finding import DatasetState, Finding, Relation, Screening
from ..domain.plain_lists import listed
from ..rules.attributes import named
from ..rules.rules import RuleRow, Rules
from .plain_text import plain_text

_LIMITS = "permitted-development-limit"
_ARTICLE_4 = ("article-4-direction-area", "article-4-direction")
_LISTED = ("listed-building", "listed-building-outline")
_SSSI = ("site-of-special-scientific-interest",)
_CONSERVATION = ("conservation-area",)
_BUFFER = ("world-heritage-site-buffer-zone",)


def permitted_development_advice(case: Case, datasets: Callable[[str], Dataset], rules: Rules) -> tuple[str, ...]:
    """Sentences for the officer; the answers are theirs. What could not be checked is said, never taken for nothing."""
    screening = case.screening
    if screening is None:
        return ("The red line in force has not been screened: nothing is known of designations and directions on the site.",)
    land = [finding for finding in _met(screening.findings) if datasets(finding.entity.dataset).article_2_3]
    words = [*_land(land, screening, datasets), *_directions(screening)]
    limits = list(_limits(land, screening, rules))
    if limits:
        words.append("If it is development within the curtilage of a dwellinghouse (Part 1), then:")
        words += limits
        words.append("Only the part of the land that is covered counts: is the work on it?")
    words.append("A condition on an earlier permission may have taken rights away, which no data tells: look at the site's history.")
    return tuple(plain_text(each) for each in words)


def _land(land: list[Finding], screening: Screening, datasets: Callable[[str], Dataset]) -> Iterator[str]:
    for finding in land:
        touches = " (it only touches the line: confirm it)" if finding.relation is Relation.TOUCHES else ""
        yield f"Article 2(3) land: {named([finding])} ({datasets(finding.entity.dataset).name.lower()}){touches}."
    if not land:
        yield "No article 2(3) land was found on the site."
    if _of(screening, _BUFFER):
        yield "The buffer zone of a world heritage site is not article 2(3) land."
    unchecked = [
        result.name for result in screening.datasets if datasets(result.dataset).article_2_3 and result.state is DatasetState.NOT_CHECKED
    ]
    if unchecked:
        yield f"Not checked, so not known: {listed(unchecked)}."


def _directions(screening: Screening) -> Iterator[str]:
    directions = _of(screening, _ARTICLE_4)
    for finding in directions:
        told = " ".join(finding.remarks) or "Check the direction's text."
        yield f"Article 4 direction {named([finding])}: {told}"
    states = {result.dataset: result.state for result in screening.datasets}
    known = [states[slug] for slug in _ARTICLE_4 if slug in states]
    if not directions:
        if known and all(state is not DatasetState.NOT_CHECKED for state in known):
            yield "No article 4 direction was found on the site."
        else:
            yield "Article 4 directions were not checked: ask the authority's own list."


def _limits(land: list[Finding], screening: Screening, rules: Rules) -> Iterator[str]:
    there = {
        "article-2-3": bool(land),
        "sssi": bool(_of(screening, _SSSI)),
        "listed-building": bool(_of(screening, _LISTED)),
        "not-conservation-area": any(kind_of(finding.entity.dataset) not in _CONSERVATION for finding in land),
    }
    for row in rules.family(_LIMITS):
        if _holds(row, there):
            sure = "" if row.sure != "C" else " (professional knowledge: confirm it)"
            yield f"{row.value}: {row.details['says']}{sure}."


def _holds(row: RuleRow, there: dict[str, bool]) -> bool:
    """Any of the places that a row names; "not-conservation-area" narrows them."""
    places = row.details["where"].split()
    if "not-conservation-area" in places:
        return there["not-conservation-area"]
    return any(there[place] for place in places)


def _of(screening: Screening, slugs: Iterable[str]) -> list[Finding]:
    wanted = frozenset(slugs)
    return [finding for finding in _met(screening.findings) if kind_of(finding.entity.dataset) in wanted]


def _met(findings: Iterable[Finding]) -> Iterator[Finding]:
    return (finding for finding in findings if finding.relation.meets)
