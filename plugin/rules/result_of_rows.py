"""A result as the rows of the tables give it: each cited once, and to be confirmed where one of them is not sure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..domain.rule_result import RuleResult, Standing, Topic
from .confirming import confirm_words, unsure
from .rules import RuleRow


def result_of_rows(
    topic: Topic,
    code: str,
    title: str,
    standing: Standing,
    answer: str,
    rows: Sequence[RuleRow],
    reasons: Iterable[str] = (),
    *doubts: str,
    warns: bool = False,
) -> RuleResult:
    """The answer to one question, with the rows that it hangs on; ``doubts`` are what else has to be confirmed, "" for none."""
    return RuleResult(
        topic=topic,
        code=code,
        title=title,
        standing=standing,
        answer=answer,
        citations=tuple(dict.fromkeys(row.citation for row in rows)),
        reasons=tuple(reasons),
        confirm=confirm_words(*doubts, unsure(rows)),
        warns=warns,
    )
