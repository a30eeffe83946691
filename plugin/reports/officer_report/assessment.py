"""What a report says of consultation, assessment, recommendation and conditions, out of what the officer has written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TypeVar

from ...domain.application_facts import ApplicationFacts
from ...domain.case import Case
from ...domain.casework.assessment_detail import AssessmentDetail, DetailCategory
from ...domain.casework.condition import Condition
from ...domain.casework.consideration import Consideration
from ...domain.casework.consultation import Consultation, ConsultationAnswer
from ...domain.casework.head_of_terms import HeadOfTerms
from ...domain.casework.informative import Informative
from ...domain.casework.neighbour_record import NeighbourRecord
from ...domain.casework.recommendation import RecommendationState
from ...domain.casework.site_visit import SiteVisit
from ...domain.casework.titled_text import TitledText
from ...domain.named_date import NamedDate
from ...domain.plain_days import plain_day
from ...domain.plain_figures import counted
from ...domain.representation import RepresentationKind
from ...rules.decisions import takes_conditions
from ...rules.open_periods import comment_periods
from ...rules.recommending import recommendation_of, resolution_of
from ...rules.rules import Rules
from ..plain_text import plain_lines, plain_text
from ..recommendation_words import decided_words, decision_words, resolution_words, standing_words
from .content import Paragraph, Part, Section, Table
from .notices import notices
from .permitted import immunity, permitted_development

#: What each text is called in the report; the texts of other sections are not among them.
_TEXTS = {
    DetailCategory.AMENITY: "Amenity",
    DetailCategory.EVIDENCE_OF_IMMUNITY: "Evidence of immunity",
    DetailCategory.IMMUNITY: "Immunity",
    DetailCategory.OTHER_CONSIDERATIONS: "Other considerations",
    DetailCategory.SUMMARY_OF_ADVICE: "Advice",
}
_CONSULTATION = {
    DetailCategory.PUBLICITY: "Publicity",
    DetailCategory.CONSULTATION_SUMMARY: "Consultees",
    DetailCategory.NEIGHBOUR_SUMMARY: "Neighbours",
}
_WHO = {RepresentationKind.NEIGHBOUR: "neighbours", RepresentationKind.CONSULTEE: "consultees", RepresentationKind.OTHER: "others"}
_Record = TypeVar("_Record", Condition, Consideration, Consultation, HeadOfTerms, Informative, NeighbourRecord, SiteVisit)


def detail_text(case: Case, category: DetailCategory) -> tuple[Part, ...]:
    """What the officer wrote of one thing; nothing where nothing was written."""
    for kept in case.casework:
        if isinstance(kept.record, AssessmentDetail) and kept.record.category is category and kept.record.entry.strip():
            return tuple(_paragraphs(kept.record.entry))
    return ()


def consultation_section(case: Case, facts: ApplicationFacts, rules: Rules) -> Section:
    """Until when comments are taken, the notices, who was asked or not and why, and whose comments came, counted.

    Who said what is in the back office.
    """
    parts: list[Part] = [Paragraph(plain_text(_period(each))) for each in comment_periods(case, facts, rules)]
    parts += notices(case)
    parts += _consultees(case)
    parts += [Paragraph(_told(each)) for each in _records(case, NeighbourRecord)]
    said = [each for each in case.representations if not each.gone]
    for kind, who in _WHO.items():
        sentiments = Counter(each.sentiment.replace("_", " ") or "without a stance" for each in said if each.kind is kind)
        if sentiments:
            told = ", ".join(f"{count} {sentiment}" for sentiment, count in sorted(sentiments.items()))
            parts.append(Paragraph(f"{counted(sum(sentiments.values()), 'comment')} of {who}: {told}."))
    for category, title in _CONSULTATION.items():
        parts += _titled(title, detail_text(case, category))
    return Section("Consultation", tuple(parts))


def _period(period: NamedDate) -> str:
    return f"{period.name}: comments are taken until {plain_day(period.day)}, {period.says}."


def _consultees(case: Case) -> Iterator[Part]:
    answered = sorted(_records(case, Consultation), key=lambda each: each.answer is ConsultationAnswer.NOT_NEEDED)
    if answered:
        rows = [(each.name, " ".join(each.reasons), _how(each)) for each in answered]
        yield Table(("Consultee", "Why", "How"), (0.24, 0.5, 0.26), tuple(tuple(plain_text(cell) for cell in row) for row in rows))


def _how(consultation: Consultation) -> str:
    """Whether it is asked and since when, and what the officer says of it: why a body that the rules name is not asked."""
    answer, note = consultation.answer.value, consultation.note.strip()
    if consultation.answer is not ConsultationAnswer.NOT_NEEDED and consultation.asked_on is not None:
        answer = f"{answer}, asked on {plain_day(consultation.asked_on)}"
    return f"{answer}: {note}" if note else answer


def _told(record: NeighbourRecord) -> str:
    count = len(record.told)
    addresses = counted(count, "address", "addresses")
    sent = f"; letters were sent on {plain_day(record.sent_on)}" if record.sent_on is not None else ""
    found = f"found round version {record.version} of the red line"
    return f"{addresses} on the list of neighbours of {plain_day(record.made_on)}, {found}{sent}."


def assessment_section(case: Case, facts: ApplicationFacts, rules: Rules, on: date) -> Section:
    """Site visits, permitted development rights, the time for enforcement, the officer's texts, and the application against policy."""
    parts: list[Part] = [Paragraph(_visited(visit)) for visit in _records(case, SiteVisit)]
    parts += permitted_development(case)
    parts += immunity(case, facts, rules, on)
    for category, title in _TEXTS.items():
        parts += _titled(title, detail_text(case, category))
    for each in _records(case, Consideration):
        policies = "; ".join([*each.references, *each.guidance])
        parts.append(Paragraph(plain_text(each.policy_area), strong=True))
        parts.append(Paragraph(plain_text(f"Policies: {policies}"), small=True))
        parts += _paragraphs(each.assessment)
        parts += _paragraphs(f"Conclusion: {each.conclusion}" if each.conclusion.strip() else "")
    return Section("Assessment", tuple(parts))


def recommendation_section(case: Case, rules: Rules) -> Section:
    """What is recommended and why, what was resolved, and what was passed over with which reason."""
    recommendation, resolution = recommendation_of(case), resolution_of(case)
    parts: list[Part] = []
    decided = decided_words(case, rules)
    if decided:
        parts.append(Paragraph(plain_text(decided), strong=True))
    if recommendation.decision:
        words = decision_words(recommendation.decision, case.row.type_code, rules)
        parts.append(Paragraph(plain_text(f"Recommended: {words}."), strong=True))
    if resolution is not None:
        parts.append(Paragraph(plain_text(resolution_words(resolution, rules)), strong=not recommendation.decision))
    if not parts:
        parts.append(Paragraph("Nothing is recommended yet.", strong=True))
    parts += _paragraphs(recommendation.public_comment)
    if recommendation.committee:
        reasons = "; ".join(recommendation.committee_reasons) or "no reason is given yet"
        parts.append(Paragraph(plain_text(f"A committee has to decide: {reasons}.")))
    if recommendation.decision and recommendation.state is RecommendationState.DRAFT and not recommendation.challenged:
        parts.append(Paragraph("This is a draft: it has not been submitted for review.", small=True))
    elif recommendation.decision:
        parts.append(Paragraph(plain_text(standing_words(recommendation)), small=True))
    if recommendation.passed_over:
        passed = " ".join([*recommendation.passed_over, f"Submitted all the same: {recommendation.in_spite}"])
        parts.append(Paragraph(plain_text(passed), small=True))
    return Section("Recommendation", tuple(parts))


def conditions_section(case: Case, rules: Rules) -> Section:
    """Conditions with their reasons, informatives, heads of terms; of a type that takes no conditions none, whatever was written."""
    parts: list[Part] = []
    conditions = _records(case, Condition) if takes_conditions(case.row.type_code, rules) else []
    if conditions:
        rows = tuple(
            (str(number), plain_lines(each.text), plain_lines(f"{each.reason}{_PRE if each.pre_commencement else ''}"))
            for number, each in enumerate(conditions, start=1)
        )
        parts.append(Table(("", "Condition", "Reason"), (0.05, 0.58, 0.37), rows))
    parts += _list("Informatives", _records(case, Informative))
    parts += _list("Heads of terms", _records(case, HeadOfTerms))
    return Section("Conditions and informatives", tuple(parts))


_PRE = " To be met before development begins."


def _visited(visit: SiteVisit) -> str:
    return f"The site was visited on {plain_day(visit.visited_on)}. {plain_text(visit.comment)}".strip()


def _list(title: str, records: Sequence[TitledText]) -> Iterator[Part]:
    if records:
        rows = tuple((str(number), plain_text(each.title), plain_lines(each.text)) for number, each in enumerate(records, start=1))
        yield Table(("", title, ""), (0.05, 0.3, 0.65), rows)


def _records(case: Case, kind: type[_Record]) -> list[_Record]:
    return [kept.record for kept in case.casework if isinstance(kept.record, kind)]


def _titled(title: str, parts: tuple[Part, ...]) -> tuple[Part, ...]:
    return (Paragraph(title, strong=True), *parts) if parts else ()


def _paragraphs(text: str) -> Iterator[Part]:
    for line in text.splitlines():
        if line.strip():
            yield Paragraph(plain_text(line.strip()))
