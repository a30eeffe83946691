"""The catalogue of constraint datasets: what each is called, under which heading, in which colour, by whose leave."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from ..domain.dataset import BESIDE, Coverage, Dataset, Snapshot, kind_of
from ..domain.errors import RedlineError
from ..resources_path import resources_path
from .strict_json import JsonObject, read_object

#: The heading of datasets that the catalogue does not know: the council's own.
LOCAL_LAYERS = "Local layers"
_LOCAL_COLOUR = "#5F6B73"
_FILE_KEYS = ("about", "licences", "attributions", "categories", "datasets")
_DATASET_KEYS = (
    "slug",
    "name",
    "theme",
    "category",
    "constraint",
    "planx_key",
    "bops_type",
    "geometry",
    "coverage",
    "colour",
    "colour_source",
    "attribution",
    "licence",
    "administrative",
    "article_2_3",
    "attributes",
)


class Catalogue:
    """Every dataset that Redline knows, by slug.

    Source: the dataset register of the Planning Data platform (resources/catalogue/datasets.json says of when).
    """

    def __init__(self, datasets: Iterable[Dataset], categories: Iterable[str]) -> None:
        self._by_slug = {dataset.slug: dataset for dataset in datasets}
        self._categories = (*categories, LOCAL_LAYERS)

    @classmethod
    def load(cls, path: Path | None = None) -> Catalogue:
        """Read a catalogue file, the one that comes with Redline unless told. Raises RedlineError with a sentence on any fault."""
        file = read_object(path or resources_path("catalogue", "datasets.json"), _FILE_KEYS)
        categories = file.texts("categories")
        licences, attributions = file.member("licences"), file.member("attributions")
        datasets: dict[str, Dataset] = {}
        for row in file.members("datasets", _DATASET_KEYS):
            dataset = _dataset(row, categories, licences, attributions)
            if dataset.slug in datasets:
                raise RedlineError(f"{row.where}: {dataset.slug} stands in the catalogue twice; keep one of the two.")
            datasets[dataset.slug] = dataset
        return cls(datasets.values(), categories)

    @property
    def datasets(self) -> tuple[Dataset, ...]:
        """All, in the order of the catalogue."""
        return tuple(self._by_slug.values())

    @property
    def constraints(self) -> tuple[Dataset, ...]:
        """Those that can constrain a site."""
        return tuple(dataset for dataset in self.datasets if not dataset.administrative)

    @property
    def administrative(self) -> tuple[Dataset, ...]:
        """Those that give coverage and the authority check only."""
        return tuple(dataset for dataset in self.datasets if dataset.administrative)

    @property
    def categories(self) -> tuple[str, ...]:
        """The officers' headings in their order, the council's own layers last."""
        return self._categories

    def dataset(self, slug: str) -> Dataset:
        """The dataset of that slug; where the catalogue has none, one made from the slug itself.

        A local layer of a kind that the catalogue has ("conservation-area--character-survey") stands under that kind's heading, and is
        what that kind is by law; any other is under "Local layers".
        """
        known = self._by_slug.get(slug)
        if known is not None:
            return known
        kind = self._by_slug.get(kind_of(slug))
        if kind is not None and not kind.administrative:
            name = f"{kind.name}, {_words(slug.partition(BESIDE)[2]).lower()}"
            return replace(kind, slug=slug, name=name, coverage=Coverage.UNKNOWN, attribution="", licence="")
        return Dataset(slug=slug, name=_words(slug), category=LOCAL_LAYERS, colour=_LOCAL_COLOUR, colour_source="redline")

    def with_local(self, snapshots: Mapping[str, Snapshot]) -> Catalogue:
        """This catalogue with the council's own layers of a store under the names that they were given, each behind its kind."""
        local = {slug: _local(self.dataset(slug), snapshot) for slug, snapshot in snapshots.items() if snapshot.local is not None}
        if not local:
            return self
        listed = []
        for dataset in self.datasets:
            listed += [dataset, *(each for slug, each in sorted(local.items()) if kind_of(slug) == dataset.slug)]
        own = [each for slug, each in sorted(local.items()) if kind_of(slug) not in self._by_slug]
        return Catalogue([*listed, *own], self._categories[:-1])

    def by_planx_key(self, key: str) -> tuple[Dataset, ...]:
        """The datasets that answer for a PlanX constraint key; none where no dataset of the platform does.

        A finer key falls back to what holds its records ("flood.zoneThree" to flood risk zones, "listed.gradeOne" to listed
        buildings); a key that is only a group stands for its members ("designated" for all that is designated).
        """
        folded = key.strip().lower()
        if not folded:
            return ()
        levels = folded.split(".")
        for length in range(len(levels), 0, -1):
            exact = tuple(dataset for dataset in self.datasets if dataset.planx_key.lower() == ".".join(levels[:length]))
            if exact:
                return exact
        return tuple(dataset for dataset in self.datasets if dataset.planx_key.lower().startswith(f"{folded}."))


def _words(slug: str) -> str:
    name = re.sub(r"[-_\s]+", " ", slug).strip()
    return name[:1].upper() + name[1:] if name else "Unnamed layer"


def _local(dataset: Dataset, snapshot: Snapshot) -> Dataset:
    words = snapshot.local
    if words is None:
        return dataset
    return replace(
        dataset,
        name=words.name or dataset.name,
        colour=words.colour or dataset.colour,
        consequence=words.consequence,
        licence=snapshot.licence,
        attribution=snapshot.attribution,
        local=True,
    )


def _dataset(row: JsonObject, categories: tuple[str, ...], licences: JsonObject, attributions: JsonObject) -> Dataset:
    slug, colour = row.text("slug"), row.text("colour")
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug):
        raise RedlineError(f"{row.where}: slug {slug!r} must be lower case words joined by hyphens.")
    if not re.fullmatch(r"#[0-9A-F]{6}", colour):
        raise RedlineError(f"{row.where}: the colour of {slug} is {colour!r}, but must be written like #1A2B3C, in capitals.")
    geometry = row.text("geometry", "polygon")
    if not set(geometry.split(";")) <= {"polygon", "point", "line"}:
        raise RedlineError(
            f"{row.where}: the geometry of {slug} is {geometry!r}, but must be of polygon, point, line, joined by a semicolon."
        )
    return Dataset(
        slug=slug,
        name=row.text("name"),
        theme=row.text("theme", ""),
        category=row.choice("category", categories),
        constraint=row.text("constraint", ""),
        planx_key=row.text("planx_key", ""),
        bops_type=row.text("bops_type", ""),
        geometry=geometry,
        coverage=Coverage(row.choice("coverage", [coverage.value for coverage in Coverage], Coverage.UNKNOWN.value)),
        colour=colour,
        attribution=attributions.text(row.choice("attribution", attributions.keys)),
        administrative=row.flag("administrative", False),
        article_2_3=row.flag("article_2_3", False),
        attributes=row.texts("attributes"),
        licence=licences.text(row.choice("licence", licences.keys)),
        colour_source=row.choice("colour_source", ("platform", "redline")),
    )
