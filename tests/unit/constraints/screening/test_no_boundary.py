"""A site without a boundary."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

from plugin.constraints.catalogue import Catalogue
from plugin.constraints.profile import Profile
from plugin.constraints.screening.screening import screen_site
from plugin.domain.check import Check, Severity
from plugin.domain.dataset import Coverage, Snapshot
from plugin.domain.finding import DatasetState, Screening
from plugin.domain.settings import ScreeningSettings

from ...commands.streams import CLOCK
from ...reports.examples import reading, snapshot


def said(checks: tuple[Check, ...]) -> Screening:
    held: Mapping[str, Snapshot] = {slug: snapshot(slug) for slug in ("conservation-area", "local-authority-district")}
    store: Any = SimpleNamespace(snapshots=lambda: held)
    return screen_site(
        replace(reading(), boundary=None, checks=checks),
        store,
        settings=ScreeningSettings(),
        profile=Profile(datasets={"tree": Coverage.FULL}),
        catalogue=Catalogue.load(),
        clock=CLOCK,
        on=date(2026, 11, 20),
    )


def test_case_09_every_dataset_of_the_store_and_of_the_profile_is_not_checked_for_the_first_error() -> None:
    screening = said((Check("a", Severity.WARNING, "A warning."), Check("b", Severity.ERROR, "There is no boundary.")))

    assert {(row.dataset, row.state, row.why) for row in screening.datasets} == {
        ("conservation-area", DatasetState.NOT_CHECKED, "There is no boundary."),
        ("tree", DatasetState.NOT_CHECKED, "There is no boundary."),
    }
    assert screening.judged_on == date(2026, 11, 20)


def test_without_an_error_the_reason_is_that_there_is_no_boundary() -> None:
    assert {row.why for row in said(()).datasets} == {"no boundary to check"}


def test_administrative_datasets_are_no_constraints() -> None:
    assert "local-authority-district" not in {row.dataset for row in said(()).datasets}
