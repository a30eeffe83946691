"""`redline changes export`: what waits of a case, as a pack to be done by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from plugin.domain.casework.condition import Condition

from ..casefile.examples import SOURCE, opened, pulled
from .streams import Run


@pytest.fixture
def case_file(tmp_path: Path) -> Path:
    with opened(tmp_path) as file:
        uuid, _ = file.take_in([pulled(), pulled(2)], SOURCE).uuids
        file.keep_casework(uuid, Condition("Materials", "The bricks match.", "Character."))
        file.send_casework(uuid)
    return tmp_path / "cases.redline"


def test_a_file_a_case_or_an_act_that_is_not_there_ends_with_2_and_says_so(case_file: Path, tmp_path: Path) -> None:
    for path, reference, said in (
        (tmp_path / "none.redline", "26-00001-HAPP", "There is no case file"),
        (case_file, "26-00099-HAPP", "has no case 26-00099-HAPP"),
        (case_file, "26-00002-HAPP", "Nothing of 26-00002-HAPP waits to be sent"),
    ):
        run = Run("changes", "export", path, "--reference", reference, "--output", tmp_path / "pack")
        assert run.code == 2
        assert said in run.error
    assert not (tmp_path / "pack").exists()


def test_the_pack_is_written_and_named(case_file: Path, tmp_path: Path) -> None:
    run = Run("changes", "export", case_file, "--reference", "26-00001-HAPP", "--output", tmp_path / "pack", "--officer", "Jo Tran")

    assert run.code == 0
    assert "1 act of 26-00001-HAPP written" in run.out
    assert "No PDF was written, because QGIS is not here to print it" in run.out
    assert json.loads((tmp_path / "pack" / "acts.json").read_text(encoding="utf-8"))["written_by"] == "Jo Tran"


def test_json_names_the_acts_and_the_files(case_file: Path, tmp_path: Path) -> None:
    run = Run("changes", "export", case_file, "--reference", "26-00001-HAPP", "--output", tmp_path / "pack.zip", "--json")

    told = json.loads(run.out)
    assert (told["reference"], len(told["acts"]), told["files"]) == ("26-00001-HAPP", 1, ["changes.html", "acts.json", "lines.geojson"])
    assert (tmp_path / "pack.zip").is_file()
