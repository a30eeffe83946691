"""Redline's algorithms chained in a model, as the designer chains them, and the model that comes with Redline."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from qgis.core import (
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingModelAlgorithm,
    QgsProject,
)

from plugin.resources_path import resources_path
from tests.qgis.processing_models import provided, screening_model
from tests.qgis.processing_runs import Heard
from tests.qgis.small_borough import build, write_applications

SHIPPED = resources_path("models", "read-check-and-screen.model3")


@pytest.fixture(autouse=True)
def _provider(qgis_app: object) -> Iterator[None]:
    with provided():
        yield


def opened(path: Path) -> QgsProcessingModelAlgorithm:
    model = QgsProcessingModelAlgorithm()
    assert model.fromFile(str(path))
    return model


def ran(
    model: QgsProcessingModelAlgorithm, feedback: QgsProcessingFeedback | None = None, **parameters: str
) -> tuple[dict[str, Any], QgsProcessingContext]:
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    given = {each.name(): "memory:" for each in model.parameterDefinitions() if each.isDestination()}
    results, good = model.create().run({**given, **parameters}, context, feedback or QgsProcessingFeedback(), {}, False)
    assert good
    return results, context


def test_a_child_that_fails_ends_the_model_with_its_sentence(tmp_path: Path) -> None:
    applications = write_applications(tmp_path / "applications")

    with pytest.raises(QgsProcessingException, match="nowhere"):
        ran(screening_model(), APPLICATIONS=str(applications), STORE=str(tmp_path / "nowhere"))


def test_a_model_that_is_stopped_gives_nothing(tmp_path: Path) -> None:
    stopped = Heard()
    stopped.cancel()
    parameters = {"APPLICATIONS": str(write_applications(tmp_path / "applications")), "STORE": str(build(tmp_path))}

    results, _ = ran(screening_model(), stopped, **parameters)

    assert results["CHILD_RESULTS"] == {}


def test_what_one_algorithm_reads_the_next_one_screens_and_its_counts_are_there_for_others(tmp_path: Path) -> None:
    model = screening_model()
    assert model.validate() == (True, [])
    parameters = {"APPLICATIONS": str(write_applications(tmp_path / "applications")), "STORE": str(build(tmp_path))}

    results, context = ran(model, **parameters)

    read, checked, screened = (results["CHILD_RESULTS"][name] for name in ("read", "checkboundaries", "screen"))
    assert (read["SITE_COUNT"], checked["ERROR_COUNT"], checked["SOUND"], screened["NOT_CHECKED_COUNT"]) == (3, 1, False, 1)
    states = {(row["site"], row["dataset"]): row["state"] for row in context.getMapLayer(results["states_of_the_datasets"]).getFeatures()}
    assert states["26-00001-HAPP", "conservation-area"] == "overlaps"
    assert states["26-00002-HAPP", "conservation-area"] == "clear"
    assert states["26-00003-HAPP", "conservation-area"] == "not checked"


def test_the_model_that_comes_with_redline_is_the_one_that_is_tested() -> None:
    assert opened(SHIPPED).toVariant() == screening_model().toVariant()


def test_the_model_that_comes_with_redline_opens_is_whole_and_runs(tmp_path: Path) -> None:
    model = opened(SHIPPED)
    assert model.validate() == (True, [])
    assert {"Folder of applications", "Constraint store"} <= {each.description() for each in model.parameterDefinitions()}
    parameters = {"APPLICATIONS": str(write_applications(tmp_path / "applications")), "STORE": str(build(tmp_path))}

    results, context = ran(model, **parameters)

    assert context.getMapLayer(results["screened_sites"]).featureCount() == 3
