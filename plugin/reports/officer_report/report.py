"""The officer's report on an application: site, maps, constraints with their answers, consultation, assessment, recommendation, conditions.

Every figure stands with the version of the red line, the snapshot of the data, the transform and the rules that it comes from. The same
case, data and day give the same report (acceptance case 49): no clock is asked here. What neighbours said is counted, never quoted, and
the assessor's note to the reviewer is left out: the report is read by the public.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from ...domain.application_facts import ApplicationFacts
from ...domain.case import Case
from ...domain.casework.assessment_detail import DetailCategory
from ...domain.dataset import Snapshot
from ...domain.errors import RedlineError
from ...domain.plain_days import plain_day
from ...domain.status import status_words
from ...rules.tables_version import tables_version
from ..case_dates import case_dates
from ..case_rules import rules_of_case
from ..plain_text import plain_text
from ..recommendation_words import decision_dates
from ..sheet import Sheet
from ..sheet_rows import SheetSnapshot
from ..version_words import version_words
from .assessment import assessment_section, conditions_section, consultation_section, detail_text, recommendation_section
from .constraints import constraints_section
from .content import Facts, MapKind, MapPart, OfficerReport, Paragraph, Part, Section, Table

if TYPE_CHECKING:
    from ...constraints.catalogue import Catalogue
    from ...constraints.profile import Profile

_SAMPLE = "SAMPLE: a fictional place with generated data, not for any decision"
_NO_LINE = "The application has no red line that can be used, so there is no map and nothing was screened."
_NOT_SCREENED = "The red line in force was not screened: this report says nothing of constraints, and not that there are none."


def officer_report(
    case: Case, facts: ApplicationFacts, snapshots: Mapping[str, Snapshot], catalogue: Catalogue, profile: Profile, on: date
) -> OfficerReport:
    """The report as it stands ``on`` a day. ``snapshots`` by dataset; of those only what the screening was made with counts."""
    rules, catalogue = rules_of_case(case, facts, on), catalogue.with_local(snapshots)
    version = version_words(case.boundary) if case.boundary is not None else "none"
    sheet = _sheet(case, snapshots, catalogue, profile, version)
    sections = [
        recommendation_section(case, rules),
        _site(case, sheet),
        _maps(case),
        constraints_section(case, snapshots, catalogue, version),
        consultation_section(case, facts, rules),
        assessment_section(case, facts, rules, on),
        conditions_section(case, rules),
        _dates(case, facts, on),
        _evidence(case, sheet, facts, on),
    ]
    reference = plain_text(case.reference)
    return OfficerReport(
        title=f"Officer's report: {reference}",
        authority=plain_text(profile.authority_name),
        reference=reference,
        address=plain_text(case.row.address),
        sample=_SAMPLE if profile.sample else "",
        foot=f"{reference} · red line {version} · {plain_day(on)}",
        sections=tuple(section for section in sections if section.parts),
        attributions=sheet.attributions if sheet is not None else (),
    )


def _sheet(case: Case, snapshots: Mapping[str, Snapshot], catalogue: Catalogue, profile: Profile, version: str) -> Sheet | None:
    """What the screening sheet of the case would say: the report quotes it where the two say the same."""
    if case.screening is None or case.boundary is None:
        return None
    used = {result.dataset: result.snapshot for result in case.screening.datasets}
    evidence = {slug: snapshot for slug, snapshot in snapshots.items() if used.get(slug) == snapshot.identifier}
    return Sheet.build(case.boundary.reading, case.screening, evidence, catalogue, profile, version=version)


def _site(case: Case, sheet: Sheet | None) -> Section:
    row = case.row
    facts = [
        ("Reference", case.full_reference or row.reference),
        ("Address", row.address),
        ("UPRN", case.application.address.uprn),
        ("Type", _type(case)),
        ("Proposal", row.description),
        ("Status", status_words(row.status).capitalize()),
        ("Case officer", row.officer),
    ]
    if sheet is not None:
        facts += [(fact.label, fact.value) for fact in sheet.boundary_facts]
    parts: list[Part] = [_facts(facts)]
    for category in (DetailCategory.SITE_DESCRIPTION, DetailCategory.SUMMARY_OF_WORK):
        parts += detail_text(case, category)
    return Section("Site and proposal", tuple(parts))


def _type(case: Case) -> str:
    words = case.row.type_description.replace("_", " ").strip()
    return f"{words[:1].upper()}{words[1:]} ({case.row.type_code})" if words and case.row.type_code else words or case.row.type_code


def _maps(case: Case) -> Section:
    line = case.boundary
    if line is None or line.boundary is None:
        return Section("Maps", (Paragraph(_NO_LINE),))
    version = version_words(line)
    site = MapPart(MapKind.SITE, f"The site, red line {version}")
    if case.screening is None:
        return Section("Maps", (site, Paragraph(_NOT_SCREENED)))
    return Section("Maps", (site, MapPart(MapKind.CONSTRAINTS, f"Constraints on the site and around it, red line {version}")))


def _dates(case: Case, facts: ApplicationFacts, on: date) -> Section:
    try:
        days = decision_dates(case_dates(case, facts, on))
    except RedlineError as error:
        return Section("Dates", (Paragraph(str(error)),))
    rows = tuple((plain_text(day.name), plain_day(day.day), plain_text(f"{day.says}. {day.confirm}".strip())) for day in days)
    return Section("Dates", (Table(("Clock", "Day", "How it is reckoned"), (0.27, 0.2, 0.53), rows),) if rows else ())


def _evidence(case: Case, sheet: Sheet | None, facts: ApplicationFacts, on: date) -> Section:
    judged = f"tables {tables_version()}, as in force on {plain_day(facts.applied_on or on)} (application) and {plain_day(on)} (decision)"
    rows = [("Rules", judged)]
    if sheet is not None:
        rows += [(fact.label, fact.value) for fact in sheet.screening_facts]
    parts: list[Part] = [_facts(rows)]
    parts += _snapshots(sheet.snapshots if sheet is not None else ())
    parts += _versions(case)
    return Section("What this report stands on", tuple(parts))


def _snapshots(rows: Sequence[SheetSnapshot]) -> Iterator[Part]:
    """Where the data came from; how most of it came to the British National Grid is said once."""
    if not rows:
        return
    position, times = Counter(row.accuracy for row in rows).most_common(1)[0]
    if times > 1:
        yield Paragraph(f"Position, where a row does not say otherwise: {position}.", small=True)
    table = tuple(
        (
            row.name,
            f"{row.source}\n{row.identifier}",
            row.fetched,
            f"{row.count:,}",
            "as above" if times > 1 and row.accuracy == position else row.accuracy,
        )
        for row in rows
    )
    yield Table(("Dataset", "Source and snapshot", "Loaded", "Records", "Position"), (0.2, 0.36, 0.17, 0.11, 0.16), table)


def _versions(case: Case) -> Iterator[Part]:
    """Every version of the red line, so that a figure's version can be looked up."""
    rows = tuple(
        (version_words(each), plain_text(each.author), plain_text(each.reason), each.original.sha256[:16] if each.original else "")
        for each in case.boundary_versions
    )
    if len(rows) > 1:
        yield Table(("Red line", "By", "Why", "SHA-256 begins"), (0.3, 0.2, 0.3, 0.2), rows)


def _facts(rows: list[tuple[str, str]]) -> Facts:
    cleaned = ((label, plain_text(value)) for label, value in rows)
    return Facts(tuple((label, value) for label, value in cleaned if value))
