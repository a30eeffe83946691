"""What the bench's made data promise: the same every time, as much as the table says, and as crooked as councils' own."""

from __future__ import annotations

import csv
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import shapely

from plugin.boundary.england import in_england
from scripts.benchmark.made.boroughs import boroughs
from scripts.benchmark.made.constraints import kinds
from scripts.benchmark.made.data import MadeData, make_data, thinned
from scripts.benchmark.made.sites import write_sites
from scripts.benchmark.made.size import SIZES, Size

TINY = Size("tiny", share=1 / 1000, sites=1000, borough_sites=100, most_vertices=3000)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> MadeData:
    return make_data(tmp_path_factory.mktemp("made"), TINY)


def shapes(path: Path) -> np.ndarray:
    csv.field_size_limit(sys.maxsize)
    with path.open(encoding="utf-8", newline="") as file:
        texts = [row["geometry"] for row in csv.DictReader(file)]
    return np.asarray(shapely.from_wkt(np.array(texts, dtype=object)), dtype=object)


def test_the_same_seed_gives_the_same_files(made, tmp_path):
    again = make_data(tmp_path, TINY)

    for path in [*made.constraints.iterdir(), *made.sites(1000).parent.iterdir()]:
        assert (again.folder / path.relative_to(made.folder)).read_bytes() == path.read_bytes()


def test_another_seed_gives_others(made, tmp_path):
    other = make_data(tmp_path, Size("tiny", share=1 / 1000, sites=1000, borough_sites=100, most_vertices=3000, seed=2))

    assert other.sites(1000).read_bytes() != made.sites(1000).read_bytes()


def test_the_national_table_has_forty_one_datasets_and_the_studys_features():
    assert len(kinds()) == 41
    assert sum(kind.count for kind in kinds()) == 1_257_173
    assert max(kind.most_vertices for kind in kinds()) == 197_985


def test_what_is_counted_is_what_is_in_the_files(made):
    counted = [len(shapes(path)) for path in sorted(made.constraints.iterdir())]

    assert (len(counted), sum(counted)) == (made.datasets, made.features)


def test_few_outlines_cross_themselves_and_no_site_does(made):
    outlines = np.concatenate([shapes(path) for path in made.constraints.iterdir()])
    invalid = int((~shapely.is_valid(outlines)).sum())

    assert 0 < invalid < 0.01 * len(outlines)
    assert shapely.is_valid(shapes(made.sites(1000))).all()


def test_fewer_sites_are_the_first_of_more(made):
    assert made.sites(1000).read_text(encoding="utf-8").startswith(made.sites(100).read_text(encoding="utf-8"))


def test_every_site_of_the_national_size_lies_in_england_so_that_none_is_taken_for_swapped(tmp_path):
    size = replace(SIZES["national"], sites=1000, borough_sites=100)

    written = write_sites(tmp_path, size, boroughs(size))

    for path in written:
        assert in_england(*shapely.get_coordinates(shapely.centroid(shapes(path))).T).all()


def test_a_boroughs_sites_lie_close_together(made):
    country = shapely.total_bounds(shapes(made.sites(1000)))
    borough = shapely.total_bounds(shapes(made.borough_sites(100)))

    assert borough[2] - borough[0] < country[2] - country[0]


def test_every_fourth_feature_is_a_quarter_of_them(made, tmp_path):
    quarter = thinned(made, 4, tmp_path)

    assert quarter.features == sum(-(-len(shapes(path)) // 4) for path in made.constraints.iterdir())
    assert quarter.largest <= made.largest


def test_data_of_another_recipe_are_made_again(made, tmp_path):
    make_data(tmp_path, Size("tiny", share=1 / 2000, sites=1000, borough_sites=100, most_vertices=3000))

    assert make_data(tmp_path, TINY).features == made.features
