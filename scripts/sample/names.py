"""Names of streets, wards and people that nobody bears; telephone numbers from the range that Ofcom keeps for drama."""

from __future__ import annotations

import random
from collections.abc import Iterator

_FIRST_HALVES = (
    "Samphire",
    "Cockle",
    "Lantern",
    "Brine",
    "Gannet",
    "Tern",
    "Oyster",
    "Marram",
    "Sandpiper",
    "Anchor",
    "Capstan",
    "Ropewalk",
    "Curlew",
    "Driftwood",
    "Eelgrass",
    "Fathom",
    "Glasswort",
    "Halyard",
    "Jetty",
    "Kelp",
    "Limpet",
    "Mizzen",
    "Netmaker",
    "Osprey",
    "Pilot",
    "Quayside",
    "Saltern",
    "Shingle",
    "Teasel",
    "Tidewaiter",
    "Windlass",
    "Wherry",
    "Avocet",
    "Bosun",
    "Cordage",
    "Dunlin",
    "Ferryman",
    "Groyne",
    "Keelman",
    "Lapwing",
    "Plover",
    "Redshank",
    "Sailmaker",
    "Turnstone",
    "Whelk",
    "Barnacle",
    "Chandler",
    "Cooper",
    "Hawser",
    "Lugger",
    "Sluice",
    "Sedge",
    "Thrift",
    "Wigeon",
    "Yawl",
)
_ROADS = ("Street", "Road", "Avenue", "Terrace")
_SIDE_ROADS = ("Lane", "Close", "Walk", "Row", "Place", "Gardens", "Way", "Grove")
_GIVEN = (
    "Amabel",
    "Barnaby",
    "Cressida",
    "Dunstan",
    "Elowen",
    "Fenwick",
    "Griselda",
    "Hereward",
    "Isolde",
    "Jocasta",
    "Kenelm",
    "Leocadia",
    "Merrick",
    "Nerys",
    "Osric",
    "Petronella",
    "Quillan",
    "Rosamund",
    "Septimus",
    "Thomasina",
    "Ursulina",
    "Valentia",
    "Wystan",
    "Yolanda",
    "Zebedee",
)
_FAMILY = (
    "Saltwhistle",
    "Cocklebury",
    "Fenlock",
    "Marshwander",
    "Tidewell",
    "Brackenshaw-Gull",
    "Oysterby",
    "Lanternside",
    "Quillhaven",
    "Sandwright",
    "Thistlequay",
    "Wetherspray",
    "Ebbsworthy",
    "Gullimore",
    "Herringdale",
    "Kelpington",
    "Mudlarke",
    "Netherwave",
    "Pebblethwaite",
    "Samphirson",
)

WARDS = ("Harbour", "Churchside", "Uplands", "Saltern", "Wethering and Fields")


def streets(random_numbers: random.Random) -> Iterator[str]:
    """Names of main streets, without end and without repeats."""
    return _shuffled(random_numbers, _FIRST_HALVES, _ROADS)


def side_streets(random_numbers: random.Random) -> Iterator[str]:
    """Names of short streets, without end and without repeats."""
    return _shuffled(random_numbers, _FIRST_HALVES, _SIDE_ROADS)


def _shuffled(random_numbers: random.Random, first_halves: tuple[str, ...], endings: tuple[str, ...]) -> Iterator[str]:
    names = [f"{first} {ending}" for first in first_halves for ending in endings]
    random_numbers.shuffle(names)
    yield from names
    count = 1
    while True:
        count += 1
        yield from (f"{name} {count}" for name in names)


class People:
    """Applicants and agents, each with an address for post that ends in .example and a drama telephone number."""

    def __init__(self, random_numbers: random.Random) -> None:
        self._random = random_numbers

    def person(self) -> dict[str, str]:
        """first, last, email, phone."""
        first, last = self._random.choice(_GIVEN), self._random.choice(_FAMILY)
        address = f"{first}.{last}".lower().replace(" ", "-")
        return {"first": first, "last": last, "email": f"{address}@sample.example", "phone": f"01632 960{self._random.randint(0, 999):03d}"}
