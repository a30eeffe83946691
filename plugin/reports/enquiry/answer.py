"""What an answer to an enquiry says: content only, the same for the panel, the page of paper, the web page and the mail."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...boundary.place.grid_reference import grid_reference
from ...constraints.screening.place_meanings import ONLY_A_POINT
from ...domain.check import Severity
from ...domain.dataset import Snapshot
from ...domain.enquiry import Bearing, Enquiry, PlaceFinding
from ...domain.finding import DatasetResult, DatasetState
from ...domain.plain_days import plain_day
from ...domain.plain_figures import counted, metres_words, share_words
from ...domain.plain_lists import listed
from ..plain_text import plain_text
from ..wording import data_words, day_words, moment_words
from .answer_rows import AnswerGroup, AnswerRow, LookedAt

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from ...constraints.catalogue import Catalogue
    from ...constraints.profile import Profile
    from ...domain.dataset import Dataset

SAMPLE = "SAMPLE: a fictional place with generated data, not for any decision"
_STATES = {
    DatasetState.OVERLAPS: "applies here",
    DatasetState.TOUCHES: "may apply here",
    DatasetState.CLEAR: "nothing here",
    DatasetState.NOT_CHECKED: "not checked",
}
_ORDER = tuple(Bearing)
_NOTHING_CHECKED = "Nothing could be checked, so nothing can be said of any constraint here."
_NO_LAYERS = "No dataset was there to look at, so nothing can be said of any constraint here."


@dataclass(frozen=True)
class EnquiryAnswer:
    """One answer. ``warnings`` have to be seen before the lists; ``cautions`` beside them. ``standing`` says what the answer is worth.

    ``applies``, ``may_apply``, ``near``, ``not_yet`` and ``ended`` number their rows through, so that a number means one constraint.
    """

    title: str
    sample: str
    authority: str
    place: str
    how: str
    facts: tuple[tuple[str, str], ...]
    summary: str
    warnings: tuple[str, ...]
    cautions: tuple[str, ...]
    applies: AnswerGroup
    may_apply: AnswerGroup
    near: AnswerGroup
    not_yet: AnswerGroup
    ended: AnswerGroup
    looked_at: tuple[LookedAt, ...]
    data: str
    standing: str
    asked: str
    officer: str
    attributions: tuple[str, ...]
    east: float
    north: float
    within_m: float
    near_m: float
    plot: BaseGeometry | None

    @property
    def groups(self) -> tuple[AnswerGroup, ...]:
        """The lists in the order in which they are read."""
        return self.applies, self.may_apply, self.near, self.not_yet, self.ended

    @property
    def rows(self) -> tuple[AnswerRow, ...]:
        """Every row of every list."""
        return tuple(row for group in self.groups for row in group.rows)

    @property
    def not_checked(self) -> tuple[LookedAt, ...]:
        """What can't speak for the place, or not for all of it: no data never reads as no constraint."""
        return tuple(each for each in self.looked_at if not each.whole)

    @property
    def nothing_here(self) -> tuple[LookedAt, ...]:
        """What speaks for the place and has nothing here."""
        return tuple(each for each in self.looked_at if each.whole and each.state == _STATES[DatasetState.CLEAR])


def enquiry_answer(
    enquiry: Enquiry, snapshots: Mapping[str, Snapshot], catalogue: Catalogue, profile: Profile, officer: str = ""
) -> EnquiryAnswer:
    """Everything that can be said, in words; ``snapshots`` by dataset as the store gives them. No clock is asked here."""
    place = enquiry.place
    near = f"{enquiry.near_m:g} m"
    rows = _Rows(catalogue.with_local(snapshots).dataset, snapshots)
    none_checked = bool(enquiry.datasets) and all(result.state is DatasetState.NOT_CHECKED for result in enquiry.datasets)
    none = _NO_LAYERS if not enquiry.datasets else _NOTHING_CHECKED if none_checked else "Nothing was found in the data that was checked."
    applies = AnswerGroup("Applies here", rows.of(enquiry.of(Bearing.APPLIES), enquiry.findings), none)
    may_apply = AnswerGroup("May apply here: too close to the edge to tell", rows.of(enquiry.of(Bearing.MAY_APPLY), enquiry.findings))
    around = AnswerGroup(f"Near, within {near}", rows.of(enquiry.of(Bearing.NEAR), enquiry.findings))
    not_yet = AnswerGroup("Not yet in force", rows.of(enquiry.not_yet, enquiry.not_yet, "not yet in force"))
    ended = AnswerGroup("Ended, no longer in force", rows.of(enquiry.ended, enquiry.ended, "ended"))
    looked_at = tuple(_looked_at(result, snapshots.get(result.dataset)) for result in enquiry.datasets)
    authority = plain_text(profile.authority_name or enquiry.authority)
    return EnquiryAnswer(
        title=f"Planning constraints at {plain_text(place.words)}",
        sample=SAMPLE if profile.sample else "",
        authority=authority,
        place=plain_text(place.words),
        how=plain_text(place.how),
        facts=_facts(enquiry),
        summary=_summary(applies, may_apply, around, looked_at),
        warnings=tuple(plain_text(check.message) for check in enquiry.checks if check.severity is not Severity.INFORMATION),
        cautions=(
            *(plain_text(caution) for caution in enquiry.cautions),
            *(plain_text(check.message) for check in enquiry.checks if check.severity is Severity.INFORMATION),
        ),
        applies=applies,
        may_apply=may_apply,
        near=around,
        not_yet=not_yet,
        ended=ended,
        looked_at=looked_at,
        data=_data_sentence(enquiry, snapshots),
        standing=_standing(authority, enquiry),
        asked=moment_words(enquiry.asked_at),
        officer=plain_text(officer),
        attributions=_attributions(enquiry, snapshots),
        east=place.east,
        north=place.north,
        within_m=0.0 if place.is_coarse else place.within_m,
        near_m=enquiry.near_m,
        plot=place.plot,
    )


class _Rows:
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
        areal = [record.shape for record in constraints[0] if _is_areal(record)]
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
            figure=_figure(first),
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
        return f"{name.lower()} {other.entity.number} ({_figure(other)})"


def _likeness(finding: PlaceFinding, others: Sequence[PlaceFinding]) -> tuple[object, ...]:
    """What makes two constraints one row: nothing that is said of them differs. What has no name is never taken for another."""
    entity = finding.entity
    if others or not entity.name:
        return (entity.constraint,)
    return entity.dataset, entity.name, entity.reference, entity.start_date, entity.end_date, finding.says, _figure(finding)


def _own_facts(finding: PlaceFinding) -> list[str]:
    entity = finding.entity
    reference = plain_text(entity.reference)
    facts = [f"Reference {reference}."] if reference and reference != plain_text(entity.name) and entity.name else []
    if entity.start_date is not None:
        facts.append(f"Since {plain_day(entity.start_date)}.")
    if entity.end_date is not None:
        facts.append(f"End date {plain_day(entity.end_date)}.")
    return facts


def _figure(finding: PlaceFinding) -> str:
    if finding.percent is not None:
        return "all of the plot" if finding.percent >= 100 - 1e-7 else f"{share_words(finding.percent)} of the plot"
    if finding.edge_m is not None:
        return f"{metres_words(finding.edge_m)} inside its edge"
    if finding.distance_m == 0 or finding.bearing is Bearing.APPLIES:
        return "at this place"
    outside = finding.bearing is Bearing.MAY_APPLY and _is_areal(finding)
    return f"{metres_words(finding.distance_m)} {'outside its edge' if outside else 'away'}"


def _is_areal(finding: PlaceFinding) -> bool:
    return finding.shape is not None and finding.shape.geom_type in ("Polygon", "MultiPolygon")


def _facts(enquiry: Enquiry) -> tuple[tuple[str, str], ...]:
    place = enquiry.place
    reference = grid_reference(place.east, place.north)
    facts = [("Easting and northing", place.coordinates), ("Grid reference", reference)]
    if place.plot is not None:
        facts.insert(0, ("Looked at", "the plot, not a point"))
    return tuple((label, value) for label, value in facts if value)


def _summary(applies: AnswerGroup, may_apply: AnswerGroup, near: AnswerGroup, looked_at: Sequence[LookedAt]) -> str:
    unchecked = sum(not each.whole for each in looked_at)
    if not looked_at:
        return _NO_LAYERS
    if unchecked == len(looked_at) and not (applies.rows or may_apply.rows or near.rows):
        return _NOTHING_CHECKED
    parts = [f"{counted(len(applies.rows), 'constraint')} {'applies' if len(applies.rows) == 1 else 'apply'} here"]
    if not applies.rows:
        parts = ["No constraint was found to apply here"]
    if may_apply.rows:
        parts.append(f"{len(may_apply.rows)} may apply")
    if near.rows:
        parts.append(f"{len(near.rows)} {'is' if len(near.rows) == 1 else 'are'} near")
    total = counted(len(looked_at), "dataset")
    checked = f"{unchecked} of {total} could not be checked in full" if unchecked else f"all {total} were checked"
    if len(looked_at) == 1:
        checked = "the one dataset could not be checked in full" if unchecked else "the one dataset was checked"
    return f"{', '.join(parts)}; {checked}."


def _looked_at(result: DatasetResult, snapshot: Snapshot | None) -> LookedAt:
    return LookedAt(
        dataset=result.dataset,
        name=plain_text(result.name) or result.dataset,
        state=_STATES[result.state],
        why=plain_text(result.why).rstrip("."),
        data=data_words(snapshot) if snapshot is not None else "",
        whole=result.fully_checked and not result.unplaced,
    )


def _data_sentence(enquiry: Enquiry, snapshots: Mapping[str, Snapshot]) -> str:
    """From when the data is: the first and the last day on which it was loaded, and the oldest data."""
    used = [snapshots[result.dataset] for result in enquiry.datasets if result.dataset in snapshots]
    loaded = sorted(snapshot.fetched_at for snapshot in used if snapshot.fetched_at)
    if not loaded:
        return "When the data was loaded is not known."
    first, last = day_words(loaded[0]), day_words(loaded[-1])
    sentence = f"Data loaded on {last}" if first == last else f"Data loaded between {first} and {last}"
    dated = sorted((snapshot.data_date, snapshot.dataset) for snapshot in used if snapshot.data_date)
    if dated:
        name = next((result.name for result in enquiry.datasets if result.dataset == dated[0][1]), dated[0][1])
        sentence += f"; the oldest is of {day_words(dated[0][0])} ({plain_text(name).lower()})"
    return f"{sentence}."


def _standing(authority: str, enquiry: Enquiry) -> str:
    whose = f" of {authority}" if authority else ""
    return (
        f"This is an informal answer at officer level{whose}, read off the data named here as it stood on {plain_day(enquiry.judged_on)}. "
        "It decides nothing and binds nobody. What a designation means is said in general. Where it has to be certain, ask for "
        "pre-application advice, a lawful development certificate or a local land charges search."
    )


def _attributions(enquiry: Enquiry, snapshots: Mapping[str, Snapshot]) -> tuple[str, ...]:
    used = [snapshots[result.dataset] for result in enquiry.datasets if result.dataset in snapshots]
    pairs = [(plain_text(each.attribution), plain_text(each.licence)) for each in used]
    lines = (". ".join(part.rstrip(".") for part in pair if part) for pair in pairs)
    return tuple(dict.fromkeys(f"{line}." for line in lines if line))


def names_of(rows: Sequence[LookedAt]) -> str:
    """Datasets by name in a sentence, "" for none."""
    return listed([row.name for row in rows])
