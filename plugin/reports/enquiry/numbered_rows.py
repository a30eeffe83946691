"""The findings of an enquiry as the numbered rows of its answer: one for each constraint."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from ...constraints.screening.place_meanings import ONLY_A_POINT
from ...domain.dataset import Snapshot
from ...domain.enquiry import PlaceFinding
from ...domain.plain_days import plain_day
from ..plain_text import plain_text
from ..wording import data_words
from .answer_rows import AnswerRow
from .finding_figure import finding_figure, is_areal

if TYPE_CHECKING:
    from ...domain.dataset import Dataset


class NumberedRows:
    """Numbers the rows through, one for each constraint; records of one name that say nothing different are one row, and counted."""

    def __init__(self, dataset: Callable[[str], Dataset], snapshots: Mapping[str, Snapshot]) -> None:
        self._dataset = dataset
        self._snapshots = snapshots
        self._told: set[str] = set()
        self._meanings: dict[str, int] = {}
        self._count = 0

    def of(self, findings: Sequence[PlaceFinding], all_of_them: Sequence[PlaceFinding], apart: str = "") -> tuple[AnswerRow, ...]:
        """The rows of some findings that were not told before; the other records of a constraint, wherever they stand, are told with it.

        ``apart`` says in place of the bearing why they don't count.
        """
        alike: dict[tuple[object, ...], list[list[PlaceFinding]]] = {}
        for finding in findings:
            key = finding.entity.constraint
            if key in self._told:
                continue
            self._told.add(key)
            others = [each for each in all_of_them if each.entity.constraint == key and each is not finding]
            alike.setdefault(_likeness(finding, others), []).append([finding, *others])
        return tuple(self._row(constraints, apart) for constraints in alike.values())

    def _row(self, constraints: Sequence[Sequence[PlaceFinding]], apart: str) -> AnswerRow:
        self._count += 1
        records, first = [record for constraint in constraints for record in constraint], constraints[0][0]
        entity, dataset = first.entity, self._dataset(first.entity.dataset)
        meanings = {meaning.sentence: meaning for record in records for meaning in record.meanings}
        areal = [record.shape for record in constraints[0] if is_areal(record)]
        says = [plain_text(said) for record in constraints[0] for said in record.says]
        facts = [*_own_facts(first), *(said for said in says if said != ONLY_A_POINT or not areal)]
        facts += [f"Also recorded as {self._other(other)}." for other in constraints[0][1:]]
        if len(constraints) > 1:
            facts.append(f"{len(constraints)} records of this name say the same.")
        return AnswerRow(
            number=self._count,
            kind=plain_text(dataset.name) or entity.dataset,
            name=plain_text(entity.name) or plain_text(entity.reference),
            bearing=apart or first.bearing.value,
            figure=finding_figure(first),
            facts=tuple(dict.fromkeys(facts)),
            meaning=tuple(dict.fromkeys(map(self._meaning, meanings))),
            data=data_words(self._snapshots.get(entity.dataset)),
            colour=dataset.colour,
            dataset=entity.dataset,
            entities=tuple(record.entity.number for record in records),
            shape=areal[0] if areal else first.shape,
            citations=tuple(meaning.citation for meaning in meanings.values()),
        )

    def _meaning(self, sentence: str) -> str:
        """A sentence is said once; whoever reads the list on the telephone has no patience for it five times."""
        number = self._meanings.setdefault(sentence, self._count)
        return plain_text(sentence) if number == self._count else f"What follows is said under {number}."

    def _other(self, other: PlaceFinding) -> str:
        name = plain_text(self._dataset(other.entity.dataset).name) or other.entity.dataset
        return f"{name.lower()} {other.entity.number} ({finding_figure(other)})"


def _likeness(finding: PlaceFinding, others: Sequence[PlaceFinding]) -> tuple[object, ...]:
    """What makes two constraints one row: nothing that is said of them differs. What has no name is never taken for another."""
    entity = finding.entity
    if others or not entity.name:
        return (entity.constraint,)
    return entity.dataset, entity.name, entity.reference, entity.start_date, entity.end_date, finding.says, finding_figure(finding)


def _own_facts(finding: PlaceFinding) -> list[str]:
    entity = finding.entity
    reference = plain_text(entity.reference)
    facts = [f"Reference {reference}."] if reference and reference != plain_text(entity.name) and entity.name else []
    if entity.start_date is not None:
        facts.append(f"Since {plain_day(entity.start_date)}.")
    if entity.end_date is not None:
        facts.append(f"End date {plain_day(entity.end_date)}.")
    return facts
