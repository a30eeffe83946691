"""Words that somebody types for a place, laid beside the words of addresses and names as registers write them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import TypeVar

#: How registers shorten what people say, and the other way round; both sides are brought to the short form.
_SHORT: Mapping[str, str] = MappingProxyType(
    {
        "street": "st", "saint": "st", "road": "rd", "avenue": "ave", "av": "ave", "lane": "ln", "close": "cl", "court": "ct",
        "drive": "dr", "gardens": "gdns", "garden": "gdn", "square": "sq", "terrace": "ter", "terr": "ter", "place": "pl",
        "crescent": "cres", "grove": "gr", "house": "hse", "buildings": "bldgs", "building": "bldg", "apartment": "apt", "mount": "mt",
        "north": "n", "south": "s", "east": "e", "west": "w", "upper": "up", "lower": "lr", "and": "&",
    }
)  # fmt: skip
_SHORTENED = frozenset(_SHORT) | frozenset(_SHORT.values())
_POSTCODE = re.compile(r"\b([a-z]{1,2}\d[a-z\d]?)\s*(\d[a-z]{2})\b")
_WORD = re.compile(r"[^\W_]+|&")
_RAW = re.compile(r"\d[a-z]{2}$|[a-z]{2,}")
_NUMBER = re.compile(r"\d{1,13}")
#: Fewer letters than these match the whole word only: "st" is no beginning of "station".
_LEAST_PREFIX = 3
#: The rank of a fit in which a number stands before another word than the one that was typed after it.
_APART = 3

Thing = TypeVar("Thing")


@dataclass(frozen=True)
class PlaceWords:
    """What was typed: ``words`` as they are compared, ``filter`` the one word by which a register can be narrowed down, "" for none.

    ``sure`` are the typed words that every way of writing the place holds, in lower case.
    ``number`` is what was typed where it is nothing but figures: a UPRN, without the zeros that registers put before it.
    """

    words: tuple[str, ...]
    sure: tuple[str, ...]
    filter: str
    number: str

    @classmethod
    def of(cls, text: str) -> PlaceWords:
        told = text.strip()
        number = told.lstrip("0") if _NUMBER.fullmatch(told) else ""
        sure = tuple(word for word in _sure(told) if word not in _SHORTENED)
        return cls(compared(told), sure, "" if number else _filter(sure), number)

    def rank(self, text: str) -> tuple[int, int, int] | None:
        """How well a register's words fit, the best first; None where a typed word is missing in them."""
        theirs = compared(text)
        left = list(theirs)
        whole = 0
        for word in self.words:
            if word in left:
                left.remove(word)
                whole += 1
                continue
            begun = next((each for each in left if _begins(each, word)), None)
            if begun is None:
                return None
            left.remove(begun)
        return self._fit(theirs, self.names(text) or (not left and whole == len(self.words))), len(self.words) - whole, len(left)

    def names(self, text: str) -> bool:
        """Whether a register's words, up to one of their commas or to their end, are what was typed, no less and no more."""
        parts = text.split(",")
        return any(compared(",".join(parts[:count])) == self.words for count in range(1, len(parts) + 1))

    def stand_apart(self, text: str) -> bool:
        """Whether a typed number belongs to another word in a register's words than in what was typed."""
        rank = self.rank(text)
        return rank is not None and rank[0] == _APART

    def best(self, things: Iterable[tuple[str, Thing]]) -> list[Thing]:
        """Those of some things with their words that fit, the best first, numbers in the order in which people count.

        Where the typed words stand together in some, those in which a number belongs to another word are left out: 1 High Street is not
        Flat 1, 2 High Street.
        """
        ranked = [(rank, _counted(text), thing) for text, thing in things if (rank := self.rank(text)) is not None]
        together = any(rank[0] < _APART for rank, _, _ in ranked)
        ranked = [each for each in ranked if each[0][0] < _APART or not together]
        return [thing for _, _, thing in sorted(ranked, key=lambda each: each[:2])]

    def _fit(self, theirs: tuple[str, ...], same: bool) -> int:
        if same:
            return 0
        if theirs[: len(self.words)] == self.words:
            return 1
        pairs = [(one, other) for one, other in zip(self.words, self.words[1:]) if one[0].isdigit()]
        beside = list(zip(theirs, theirs[1:]))
        stand = (any(one == mine and (other == after or _begins(other, after)) for one, other in beside) for mine, after in pairs)
        return 2 if all(stand) else _APART


@lru_cache(maxsize=4096)
def compared(text: str) -> tuple[str, ...]:
    """The words of a text as they are compared: without accents, case, marks, and with the usual words shortened."""
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(letter))
    plain = _POSTCODE.sub(r"\1\2", plain.replace("\u2019", "'").replace("'s", "").replace("'", ""))
    return tuple(_SHORT.get(word, word) for word in _WORD.findall(plain))


def _begins(theirs: str, word: str) -> bool:
    """A word may be typed as its beginning, a number never: 1 is not 12. The beginning of a postcode is its district."""
    if any(letter.isdigit() for letter in word):
        return bool(_POSTCODE.fullmatch(theirs)) and theirs[:-3] == word
    return word == f"{theirs}s" or (len(word) >= _LEAST_PREFIX and theirs.startswith(word))


def _sure(text: str) -> Iterator[str]:
    """A last s is left out: registers write Mary's, Marys and Mary for one church."""
    for word in re.findall(r"[^\W_]+", text.casefold().replace("\u2019", "'").replace("'s", "")):
        yield word[:-1] if len(word) > _LEAST_PREFIX and word.endswith("s") else word


def _filter(sure: Iterable[str]) -> str:
    """The longest run of letters; the second half of a postcode where there is nothing else."""
    runs = [run for word in sure if word.isascii() for run in _RAW.findall(word)]
    return max(runs, key=len, default="")


def _counted(text: str) -> tuple[tuple[int, int, str], ...]:
    return tuple((0, int(word), "") if word.isdecimal() and len(word) < 15 else (1, 0, word) for word in compared(text))
