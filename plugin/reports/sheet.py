"""What a screening sheet says of one site: content only, plain text throughout; how it looks is the layout's affair.

The same reading, screening, snapshots, catalogue and profile give the same sheet (acceptance case 49): no clock is asked here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..domain.dataset import Dataset, Snapshot
from ..domain.finding import DatasetResult, Screening
from ..domain.plain_days import plain_day, with_plain_days
from ..domain.reading import SiteReading
from ..domain.settings import ScreeningSettings
from ..rules.rules import Rules
from .accuracy_words import accuracy_words, grid_warning
from .plain_text import plain_text
from .sentence import state_sentence
from .sheet_boundary import boundary_facts, site_facts
from .sheet_findings import OTHER, heading_rank, sheet_categories
from .sheet_rows import SheetCategory, SheetCheck, SheetFact, SheetSnapshot, SheetState
from .summary import summary_sentence, unplaced_records
from .wording import day_words, moment_words

if TYPE_CHECKING:
    from ..constraints.catalogue import Catalogue
    from ..constraints.profile import Profile

_SAMPLE = "SAMPLE: a fictional place with generated data, not for any decision"


@dataclass(frozen=True)
class Sheet:
    """One sheet. ``sample`` and ``warnings`` are banners; ``summary`` is the sheet in one sentence.

    ``categories`` hold what applies now; ``ended`` and ``not_yet`` what is listed apart. ``states`` lists every dataset, checked or not.
    ``boundary_version`` names the version that every figure was computed from.
    """

    title: str
    sample: str
    authority: str
    site: str
    boundary_version: str
    summary: str
    warnings: tuple[str, ...]
    site_facts: tuple[SheetFact, ...]
    boundary_facts: tuple[SheetFact, ...]
    screening_facts: tuple[SheetFact, ...]
    checks: tuple[SheetCheck, ...]
    categories: tuple[SheetCategory, ...]
    ended: tuple[SheetCategory, ...]
    not_yet: tuple[SheetCategory, ...]
    states: tuple[SheetState, ...]
    snapshots: tuple[SheetSnapshot, ...]
    attributions: tuple[str, ...]

    @classmethod
    def build(
        cls,
        reading: SiteReading,
        screening: Screening,
        snapshots: Mapping[str, Snapshot],
        catalogue: Catalogue,
        profile: Profile,
        *,
        settings: ScreeningSettings | None = None,
        version: str = "",
    ) -> Sheet:
        """Say everything that screening found of one site.

        ``snapshots`` by dataset slug as the store gives them; ``settings`` are the distances that the screening was made with, the
        profile's unless told; ``version`` is what the boundary is called, by what was done to it unless told.
        """
        catalogue = catalogue.with_local(snapshots)
        headings = catalogue.categories
        called = version or reading.version_words
        used = settings if settings is not None else profile.settings
        boundary = reading.boundary
        warnings = [
            _unchecked(screening),
            _checked_in_part(screening),
            _anywhere(screening),
            plain_text(screening.unreliable) or grid_warning(boundary.accuracy if boundary else None, Rules(screening.judged_on)),
        ]
        listed = [
            sheet_categories(findings, catalogue.dataset, headings, snapshots, called)
            for findings in (screening.findings, screening.ended, screening.not_yet)
        ]
        evidence = _snapshots(screening, snapshots, catalogue)
        return cls(
            title=f"Constraints screening: {plain_text(reading.site)}",
            sample=_SAMPLE if profile.sample else "",
            authority=plain_text(profile.authority_name),
            site=plain_text(reading.site),
            boundary_version=plain_text(called),
            summary=summary_sentence(screening),
            warnings=tuple(warning for warning in warnings if warning),
            site_facts=site_facts(reading),
            boundary_facts=boundary_facts(reading, called),
            screening_facts=_screening_facts(screening, used),
            checks=tuple(
                SheetCheck(check.code, check.severity.value, plain_text(check.message)) for check in (*reading.checks, *screening.checks)
            ),
            categories=listed[0],
            ended=listed[1],
            not_yet=listed[2],
            states=_states(screening, snapshots, catalogue, headings),
            snapshots=evidence,
            attributions=_attributions(evidence, profile),
        )


def _unchecked(screening: Screening) -> str:
    count = screening.unchecked
    if count == 0:
        return ""
    datasets = "1 dataset was" if count == 1 else f"{count} datasets were"
    return f"{datasets} not checked: this sheet does not say that no constraint of that kind applies."


def _checked_in_part(screening: Screening) -> str:
    count = sum(result.partly_checked for result in screening.datasets)
    if count == 0:
        return ""
    datasets = "1 dataset was" if count == 1 else f"{count} datasets were"
    return f"{datasets} checked only in part: this sheet does not say that nothing more of that kind applies."


def _anywhere(screening: Screening) -> str:
    records = unplaced_records(screening)
    return f"{'; '.join(records)}. They could lie anywhere, on this site too." if records else ""


def _screening_facts(screening: Screening, settings: ScreeningSettings) -> tuple[SheetFact, ...]:
    return (
        SheetFact("Screened", moment_words(screening.screened_at)),
        SheetFact("Constraints as they stand on", plain_day(screening.judged_on)),
        SheetFact("Digitising tolerance", f"{settings.tolerance:g} m"),
        SheetFact("Near distance", f"{settings.near:g} m"),
        SheetFact("Area method", "planar, on the British National Grid (EPSG:27700)"),
        SheetFact("Engine", plain_text(screening.engine)),
    )


def _states(
    screening: Screening, snapshots: Mapping[str, Snapshot], catalogue: Catalogue, headings: Sequence[str]
) -> tuple[SheetState, ...]:
    rows = [_state(result, catalogue.dataset(result.dataset), snapshots.get(result.dataset)) for result in screening.datasets]
    return tuple(sorted(rows, key=lambda row: (heading_rank(row.category, headings), row.name, row.dataset)))


def _state(result: DatasetResult, dataset: Dataset, snapshot: Snapshot | None) -> SheetState:
    return SheetState(
        dataset=result.dataset,
        name=plain_text(result.name) or result.dataset,
        category=dataset.category or OTHER,
        state=result.state.value,
        coverage=result.coverage.value,
        why=plain_text(result.why),
        count=result.count,
        snapshot=result.snapshot,
        loaded=_loaded(snapshot),
        sentence=state_sentence(result, snapshot),
        colour=dataset.colour,
    )


def _loaded(snapshot: Snapshot | None) -> str:
    if snapshot is None or not snapshot.fetched_at:
        return ""
    data_date = f", data of {day_words(snapshot.data_date)}" if snapshot.data_date else ""
    return f"{day_words(snapshot.fetched_at)}{data_date}"


def _snapshots(screening: Screening, snapshots: Mapping[str, Snapshot], catalogue: Catalogue) -> tuple[SheetSnapshot, ...]:
    screened = {result.dataset for result in screening.datasets}
    return tuple(
        SheetSnapshot(
            dataset=slug,
            name=plain_text(catalogue.dataset(slug).name) or slug,
            identifier=snapshot.identifier,
            source=with_plain_days(plain_text(snapshot.source)),
            fetched=moment_words(snapshot.fetched_at),
            count=snapshot.count,
            sha256=snapshot.sha256,
            accuracy=accuracy_words(snapshot.accuracy),
            licence=plain_text(snapshot.licence),
            attribution=plain_text(snapshot.attribution),
        )
        for slug, snapshot in sorted(snapshots.items())
        if slug in screened
    )


def _attributions(evidence: Sequence[SheetSnapshot], profile: Profile) -> tuple[str, ...]:
    pairs = [(row.attribution, row.licence) for row in evidence]
    base_map = profile.base_map
    pairs.append((plain_text(base_map.attribution), plain_text(base_map.licence_line)))
    lines = (". ".join(part.rstrip(".") for part in pair if part) for pair in pairs)
    return tuple(dict.fromkeys(f"{line}." for line in lines if line))
