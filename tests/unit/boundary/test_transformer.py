"""Positions brought to the British National Grid: by which operation, how far out, and never by way of a ballpark."""

from __future__ import annotations

import pickle
import shutil
from threading import Thread

import numpy as np
import pytest
import shapely

from plugin.boundary.proj_data import import_pyproj
from plugin.boundary.transformer import Transformer
from plugin.domain.accuracy import UNTRANSFORMED
from plugin.domain.boundary import SourceCrs
from plugin.domain.errors import RedlineError
from tests.shared import shared_path
from tests.unit.boundary.drawn import grid_transformer, plain_transformer

#: PROJ issue 3079: a point near Norwich by OSTN15.
NORWICH = (1.31073349, 52.62760352), (624161.0, 308459.58)


def test_with_ostn15_the_operation_and_its_grid_are_named():
    accuracy = grid_transformer().accuracy()

    assert accuracy.grid == "uk_os_OSTN15_NTv2_OSGBtoETRS.tif"
    assert accuracy.metres == 1.0
    assert "OSGB36 to WGS 84 (9)" in accuracy.operation


def test_national_grid_metres_are_left_as_they_are_but_for_their_height():
    point = grid_transformer().to_national_grid(shapely.Point(533600, 174200, 12), SourceCrs.NATIONAL_GRID)

    assert point.equals_exact(shapely.Point(533600, 174200), 0)
    assert not point.has_z
    assert grid_transformer().accuracy(SourceCrs.NATIONAL_GRID) == UNTRANSFORMED


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:4258", "OGC:CRS84", "EPSG:4937"])
def test_every_system_that_is_wgs84_to_a_metre_goes_the_same_way(crs):
    for transformer in (grid_transformer(), plain_transformer()):
        expected = transformer.to_national_grid(shapely.Point(NORWICH[0]))

        assert transformer.to_national_grid_from(shapely.Point(NORWICH[0]), crs).distance(expected) < 0.001


@pytest.mark.parametrize("crs", ["EPSG:4258", "EPSG:25830", "EPSG:32630", "EPSG:3857"])
def test_no_system_falls_to_a_ballpark_that_is_a_hundred_metres_out(crs):
    import pyproj

    there = pyproj.Transformer.from_crs("EPSG:4326" if crs in {"EPSG:3857", "EPSG:32630"} else "EPSG:4258", crs, always_xy=True)
    moved = shapely.Point(there.transform(*NORWICH[0]))

    assert plain_transformer().to_national_grid_from(moved, crs).distance(shapely.Point(NORWICH[1])) < 4
    assert grid_transformer().to_national_grid_from(moved, crs).distance(shapely.Point(NORWICH[1])) < 0.01


def test_the_ordnance_survey_s_own_degrees_are_not_shifted():
    """EPSG:4277 is on OSGB36 itself: no change of datum, so the grid makes no difference."""
    point = shapely.Point(-0.1, 51.5)

    plain, with_grid = (transformer.to_national_grid_from(point, "EPSG:4277") for transformer in (plain_transformer(), grid_transformer()))

    assert plain.equals_exact(with_grid, 0)
    assert plain.distance(grid_transformer().to_national_grid(point)) > 80


@pytest.mark.parametrize("crs", ["EPSG:27700", "EPSG:7405"])
def test_the_national_grid_by_any_name_is_the_national_grid(crs):
    assert plain_transformer().accuracy_from(crs) == UNTRANSFORMED
    assert plain_transformer().to_national_grid_from(shapely.Point(1, 2), crs).equals(shapely.Point(1, 2))


def test_the_national_grid_as_a_shapefile_describes_it_is_the_national_grid():
    prj = shared_path("data/southwark/raw/Conservation Areas/Conservation areas.prj").read_text()

    assert plain_transformer().accuracy_from(prj) == UNTRANSFORMED


def test_a_system_that_does_not_exist_is_said():
    with pytest.raises(RedlineError, match="EPSG:999999"):
        plain_transformer().to_national_grid_from(shapely.Point(1, 2), "EPSG:999999")


def test_arrays_are_brought_over_at_once_and_gaps_in_them_stay():
    geometries = np.array([shapely.Point(NORWICH[0]), None, shapely.box(-0.1, 51.5, -0.09, 51.51)], dtype=object)

    moved = grid_transformer().to_national_grid(geometries)

    assert moved[0].distance(shapely.Point(NORWICH[1])) < 0.001
    assert moved[1] is None
    assert moved[2].geom_type == "Polygon"


@pytest.mark.parametrize("place", [(-5.5371, 50.1188), (-2.0072, 55.7710), (1.75, 52.48), (-0.1, 51.5)])
def test_there_and_back_is_less_than_two_millimetres(place):
    """The Helmert, which knows no heights here, is out by a millimetre; OSTN15 by a hundredth of one."""
    for transformer in (grid_transformer(), plain_transformer()):
        there = transformer.to_national_grid(shapely.Point(place))

        assert transformer.to_national_grid(transformer.to_wgs84(there)).distance(there) < 0.002


def test_beyond_the_grid_s_edge_a_position_is_still_finite():
    moved = grid_transformer().to_national_grid(shapely.LineString([(1.5, 52.5), (4.5, 52.5)]))

    assert np.isfinite(shapely.get_coordinates(moved)).all()


def test_a_position_that_is_nowhere_comes_back_infinite_and_does_not_stop_the_others():
    moved = grid_transformer().to_national_grid(np.array([shapely.Point(179, 95), shapely.Point(NORWICH[0])], dtype=object))

    assert not np.isfinite(shapely.get_coordinates(moved[0])).all()
    assert moved[1].distance(shapely.Point(NORWICH[1])) < 0.001


def test_a_grid_in_a_folder_with_a_space_in_its_name_is_used(tmp_path):
    folder = tmp_path / "my grids"
    folder.mkdir()
    shutil.copy(shared_path("data/grids") / "uk_os_OSTN15_NTv2_OSGBtoETRS.tif", folder)

    moved = Transformer([folder]).to_national_grid(shapely.Point(NORWICH[0]))

    assert moved.distance(shapely.Point(NORWICH[1])) < 0.001


def test_a_folder_that_is_not_there_does_no_harm(tmp_path):
    assert Transformer([tmp_path / "nowhere"]).accuracy() == plain_transformer().accuracy()


def test_another_thread_gets_the_same_positions():
    transformer = grid_transformer()
    found = []

    worker = Thread(target=lambda: found.append(transformer.to_national_grid(shapely.Point(NORWICH[0]))))
    worker.start()
    worker.join()

    assert found[0].equals_exact(transformer.to_national_grid(shapely.Point(NORWICH[0])), 0)


def test_a_copy_goes_the_same_way_although_the_grid_was_found_where_only_the_original_could_look():
    datadir = import_pyproj().datadir
    folders = datadir.get_data_dir()
    datadir.append_data_dir(str(shared_path("data/grids")))
    try:
        original = Transformer()
        travelling = pickle.dumps(original)
    finally:
        datadir.set_data_dir(folders)

    copy = pickle.loads(travelling)

    assert original.accuracy().grid == copy.accuracy().grid == "uk_os_OSTN15_NTv2_OSGBtoETRS.tif"
    assert copy.to_national_grid(shapely.Point(NORWICH[0])).equals_exact(original.to_national_grid(shapely.Point(NORWICH[0])), 0)
