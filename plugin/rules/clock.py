"""Every date of an application by its own name: the statute's, what was agreed, and what the back office says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from ..domain.application_facts import ApplicationFacts
from ..domain.named_date import AgreedExtension, BackOfficeDates, NamedDate
from ..domain.plain_days import plain_day
from ..domain.plain_figures import counted
from .category import DevelopmentCategory
from .confirming import confirm_words, unsure
from .determination import DeterminationPeriod, determination_period
from .rules import Rules

_DAY = timedelta(days=1)


def named_dates(
    facts: ApplicationFacts,
    category: DevelopmentCategory,
    rules: Rules,
    extensions: Sequence[AgreedExtension] = (),
    back_office: BackOfficeDates | None = None,
) -> tuple[NamedDate, ...]:
    """The statutory date first, then what was agreed, what happens by default, the planning guarantee, and the back office's own dates.

    Nothing is counted before the application is valid (or, for a prior approval, received).
    """
    start = facts.valid_on or facts.received_on
    period = determination_period(facts, category, rules)
    dates: list[NamedDate] = []
    if period is not None and start is not None:
        dates += _statutory(period, start)
        dates += _extensions(period, period.last_day(start), extensions)
        dates += _default(period, start, extensions)
        if not period.acts_by_itself:
            dates += _guarantee(category, start, extensions, rules)
    if back_office is not None:
        dates += _given(back_office, period, start)
    return tuple(dates)


def back_office_dates(
    back_office: BackOfficeDates, facts: ApplicationFacts, category: DevelopmentCategory, rules: Rules
) -> tuple[NamedDate, ...]:
    """The dates of one back office alone, each beside the statute's."""
    return tuple(_given(back_office, determination_period(facts, category, rules), facts.valid_on or facts.received_on))


def expiry(dates: Sequence[NamedDate]) -> NamedDate | None:
    """The date by which a decision has to be made: the last extension that counts, else the statutory one."""
    counting = [day for day in dates if day.name in {_STATUTORY, _NOTIFY, _AGREED}]
    return counting[-1] if counting else None


_STATUTORY = "Statutory expiry"
_NOTIFY = "Last day to notify the applicant"
_AGREED = "Agreed extension"


def as_bops_reckons(facts: ApplicationFacts, rules: Rules) -> BackOfficeDates:
    """The dates that BOPS works out for an application where its answers leave them out (its list has no expiry date).

    From the day of validity, or of receipt before that; a type's own period, which an authority may set, is not known here.
    """
    start = facts.valid_on or facts.received_on
    if start is None:
        return BackOfficeDates()
    period = "bops-date.expiry-environmental-statement" if facts.environmental_statement else "bops-date.expiry"
    return BackOfficeDates(
        name="BOPS, as it reckons",
        expiry=start + timedelta(days=int(rules.number(period))),
        target=start + timedelta(days=int(rules.number("bops-date.target"))),
    )


def _statutory(period: DeterminationPeriod, start: date) -> Iterator[NamedDate]:
    yield NamedDate(
        name=_NOTIFY if period.acts_by_itself else _STATUTORY,
        day=period.last_day(start),
        says=f"{period.words} that begin on the day after {plain_day(start)}; public holidays count",
        citation=period.row.citation,
        confirm=confirm_words(*period.doubts, unsure([period.row])),
        warns=period.acts_by_itself,
    )


def _extensions(period: DeterminationPeriod, last_day: date, extensions: Sequence[AgreedExtension]) -> Iterator[NamedDate]:
    """Each is judged by the day that was the last one when it was agreed; one that came too late is told and moves nothing."""
    for extension in sorted(extensions, key=lambda one: one.agreed_on):
        says = f"{'closed with a yes' if extension.doubt else 'agreed in writing'} on {plain_day(extension.agreed_on)}"
        if extension.agreed_on <= last_day:
            last_day = extension.until
            yield NamedDate(_AGREED, extension.until, says, period.row.citation, confirm_words(extension.doubt), period.acts_by_itself)
            continue
        late = f"{says}, after the period had ended on {plain_day(last_day)}"
        if period.acts_by_itself:
            confirm = confirm_words(f"{period.silence} when it ended, and what was agreed later does not take that back")
        else:
            confirm = confirm_words("whether it counts: it must have been agreed before an appeal against non-determination")
        yield NamedDate("Extension agreed too late", extension.until, late, period.row.citation, confirm, warns=True)


def _default(period: DeterminationPeriod, start: date, extensions: Sequence[AgreedExtension]) -> Iterator[NamedDate]:
    if not period.acts_by_itself:
        return
    last_day = period.last_day(start)
    for extension in sorted(extensions, key=lambda one: one.agreed_on):
        last_day = extension.until if extension.agreed_on <= last_day else last_day
    says = f"from this day {period.silence}, and a refusal has no effect"
    yield NamedDate(period.silence_name, last_day + _DAY, says, period.row.citation, confirm_words(unsure([period.row])), warns=True)


def _guarantee(category: DevelopmentCategory, start: date, extensions: Sequence[AgreedExtension], rules: Rules) -> Iterator[NamedDate]:
    row = rules.find("determination-period.guarantee-major" if category.is_major else "determination-period.guarantee")
    if row is None or extensions:
        return
    says = f"{row.number:g} weeks without a decision or a longer period agreed: the fee is refunded"
    yield NamedDate("Planning guarantee", start + timedelta(weeks=int(row.number)), says, row.citation)


def _given(back_office: BackOfficeDates, period: DeterminationPeriod | None, start: date | None) -> Iterator[NamedDate]:
    name = back_office.name
    if back_office.valid_from is not None and start is not None and back_office.valid_from != start:
        says = f"as {name} gives it; the statutory dates are counted from {plain_day(start)}: an amended red line does not restart them"
        yield NamedDate(f"{name}: valid from", back_office.valid_from, says)
    if back_office.expiry is not None:
        statutory = period.last_day(start) if period is not None and start is not None else None
        yield NamedDate(f"{name}: expiry date", back_office.expiry, _difference(name, back_office.expiry, statutory))
    if back_office.target is not None:
        yield NamedDate(f"{name}: target date", back_office.target, f"as {name} gives it")
    if back_office.consultation_end is not None:
        yield NamedDate(f"{name}: consultation ends", back_office.consultation_end, f"as {name} gives it")


def _difference(name: str, given: date, statutory: date | None) -> str:
    if statutory is None or given == statutory:
        return f"as {name} gives it" + ("; the statutory date is the same" if statutory is not None else "")
    days = (given - statutory).days
    later = "later" if days > 0 else "earlier"
    return f"as {name} gives it: {counted(abs(days), 'day')} {later} than the statutory date, {plain_day(statutory)}"
