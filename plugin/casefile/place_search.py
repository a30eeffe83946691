"""Finds the place that somebody names: by its coordinates, else in the council's addresses, the case file and the constraint store."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

import shapely

from ..boundary.place.place_words import PlaceWords
from ..boundary.place.typed_place import typed_place
from ..domain.case import CaseQuery
from ..domain.finding import Entity
from ..domain.place import FoundPlace, Place, PlaceRefused
from ..domain.plain_lists import listed

if TYPE_CHECKING:
    from ..boundary.transformer import Transformer
    from .reader import CaseFileReader

#: Choices that are offered; more is no choice but a question for another word.
MOST = 30
_LOOKED_AT = 400
#: A record as large as this is no plot, and its middle stands for it.
_MOST_PLOT_M2 = 20_000.0
_LEAST_LETTERS = 2
ADDRESSES, APPLICATIONS, RECORDS = "council's addresses", "case file", "constraint data"
_NO_ADDRESSES = "There is no layer of addresses to search (Settings > Options > Redline, or neighbours.addresses in the profile)."
_FORMS = "Coordinates always work: easting and northing, a grid reference, or latitude and longitude."


class NamedRecords(Protocol):
    """What is asked of a constraint store."""

    def named(self, word: str, most: int) -> list[Entity]: ...

    def geometry(self, entity: Entity) -> shapely.Geometry: ...


#: The addresses that may fit some words, more than fit them is no harm; RedlineError where they can't be read.
Addresses = Callable[[PlaceWords], Iterable[FoundPlace]]


@dataclass(frozen=True)
class PlaceSearch:
    """``place`` is the one that was found, None where there is a choice; ``others`` fit the words as well, ``more`` were left out.

    ``said`` is a sentence: what to do where there is a choice, what was searched where nothing was found.
    """

    place: Place | None
    others: tuple[FoundPlace, ...] = field(default=())
    more: int = 0
    said: str = ""


@dataclass(frozen=True)
class PlaceRegisters:
    """Where places are looked up; what is None is not there, and is said not to have been searched. All of one thread."""

    transformer: Transformer
    addresses: Addresses | None = None
    cases: CaseFileReader | None = None
    store: NamedRecords | None = None

    def search(self, text: str) -> PlaceSearch:
        """The place of a text, or the choices. Raises PlaceRefused with a sentence where there is neither."""
        place = typed_place(text, self.transformer)
        if place is not None:
            return PlaceSearch(place)
        words = PlaceWords.of(text)
        if not words.number and sum(map(len, words.words)) < _LEAST_LETTERS:
            raise PlaceRefused(f"“{' '.join(text.split())}” is too short to look for. {_FORMS}")
        addresses = self._addresses(words)
        others = [*self._applications(words, text), *self._records(words)]
        if addresses:
            others = [each for each in others if not words.stand_apart(each.words)]
        found = [*addresses, *others]
        if not found:
            raise PlaceRefused(self._nothing(text, words))
        one = _the_one(words, addresses, found)
        if one is not None:
            rest = tuple(each for each in found if each is not one)
            return PlaceSearch(one.place(how_found(one)), rest[:MOST], max(0, len(rest) - MOST))
        said = f"{len(found):,} places fit these words: choose one, or type more."
        return PlaceSearch(None, tuple(found[:MOST]), max(0, len(found) - MOST), said)

    def _addresses(self, words: PlaceWords) -> list[FoundPlace]:
        if self.addresses is None:
            return []
        found = self.addresses(words)
        if words.number:
            return [each for each in found if each.detail.lstrip("0").endswith(f" {words.number}")]
        return _each_once(words.best((each.words, each) for each in found))

    def _applications(self, words: PlaceWords, text: str) -> Iterator[FoundPlace]:
        if self.cases is None or words.number:
            return
        query = CaseQuery(text=" ".join(words.sure), closed=True, pending=True, limit=_LOOKED_AT)
        rows = words.best((f"{row.reference} {row.address}", row) for row in self.cases.cases(query))[: MOST + 1]
        named = self.cases.find(text.strip())
        if named is not None and named not in [row.uuid for row in rows]:
            rows += [row for row in [self.cases.row(named)] if row is not None]
        sites = {site.uuid: site.geometry for batch in self.cases.sites([row.uuid for row in rows]) for site in batch}
        for row in rows:
            line = sites.get(row.uuid)
            if line is not None:
                shape: Any = line
                middle = shapely.point_on_surface(shape)
                called = f"{row.reference}, {row.address}".rstrip(", ")
                yield FoundPlace(APPLICATIONS, called, middle.x, middle.y, "application", shape, row.reference)

    def _records(self, words: PlaceWords) -> list[FoundPlace]:
        if self.store is None or not words.filter:
            return []
        named = self.store.named(words.filter, _LOOKED_AT)
        best = words.best((f"{entity.name} {entity.reference}", entity) for entity in named)
        return [place for place in map(self._of_record, best[: MOST + 1]) if place is not None]

    def _of_record(self, entity: Entity) -> FoundPlace | None:
        shape: Any = self.store.geometry(entity) if self.store is not None else shapely.Polygon()
        if shapely.is_empty(shape):
            return None
        middle = shapely.point_on_surface(shape)
        plot = shape if 0 < float(shapely.area(shape)) <= _MOST_PLOT_M2 else None
        called = entity.name or entity.reference
        return FoundPlace(RECORDS, called, middle.x, middle.y, entity.dataset.replace("-", " "), plot)

    def _nothing(self, text: str, words: PlaceWords) -> str:
        there = ((ADDRESSES, self.addresses), ("applications of the case file", self.cases), ("names in the constraint data", self.store))
        searched = listed([f"the {name}" for name, register in there if register is not None], "or")
        what = f"No address has the UPRN {words.number}" if words.number else f"Nothing called “{' '.join(text.split())}” was found"
        where = f" in {searched}" if searched else ""
        alone = " An easting by itself names no place: type the northing too." if len(words.number) in (5, 6) else ""
        return " ".join([f"{what}{where}.{alone}", *([_NO_ADDRESSES] if self.addresses is None else []), _FORMS])


def how_found(found: FoundPlace) -> str:
    """Where a place was found, in a sentence."""
    if found.kind == APPLICATIONS:
        return "The red line in force of this application."
    if found.kind == RECORDS:
        return f"The {found.detail} of this name{'' if found.plot is not None else ': a point in it'}."
    return f"Found in the {found.kind}{f' ({found.detail})' if found.detail else ''}."


def _the_one(words: PlaceWords, addresses: list[FoundPlace], found: list[FoundPlace]) -> FoundPlace | None:
    """The only address, or the only one that is called just so: an application or a listed building at it leaves it certain."""
    named = [each for each in addresses if words.names(each.words)]
    for certain in (addresses, named, found):
        if len(certain) == 1:
            return certain[0]
    return None


def _each_once(places: list[FoundPlace]) -> list[FoundPlace]:
    """Without those that are the same in words and number, such as a layer that holds each address twice."""
    return list({(place.words, place.detail): place for place in places}.values())
