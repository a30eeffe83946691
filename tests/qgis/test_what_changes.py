"""What the line that is being drawn would change, as the window follows it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import shapely

from plugin.domain.clock import Clock
from plugin.gui.amend.what_changes import Told, WhatChanges
from tests.qgis.cases_of_nowhere import until

#: South of Birmingham, where a planar hectare in the National Grid is some eight square metres larger on the ground.
HECTARE = shapely.box(407000, 287000, 407000 + 99.96, 287000 + 99.96)


def test_case_15_the_line_that_is_drawn_near_a_hectare_has_all_three_figures(window: Any, clock: Clock) -> None:
    desk = window(type_code="pp.full.minor").desk
    changes = WhatChanges(desk.case, desk.case.boundary, "2026-11-22T09:00:00Z", desk.settings, clock)
    told: list[Told] = []
    changes.told.connect(told.append)

    changes.look(HECTARE)
    until(lambda: told and told[-1].consequences is not None)
    changes.close()

    assert told[-1].after is not None
    figures = {name: round(area) for name, area in told[-1].after.otherwise}
    assert round(told[-1].after.square_metres) == 9_992
    assert 9_995 < figures["on the ground"] < 10_005
    assert figures["as PlanX and BOPS measure"] not in (9_992, figures["on the ground"])
    assert told[-1].consequences is not None
    (category,) = [line for line in told[-1].consequences.lines if line.code == "category"]
    assert "within the measuring uncertainty" in category.confirm
    assert f"{figures['on the ground']:,} m²" in category.confirm


def test_a_first_line_is_told_its_category_period_and_fee(window: Any, clock: Clock) -> None:
    desk = window(type_code="pp.full.householder").desk
    none = replace(desk.case.boundary, reading=replace(desk.case.boundary.reading, boundary=None, areas=None))
    changes = WhatChanges(desk.case, none, "2026-11-22T09:00:00Z", desk.settings, clock)
    told: list[Told] = []
    changes.told.connect(told.append)

    changes.look(HECTARE)
    until(lambda: bool(told and told[-1].found))
    changes.close()

    found = {line.code: line for line in told[-1].lines}
    assert told[-1].before is None
    assert found["determination-period"].after.startswith("8 weeks")
    assert found["fee"].after.startswith("£")
    assert "category" in found
