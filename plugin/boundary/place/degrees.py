"""Latitude and longitude as people write them: decimal, with N and W, in degrees, minutes and seconds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from ...domain.place import PlaceRefused

#: What keyboards, word processors and maps write for a prime, two primes, a degree and a minus.
_PRIMES = str.maketrans(
    {
        **dict.fromkeys("\u2032\u2019\u2018\u02b9", "'"),
        **dict.fromkeys("\u2033\u201d\u201c", '"'),
        **dict.fromkeys("\u00ba\u02da", "\u00b0"),
        **dict.fromkeys("\u2212\u2013", "-"),
    }
)
_WORDS = (
    (re.compile(r"\blat(itude)?\b\s*[:=]?|\b(long?|lng|longitude)\b\s*[:=]?"), " "),
    (re.compile(r"\bnorth\b"), "n"),
    (re.compile(r"\bsouth\b"), "s"),
    (re.compile(r"\beast\b"), "e"),
    (re.compile(r"\bwest\b"), "w"),
    (re.compile(r"''"), '"'),
    (re.compile(r"(?<=\d)\s*(degrees|degree|deg|d)(?![a-z])"), "°"),
    (re.compile(r"(?<=\d)\s*(minutes|minute|mins|min|m)(?![a-z])"), "'"),
    (re.compile(r"(?<=\d)\s*(seconds|second|secs|sec)(?![a-z])"), '"'),
)
_TOKEN = re.compile(r"(?P<number>[-+]?\d+(?:\.\d+)?)|(?P<side>[nsew])|(?P<mark>[°'\"])|(?P<comma>[,;/])|(?P<space>\s+)")
_MARKS = ("°", "'", '"')
#: Minutes and seconds of a degree, as a share of it.
_SHARES = (1.0, 60.0, 3600.0)
_FORMS = "Type it like 51.5014, -0.1419 or 51°30'5\"N 0°8'31\"W."


class Angle(NamedTuple):
    """Degrees, how fine they were written (degrees), and "n", "s", "e", "w" or "" for the side that was named."""

    degrees: float
    unit: float
    side: str


class _Token(NamedTuple):
    kind: str
    text: str


def two_angles(text: str) -> tuple[Angle, Angle] | None:
    """The two angles of a text that holds nothing else, in the order of the text; None for any other text.

    Raises PlaceRefused where they can be nothing but angles and don't add up: two latitudes, 75 minutes, no side for a longitude that
    is written in minutes.
    """
    tokens = _tokens(text)
    if tokens is None:
        return None
    halves = _halves(tokens)
    if halves is None:
        return None
    if not any(token.kind in ("side", "mark") or "." in token.text for token in tokens) and _are_metres(tokens):
        return None
    first, second = (_angle(half, text) for half in halves)
    _check_sides(first, second, halves, text)
    return first, second


def _tokens(text: str) -> list[_Token] | None:
    told = text.translate(_PRIMES).lower().strip()
    for pattern, by in _WORDS:
        told = pattern.sub(by, told)
    tokens, place = [], 0
    while place < len(told):
        match = _TOKEN.match(told, place)
        if match is None:
            return None
        if match.lastgroup != "space":
            tokens.append(_Token(str(match.lastgroup), match.group()))
        place = match.end()
    return tokens


def _halves(tokens: Sequence[_Token]) -> tuple[list[_Token], list[_Token]] | None:
    """The tokens of either angle: parted by a comma, by the letters, or by being two numbers."""
    commas = [place for place, token in enumerate(tokens) if token.kind == "comma"]
    if len(commas) > 1:
        return None
    if commas:
        return _both(tokens[: commas[0]], tokens[commas[0] + 1 :])
    sides = [place for place, token in enumerate(tokens) if token.kind == "side"]
    if sides:
        leading = sides[0] == 0
        cut = (sides[1] if len(sides) > 1 else len(tokens)) if leading else sides[0] + 1
        return _both(tokens[:cut], tokens[cut:])
    degrees = [place for place, token in enumerate(tokens) if token.text == "°"]
    if len(degrees) == 2:
        return _both(tokens[: degrees[1] - 1], tokens[degrees[1] - 1 :])
    numbers = [place for place, token in enumerate(tokens) if token.kind == "number"]
    return _both(tokens[: numbers[1]], tokens[numbers[1] :]) if len(numbers) == 2 else None


def _both(first: Sequence[_Token], second: Sequence[_Token]) -> tuple[list[_Token], list[_Token]] | None:
    """None unless either half has one to three numbers and at most one letter."""
    for half in (first, second):
        kinds = {kind: len(list(group)) for kind, group in groupby(sorted(token.kind for token in half))}
        if not 1 <= kinds.get("number", 0) <= 3 or kinds.get("side", 0) > 1 or kinds.get("comma", 0):
            return None
    return list(first), list(second)


def _are_metres(tokens: Sequence[_Token]) -> bool:
    return any(abs(float(token.text)) > 180 for token in tokens if token.kind == "number")


def _angle(half: Sequence[_Token], text: str) -> Angle:
    numbers = [token.text for token in half if token.kind == "number"]
    marks = [token.text for token in half if token.kind == "mark"]
    side = next((token.text for token in half if token.kind == "side"), "")
    if marks != list(_MARKS[: len(marks)]) or len(marks) > len(numbers):
        raise PlaceRefused(f"{text.strip()} can't be read as degrees, minutes and seconds. {_FORMS}")
    values = [float(number) for number in numbers]
    if any("." in number for number in numbers[:-1]) or any(not 0 <= value < 60 for value in values[1:]) or abs(values[0]) > 180:
        raise PlaceRefused(f"{text.strip()} can't be read as degrees: minutes and seconds go from 0 to 59, degrees to 180. {_FORMS}")
    size = sum(abs(value) / share for value, share in zip(values, _SHARES))
    negative = numbers[0].startswith("-")
    if negative and side:
        raise PlaceRefused(f"{text.strip()} has a minus and a letter for the same angle: leave one of them out.")
    decimals = len(numbers[-1].partition(".")[2])
    unit = 10.0**-decimals / _SHARES[len(numbers) - 1]
    return Angle(-size if negative or side in ("s", "w") else size, unit, side)


def _check_sides(first: Angle, second: Angle, halves: tuple[list[_Token], list[_Token]], text: str) -> None:
    kinds = ["latitude" if angle.side in ("n", "s") else "longitude" if angle.side else "" for angle in (first, second)]
    if kinds[0] and kinds[0] == kinds[1]:
        raise PlaceRefused(f"{text.strip()} has two {kinds[0]}s. {_FORMS}")
    in_minutes = any(sum(token.kind == "number" for token in half) > 1 for half in halves)
    signed = any(token.text.startswith(("-", "+")) for half in halves for token in half)
    if in_minutes and not signed and not any(angle.side in ("e", "w") for angle in (first, second)):
        raise PlaceRefused(f"{text.strip()} does not say whether it lies east or west of Greenwich. {_FORMS}")
