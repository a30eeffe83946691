"""`redline screen` for tables of sites, from the command line to the files that it writes."""

from __future__ import annotations

import csv
import json
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from .borough import SOUTH, WEST, site, store
from .streams import Run

HEADING = "ref,wkt"


def ring(west: float, south: float, side: float) -> str:
    corners = [(west, south), (west + side, south), (west + side, south + side), (west, south + side), (west, south)]
    return f"POLYGON (({', '.join(f'{x} {y}' for x, y in corners)}))"


def sites(folder: Path, *more: str) -> Path:
    """One site half in the conservation area, one far from everything, one without a red line, and ``more`` lines."""
    lines = [f'"26/1, A","{ring(WEST + 90, SOUTH + 10, 20)}"', f'26/2,"{ring(WEST + 5000, SOUTH, 20)}"', "=26/3,", *more]
    path = folder / "sites.csv"
    path.write_text("\n".join([HEADING, *lines]) + "\n", encoding="utf-8")
    return path


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def screened(folder: Path, output: str, *options: object) -> Path:
    run = Run("screen", store(folder), sites(folder), "--output", folder / output, *options)
    assert run.code == 3, run.error
    assert run.out == "3 sites screened; 1 with something not checked.\n"
    return folder / output


def test_a_row_for_each_site_and_one_below_it_for_each_finding(tmp_path: Path) -> None:
    found = rows(screened(tmp_path, "found.csv"))

    assert [(row["row"], row["site"]) for row in sorted(found, key=lambda row: (row["site"], row["row"] != "site"))] == [
        ("site", "'=26/3"),
        ("site", "26/1, A"),
        ("finding", "26/1, A"),
        ("finding", "26/1, A"),
        ("site", "26/2"),
    ]
    first = next(place for place, row in enumerate(found) if row["site"] == "26/1, A")
    assert [row["row"] for row in found[first : first + 3]] == ["site", "finding", "finding"]


def test_the_figures_are_those_of_a_single_site(tmp_path: Path) -> None:
    found = [row for row in rows(screened(tmp_path, "found.csv", "--depth")) if row["row"] == "finding"]
    (alone,) = Run("screen", tmp_path / "store", site(tmp_path), "--json").json["sites"]

    keys = ("dataset", "entity", "reference", "name", "relation", "constraint", "snapshot", "quality")
    figures = ("overlap_m2", "overlap_percent", "distance_m", "depth_m")
    for row, finding in zip(found, alone["findings"]):
        assert [row[key] for key in keys] == [str(finding[key]) for key in keys]
        assert [float(row[key]) if row[key] else None for key in figures] == [finding[key] for key in figures]
    assert len(found) == len(alone["findings"]) == 2


def test_without_depth_no_depth_is_said(tmp_path: Path) -> None:
    found = rows(screened(tmp_path, "found.csv"))

    assert {row["depth_m"] for row in found} == {""}


def test_a_site_says_how_many_datasets_were_checked_and_why_not(tmp_path: Path) -> None:
    found = {row["site"]: row for row in rows(screened(tmp_path, "found.csv")) if row["row"] == "site"}

    counts = ("overlapping", "touching", "clear", "checked_in_part", "not_checked")
    assert [found["26/1, A"][key] for key in counts] == ["1", "0", "1", "0", "0"]
    assert [found["26/2"][key] for key in counts] == ["0", "0", "2", "0", "0"]
    assert [found["'=26/3"][key] for key in counts] == ["0", "0", "0", "0", "2"]
    assert "The red line is empty" in found["'=26/3"]["not_checked_datasets"]
    assert found["26/1, A"]["area_m2"] == "400.0"
    assert found["26/1, A"]["judged_on"] == "2026-11-22"


def test_a_geopackage_has_sites_overlaps_and_findings(tmp_path: Path) -> None:
    with closing(sqlite3.connect(screened(tmp_path, "found.gpkg"))) as connection:
        named = "SELECT site, geom IS NULL FROM sites ORDER BY site"
        assert connection.execute(named).fetchall() == [("26/1, A", 0), ("26/2", 0), ("=26/3", 1)]
        assert connection.execute("SELECT relation, overlap_m2 FROM overlaps").fetchall() == [("overlaps", 200.0)]
        assert connection.execute("SELECT relation, depth_m FROM findings").fetchall() == [("overlaps", None), ("near", None)]
        assert connection.execute("SELECT data_type FROM gpkg_contents WHERE table_name = 'findings'").fetchall() == [("attributes",)]


def test_a_geojson_has_a_feature_for_each_site_and_finding(tmp_path: Path) -> None:
    found = json.loads(screened(tmp_path, "found.geojson").read_text(encoding="utf-8"))

    kinds = [(each["properties"]["kind"], each["properties"]["site"], each["geometry"] is None) for each in found["features"]]
    assert sorted(kinds) == [
        ("finding", "26/1, A", False),
        ("finding", "26/1, A", True),
        ("site", "26/1, A", False),
        ("site", "26/2", False),
        ("site", "=26/3", True),
    ]


def test_parquet_has_the_rows_of_the_csv(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")

    table = parquet.read_table(screened(tmp_path, "found.parquet")).to_pylist()
    expected = rows(screened(tmp_path, "found.csv"))

    assert [tuple(row) for row in table] == [tuple(row) for row in expected]
    for row, other in zip(table, expected):
        for key, value in row.items():
            text = "" if value is None else str(value)
            assert text == other[key].removeprefix("'"), key


def test_a_table_without_a_site_gives_a_file_without_rows(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    (tmp_path / "none.csv").write_text(HEADING + "\n")

    for ending in ("csv", "gpkg", "geojson", "parquet"):
        run = Run("screen", store(tmp_path), tmp_path / "none.csv", "--output", tmp_path / f"found.{ending}")
        assert run.code == 2
        assert "none.csv lists no application" in run.error
        assert (tmp_path / f"found.{ending}").stat().st_size > 0


@pytest.mark.parametrize("ending", ["csv", "gpkg", "geojson", "parquet"])
def test_two_processes_write_what_one_writes(tmp_path: Path, ending: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if ending == "parquet":
        pytest.importorskip("pyarrow")
    monkeypatch.setattr("plugin.commands.many.screen_many.BATCH", 2)
    more = [f'S{number},"{ring(WEST - 60 + 7 * number, SOUTH + number, 15)}"' for number in range(12)]
    folder, table = store(tmp_path), sites(tmp_path, *more)

    written: list[Any] = []
    for processes in (1, 2):
        output = tmp_path / f"found{processes}.{ending}"
        assert Run("screen", folder, table, "--output", output, "--processes", processes).code == 3
        if ending == "gpkg":
            with closing(sqlite3.connect(output)) as connection:
                written.append([connection.execute(f"SELECT * FROM {name}").fetchall() for name in ("sites", "overlaps", "findings")])
        else:
            written.append(output.read_bytes())
    assert written[0] == written[1]


def test_a_file_that_can_not_be_read_is_told_and_the_others_are_done(tmp_path: Path) -> None:
    run = Run("screen", store(tmp_path), tmp_path / "gone.csv", sites(tmp_path), "--output", tmp_path / "found.csv")

    assert run.code == 2
    assert "gone.csv is not there" in run.error
    assert run.out == "3 sites screened; 1 with something not checked; 1 file could not be read.\n"


def test_an_older_file_stays_when_the_run_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "found.csv").write_text("older")

    def fail(*arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("plugin.commands.many.batch_screening.many_table", fail)
    Run("screen", store(tmp_path), sites(tmp_path), "--output", tmp_path / "found.csv")

    assert (tmp_path / "found.csv").read_text() == "older"
    assert list(tmp_path.glob("*.unfinished")) == []


def test_in_full_a_table_is_screened_as_single_sites_are(tmp_path: Path) -> None:
    run = Run("screen", store(tmp_path), sites(tmp_path), "--output", tmp_path / "found.csv", "--in-full")

    assert "Article 2(3) land" in run.out
    assert {row["row"] for row in rows(tmp_path / "found.csv")} == {"dataset", "finding"}


def test_an_unknown_ending_is_refused_with_those_that_are_known(tmp_path: Path) -> None:
    run = Run("screen", store(tmp_path), sites(tmp_path), "--output", tmp_path / "found.xlsx")

    assert run.code == 2
    assert ".parquet" in run.error


@pytest.mark.parametrize("count", ["0", "65", "two"])
def test_a_number_of_processes_that_makes_no_sense_is_refused(tmp_path: Path, count: str) -> None:
    assert Run("screen", tmp_path, "sites.csv", "--output", "found.csv", "--processes", count).code == 2


def test_without_the_library_for_parquet_the_sentence_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)

    run = Run("screen", store(tmp_path), sites(tmp_path), "--output", tmp_path / "found.parquet")

    assert run.code == 2
    assert "pip install pyarrow" in run.error
