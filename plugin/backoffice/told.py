"""Three sources for the constraints of one case, side by side: what the applicant was told, what the back office shows, what Redline finds.

BOPS loses constraints at intake (green belt, flood zones, article 4 directions; seen live), and PlanX takes a sliver for a hit. So the
three are matched by the catalogue's keys, never by wording, and where they differ is said first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ..constraints.catalogue import Catalogue
from ..domain.application import Designation
from ..domain.finding import DatasetState, Screening
from .shown_labels import key_of_label

#: Told of the buffer zone or of the site itself: PlanX has one key for both.
_SAME = {"designated.WHS.bufferZone": "designated.WHS"}
#: The strongest word of several datasets counts; clear only where each of them was checked (law 3).
_STRENGTH = (DatasetState.OVERLAPS, DatasetState.TOUCHES, DatasetState.NOT_CHECKED, DatasetState.CLEAR)


@dataclass(frozen=True)
class ThreeSources:
    """One constraint in the three sources.

    ``told`` is None where the submission was not read, ``shown`` where the case was not. ``found`` is None where the site was not screened
    or Redline knows no dataset for it. ``finer`` are the keys told beneath it ("listed.gradeTwo"), which the back office never shows.
    """

    key: str
    name: str
    told: bool | None
    shown: bool | None
    found: DatasetState | None
    datasets: tuple[str, ...] = ()
    finer: tuple[str, ...] = field(default=())

    @property
    def present(self) -> bool:
        """Whether any of the three says that the constraint is there."""
        return bool(self.told or self.shown or self.found in {DatasetState.OVERLAPS, DatasetState.TOUCHES})

    @property
    def differs(self) -> bool:
        """Whether one source has it and another, which was asked, has not; "not checked" is no answer."""
        found = {DatasetState.OVERLAPS: True, DatasetState.TOUCHES: True, DatasetState.CLEAR: False}.get(self.found) if self.found else None
        answers = {answer for answer in (self.told, self.shown, found) if answer is not None}
        return len(answers) == 2

    @property
    def sentence(self) -> str:
        """The three in words."""
        parts = []
        if self.told is not None:
            parts.append("the applicant was told of it" if self.told else "the applicant was not told of it")
        if self.shown is not None:
            parts.append("the back office shows it" if self.shown else "the back office does not show it")
        parts.append(_FOUND[self.found] if self.found is not None else "Redline has not screened it" if self.datasets else _NO_DATASET)
        return f"{self.name}: {', '.join(parts)}."

    @property
    def rank(self) -> tuple[int, str]:
        """The order for an officer: what the back office lacks, other differences, what nobody could check, what agrees."""
        overlaps = self.found is DatasetState.OVERLAPS
        if self.differs and self.shown is False and (overlaps or self.told):
            place = 0 if overlaps else 1
        elif self.differs:
            place = 2
        elif self.found in {None, DatasetState.NOT_CHECKED}:
            place = 3
        else:
            place = 4
        return place, self.name


_FOUND = {
    DatasetState.OVERLAPS: "Redline finds that it overlaps the site",
    DatasetState.TOUCHES: "Redline finds that it touches the site, for you to confirm",
    DatasetState.CLEAR: "Redline finds nothing of it on the site",
    DatasetState.NOT_CHECKED: "Redline could not check it",
}
_NO_DATASET = "Redline knows no data for it"


def three_sources(
    designations: Sequence[Designation] | None, shown: Sequence[str] | None, screening: Screening | None, catalogue: Catalogue
) -> tuple[ThreeSources, ...]:
    """Every constraint that any of the three says is there, differences first. None stands for a source that was not asked."""
    topics = _Topics(catalogue)
    told: dict[str, bool] = {}
    finer: dict[str, list[str]] = {}
    for designation in _without_groups(designations or (), catalogue):
        key = topics.of_key(designation.key, designation.description)
        told[key] = told.get(key, False) or designation.intersects
        if designation.intersects and designation.key.lower() != key.lower():
            finer.setdefault(key, []).append(designation.key)
    labels = {topics.of_label(label) for label in shown or ()}
    found: dict[str, DatasetState] = {}
    for result in screening.datasets if screening is not None else ():
        key = topics.of_dataset(result.dataset)
        found[key] = min(found.get(key, DatasetState.CLEAR), result.state, key=_STRENGTH.index)
    rows = (
        ThreeSources(
            key=key,
            name=topics.name(key),
            told=None if designations is None else told.get(key, False),
            shown=None if shown is None else key in labels,
            found=found.get(key),
            datasets=topics.datasets(key),
            finer=tuple(finer.get(key, ())),
        )
        for key in {**told, **dict.fromkeys(labels), **found}
    )
    return tuple(sorted((row for row in rows if row.present), key=lambda row: row.rank))


class _Topics:
    """What is one and the same constraint in the words of PlanX, of BOPS and of the catalogue: known by its PlanX key."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._names: dict[str, str] = {}

    def of_key(self, key: str, description: str = "") -> str:
        datasets = self._catalogue.by_planx_key(key)
        topic = _SAME.get(datasets[0].planx_key, datasets[0].planx_key) if datasets else key
        self._names.setdefault(topic, _first_name(datasets[0].name if datasets else description or key))
        return topic

    def of_label(self, label: str) -> str:
        key = key_of_label(label)
        if not key:
            same = (dataset.planx_key for dataset in self._catalogue.datasets if dataset.name.lower() == label.strip().lower())
            key = next((each for each in same if each), "")
        return self.of_key(key, label) if key else self._named(f"label:{label}", label)

    def of_dataset(self, slug: str) -> str:
        dataset = self._catalogue.dataset(slug)
        return self.of_key(dataset.planx_key) if dataset.planx_key else self._named(f"dataset:{slug}", dataset.name)

    def datasets(self, topic: str) -> tuple[str, ...]:
        if topic.startswith("dataset:"):
            return (topic.partition(":")[2],)
        return tuple(each.slug for each in self._catalogue.datasets if topic in {each.planx_key, _SAME.get(each.planx_key)})

    def name(self, topic: str) -> str:
        return self._names[topic]

    def _named(self, topic: str, name: str) -> str:
        self._names.setdefault(topic, name)
        return topic


def _without_groups(designations: Iterable[Designation], catalogue: Catalogue) -> list[Designation]:
    """PlanX tells groups beside their members ("designated" beside "designated.AONB"): a group that is no constraint itself is left out."""
    every = list(designations)
    keys = {each.key.lower() for each in every}
    own = {dataset.planx_key.lower() for dataset in catalogue.datasets}
    return [
        each for each in every if each.key and (each.key.lower() in own or not any(key.startswith(f"{each.key.lower()}.") for key in keys))
    ]


def _first_name(name: str) -> str:
    return name[:1].upper() + name[1:]
