"""`redline standard`: Southwark's layers show the faults that they are known for, an export has none of those that can be mended."""

from __future__ import annotations

import io
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from plugin.boundary.transformer import Transformer
from plugin.commands.output import Output
from plugin.commands.standard_export import standard_export
from plugin.domain.accuracy import Accuracy
from plugin.domain.boundary import SourceCrs
from tests.shared import shared_path

from .streams import CLOCK, Run

#: What stands where in Southwark's layers.
COLUMNS = {
    "conservation-area": {"reference": "Conservation_area_number", "name": "Conservation_area", "documentation-url": "More_information"},
    "article-4-direction-area": {"name": "Name", "notes": "More_information"},
    "listed-building-outline": {"reference": "ID", "name": "NAME", "start-date": "DATE_OF_LI", "description": "LISTING_DE"},
    "tree-preservation-zone": {"tree-preservation-order": "TPO_number", "tree-preservation-zone-type": "TPO_type"},
}


def run(verb: str, dataset: str, folder: Path, *options: object) -> Run:
    layers = shared_path("data/southwark/southwark-constraints-27700.gpkg")
    mapping = folder / f"{dataset}.json"
    mapping.write_text(json.dumps({"columns": COLUMNS[dataset]}), encoding="utf-8")
    grids = shared_path("data/grids")
    return Run(
        "--grid", grids, "standard", verb, layers, "--dataset", dataset, "--layer", dataset, "--mapping", mapping, "--json", *options
    )


def counts(told: dict[str, Any]) -> Counter[tuple[str, str]]:
    return Counter((issue["field"], issue["code"]) for issue in told["issues"])


def test_a_dataset_a_layer_or_a_file_that_is_not_there_ends_with_2_and_says_what_there_is(tmp_path: Path) -> None:
    layers = shared_path("data/southwark/southwark-constraints-27700.gpkg")
    for arguments, said in (
        ((layers, "--dataset", "green-belt"), "There is no national standard for “green-belt”"),
        ((layers, "--dataset", "tree", "--layer", "trees"), "has no layer “trees”, but"),
        ((layers, "--dataset", "tree"), "has several layers"),
        ((tmp_path / "none.csv", "--dataset", "tree"), "none.csv cannot be read: No such file or directory."),
        ((layers, "--dataset", "tree", "--related", "orders.csv"), "is not like tree-preservation-order=orders.csv"),
    ):
        ended = Run("standard", "check", *arguments)
        assert ended.code == 2
        assert said in ended.error


@pytest.mark.parametrize(
    ("dataset", "rows", "field", "code", "times"),
    [
        ("article-4-direction-area", 478, "geometry", "geometry-invalid", 13),
        ("listed-building-outline", 911, "geometry", "geometry-invalid", 5),
        ("listed-building-outline", 911, "reference", "reference-not-unique", 10),
        ("tree-preservation-zone", 594, "geometry", "missing-value", 11),
    ],
)
def test_the_known_faults_of_southwarks_layers_are_found(
    tmp_path: Path, dataset: str, rows: int, field: str, code: str, times: int
) -> None:
    ended = run("check", dataset, tmp_path)

    assert ended.code == 4
    assert ended.json["rows"] == rows
    assert counts(ended.json)[(field, code)] == times


def test_a_clean_layer_has_no_fault_and_its_export_neither(tmp_path: Path) -> None:
    ended = run("check", "conservation-area", tmp_path)
    assert (ended.code, [issue["code"] for issue in ended.json["issues"]]) == (0, ["coordinates-not-wgs84"])

    ended = run("export", "conservation-area", tmp_path, "--output", tmp_path / "out")

    assert ended.code == 0
    assert ended.json["issues"] == []
    assert [Path(file).name for file in ended.json["files"]] == ["conservation-area.csv", "conservation-area.geojson"]


@pytest.mark.parametrize("dataset", ["article-4-direction-area", "listed-building-outline", "tree-preservation-zone"])
def test_an_export_has_none_of_the_faults_that_can_be_mended_and_tells_the_others(tmp_path: Path, dataset: str) -> None:
    before = counts(run("check", dataset, tmp_path).json)

    after = counts(run("export", dataset, tmp_path, "--output", tmp_path / "out").json)

    assert after[("geometry", "geometry-invalid")] == 0
    assert after[("geometry", "coordinates-not-wgs84")] == 0
    assert after[("start-date", "date-unreadable")] == 0
    for left in (("geometry", "missing-value"), ("reference", "reference-not-unique")):
        assert after[left] == before[left]


def test_the_check_tells_beforehand_which_outlines_an_export_has_nothing_left_of(tmp_path: Path) -> None:
    checked = run("check", "listed-building-outline", tmp_path).json
    written = run("export", "listed-building-outline", tmp_path, "--output", tmp_path / "out").json

    beforehand = [issue["row"] for issue in checked["issues"] if issue["code"] == "geometry-vanishes"]
    assert len(beforehand) == 5
    assert beforehand == [issue["row"] for issue in written["issues"] if issue["code"] == "geometry-beyond-repair"]


class WithoutGrid(Transformer):
    """Says of its positions what PROJ says without OSTN15."""

    def accuracy(self, crs: SourceCrs = SourceCrs.WGS84) -> Accuracy:
        return Accuracy(f"Helmert from {crs.value}", 2.0, None)


def test_without_the_grid_an_export_of_national_grid_says_not_to_publish_it(tmp_path: Path) -> None:
    layer = tmp_path / "areas.csv"
    layer.write_text('reference,name,geometry\n1,Old Town,"POLYGON ((533000 176000, 533100 176000, 533100 176100, 533000 176000))"\n')
    out = io.StringIO()

    ended = standard_export(
        layer, "conservation-area", tmp_path / "out", Output(out, io.StringIO()), transformer=WithoutGrid(), clock=CLOCK
    )

    assert ended == 3
    assert "Do not publish these files: Helmert from EPSG:4326, without a grid, accurate to about 2 m." in out.getvalue()
    assert (tmp_path / "out" / "conservation-area.csv").exists()


def test_an_export_never_takes_the_place_of_the_file_that_is_exported(tmp_path: Path) -> None:
    layer, before = tmp_path / "conservation-area.csv", 'reference,name,geometry\n1, Old Town,"POINT (-0.02 51.47)"\n'
    layer.write_text(before, encoding="utf-8")

    ended = Run("standard", "export", layer, "--dataset", "conservation-area", "--output", tmp_path)

    assert ended.code == 2
    assert "Choose another folder." in ended.error
    assert layer.read_text(encoding="utf-8") == before


def test_other_files_tell_what_was_published_and_where_the_authority_is(tmp_path: Path) -> None:
    layer, published, boundary = tmp_path / "areas.csv", tmp_path / "published.csv", tmp_path / "boundary.csv"
    layer.write_text('reference,name,geometry\n1,Old Town,"POLYGON ((-0.02 51.47, -0.02 51.48, -0.01 51.48, -0.02 51.47))"\n')
    published.write_text("reference\n1\n7\n")
    boundary.write_text('geometry\n"POLYGON ((-0.12 51.47, -0.12 51.48, -0.11 51.48, -0.12 51.47))"\n')
    options = ("--dataset", "conservation-area", "--related", f"conservation-area={published}", "--boundary", boundary, "--json")

    ended = Run("standard", "check", layer, *options)

    assert counts(ended.json) == {("reference", "record-gone"): 1, ("geometry", "outside-authority"): 1}
    published.write_text("name\nOld Town\n")
    assert "names no record of conservation-area" in Run("standard", "check", layer, *options).error
    boundary.write_text('geometry\n"POINT (-0.12 51.47)"\n')
    assert "has no polygon" in Run("standard", "check", layer, *options[:2], *options[4:]).error


def test_the_text_tells_the_worst_first_and_the_first_of_each_kind(tmp_path: Path) -> None:
    rows = "".join(f'1,Area {n},"POLYGON ((-0.0{n} 51.47, -0.0{n} 51.48, -0.0{n - 1} 51.48, -0.0{n} 51.47))"\n' for n in range(1, 10))
    layer = tmp_path / "areas.csv"
    layer.write_text(f"reference,name,geometry\n{rows}")

    ended = Run("standard", "check", layer, "--dataset", "conservation-area")

    assert ended.code == 4
    assert ended.out.startswith("Must fix: 8 faults\n  row 2: The reference “1” stands in row 1 already.")
    assert "and 3 more like it (reference-not-unique); --json has them all" in ended.out
    assert ended.out.endswith("9 rows of conservation-area: not yet as the standard wants them.\n")
