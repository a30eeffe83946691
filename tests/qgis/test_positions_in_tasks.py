"""Positions are brought to the British National Grid in tasks, and one task after another gets the same thread of QGIS's."""

from __future__ import annotations

import threading

import pytest
import shapely
from qgis.core import QgsApplication, QgsTask

from plugin.boundary.transformer import Transformer
from tests.qgis.cases_of_nowhere import until

#: Big Ben, with the grid or without it to the nearest ten metres.
LONGITUDE_LATITUDE, EASTING_NORTHING = (-0.12463, 51.50070), (530268, 179640)


class Bringing(QgsTask):
    def __init__(self) -> None:
        super().__init__("Bringing positions over")
        self.thread_ident = 0
        self.places: list[shapely.Point] = []

    def run(self) -> bool:
        self.thread_ident = threading.get_ident()
        transformer = Transformer()
        self.places = [transformer.to_national_grid(shapely.Point(LONGITUDE_LATITUDE)) for _ in range(3)]
        self.places.append(transformer.to_national_grid_from(shapely.Point(LONGITUDE_LATITUDE), "EPSG:4258"))
        return True


def done(task: Bringing) -> Bringing:
    QgsApplication.taskManager().addTask(task)
    until(lambda: task.status() == QgsTask.TaskStatus.Complete)
    return task


def test_a_task_on_a_thread_where_an_earlier_task_used_proj_gets_its_positions():
    tasks = [done(Bringing()) for _ in range(12)]

    assert len({task.thread_ident for task in tasks}) < len(tasks), "no thread came back: this shows nothing"
    for task in tasks:
        for place in task.places:
            assert place.distance(shapely.Point(EASTING_NORTHING)) == pytest.approx(0, abs=10)
    assert len({place.wkt for task in tasks for place in task.places}) == 1


def test_a_transformer_made_in_a_task_serves_the_window_and_the_next_task():
    made: list[Transformer] = []

    class Making(Bringing):
        def run(self) -> bool:
            made.append(Transformer())
            return True

    class Using(Bringing):
        def run(self) -> bool:
            self.places = [made[0].to_national_grid(shapely.Point(LONGITUDE_LATITUDE))]
            return True

    done(Making())
    here = made[0].to_national_grid(shapely.Point(LONGITUDE_LATITUDE))
    there = [done(Using()).places[0] for _ in range(3)]

    assert {place.wkt for place in there} == {here.wkt}
