"""The GIS team refreshes constraint layers: four clicks to what is in use, with what changed, whom it touches, and the way back."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from plugin.casefile.read_only import read_only
from plugin.constraints.store.generations import current_generation
from plugin.domain.clock import SystemClock
from tests.desktop.cases import first_case, opened_case
from tests.desktop.conftest import GRID, OFFICER, with_grid
from tests.desktop.desktop import CHECKOUT, OUT, Desktop
from tests.desktop.platforms import DATASETS, SALTMERE, plant, plant_in_southwark, saltmere
from tests.platform_stand_in import Platform, StandIn
from tests.shared import shared_path
from tests.unit.constraints.platform.southwark import DATASETS as SOUTHWARK_LAYERS
from tests.unit.constraints.platform.southwark import southwark

pytestmark = pytest.mark.slow

#: The case whose surroundings change, and one that nothing comes near to.
CASE, OTHER = "26-00132", "26-00130"
Journey = tuple[Desktop, Platform, Path]


@pytest.fixture
def journey(borough: Path, backoffice: Path, tmp_path: Path) -> Iterator[Journey]:
    """QGIS on a store that was fetched from a platform, where something changes meanwhile."""
    platform, store = saltmere(borough), tmp_path / "store"
    with StandIn(platform) as stand_in, Desktop(tmp_path, shared_path(GRID)) as desktop:
        office = desktop.serve(backoffice)
        fetching = fetch(store, stand_in, SALTMERE, DATASETS)
        desktop.start(
            store=store,
            profile=borough / "profile.json",
            office=office,
            officer=OFFICER,
            wait=True,
            platform=(stand_in.address, SALTMERE),
        )
        assert fetching.wait(120) == 0
        yield desktop, platform, store


def fetch(store: Path, stand_in: StandIn, of: str, datasets: Sequence[str]) -> subprocess.Popen[bytes]:
    """Begins to make a first store of what the platform has."""
    command = [sys.executable, "-m", "tests.desktop.platforms", str(store), stand_in.address, of, *datasets]
    return subprocess.Popen(command, cwd=CHECKOUT, env=with_grid())


def shown(state: dict[str, Any]) -> dict[str, Any]:
    return dict(state["constraint layers"])


def words(state: dict[str, Any], part: str) -> list[list[str]]:
    return [line["words"] for line in shown(state).get(part, [])]


def told_first(state: dict[str, Any]) -> str:
    """What a screen reader says of the case on top of the list."""
    return str((first_case(state) or {"told": ""})["told"])


def press(desktop: Desktop, name: str) -> None:
    state = desktop.wait(lambda now: shown(now).get("places", {}).get(name), f"the button {name}")
    desktop.press(shown(state)["places"][name])


def choose(desktop: Desktop, part: str, beginning: str) -> dict[str, Any]:
    """Chooses a line of the list of changes, and waits for the map in the window."""
    line = next(each for each in shown(desktop.state())[part] if each["words"][0].startswith(beginning))
    assert line["at"] is not None, f"{beginning} is out of sight"
    desktop.click(*line["at"])
    time.sleep(0.2)
    return desktop.wait(lambda now: shown(now)["on map"] and not shown(now)["drawing"], f"{beginning} on the map")


def picture(desktop: Desktop, name: str) -> None:
    # What was told a tenth of a second ago is on the screen by then
    desktop.at_rest()
    desktop.screenshot(name)


def plant_about(platform: Platform, case_file: Path, reference: str) -> None:
    """The changes over there; the added area lies about the site of a case."""
    reader = read_only(case_file, SystemClock())
    try:
        sites = {site.reference: site.geometry for batch in reader.sites() for site in batch}
    finally:
        reader.close()
    plant(platform, next(shape for name, shape in sites.items() if name.startswith(reference)))


def test_a_refresh_takes_four_clicks_shows_what_changed_and_whom_it_touches_and_is_undone(journey: Journey) -> None:
    desktop, platform, store = journey
    opened_case(desktop, CASE)
    desktop.press(desktop.state()["cases"]["places"]["search"])
    desktop.type(OTHER)
    desktop.wait(lambda now: now["cases"]["reference"].startswith(OTHER) and now["cases"]["seen"], "another case to be open")
    desktop.press(desktop.state()["cases"]["places"]["search"])
    desktop.type(CASE, enter=False)
    desktop.wait(lambda now: now["cases"]["tasks"] == 0 and now["cases"]["reference"].startswith(OTHER), "the cases to be screened")
    plant_about(platform, desktop.case_file, CASE)
    before = current_generation(store)
    clicks, began = desktop.clicks, time.monotonic()

    desktop.press(desktop.state()["buttons"]["redline_constraint_layers"])
    state = desktop.wait(lambda now: shown(now).get("datasets"), "the window")
    picture(desktop, "refresh-1-layers")
    ticked = [line for line in words(state, "datasets") if line[1]]
    assert [line[0] for line in ticked][:2] == ["Article 4 direction area", "Conservation area"]

    press(desktop, "refresh")
    state = desktop.wait(lambda now: shown(now)["places"]["review"], "the refresh")
    picture(desktop, "refresh-2-refreshed")
    first = words(state, "datasets")[0]
    assert first[0] == "Listed building"
    assert "refused: listed-building has 38 records in the store and 8 on the platform" in first[4]
    assert current_generation(store) == before

    press(desktop, "review")
    state = desktop.wait(lambda now: shown(now)["on map"] and not shown(now)["drawing"], "what changed, and where")
    picture(desktop, "refresh-3-review")
    told = words(state, "changes")
    assert ["Conservation area: 1 added, 1 moved, 1 re-worded", ""] in told
    assert ["Article 4 direction area: 1 ended", ""] in told
    assert any(line[0].startswith("CA08") and line[1].startswith("moved by up to ") for line in told)
    assert ["CA02 Wethering and Wethering Green", "re-worded, name “Wethering” is now “Wethering and Wethering Green”"] in told
    assert any(line[0].startswith(CASE) and "CA09 Harbour Approach: added" in line[1] for line in told)
    assert shown(state)["refused"] == "Not taken, so left as it is: Listed building. Back tells why."

    looked = desktop.clicks
    state = choose(desktop, "changes", "26-00101")
    assert shown(state)["on map"] == ["was", "now", "site"]
    picture(desktop, "refresh-4-moved")
    looked = desktop.clicks - looked

    press(desktop, "accept")
    state = desktop.wait(lambda now: "In use." in shown(now).get("said", ""), "it to be in use")
    took = time.monotonic() - began
    assert desktop.clicks - clicks - looked == 4
    OUT.mkdir(exist_ok=True)
    (OUT / "refresh.md").write_text(f"refresh: 4 clicks, {took:.0f} s, of which one look at the map\n", encoding="utf-8")
    print(f"from the toolbar to what is in use: {took:.0f} s and 4 clicks")
    after = current_generation(store)
    assert after != before
    desktop.wait(lambda now: "changed since you last looked: constraints" in told_first(now), "the touched case to show as changed")
    picture(desktop, "refresh-5-accepted")

    press(desktop, "put back")
    desktop.wait(lambda now: shown(now)["said"].startswith("Put back."), "the one before to be back")
    assert current_generation(store) == before
    picture(desktop, "refresh-6-put-back")
    desktop.press(shown(desktop.state())["tabs"]["Log"])
    state = desktop.wait(lambda now: shown(now)["log"], "the log")
    assert any(line[4] == "refused" for line in words(state, "log"))
    picture(desktop, "refresh-7-log")


def test_southwark_s_real_layers_show_exactly_what_changed_over_there(tmp_path: Path) -> None:
    platform, store = Platform(southwark()), tmp_path / "store"
    with StandIn(platform) as stand_in, Desktop(tmp_path, shared_path(GRID)) as desktop:
        fetching = fetch(store, stand_in, "SWK", SOUTHWARK_LAYERS)
        desktop.start(store=store, wait=True, platform=(stand_in.address, "SWK"))
        assert fetching.wait(200) == 0
        plant_in_southwark(platform)
        before = current_generation(store)

        desktop.press(desktop.state()["buttons"]["redline_constraint_layers"])
        press(desktop, "refresh")
        state = desktop.wait(lambda now: shown(now)["places"]["review"], "the refresh", 120)
        assert words(state, "datasets")[0][0] == "Listed building outline"
        assert "refused: listed-building-outline has " in words(state, "datasets")[0][4]
        press(desktop, "review")
        state = desktop.wait(lambda now: shown(now)["on map"] and not shown(now)["drawing"], "what changed, and where")
        picture(desktop, "refresh-southwark")
        groups = [line[0] for line in words(state, "changes") if not line[1]]
        assert groups == ["Article 4 direction area: 1 added", "Conservation area: 1 moved, 1 re-worded", "Tree preservation zone: 1 ended"]
        assert "Which cases that touches is not known, because there is no case file." in shown(state)["head"]
        press(desktop, "accept")
        desktop.wait(lambda now: "In use." in shown(now).get("said", ""), "it to be in use")
        assert desktop.clicks == 4
        assert current_generation(store) != before
