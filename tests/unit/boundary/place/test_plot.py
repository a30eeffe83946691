"""The parcel at a place."""

from __future__ import annotations

import shapely

from plugin.boundary.place.plot import smallest_holding, with_plot
from plugin.domain.place import Place

PLACE = Place(530010, 180010, "here", "An easting and a northing.")


def square(west: float, south: float, side: float) -> shapely.Geometry:
    return shapely.box(west, south, west + side, south + side)


def test_no_parcel_holds_a_place_that_lies_beside_all_of_them():
    assert smallest_holding([square(530020, 180000, 10)], PLACE) is None


def test_a_line_of_a_layer_of_parcels_holds_nothing():
    assert smallest_holding([shapely.from_wkt("LINESTRING (530000 180000, 530020 180020)")], PLACE) is None


def test_of_two_parcels_one_upon_another_the_smaller_is_the_plot():
    inner = square(530005, 180005, 10)

    assert smallest_holding([square(530000, 180000, 50), inner], PLACE) == inner


def test_a_parcel_whose_edge_crosses_itself_is_a_valid_plot():
    crossing = shapely.from_wkt("POLYGON ((530000 180000, 530020 180020, 530020 180000, 530000 180020, 530000 180000))")

    plot = smallest_holding([crossing], PLACE)

    assert plot is not None
    assert shapely.is_valid(plot)


def test_a_place_with_its_plot_says_that_the_parcel_is_looked_at():
    plot = square(530000, 180000, 20)

    place = with_plot(PLACE, plot)

    assert place.plot == plot
    assert place.how == "An easting and a northing. The parcel there is looked at."
