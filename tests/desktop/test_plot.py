"""A line is plotted from a plan: the PDF over the map, three places dragged to where they belong, the line traced where the plan shows it,
the version saved, and the saved line compared with the parcel in metres."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import shapely

from plugin.constraints.geopackage.geopackage_blob import decoded
from scripts.sample.location_plan import OnPage
from tests.desktop.cases import opened_case
from tests.desktop.desktop import Desktop

pytestmark = pytest.mark.slow

CASE, ADDRESS = "26-00131-HAPP", "92 Quayside Avenue"


def shapes(base_map: Path, layer: str) -> list[tuple[str, Any]]:
    """The names and shapes of a layer of the base map."""
    with sqlite3.connect(base_map) as connection:
        found = connection.execute(f"SELECT name, geom FROM {layer}").fetchall()
    return [(name, decoded(blob)) for name, blob in found]


def on_screen(state: dict[str, Any], east: float, north: float) -> tuple[int, int]:
    """The pixel of the screen at a place on the ground."""
    left, top, width, height = state["places"]["map"]
    west, south, east_edge, north_edge = state["extent"]
    return round(left + (east - west) / (east_edge - west) * width), round(top + (north_edge - north) / (north_edge - south) * height)


def shown_at(state: dict[str, Any], page: OnPage, east: float, north: float) -> tuple[int, int]:
    """The pixel of the screen at which the plan shows a place on the ground, as it lies now."""
    x, y = page.place(east, north)
    dots, (a, b, c, d, e, f) = state["amend"]["plan"]["dots"], state["amend"]["plan"]["placement"]
    across, down = x * dots / 72, (842 - y) * dots / 72
    return on_screen(state, a * across + b * down + c, d * across + e * down + f)


def corners_in_sight(state: dict[str, Any], buildings: list[Any]) -> list[tuple[float, float]]:
    """Three corners of buildings, far apart, that stand on the map now."""
    left, top, width, height = state["places"]["map"]
    seen = []
    for east, north in (corner for shape in buildings for corner in shapely.get_coordinates(shape).tolist()):
        x, y = on_screen(state, east, north)
        if left + 90 < x < left + width - 90 and top + 110 < y < top + height - 110:
            seen.append((x, y, east, north))
    chosen = (min(seen), max(seen), max(seen, key=lambda each: each[1]))
    return [(east, north) for _, _, east, north in chosen]


def test_a_line_is_plotted_from_a_pdf(desktop: Desktop, sample: Path) -> None:
    opened_case(desktop, CASE)
    state = desktop.wait(lambda now: not now["drawing"], "the map")
    site = next(shape for name, shape in shapes(sample / "basemap.gpkg", "parcel") if name == ADDRESS)
    near = [shape for _, shape in shapes(sample / "basemap.gpkg", "building") if shapely.distance(shape, site) < 120]
    page = OnPage(shapely.centroid(site))
    began, clicks = time.monotonic(), desktop.clicks

    desktop.press(state["amend"]["button"])
    desktop.wait(lambda now: now["amend"]["open"] and now["amend"]["problem"], "the line to be drawn")
    state = desktop.at_rest()
    desktop.press(state["amend"]["places"]["plan"])
    state = desktop.wait(lambda now: "A file on this computer…" in now["menu"], "the plans that are offered")
    assert next(iter(state["menu"])) == "site-plan.pdf"
    desktop.press(state["menu"]["A file on this computer…"])
    desktop.wait(lambda now: now["dialog"] == "Open a plan" and "LineEdit" in now["writes in"], "the dialog for a file")
    desktop.type(str(sample / "plans" / f"{CASE} location plan.pdf"))
    desktop.wait(lambda now: now["amend"].get("plan"), "the plan over the map")
    state = desktop.at_rest()
    desktop.screenshot("plot-1-plan")

    for number, (east, north) in enumerate(corners_in_sight(state, near), start=1):
        start, goal = shown_at(state, page, east, north), on_screen(state, east, north)
        desktop.drag(start, ((start[0] + goal[0]) // 2, (start[1] + goal[1]) // 2), goal)
        desktop.wait(lambda now, number=number: now["amend"]["plan"]["matches"] == number, "the place to count")
        state = desktop.at_rest()
    print(state["amend"]["plan"]["said"])
    desktop.screenshot("plot-2-laid")
    assert state["amend"]["plan"]["residual"] < 0.5

    desktop.press(state["amend"]["places"]["add"])
    corners = shapely.get_coordinates(shapely.get_parts(site)[0].exterior)[:-1].tolist()
    state = desktop.at_rest()
    for number, (east, north) in enumerate(corners, start=1):
        desktop.click(*shown_at(state, page, east, north))
        desktop.wait(lambda now, number=number: len(now["mouse"]["drawn"]) >= number, "the corner to be drawn")
    desktop.at_rest()
    desktop.screenshot("plot-3-traced")
    desktop.key("Return")
    state = desktop.wait(lambda now: len(now["amend"]["steps"]) == 2 and now["amend"]["kept"], "the line")
    desktop.press(state["amend"]["places"]["reason"])
    desktop.type("As the location plan of the applicant shows it.", enter=False)
    state = desktop.at_rest()
    desktop.screenshot("plot-4-drawn")
    desktop.press(state["amend"]["places"]["save"])
    desktop.wait(lambda now: not now["amend"]["open"], "the version to be saved")
    took = time.monotonic() - began
    print(f"from the PDF to a saved line: {took:.0f} s and {desktop.clicks - clicks} clicks")
    assert took < 180
    desktop.at_rest()
    desktop.screenshot("plot-5-saved")
    off = shapely.hausdorff_distance(shapely.get_parts(saved_line(desktop.case_file))[0].exterior, shapely.get_parts(site)[0].exterior)
    print(f"the saved line is off the parcel by {off:.2f} m at most")
    assert off < 0.5


def saved_line(case_file: Path) -> Any:
    """The newest version of a red line that an officer proposed."""
    with closing(sqlite3.connect(f"file:{case_file}?mode=ro", uri=True)) as connection:
        newest = "SELECT geometry FROM boundary_version WHERE origin = 'proposed' ORDER BY created_at DESC LIMIT 1"
        (blob,) = connection.execute(newest).fetchone()
    return decoded(blob)
