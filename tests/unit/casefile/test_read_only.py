"""A case file that is read by somebody who does not work in it, and the applications in it with their land."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
import shapely

from plugin.boundary.transformer import Transformer
from plugin.casefile.errors import CaseFileError
from plugin.casefile.file.migrations import Migrations
from plugin.casefile.read_only import read_only
from plugin.domain.application import Address
from tests.unit.casefile.examples import SOURCE, Clock, no_site, opened, pulled


def why_not(path: Path) -> str:
    with pytest.raises(CaseFileError) as refused:
        read_only(path, Clock())
    return str(refused.value)


def test_a_case_file_that_is_not_there_is_not_made(tmp_path):
    assert why_not(tmp_path / "cases.redline") == f"There is no case file {tmp_path / 'cases.redline'}. Correct its name."
    assert list(tmp_path.iterdir()) == []


def test_a_file_of_another_kind_is_refused_and_called_none_of_ours(tmp_path):
    (tmp_path / "notes.redline").write_text("Notes of a meeting", encoding="utf-8")

    assert "notes.redline is not a case file" in why_not(tmp_path / "notes.redline")


def test_a_file_of_an_older_redline_is_left_as_it_is_and_the_way_on_is_said(tmp_path):
    shipped, before = Migrations.shipped(), tmp_path / "steps"
    before.mkdir()
    for step in shipped.steps()[:-1]:
        shutil.copy(step, before / step.name)
    opened(tmp_path, migrations=Migrations(before)).close()

    assert "Open it in Redline once, which brings it up to date" in why_not(tmp_path / "cases.redline")


def test_closed_cases_are_told_with_decision_and_day_and_those_that_are_gone_are_not(tmp_path):
    with opened(tmp_path) as file:
        decided = pulled(1, status="determined", decision="granted", determined_on=date(2025, 4, 1), appeal="Dismissed.")
        uuids = file.take_in([decided, pulled(2)], SOURCE).uuids
        file.mark_gone(uuids[1])

    with read_only(tmp_path / "cases.redline", Clock()) as reader:
        (told,) = reader.placed_applications(Transformer())

    application = told.application
    assert (application.status, application.decision, application.decided_on) == ("determined", "granted", date(2025, 4, 1))
    assert (told.appeal, told.known_from, told.is_called("SWK-26-00001-HAPP")) == ("Dismissed.", "cases.redline", True)
    assert isinstance(told.place, (shapely.Polygon, shapely.MultiPolygon))


def test_a_case_without_a_red_line_lies_at_its_address_and_one_without_either_nowhere(tmp_path):
    with opened(tmp_path) as file:
        file.take_in([pulled(1, site=no_site()), pulled(2, site=no_site(), address=Address("Somewhere"))], SOURCE)

    with read_only(tmp_path / "cases.redline", Clock()) as reader:
        there, nowhere = reader.placed_applications(Transformer())

    assert there.place is not None
    assert there.place.distance(shapely.Point(533_300, 174_700)) < 500
    assert nowhere.place is None
