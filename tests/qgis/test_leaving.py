"""A line that is drawn and not saved is asked about before it is left, whichever way; what was drawn is never lost without being asked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from qgis.core import QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QCoreApplication, QTimer
from qgis.PyQt.QtGui import QCloseEvent
from qgis.PyQt.QtWidgets import QApplication, QMessageBox, QPushButton

from plugin.gui.layers.layer_tree import marked_layers
from plugin.gui.layers.specifications import PROPOSED
from tests.qgis.amending import WIDER, answer
from tests.qgis.cases_of_nowhere import until

BUTTONS = QMessageBox.StandardButton


def ends(amending: Any) -> bool:
    """Whether QGIS would end now."""
    event = QCloseEvent()
    QCoreApplication.sendEvent(amending.iface.mainWindow(), event)
    return event.isAccepted()


def proposed_layers() -> dict[str, Any]:
    return marked_layers(QgsProject.instance(), PROPOSED.identifier)


@pytest.fixture
def drawn(window: Any) -> Any:
    amending = window().begin()
    amending.draw()
    return amending


def test_qgis_stays_open_when_the_question_is_cancelled(drawn: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = answer(monkeypatch, "")

    assert not ends(drawn)
    assert asked == ["The red line of 26-00001-HAPP is drawn anew and not saved as a version."]
    assert drawn.place.open
    assert drawn.bench.draft.geometry.equals(WIDER)


def test_qgis_ends_and_keeps_the_draft(drawn: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, "Keep")

    assert ends(drawn)
    assert not drawn.place.open
    assert drawn.kept().geometry.equals(WIDER)


def test_qgis_ends_and_the_draft_is_discarded(drawn: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, "Discard")

    assert ends(drawn)
    drawn.place.close()
    assert drawn.kept() is None


def test_qgis_ends_once_the_version_is_saved(drawn: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, "Save")
    drawn.place.panel.reasonEdit.setPlainText("The drive belongs to it.")

    assert ends(drawn)
    assert drawn.kept() is None
    assert drawn.versions()[-1].reason == "The drive belongs to it."


def test_without_a_reason_nothing_is_saved_and_qgis_stays_open(drawn: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, "Save")

    assert not ends(drawn)
    assert not drawn.place.panel.reasonProblemLabel.isHidden()
    assert drawn.place.open


def test_with_nothing_drawn_qgis_ends_without_a_question(window: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = answer(monkeypatch, "")
    amending = window().begin()

    assert ends(amending)
    assert asked == []


def test_nothing_is_asked_once_the_line_has_been_left(drawn: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = answer(monkeypatch, "Keep")
    drawn.place.panel.leaveButton.click()

    assert ends(drawn)
    assert len(asked) == 1


def save_project_question(amending: Any) -> QMessageBox:
    """QGIS's own question, which stands before another project is opened."""
    return QMessageBox(
        QMessageBox.Icon.Information,
        "Save Project",
        "Do you want to save the current project? ",
        BUTTONS.Save | BUTTONS.Cancel | BUTTONS.Discard,
        amending.iface.mainWindow(),
    )


@pytest.mark.parametrize(("word", "goes_on"), [("", False), ("Keep", True)])
def test_before_another_project_is_opened_the_line_is_asked_about(
    drawn: Any, monkeypatch: pytest.MonkeyPatch, word: str, goes_on: bool
) -> None:
    drawn.iface.mainWindow().show()
    asked: list[bool] = []
    monkeypatch.setattr(drawn.place._guard, "_may_leave", lambda: asked.append(True) or bool(word))
    question = save_project_question(drawn)
    QTimer.singleShot(2000, question.button(BUTTONS.Discard).click)

    assert QgsProject.instance().isDirty(), "QGIS asks about a changed project alone"
    question.exec()

    assert asked == [True]
    assert question.clickedButton() is question.button(BUTTONS.Discard if goes_on else BUTTONS.Cancel)
    assert QApplication.activeModalWidget() is None


def test_other_questions_of_qgis_are_left_alone(drawn: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn.iface.mainWindow().show()
    monkeypatch.setattr(drawn.place._guard, "_may_leave", lambda: pytest.fail("asked"))
    question = QMessageBox(QMessageBox.Icon.Question, "Tasks", "Cancel them?", BUTTONS.Yes | BUTTONS.No, drawn.iface.mainWindow())
    QTimer.singleShot(300, question.button(BUTTONS.Yes).click)

    question.exec()

    assert question.clickedButton() is question.button(BUTTONS.Yes)


def test_a_project_that_goes_takes_its_lines_with_it_and_the_draft_is_kept(drawn: Any) -> None:
    QgsProject.instance().clear()

    assert not drawn.place.open
    assert proposed_layers() == {}
    assert drawn.kept().geometry.equals(WIDER)
    drawn.begin()
    assert drawn.bench.draft.geometry.equals(WIDER)


def test_where_qgis_was_told_not_to_ask_the_kept_draft_is_said_with_the_way_back_to_it(drawn: Any) -> None:
    QgsProject.instance().clear()

    (item,) = drawn.iface.messageBar().items()
    assert item.text().startswith("26-00001-HAPP: draft kept.")
    next(button for button in item.findChildren(QPushButton) if button.text() == "Go on").click()
    until(lambda: drawn.place.open)
    assert drawn.bench.draft.geometry.equals(WIDER)


def test_where_nothing_was_drawn_another_project_leaves_no_draft_and_no_word(window: Any) -> None:
    amending = window().begin()
    QgsProject.instance().clear()

    until(lambda: not amending.place.open)
    assert amending.kept() is None
    assert amending.iface.messageBar().items() == []


@pytest.mark.parametrize("kind", ["qgs", "qgz"])
def test_a_project_saved_while_a_line_is_amended_has_no_layer_of_it(drawn: Any, tmp_path: Path, kind: str) -> None:
    project = QgsProject.instance()
    own = QgsVectorLayer("Polygon?crs=EPSG:27700", "The officer's own", "memory")
    project.addMapLayer(own)
    (layer,) = proposed_layers().values()
    project.layerTreeRoot().setHasCustomLayerOrder(True)
    snapping = project.snappingConfig()
    snapping.addLayers([layer, own])
    project.setSnappingConfig(snapping)
    path = tmp_path / f"map.{kind}"

    assert project.write(str(path))

    assert drawn.place.open
    assert proposed_layers() == {"proposed": layer}
    if kind == "qgs":
        named = [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if layer.id() in line]
        assert named == [f'<layer id="{layer.id()}"/>'], "in the order of drawing, where QGIS passes over what is not there"
    drawn.bench.draft.close()
    again = QgsProject()
    assert again.read(str(path))
    assert [each.name() for each in again.mapLayers().values()] == ["The officer's own"]


def test_a_project_with_a_line_left_in_it_is_tidied_when_it_is_opened(drawn: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("leave_out_names", "leave_out_layer"):
        monkeypatch.setattr(f"plugin.gui.amend.proposed_layer.{name}", lambda *_: None)
    project, path = QgsProject.instance(), tmp_path / "map.qgs"
    assert project.write(str(path))
    answer(monkeypatch, "Keep")
    drawn.place.panel.leaveButton.click()

    assert project.read(str(path))

    assert proposed_layers() == {}
    assert not project.isDirty()
