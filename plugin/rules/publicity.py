"""Which notices an application needs, and why.

Source: the Development Management Procedure Order 2015, article 15; the Planning (Listed Buildings and Conservation Areas) Act 1990,
sections 67 and 73 (resources/rules/publicity.csv). A departure from the plan, and the effect on a setting, are an officer's judgement.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..domain.application_facts import ApplicationFacts
from ..domain.rule_result import RuleResult, Standing, Topic
from .attributes import layers, named
from .category import DevelopmentCategory
from .result_of_rows import result_of_rows
from .rules import RuleRow, Rules
from .scope import out_of_scope
from .site import Sight, Site

_SUBJECT = "publicity"


@dataclass(frozen=True)
class NoticeReason:
    """One reason for a press notice: ``doubt`` is what the officer has to judge first, "" where it is certain.

    ``bops_reason`` is the same reason in BOPS's vocabulary.
    """

    row: RuleRow
    words: str
    doubt: str = ""

    @property
    def bops_reason(self) -> str:
        return self.row.details["bops_reason"]

    @property
    def asks_for_site_notice(self) -> bool:
        return "site" in self.row.value


@dataclass(frozen=True)
class Publicity:
    """The reasons for a press notice.

    ``unseen`` are the datasets that should have been looked at and could not be, ``missing`` the layers that were never loaded, ``doubts``
    why there may be another reason.
    """

    reasons: tuple[NoticeReason, ...]
    unseen: tuple[str, ...]
    missing: tuple[str, ...]
    doubts: tuple[str, ...]

    @property
    def certain(self) -> tuple[NoticeReason, ...]:
        return tuple(reason for reason in self.reasons if not reason.doubt)


def press_notice_reasons(facts: ApplicationFacts, site: Site, category: DevelopmentCategory, rules: Rules) -> Publicity:
    """Every reason that the data and the facts give, the certain ones and those that an officer has to judge."""
    reasons: list[NoticeReason] = []
    unseen: list[str] = []
    for row in rules.family("publicity"):
        sight = _sight(row, site)
        if not (row.details["test"] == "right of way" and facts.affects_right_of_way is not None):
            unseen += sight.blind
        reasons += _reasons(row, sight, facts, category)
    blind = list(dict.fromkeys(unseen))
    missing = tuple(dataset for dataset in blind if site.never_loaded(dataset))
    expected = tuple(dataset for dataset in blind if dataset not in missing)
    return Publicity(tuple(reasons), expected, missing, () if category.is_major else category.doubts)


def publicity(facts: ApplicationFacts, site: Site, category: DevelopmentCategory, rules: Rules) -> tuple[RuleResult, ...]:
    """Press notice and site notice as lines for the officer."""
    outside = out_of_scope(_SUBJECT, "Publicity", Topic.PUBLICITY, facts, rules)
    if outside is not None:
        return (outside,)
    scope = rules.most_specific("publicity-of-type", facts.type_code)
    if scope is not None and scope.value != "yes":
        return (_result("publicity", "Publicity", Standing.VALUE, scope.value, [scope], []),)
    known = press_notice_reasons(facts, site, category, rules)
    return (_press(known, rules), _site_notice(known, rules))


def _press(known: Publicity, rules: Rules) -> RuleResult:
    telling = known.certain or known.reasons
    if not telling:
        doubts = [*known.doubts]
        if known.unseen:
            doubts.append(f"{layers(known.unseen)} could not be checked")
        if known.missing:
            doubts.append(f"no layer is loaded of {layers(known.missing)}")
        standing = Standing.UNKNOWN if known.unseen else Standing.DOES_NOT_APPLY
        answer = "not known" if known.unseen else "none known" if known.missing else "none"
        return _result("publicity.press-notice", "Press notice", standing, answer, [rules.row("publicity.ordinary")], [], *doubts)
    words = [f"{reason.words[:1].upper()}{reason.words[1:]}." for reason in known.reasons]
    doubts = [] if known.certain else [reason.doubt for reason in known.reasons]
    rows = [reason.row for reason in telling]
    return _result("publicity.press-notice", "Press notice", Standing.APPLIES, "needed", rows, words, *doubts)


def _site_notice(known: Publicity, rules: Rules) -> RuleResult:
    asking = [reason for reason in known.reasons if reason.asks_for_site_notice]
    certain = [reason for reason in asking if not reason.doubt]
    ordinary = rules.row("publicity.ordinary")
    if not asking:
        return _result("publicity.site-notice", "Site notice", Standing.VALUE, ordinary.value, [ordinary], [], *known.doubts)
    doubts = [] if certain else [reason.doubt for reason in asking]
    rows = [reason.row for reason in certain or asking]
    return _result("publicity.site-notice", "Site notice", Standing.VALUE, "site notice", rows, [], *doubts)


def _sight(row: RuleRow, site: Site) -> Sight:
    datasets = tuple(row.details["datasets"].split())
    if not datasets:
        return Sight()
    if row.details["test"] == "near":
        return site.within(datasets, site.near)
    return site.overlapping(datasets)


def _reasons(row: RuleRow, sight: Sight, facts: ApplicationFacts, category: DevelopmentCategory) -> Iterator[NoticeReason]:
    test, words = row.details["test"], row.details["reason"]
    if test == "major":
        if category.is_major:
            yield NoticeReason(row, words, "; ".join(category.doubts))
    elif test == "environmental statement":
        if facts.environmental_statement:
            yield NoticeReason(row, words)
    elif test == "departure":
        if facts.departure:
            yield NoticeReason(row, words)
    elif test == "right of way" and facts.affects_right_of_way:
        yield NoticeReason(row, words)
    elif sight.found:
        yield NoticeReason(row, f"{words} ({named(sight.found)})", f"that {words}")
    elif sight.touching:
        yield NoticeReason(row, f"{words} ({named(sight.touching)} touches the line)", f"the touch, and that {words}")


def _result(code: str, title: str, standing: Standing, answer: str, rows: list[RuleRow], reasons: list[str], *doubts: str) -> RuleResult:
    return result_of_rows(Topic.PUBLICITY, code, title, standing, answer, rows, reasons, *doubts)
