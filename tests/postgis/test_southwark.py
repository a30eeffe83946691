"""The real layers of the London Borough of Southwark in a folder and in a database: whatever is screened, the findings are the same."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely

from plugin.boundary.intake import read_sites
from plugin.boundary.transformer import Transformer
from plugin.constraints.catalogue import Catalogue
from plugin.constraints.open_store import open_store
from plugin.constraints.postgis.push import push_store
from plugin.constraints.profile import Profile
from plugin.constraints.screening.screening import screen_site
from plugin.constraints.store.build_request import BuildRequest
from plugin.constraints.store.builder import build_store
from plugin.domain.clock import FixedClock
from plugin.domain.reading import SiteReading
from plugin.domain.settings import ScreeningSettings
from plugin.reports.forms import screening_form
from tests.postgis_server import url_of
from tests.shared import shared_path
from tests.unit.commands.streams import CLOCK, Run

SITES = 150
EXAMPLES = "vectors/odp/examples/application"


@pytest.fixture(scope="module")
def transformer() -> Transformer:
    return Transformer((shared_path("data/grids"),))


@pytest.fixture(scope="module")
def addresses(server: str, tmp_path_factory: pytest.TempPathFactory, transformer: Transformer) -> tuple[str, str]:
    """The folder and the database that has the same generation."""
    folder = tmp_path_factory.mktemp("southwark")
    files = sorted(shared_path("data/southwark/geojson").glob("*.geojson"))
    build_store(BuildRequest(folder, files), transformer=transformer, clock=CLOCK, catalogue=Catalogue.load())
    push_store(folder, server, CLOCK)
    return str(folder), url_of(server)


def findings_json(address: str, readings: list[SiteReading], clock: FixedClock) -> list[Any]:
    """All that `screen --json` says of sites."""
    with open_store(address) as store:
        screened = [
            (each, screen_site(each, store, settings=ScreeningSettings(), profile=Profile.default(), clock=clock)) for each in readings
        ]
    return [json.loads(json.dumps(screening_form(*each))) for each in screened]


def test_the_thirteen_published_applications_are_found_alike_to_the_last_figure(
    addresses: tuple[str, str], transformer: Transformer
) -> None:
    read = read_sites([shared_path(EXAMPLES)], transformer, clock=CLOCK)
    readings = [each for each in read if isinstance(each, SiteReading)]

    ours, theirs = (findings_json(address, readings, CLOCK) for address in addresses)

    assert len(ours) == 13
    assert sum(len(each["findings"]) for each in ours) > 10
    assert theirs == ours


def test_a_hundred_and_fifty_seeded_sites_are_found_alike_one_by_one_and_as_a_table(addresses: tuple[str, str], tmp_path: Path) -> None:
    table = tmp_path / "sites.csv"
    table.write_text(
        "reference,wkt\n" + "".join(f'S{number},"{site.wkt}"\n' for number, site in enumerate(seeded_sites())), encoding="utf-8"
    )

    ours, theirs = (Run("screen", address, table, "--json").json for address in addresses)

    assert len(ours["sites"]) == SITES
    assert sum(bool(each["findings"]) for each in ours["sites"]) > SITES / 2
    assert theirs["sites"] == ours["sites"]

    ours, theirs = (
        (Run("screen", address, table, "--depth", "--output", tmp_path / f"{number}.csv"), (tmp_path / f"{number}.csv").read_text())
        for number, address in enumerate(addresses)
    )
    assert theirs[1] == ours[1]


def seeded_sites() -> list[shapely.Geometry]:
    """Squares and rings of many corners all over the borough, from a garden to a park."""
    random = np.random.default_rng(20261127)
    centres = random.uniform((531000, 174000), (536000, 180500), (SITES, 2))
    sizes = random.choice([8, 25, 80, 300], SITES)
    sites = []
    for number, (centre, size) in enumerate(zip(centres, sizes)):
        whole = shapely.Point(*centre).buffer(size, quad_segs=(1, 4, 32)[number % 3])
        sites.append(whole.difference(shapely.Point(*centre).buffer(size / 3)) if number % 5 == 0 else whole)
    return sites
